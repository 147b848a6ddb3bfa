import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeText, windows1258Text } from './code-text.ts';
import { utf8, windows1258, words } from './parse-code-testing.ts';

describe('the text of a code', () => {
  it.each([
    ['as it is', 'Bệnh viện', 'Bệnh viện'],
    ['byte order mark', '\uFEFFBệnh viện', 'Bệnh viện'],
    ['a second byte order mark', '\uFEFF\uFEFFBệnh viện', 'Bệnh viện'],
    ['line ends', 'Bệnh viện\r\n', 'Bệnh viện'],
    ['stray CR', '\rBệnh viện\r\r', 'Bệnh viện'],
    ['NUL, white space, no-break space', '\0 \u00a0Bệnh viện\u3000\0', 'Bệnh viện'],
    ['NUL and byte order mark', '\0\uFEFF\0Bệnh viện', 'Bệnh viện'],
    ['decomposed letters', 'Bệnh viện'.normalize('NFD'), 'Bệnh viện'],
    ['a tone in the wrong order', 'Bê\u0323nh viê\u0323n', 'Bệnh viện'],
    ['invisible characters', 'B\u200B\u202Eệ\u00ADnh viện', 'Bệnh viện'],
    ['white space inside', 'Bệnh  viện', 'Bệnh  viện'],
    ['nothing', '', ''],
    ['nothing but padding', ' \0\r\n\uFEFF', ''],
  ])('%s', (_case, text, expected) => {
    expect(codeText(utf8(text))).toBe(expected);
  });

  it.each(['\x00', '\x01', '\x04', '\x08', '\t', '\n', '\r', '\x1b', '\x1d', '\x7f', '\x85', '\u2028', '\u2029'])(
    'is none with the control character %j inside',
    (control) => {
      expect(codeText(utf8(`BN26${control}001047`))).toBeNull();
    },
  );

  it.each([
    ['a lone continuation', [0x41, 0x80]],
    ['a letter cut in two', [0x41, 0xe1, 0xbb]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['UTF-16', [0xff, 0xfe, 0x41, 0x00]],
  ])('is none of what is not UTF-8: %s', (_case, bytes) => {
    expect(codeText(Uint8Array.from(bytes))).toBeNull();
  });

  it('ends behind the end sign, whatever follows it behind a NUL', () => {
    expect(codeText(Uint8Array.of(0x41, 0x24, 0x00, 0xff))).toBe('A$');
    expect(codeText(utf8('$A$\0\x01'))).toBe('$A$');
    expect(codeText(utf8('A$ B'))).toBe('A$ B');
  });

  it('never grows control or format characters, and is composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = codeText(utf8(text)) ?? '';
        expect(read).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(read).toBe(read.normalize('NFC').trim());
      }),
    );
  });
});

describe('Vietnamese in the Windows code page', () => {
  it('reads back every Vietnamese letter', () => {
    const letters = 'aăâeêioôơuưy'
      .split('')
      .flatMap((vowel) =>
        ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((tone) => (vowel + tone).normalize('NFC')),
      );
    const all = [...letters, ...letters.map((letter) => letter.toUpperCase()), 'đ', 'Đ'].join('');
    expect(all).toHaveLength(146);
    expect(windows1258Text(windows1258(all))).toBe(all);
  });

  it('reads back every text', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(windows1258Text(windows1258(`${text}\r\n`))).toBe(text);
      }),
    );
  });

  it.each([
    ['broken UTF-8', utf8('Nguyễn Văn An').slice(0, 6)],
    ['UTF-8', utf8('Nguyễn Văn An')],
    ['TCVN3', Uint8Array.of(0x4e, 0x67, 0x75, 0x79, 0xd4, 0x6e, 0x20, 0x56, 0xa8, 0x6e)],
    ['another Latin', Uint8Array.of(0xfc, 0xe7, 0xf1)],
    ['a tone without a letter', Uint8Array.of(0x20, 0xec, 0x20)],
    ['a tone on a letter that has none', Uint8Array.of(0x62, 0xec)],
    ['signs', Uint8Array.of(0x41, 0xa9)],
    ['a control character', Uint8Array.of(0x41, 0x1b, 0xea)],
    ['bytes without a meaning', Uint8Array.of(0x41, 0x81, 0x9d)],
  ])('does not take %s for it', (_case, bytes) => {
    expect(windows1258Text(bytes)).toBeNull();
  });
});
