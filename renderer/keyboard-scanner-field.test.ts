import { describe, expect, it, vi } from 'vitest';
import { KeyboardPage, type KeyEvent } from '../fixtures/simulators/keys.ts';
import { captureKeyboardScanner } from './keyboard-scanner.ts';
import { strike, withFakeKeys } from './keyboard-scanner-testing.ts';

withFakeKeys();

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
