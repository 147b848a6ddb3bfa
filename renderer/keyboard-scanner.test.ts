import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ToStation } from '../electron/bridge/messages.ts';
import { KeyboardPage, KeyEvent, keysFor } from '../fixtures/simulators/keys.ts';
import { createScanner } from '../native/scanner/byte-source-scanner.ts';
import { createKeyboardSource } from '../native/scanner/keyboard-source.ts';
import type { KioskBridge } from './bridge-client.ts';
import { type CapturedKey, captureKeyboardScanner, followKeyboardScanner } from './keyboard-scanner.ts';

/** Keys that are `gapMs` apart. */
function strike(page: KeyboardPage, names: readonly string[], gapMs: number): void {
  page.strikeAll(names, () => vi.advanceTimersByTime(gapMs));
}

function capture() {
  const page = new KeyboardPage();
  const bursts: string[] = [];
  const onBurst = (keys: CapturedKey[]): void => void bursts.push(keys.map(({ key }) => key).join(' '));
  const stop = captureKeyboardScanner(page, onBurst);
  return { page, bursts, stop };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('KeyboardEvent', KeyEvent);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a scanner', () => {
  it('is caught with all its keys, the first one included', () => {
    const { page, bursts } = capture();
    strike(page, [...'BN00000123', 'Enter'], 5);
    expect(page.seen).toEqual([]);
    expect(bursts).toEqual(['B N 0 0 0 0 0 1 2 3 Enter']);
    expect(page.clicks).toBe(0);
    vi.runAllTimers();
    expect(bursts).toHaveLength(1);
  });

  it('tells when each key was struck', () => {
    const page = new KeyboardPage();
    const heard: CapturedKey[][] = [];
    captureKeyboardScanner(page, (keys) => void heard.push(keys));
    const startMs = Date.now();
    strike(page, [...'abcde', 'Enter'], 10);
    expect(heard[0]!.map(({ atMs }) => atMs - startMs)).toEqual([0, 10, 20, 30, 40, 50]);
  });

  it('that ends its codes with nothing is heard after a silence', () => {
    const { page, bursts } = capture();
    strike(page, [...'BN00000123'], 5);
    expect(bursts).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(bursts).toEqual(['B N 0 0 0 0 0 1 2 3']);
  });

  it('may stumble once it is known', () => {
    const { page, bursts } = capture();
    strike(page, [...'BN0000'], 5);
    vi.advanceTimersByTime(80);
    strike(page, [...'0123', 'Tab'], 5);
    expect(bursts).toEqual(['B N 0 0 0 0 0 1 2 3 Tab']);
    expect(page.seen).toEqual([]);
  });

  it('that never pauses is heard code by code', () => {
    const { page, bursts } = capture();
    for (let scanned = 0; scanned < 20; scanned += 1) strike(page, [...'BN123', 'Enter'], 8);
    expect(bursts).toEqual(Array<string>(20).fill('B N 1 2 3 Enter'));
    expect(page.seen).toEqual([]);
  });

  it('that never ends is cut at what the station takes', () => {
    const { page, bursts } = capture();
    strike(page, Array<string>(5_000).fill('x'), 1);
    vi.runAllTimers();
    expect(bursts.map((burst) => burst.split(' ').length)).toEqual([2_048]);
  });

  it.each(['Enter', ' '])('cannot press a button with %j in front', (first) => {
    const { page, bursts } = capture();
    strike(page, [first, ...'12345', 'Enter'], 5);
    vi.runAllTimers();
    expect(page.clicks).toBe(0);
    expect(page.seen).toEqual([]);
    expect(bursts).toHaveLength(1);
  });

  it('types shortcuts into nothing but the burst', () => {
    const { page, bursts } = capture();
    strike(page, ['1', 'Control', 'Control+p', 'Alt', 'Alt+F4', 'F12', 'Meta+l', 'Escape', 'Tab', '2', 'Enter'], 5);
    expect(page.seen).toEqual([]);
    expect(bursts.join(' ')).toBe('1 Control+p Alt+F4 F12 Meta+l Escape Tab 2 Enter');
  });

  it('types capitals with a shift key that counts for nothing', () => {
    const { page, bursts } = capture();
    strike(page, [...'ABCDEF'].flatMap((letter) => ['Shift', letter]).concat('Enter'), 5);
    expect(bursts).toEqual(['A B C D E F Enter']);
  });
});

