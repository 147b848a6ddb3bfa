import { expect, it } from 'vitest';
import { createCardKeys } from './card-keys.ts';

const code = `TDNV-${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.slice(0, 26)}`;

/** Strikes keys as a scanner does, `gapMs` apart; `swallowed`: an input method has taken the letters. */
function strike(text: string, { gapMs = 8, swallowed = false, end = 'Enter' } = {}): string | null {
  const hear = createCardKeys();
  const letters = Array.from(text, (letter, index) => {
    const place = letter === '-' ? 'Minus' : /\d/.test(letter) ? `Digit${letter}` : `Key${letter.toUpperCase()}`;
    return hear({ key: swallowed ? 'Process' : letter, code: place, atMs: index * gapMs });
  });
  expect(letters.every((each) => each === null)).toBe(true);
  return hear({ key: end, code: end, atMs: text.length * gapMs });
}

it('hears a card, whatever was typed before it', () => {
  expect(strike(code)).toBe(code);
  expect(strike(`739${code}`)).toBe(code);
  expect(strike(code.toLowerCase(), { end: 'Tab' })).toBe(code);
});

it('hears it through a Vietnamese input method', () => {
  expect(strike(code, { swallowed: true })).toBe(code);
});

it('takes nothing else for one', () => {
  expect(strike(code.slice(0, -1))).toBeNull();
  expect(strike('739150')).toBeNull();
  expect(strike(code.replace('A', '1'))).toBeNull();
  // A person who types it pauses.
  expect(strike(code, { gapMs: 300 })).toBeNull();
});

it('lets a shift key between the letters pass', () => {
  const hear = createCardKeys();
  for (const letter of code) {
    hear({ key: 'Shift', code: 'ShiftLeft', atMs: 0 });
    hear({ key: letter, code: '', atMs: 0 });
  }
  expect(hear({ key: 'Enter', code: 'Enter', atMs: 0 })).toBe(code);
});
