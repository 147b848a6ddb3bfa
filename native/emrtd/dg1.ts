/** DG1, the machine readable zone: ICAO 9303-10, 4.7.1; TD1 layout 9303-5, 4.2; TD3 layout 9303-4, 4.2. */
import type { Mrz } from './chip.ts';
import { checkDigit } from './keys.ts';
import { findTlv } from './tlv.ts';

const TD1_CHARACTERS = 90;
const TD3_CHARACTERS = 88;

export type Dg1Result = { ok: true; mrz: Mrz } | { ok: false; detail: string };

/** DG1 as read from the chip, header included. */
export function parseDg1(bytes: Uint8Array): Dg1Result {
  const zone = findTlv(bytes, 0x61, 0x5f1f);
  if (!zone.ok) return { ok: false, detail: `DG1: ${zone.detail}` };
  return parseMrz(Buffer.from(zone.value.value).toString('latin1'));
}

/** The zone as one text without line breaks: 90 characters (TD1) or 88 (TD3). */
export function parseMrz(text: string): Dg1Result {
  if (!/^[0-9A-Z<]*$/.test(text)) return { ok: false, detail: 'MRZ with characters that do not belong there' };
  if (text.length === TD1_CHARACTERS) return { ok: true, mrz: parseTd1(text) };
  if (text.length === TD3_CHARACTERS) return { ok: true, mrz: parseTd3(text) };
  return { ok: false, detail: `MRZ of ${text.length} characters` };
}

function parseTd1(text: string): Mrz {
  const [line1, line2, line3] = [text.slice(0, 30), text.slice(30, 60), text.slice(60)];
  let documentNumber = line1.slice(5, 14);
  let documentNumberDigit = line1.charAt(14);
  let optional1 = line1.slice(15);
  // A longer number goes on in the optional data, with its check digit last (9303-5, 4.2.2.1, note j).
  const overflow = /^([0-9A-Z]+)([0-9])(?:<|$)/.exec(optional1);
  if (documentNumberDigit === '<' && overflow) {
    documentNumber += overflow[1] as string;
    documentNumberDigit = overflow[2] as string;
    optional1 = optional1.slice(overflow[0].length);
  }
  const composite = line1.slice(5) + line2.slice(0, 7) + line2.slice(8, 15) + line2.slice(18, 29);
  return {
    format: 'TD1',
    documentCode: withoutFillers(line1.slice(0, 2)),
    issuingState: withoutFillers(line1.slice(2, 5)),
    documentNumber: withoutFillers(documentNumber),
    optionalData: withoutFillers(`${optional1}<${line2.slice(18, 29)}`),
    birthDate: line2.slice(0, 6),
    sex: sexOf(line2.charAt(7)),
    expiryDate: line2.slice(8, 14),
    nationality: withoutFillers(line2.slice(15, 18)),
    name: nameOf(line3),
    wrongCheckDigits: wrongOnes([
      ['documentNumber', documentNumber, documentNumberDigit],
      ['birthDate', line2.slice(0, 6), line2.charAt(6)],
      ['expiryDate', line2.slice(8, 14), line2.charAt(14)],
      ['composite', composite, line2.charAt(29)],
    ]),
  };
}

function parseTd3(text: string): Mrz {
  const [line1, line2] = [text.slice(0, 44), text.slice(44)];
  const optional = line2.slice(28, 42);
  // An empty field may carry a filler instead of its check digit (9303-4, 4.2.2.2, note k).
  const optionalDigit = /^<*$/.test(optional) && line2.charAt(42) === '<' ? '0' : line2.charAt(42);
  return {
    format: 'TD3',
    documentCode: withoutFillers(line1.slice(0, 2)),
    issuingState: withoutFillers(line1.slice(2, 5)),
    documentNumber: withoutFillers(line2.slice(0, 9)),
    optionalData: withoutFillers(optional),
    birthDate: line2.slice(13, 19),
    sex: sexOf(line2.charAt(20)),
    expiryDate: line2.slice(21, 27),
    nationality: withoutFillers(line2.slice(10, 13)),
    name: nameOf(line1.slice(5)),
    wrongCheckDigits: wrongOnes([
      ['documentNumber', line2.slice(0, 9), line2.charAt(9)],
      ['birthDate', line2.slice(13, 19), line2.charAt(19)],
      ['expiryDate', line2.slice(21, 27), line2.charAt(27)],
      ['optionalData', optional, optionalDigit],
      ['composite', line2.slice(0, 10) + line2.slice(13, 20) + line2.slice(21, 43), line2.charAt(43)],
    ]),
  };
}

/** Fillers stand for blanks: none at the ends, one blank between what they separate. */
function withoutFillers(field: string): string {
  return field.replaceAll(/<+/g, ' ').trim();
}

function sexOf(character: string): Mrz['sex'] {
  return character === 'M' || character === 'F' ? character : '<';
}

function nameOf(field: string): Mrz['name'] {
  const boundary = field.indexOf('<<');
  const cut = boundary === -1 ? field.length : boundary;
  return { primary: withoutFillers(field.slice(0, cut)), secondary: withoutFillers(field.slice(cut)) };
}

function wrongOnes(fields: readonly (readonly [name: string, text: string, digit: string])[]): string[] {
  return fields.filter(([, text, digit]) => checkDigit(text) !== digit).map(([name]) => name);
}
