import { describe, expect, it, vi } from 'vitest';
import type { ToStation } from '../electron/bridge/messages.ts';
import { KeyboardPage, keysFor } from '../fixtures/simulators/keys.ts';
import { createScanner } from '../native/scanner/byte-source-scanner.ts';
import { createKeyboardSource } from '../native/scanner/keyboard-source.ts';
import type { KioskBridge } from './bridge-client.ts';
import { type CapturedKey, captureKeyboardScanner, followKeyboardScanner } from './keyboard-scanner.ts';
import { capture, strike, withFakeKeys } from './keyboard-scanner-testing.ts';

withFakeKeys();

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
