import { describe, expect, it, vi } from 'vitest';
import { KeyboardPage } from '../fixtures/simulators/keys.ts';
import { captureKeyboardScanner } from './keyboard-scanner.ts';
import { capture, strike, withFakeKeys } from './keyboard-scanner-testing.ts';

withFakeKeys();

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