describe('a person with a keyboard', () => {
  it.each(['Escape', 'Help', 'F15'])('gets %s once it is clear that no code follows', (name) => {
    const { page, bursts } = capture();
    strike(page, [name], 60);
    expect(page.seen).toEqual([name]);
    strike(page, [name, ...'BN00000123', 'Enter'], 5);
    vi.runAllTimers();
    expect(page.seen).toEqual([name]);
    expect(bursts).toHaveLength(1);
  });

  it('gets Enter where nothing is pressed by it', () => {
    class Question extends KeyboardPage {
      readonly tagName = 'H1';
    }
    const page = new Question();
    captureKeyboardScanner(page, () => undefined);
    strike(page, ['Enter'], 60);
    expect(page.seen).toEqual(['Enter']);
    expect(page.clicks).toBe(0);
  });

  it('keeps the keys that work the screens', () => {
    const { page, bursts } = capture();
    const names = ['Tab', 'ArrowDown', 'ArrowUp', 'Backspace', 'Home', 'PageDown'];
    strike(page, names, 60);
    expect(page.seen).toEqual(names.flatMap((name) => [name, `${name} up`]));
    expect(bursts).toEqual([]);
  });

  it('gets characters back, once it is clear that they are no burst', () => {
    const { page, bursts } = capture();
    page.strike('7');
    vi.advanceTimersByTime(34);
    expect(page.seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(page.seen).toEqual(['7']);
    strike(page, [...'12a', 'ễ'], 60);
    expect(page.seen).toEqual(['7', '1', '2', 'a', 'ễ']);
    expect(bursts).toEqual([]);
  });

  it('gets them back in order while the page is busy', () => {
    const { page } = capture();
    page.strike('1');
    vi.setSystemTime(Date.now() + 100);
    page.strike('Tab');
    expect(page.seen).toEqual(['1', 'Tab', 'Tab up']);
  });

  it.each(['Enter', ' '])('presses what has the focus with %j, once nothing follows', (name) => {
    const { page } = capture();
    page.strike(name);
    expect(page.clicks).toBe(0);
    vi.advanceTimersByTime(35);
    expect(page.clicks).toBe(1);
    page.strike(name);
    vi.runAllTimers();
    expect(page.clicks).toBe(2);
    expect(page.seen).toEqual([]);
  });

  it('holds a key down: it repeats, but presses once', () => {
    const { page, bursts } = capture();
    page.down('ArrowDown');
    page.down('Enter');
    for (let repeated = 0; repeated < 10; repeated += 1) {
      vi.advanceTimersByTime(30);
      page.down('ArrowDown', true);
      page.down('Enter', true);
      page.down('F5', true);
    }
    vi.runAllTimers();
    expect(page.seen).toEqual(Array<string>(11).fill('ArrowDown'));
    expect(bursts).toEqual([]);
  });

  it('has no shortcuts, however slow', () => {
    const { page } = capture();
    strike(page, ['Control+p', 'Alt+F4', 'Meta+l', 'F5', 'ContextMenu', 'BrowserBack', 'PrintScreen', 'Alt'], 500);
    expect(page.seen).toEqual([]);
  });

  it('who strikes two keys at once is no scanner, and presses nothing by that', () => {
    const { page, bursts } = capture();
    strike(page, [...'123', ' ', 'Enter'], 10);
    vi.advanceTimersByTime(200);
    strike(page, ['6'], 60);
    expect(bursts).toEqual([]);
    expect(page.seen).toEqual(['1', '2', '3', '6']);
    expect(page.clicks).toBe(0);
  });

  it('may have the focus on nothing', () => {
    const page = new KeyboardPage();
    captureKeyboardScanner(page, () => undefined);
    Object.assign(page, { click: undefined });
    page.strike('Enter');
    expect(() => vi.runAllTimers()).not.toThrow();
  });
});

describe('a field', () => {
  /** As the browser has it, as far as keys go. */
  class TextField extends KeyboardPage {
    readonly tagName: string = 'INPUT';
    readonly readOnly: boolean = false;
    readonly disabled = false;
    readonly form = { requestSubmit: (): void => void this.sent.push(this.value) };
    readonly sent: string[] = [];
    readonly heard: string[] = [];
    maxLength = -1;
    value = '';
    selectionStart = 0;
    selectionEnd = 0;

    setRangeText(text: string, from: number, to: number): void {
      this.value = this.value.slice(0, from) + text + this.value.slice(to);
      this.selectionStart = from + text.length;
      this.selectionEnd = this.selectionStart;
    }

    override dispatchEvent(event: KeyEvent): boolean {
      if (event.type !== 'input') return super.dispatchEvent(event);
      this.heard.push(this.value);
      return true;
    }
  }
  class Note extends TextField {
    override readonly tagName = 'TEXTAREA';
  }
  class Shown extends TextField {
    override readonly readOnly = true;
  }

  function written<Kind extends TextField>(field: Kind) {
    const bursts: string[] = [];
    captureKeyboardScanner(field, (keys) => void bursts.push(keys.map(({ key }) => key).join('')));
    return { field, bursts };
  }

  it('gets what a person types, and Enter sends it', () => {
    const { field } = written(new TextField());
    strike(field, [...'lan 7'], 60);
    expect(field.heard).toEqual(['l', 'la', 'lan', 'lan ', 'lan 7']);
    strike(field, ['Enter'], 60);
    expect(field.sent).toEqual(['lan 7']);
    expect([field.value, field.clicks]).toEqual(['lan 7', 0]);
  });

  it('is written at its caret, over what is marked, and no further than it goes', () => {
    const { field } = written(new TextField());
    Object.assign(field, { value: '1239', selectionStart: 1, selectionEnd: 3, maxLength: 4 });
    strike(field, [...'456'], 60);
    expect(field.value).toBe('1459');
  });

  it('of several lines gets a line from Enter', () => {
    const { field } = written(new Note());
    strike(field, [...'a', 'Enter', ...'b'], 60);
    expect(field.value).toBe('a\nb');
    expect(field.sent).toEqual([]);
  });

  it('gets keys of two fingers at once, but sends nothing by that', () => {
    const { field } = written(new TextField());
    strike(field, [...'12 ', 'Enter'], 10);
    vi.advanceTimersByTime(200);
    expect([field.value, field.sent]).toEqual(['12 ', []]);
  });

  it('gets nothing of what a scanner types, not even Enter', () => {
    const { field, bursts } = written(new TextField());
    strike(field, [...'739'], 60);
    strike(field, [...'TDNV-ABCDEFGHIJ', 'Enter'], 8);
    vi.runAllTimers();
    expect(bursts).toEqual(['739TDNV-ABCDEFGHIJEnter']);
    expect([field.value, field.sent]).toEqual(['', []]);
  });

  it('keeps what a person has typed some time before a scan', () => {
    const { field, bursts } = written(new TextField());
    strike(field, [...'739'], 60);
    vi.advanceTimersByTime(600);
    strike(field, [...'BN00000123', 'Enter'], 8);
    vi.runAllTimers();
    expect(bursts).toEqual(['BN00000123Enter']);
    expect(field.value).toBe('739');
  });

  it('loses no key of a person to a scanner that stumbles, once something else was written', () => {
    const { field } = written(new TextField());
    strike(field, [...'739'], 60);
    field.value = 'lan';
    strike(field, [...'BN00000123', 'Enter'], 8);
    expect(field.value).toBe('lan');
  });

  it('gets nothing where nobody writes, or where the page has a use for the key', () => {
    const shown = written(new Shown()).field;
    strike(shown, [...'12', 'Enter'], 60);
    expect([shown.value, shown.sent, shown.clicks]).toEqual(['', [], 1]);
    const { field } = written(new TextField());
    field.addEventListener('keydown', (event) => event.preventDefault());
    strike(field, ['1', 'Escape'], 60);
    expect(field.value).toBe('');
  });

  it('writes no names of keys', () => {
    const { field } = written(new TextField());
    strike(field, ['Escape', 'Help', 'F15', 'Tab'], 60);
    expect(field.value).toBe('');
  });
});

it('stops without a trace', () => {
  const { page, bursts, stop } = capture();
  strike(page, [...'BN000001', 'Shift'], 5);
  page.down(' ');
  stop();
  expect(vi.getTimerCount()).toBe(0);
  page.strike('Control+p');
  vi.runAllTimers();
  expect(page.seen).toEqual(['Shift', 'Shift up', 'p', 'p up']);
  expect(bursts).toEqual([]);
});

it('captures while the station says so, and while it is away', () => {
  const page = new KeyboardPage();
  const sent: ToStation[] = [];
  let tell: Parameters<KioskBridge['subscribe']>[0] = () => undefined;
  const bridge = {
    subscribe: (listener: typeof tell) => {
      tell = listener;
      return () => true;
    },
    send: (message: ToStation) => void sent.push(message),
  } as unknown as KioskBridge;
  const say = (keyboardScanner: boolean): void =>
    tell({ kind: 'snapshot', snapshot: { devices: { keyboardScanner } } } as unknown as Parameters<typeof tell>[0]);
  followKeyboardScanner(bridge, page);
  strike(page, ['F5'], 200);
  say(true);
  say(true);
  tell({ kind: 'simulator-refused', detail: 'another message' });
  strike(page, [...'12345', 'Enter'], 5);
  say(false);
  strike(page, ['F5'], 200);
  expect(page.seen).toEqual(['F5', 'F5 up', 'F5', 'F5 up']);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ kind: 'keys', keys: { length: 6 } });
});

