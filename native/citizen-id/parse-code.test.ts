import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CODE_BYTES } from './code-text.ts';
import { parseCode } from './parse-code.ts';
import {
  CITIZEN_CARD,
  CITIZEN_FIELDS,
  citizenCardWith,
  FORMATS,
  NEW_FORM_CARD,
  OLD_FORM_CARD,
  oldFormWith,
  parse,
  utf8,
  windows1258,
} from './parse-code-testing.ts';

const unknown = (reason: string) => ({ kind: 'unknown', reason });

describe('what a code is', () => {
  it.each([
    [CITIZEN_CARD, 'cccd'],
    [OLD_FORM_CARD, 'bhyt'],
    [NEW_FORM_CARD, 'bhyt'],
    ['GD4010123456789', 'bhyt'],
    ['0123456789', 'bhyt'],
    ['BN26001047', 'patient-code'],
    ['LH26001047', 'appointment'],
    ['HK26001047', 'appointment'],
    ['CT26001047', 'appointment'],
    ['TD1:0F9A3C1E77B24D059C415BE0A1D2F3C4', 'ticket'],
    ['VNEID:0123456789abcdef', 'vneid'],
  ])('%s: %s', (text, kind) => {
    expect(parse(text).kind).toBe(kind);
    expect(parse(`\uFEFF${text}\r\n`)).toEqual(parse(text));
  });

  it.each([
    ['', 'empty'],
    [' \0\r\n\uFEFF', 'empty'],
    ['001085012345', 'bare-number'],
    ['999999999999', 'bare-number'],
    ['00108501234', 'no-known-format'],
    ['012345678', 'no-known-format'],
    ['1234567890123456', 'no-known-format'],
    ['00108501234|012345678|An', 'no-known-format'],
    ['|||', 'no-known-format'],
    ['001085012345|', 'malformed-cccd'],
    ['GD4010123456789|', 'malformed-bhyt'],
    ['TD1:0F9A', 'malformed-ticket'],
    [
      '00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA530370454061500005802VN62230819BN24001360 DK12345663040A61',
      'payment-code',
    ],
    ['000201010211', 'payment-code'],
    ['https://example.org/?q=1', 'web-address'],
    ['HTTP://EXAMPLE.ORG', 'web-address'],
    ['www.example.org', 'web-address'],
    ['WIFI:T:WPA;S:kiosk;P:secret;;', 'no-known-format'],
    ["'; DROP TABLE registration; --", 'no-known-format'],
    ['<script>alert(1)</script>', 'no-known-format'],
    ['BN26\x1b001047', 'not-text'],
    [citizenCardWith(2, 'Nguyễn\0An'), 'not-text'],
  ])('%j is unknown: %s', (text, reason) => {
    expect(parse(text)).toEqual(unknown(reason));
  });

  it('is nothing known beyond the longest', () => {
    const padded = `${CITIZEN_CARD}|||`;
    const longest = padded + '|'.padEnd(MAX_CODE_BYTES - utf8(padded).length, 'x');
    expect(parse(longest)).toMatchObject({ kind: 'cccd' });
    expect(parse(`${longest}x`)).toEqual(unknown('no-known-format'));
    expect(parse('0'.repeat(7089))).toEqual(unknown('no-known-format'));
  });
});

describe('the code page of Vietnamese Windows', () => {
  it('is read on a citizen card, and said', () => {
    expect(parseCode(windows1258(CITIZEN_CARD), FORMATS)).toEqual({
      ...parse(CITIZEN_CARD),
      warnings: ['windows-1258'],
    });
  });

  it('is read on an insurance card, and said before all else', () => {
    const text = oldFormWith(1, 'Nguyễn Văn An');
    expect(parseCode(windows1258(text), FORMATS)).toEqual({
      ...parse(text),
      warnings: ['windows-1258', 'name-not-hex'],
    });
  });

  it.each([
    ['a text that is no card', windows1258('Nguyễn Văn An')],
    ['a card that was cut off', windows1258(CITIZEN_FIELDS.slice(0, 4).join('|'))],
    ['a card in UTF-8 that was cut inside a letter', utf8(CITIZEN_CARD).slice(0, 28)],
    ['a card in UTF-8 with a broken letter', utf8(CITIZEN_CARD).with(28, 0xff)],
    ['a card of other letters', Uint8Array.from(CITIZEN_CARD, (letter) => letter.charCodeAt(0) & 0xff)],
    ['a patient code of it', Uint8Array.of(0x42, 0x4e, 0xea)],
  ])('is not made out of %s', (_case, bytes) => {
    expect(parseCode(bytes, FORMATS)).toEqual(unknown('not-text'));
  });
});

describe('at random', () => {
  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: MAX_CODE_BYTES + 9 }), (input) => {
        expect(parseCode(input, FORMATS)).toHaveProperty('kind');
      }),
    );
  });
});
