/**
 * The machine readable zone: ICAO 9303-3, 4 (contents, check digits); TD1 layout 9303-5, 4.2; TD2 layout 9303-6, 4.2;
 * TD3 layout 9303-4, 4.2.
 */
import type { Mrz, MrzKey } from './chip.ts';
import { checkDigit } from './keys.ts';

const TD1_CHARACTERS = 3 * 30;
const TD2_CHARACTERS = 2 * 36;
const TD3_CHARACTERS = 2 * 44;

export type MrzResult = { ok: true; mrz: Mrz } | { ok: false; detail: string };

/** The zone as it was typed or scanned: line breaks, blanks and small letters do no harm. */
export function parseMrz(text: string): MrzResult {
  return parseZone(text.replaceAll(/\s/g, '').toUpperCase());
}

/** The zone as one text without line breaks: 90 characters (TD1), 72 (TD2) or 88 (TD3). */
export function parseZone(text: string): MrzResult {
  if (!/^[0-9A-Z<]*$/.test(text)) return { ok: false, detail: 'MRZ with characters that do not belong there' };
  switch (text.length) {
    case TD1_CHARACTERS:
      return { ok: true, mrz: parseTd1(text) };
    case TD2_CHARACTERS:
      return { ok: true, mrz: parseTwoLines('TD2', text.slice(0, 36), text.slice(36)) };
    case TD3_CHARACTERS:
      return { ok: true, mrz: parseTwoLines('TD3', text.slice(0, 44), text.slice(44)) };
    default:
      return { ok: false, detail: `MRZ of ${text.length} characters` };
  }
}

/** What opens the chip of the document this zone is printed on. */
export function keyOfMrz(mrz: Mrz): MrzKey {
  return {
    documentNumber: mrz.documentNumber.replaceAll(' ', '<'),
    birthDate: mrz.birthDate,
    expiryDate: mrz.expiryDate,
  };
}

function parseTd1(text: string): Mrz {
  const [line1, line2, line3] = [text.slice(0, 30), text.slice(30, 60), text.slice(60)];
  const number = documentNumberOf(line1.slice(5, 14), line1.charAt(14), line1.slice(15));
  const composite = line1.slice(5) + line2.slice(0, 7) + line2.slice(8, 15) + line2.slice(18, 29);
  return {
    format: 'TD1',
    documentCode: withoutFillers(line1.slice(0, 2)),
    issuingState: withoutFillers(line1.slice(2, 5)),
    documentNumber: asPrinted(number.text),
    // Whatever check digits an issuer sets in here are its own affair: the Vietnamese card has one (line 1, last place).
    optionalData: withoutFillers(`${number.optionalData}<${line2.slice(18, 29)}`),
    birthDate: line2.slice(0, 6),
    sex: sexOf(line2.charAt(7)),
    expiryDate: line2.slice(8, 14),
    nationality: withoutFillers(line2.slice(15, 18)),
    name: nameOf(line3),
    wrongCheckDigits: wrongOnes([
      ['documentNumber', number.text, number.digit],
      ['birthDate', line2.slice(0, 6), line2.charAt(6)],
      ['expiryDate', line2.slice(8, 14), line2.charAt(14)],
      ['composite', composite, line2.charAt(29)],
    ]),
  };
}

/** TD2 and TD3 differ in the width of the name and in the optional data, which only TD3 gives a check digit. */
function parseTwoLines(format: 'TD2' | 'TD3', line1: string, line2: string): Mrz {
  const optional = line2.slice(28, format === 'TD2' ? 35 : 42);
  const number =
    format === 'TD2'
      ? documentNumberOf(line2.slice(0, 9), line2.charAt(9), optional)
      : { text: line2.slice(0, 9), digit: line2.charAt(9), optionalData: optional };
  // An empty field may carry a filler instead of its check digit (9303-4, 4.2.2.2, note k).
  const optionalDigit = /^<*$/.test(optional) && line2.charAt(42) === '<' ? '0' : line2.charAt(42);
  return {
    format,
    documentCode: withoutFillers(line1.slice(0, 2)),
    issuingState: withoutFillers(line1.slice(2, 5)),
    documentNumber: asPrinted(number.text),
    optionalData: withoutFillers(number.optionalData),
    birthDate: line2.slice(13, 19),
    sex: sexOf(line2.charAt(20)),
    expiryDate: line2.slice(21, 27),
    nationality: withoutFillers(line2.slice(10, 13)),
    name: nameOf(line1.slice(5)),
    wrongCheckDigits: wrongOnes([
      ['documentNumber', number.text, number.digit],
      ['birthDate', line2.slice(13, 19), line2.charAt(19)],
      ['expiryDate', line2.slice(21, 27), line2.charAt(27)],
      ...(format === 'TD3' ? ([['optionalData', optional, optionalDigit]] as const) : []),
      ['composite', line2.slice(0, 10) + line2.slice(13, 20) + line2.slice(21, -1), line2.slice(-1)],
    ]),
  };
}

/**
 * A number too long for its field goes on in the optional data, with its check digit last (9303-5, 4.2.2.1, note j;
 * 9303-6, 4.2.2.2, note j).
 */
function documentNumberOf(
  field: string,
  digit: string,
  optionalData: string,
): { text: string; digit: string; optionalData: string } {
  const overflow = digit === '<' ? /^([0-9A-Z]+)([0-9])(?:<|$)/.exec(optionalData) : null;
  if (!overflow) return { text: field, digit, optionalData };
  const [all, rest, lastDigit] = overflow as unknown as [string, string, string];
  return { text: field + rest, digit: lastDigit, optionalData: optionalData.slice(all.length) };
}

/** Fillers stand for blanks: none at the ends, one blank between what they separate. */
export function withoutFillers(field: string): string {
  return field.replaceAll(/<+/g, ' ').trim();
}

/** A document number keeps the place of every character, so that the access key can be made from it again. */
function asPrinted(documentNumber: string): string {
  return documentNumber.replaceAll('<', ' ').trimEnd();
}

function sexOf(character: string): Mrz['sex'] {
  return character === 'M' || character === 'F' ? character : '<';
}

/** Primary and secondary identifier of a name field (9303-3, 4.6). */
export function nameOf(field: string): Mrz['name'] {
  const boundary = field.indexOf('<<');
  const cut = boundary === -1 ? field.length : boundary;
  return { primary: withoutFillers(field.slice(0, cut)), secondary: withoutFillers(field.slice(cut)) };
}

function wrongOnes(fields: readonly (readonly [name: string, text: string, digit: string])[]): string[] {
  return fields.filter(([, text, digit]) => checkDigit(text) !== digit).map(([name]) => name);
}