describe('from the keys to the scan', () => {
  const seen = async (keys: readonly string[], pauseMs = 0, late: readonly string[] = []): Promise<string[]> => {
    const page = new KeyboardPage();
    const source = createKeyboardSource();
    const scanner = createScanner(source);
    const heard: string[] = [];
    scanner.subscribe((event) => {
      if (event.type === 'scan') heard.push(new TextDecoder().decode(event.scan.bytes));
      if (event.type === 'rejected') heard.push(event.rejection.reason);
    });
    await vi.advanceTimersByTimeAsync(0);
    captureKeyboardScanner(page, (burst) => source.type(burst));
    strike(page, keys, 10);
    vi.advanceTimersByTime(pauseMs);
    strike(page, late, 10);
    vi.runAllTimers();
    await scanner.close();
    return heard;
  };

  it.each([
    ['a patient code', keysFor('BN00000123'), ['BN00000123']],
    ['a name it types by numbers, letters missing', keysFor('|Đặng Khải|'), ['|\uFFFDng Kh\uFFFDi|']],
    ['half a code', keysFor('BN00000123').slice(0, 8), ['incomplete']],
    ['a code that would print', [...'BN00', 'Control+p', ...keysFor('000123')], ['control-characters']],
    ['more than any code', keysFor('x'.repeat(1_025)), ['too-long']],
    ['a stuck trigger', Array.from({ length: 20 }, () => keysFor('BN123')).flat(), ['BN123']],
  ])('%s', async (_case, keys, heard) => {
    expect(await seen(keys)).toEqual(heard);
  });

  it.each([
    ['a stumble on its first keys is one code', '0010', 80, '85012345', ['001085012345']],
    ['a stop on its first keys leaves no tail', '0010', 300, '85012345', ['incomplete']],
    ['a stop in the middle leaves no tail', '00108501', 300, '2345678', ['incomplete']],
    ['a person’s keys are no part of it', '12', 600, 'BN00000123', ['BN00000123']],
  ])('%s', async (_case, first, pauseMs, rest, heard) => {
    expect(await seen([...first], pauseMs, keysFor(rest))).toEqual(heard);
  });

  it('what a person has ended is no part of it', async () => {
    expect(await seen([...'12', 'Enter'], 50, keysFor('BN00000123'))).toEqual(['BN00000123']);
    expect(await seen([...'12', 'Enter', '3'], 50, keysFor('BN00000123'))).toEqual(['3BN00000123']);
  });
});
