import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asSaid, joined, sentences } from './spoken-text.ts';

const endsIn = (digits: string): string => `ending in ${digits}`;

describe('asSaid', () => {
  it.each([
    ['•••••••••482', 'ending in 4 8 2'],
    ['N*** T** Q**** Hương', 'N T Q Hương'],
    ['Phòng 215 · Tầng 2', 'Phòng 215, Tầng 2'],
    ['Cấp\u00a0số\u2060 ngay .', 'Cấp số ngay.'],
    ['08:41', '08:41'],
    ['', ''],
  ])('says %o as %o', (written, said) => {
    expect(asSaid(written, endsIn)).toBe(said);
  });
});

it('joined makes a sentence of each piece', () => {
  expect(joined(['Tim mạch', 'Phòng 215', ' ', '·'])).toBe('Tim mạch. Phòng 215');
  expect(joined(['Họ tên:', 'Mẫu'])).toBe('Họ tên: Mẫu');
  expect(joined(['Xong.', 'Mời vào'])).toBe('Xong. Mời vào');
});

describe('sentences', () => {
  it('are cut where they end, and where they are too long', () => {
    expect(sentences('Một. Hai? Ba')).toEqual(['Một.', 'Hai?', 'Ba']);
    expect(sentences('Bấm 3: Chọn lúc 09:30')).toEqual(['Bấm 3:', 'Chọn lúc 09:30']);
    expect(sentences('Khám với PGS.TS. Lê Mẫu. Mời vào')).toEqual(['Khám với PGS.TS. Lê Mẫu.', 'Mời vào']);
    expect(sentences('một hai ba', 7)).toEqual(['một hai', 'ba']);
    expect(sentences('0123456789', 4)).toEqual(['0123', '4567', '89']);
    expect(sentences('')).toEqual([]);
  });

  it('lose no letter and keep to the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ế', ' ', '.', '?', '…'), maxLength: 200 }), (text) => {
        const cut = sentences(text, 20);
        const letters = (all: string): string => all.replaceAll(/\s/gu, '');
        expect(letters(cut.join(''))).toBe(letters(text));
        expect(cut.every((part) => part.length <= 20 && part !== '')).toBe(true);
      }),
    );
  });
});
