/** Codes as patients bring them, and changed ones, held up to the parser: always an answer, never more than was scanned. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { concat } from '../../fixtures/cards/tlv.ts';
import { isFullDate, isPartialDate } from '../../native/citizen-id/calendar.ts';
import { MAX_CODE_BYTES } from '../../native/citizen-id/code-text.ts';
import type { ScannedCode } from '../../native/citizen-id/code.ts';
import { parseCode } from '../../native/citizen-id/parse-code.ts';
import {
  citizenCards,
  FORMATS,
  hexOf,
  insuranceCards,
  utf8,
  windows1258,
  words,
} from '../../native/citizen-id/parse-code-testing.ts';
import { codeMutations, mutate } from './mutation.ts';

const field = fc.oneof(
  fc.constantFrom(
    '',
    '-',
    '–',
    '$',
    '0',
    '1',
    'Nam',
    'Nữ',
    '15031985',
    '00001985',
    '29/02/2023',
    ' 1/1/2025',
    '01 - 005',
  ),
  fc.constantFrom('012345678', '0123456789', '001085012345', 'GD4010123456789', 'TD1:', '000201', 'VNEID:'),
  words,
  words.map(hexOf),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const genuine: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: citizenCards.map(({ text }) => text) },
  { weight: 4, arbitrary: insuranceCards.map(({ text }) => text) },
  {
    weight: 2,
    arbitrary: fc.stringMatching(
      /^(?:(?:BN|LH|HK|CT)\d{8}|TD1:[0-9A-F]{32}|VNEID[:.|][!-~]{16,60}|(?:GD4[0-9A-Z]{2})?\d{10}|000201\d{20}|www\.[a-z]{9})$/,
    ),
  },
  fc.array(field, { maxLength: 18 }).map((fields) => fields.join('|')),
  fc
    .tuple(fc.constantFrom('001085012345|', 'GD4010123456789|', '0123456789|'), fc.array(field, { maxLength: 18 }))
    .map(([first, rest]) => first + rest.join('|')),
);

/** As software and scanners deliver a text. */
const encoded: fc.Arbitrary<Uint8Array> = fc
  .tuple(genuine, fc.constantFrom('utf-8', 'utf-8', 'utf-8', 'decomposed', 'byte order mark', 'windows-1258', 'padded'))
  .map(([text, form]) => {
    switch (form) {
      case 'decomposed':
        return utf8(text.normalize('NFD'));
      case 'byte order mark':
        return utf8(`\uFEFF${text}\r\n`);
      case 'windows-1258':
        return windows1258(text);
      case 'padded':
        return concat(utf8(text), new Uint8Array(40));
      default:
        return utf8(text);
    }
  });

export const scans: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(encoded, codeMutations).map(([bytes, changes]) => mutate(bytes, changes)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 2 * MAX_CODE_BYTES }) },
);

/** Characters that composing can make of one byte (Unicode, UAX #15, "Maximum Expansion Factor": 3). */
const GROWTH = 3;
/** Of the answer's own: its kind, reason, dates with their hyphens, expiries to try, warnings. */
const OWN_CHARACTERS = 800;

/** Throws when the answer is anything that no part of the kiosk expects. */
export function checkScan(bytes: Uint8Array): void {
  const code = parseCode(bytes, FORMATS);
  if (!isDeepStrictEqual(parseCode(Uint8Array.from(bytes), FORMATS), code)) throw new Error('another answer');
  const texts = Object.values(code).flatMap((value: ScannedCode[keyof ScannedCode] | string[] | null) => value ?? []);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > GROWTH * Math.min(bytes.length, MAX_CODE_BYTES) + OWN_CHARACTERS)
    throw new Error('more than scanned');
  for (const text of texts) checkText(text);
  checkFields(code);
}

function checkText(text: string): void {
  if (/^\p{Pd}?$/u.test(text)) throw new Error('empty, and not null');
  if (text !== text.trim() || text !== text.normalize('NFC')) throw new Error('not in its form');
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) throw new Error('characters that cannot be seen');
}

function checkFields(code: ScannedCode): void {
  switch (code.kind) {
    case 'cccd':
      expectForm(/^\d{12}$/, code.idNumber);
      expectForm(/^\d{9}$/, code.oldIdNumber);
      expectDates([code.issueDate, ...code.expiryCandidates], [code.birthDate]);
      break;
    case 'bhyt':
      expectForm(/^(?:[A-Z]{2}[1-5][0-9A-Z]{4}\d{8}|\d{10})$/, code.cardNumber);
      if (!code.cardNumber.endsWith(code.insuranceCode ?? '')) throw new Error('another insurance code');
      expectForm(/^\d{10}$/, code.insuranceCode);
      expectForm(/^[0-9A-Z]{5}$/, code.facilityCode);
      expectDates([code.validFrom, code.validTo, code.fiveYearDate], [code.birthDate]);
      break;
    case 'patient-code':
      expectForm(/^BN\d{8}$/, code.patientCode);
      break;
    case 'appointment':
      expectForm(/^(?:LH|HK|CT)\d{8}$/, code.slipCode);
      break;
    case 'ticket':
      expectForm(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, code.key);
      break;
    case 'vneid':
      expectForm(FORMATS.vneid, code.token);
      break;
    case 'unknown':
      break;
  }
}

function expectForm(form: RegExp, text: string | null): void {
  if (text !== null && !form.test(text)) throw new Error('a field of another form');
}

function expectDates(full: readonly (string | null)[], partial: readonly (string | null)[]): void {
  if (!full.every((date) => date === null || isFullDate(date))) throw new Error('a date that does not exist');
  if (!partial.every((date) => date === null || isPartialDate(date))) throw new Error('no date of birth');
}
