/**
 * What a scanned code says: one entry for every code that patients bring. Cards are told by their first field (twelve
 * digits: citizen card; ten digits or fifteen characters: insurance card), all else by its form.
 */
import { parseCitizenCode } from './citizen-code.ts';
import { codeText, MAX_CODE_BYTES, windows1258Text } from './code-text.ts';
import type { CitizenCode, InsuranceCode, ScannedCode, UnknownCode } from './code.ts';
import { readIdNumber } from './id-number.ts';
import { isInsuranceCardField, parseInsuranceCode, parseInsuranceNumber } from './insurance-code.ts';
import { parsePrintedCode, type PrintedFormats } from './slip-code.ts';
import { isTicketCode, ticketKey } from './ticket-code.ts';

export interface CodeFormats extends PrintedFormats {
  /** The hospital's day, ISO; without it, dates in the future go unnoticed, and so does a card that has run out. */
  today?: string;
}

/** How every payment code of EMVCo begins, VietQR among them: payload format indicator `01`. */
const PAYMENT_CODE = '000201';
const WEB_ADDRESS = /^(?:https?:\/\/|www\.)/i;

/** Says what a scanned code is. Takes any bytes; never throws. */
export function parseCode(bytes: Uint8Array, formats: CodeFormats): ScannedCode {
  if (bytes.length > MAX_CODE_BYTES) return unknown('no-known-format');
  const text = codeText(bytes);
  if (text !== null) return parseText(text, formats);
  const inCodePage = windows1258Text(bytes);
  const card = inCodePage === null ? null : parseCard(inCodePage, formats.today);
  if (card === null || card.kind === 'unknown') return unknown('not-text');
  return { ...card, warnings: ['windows-1258', ...card.warnings] };
}

function parseText(text: string, formats: CodeFormats): ScannedCode {
  if (text === '') return unknown('empty');
  if (isTicketCode(text)) {
    const key = ticketKey(text);
    return key === null ? unknown('malformed-ticket') : { kind: 'ticket', key };
  }
  // What the hospital says of its own codes comes before a bare number that could be many things.
  const code = parseCard(text, formats.today) ?? parsePrintedCode(text, formats) ?? parseInsuranceNumber(text);
  if (code !== null) return code;
  if (text.startsWith(PAYMENT_CODE)) return unknown('payment-code');
  if (readIdNumber(text) !== null) return unknown('bare-number');
  return unknown(WEB_ADDRESS.test(text) ? 'web-address' : 'no-known-format');
}

/** A card with several fields; null when the text is none. */
function parseCard(text: string, today: string | undefined): CitizenCode | InsuranceCode | UnknownCode | null {
  const separator = text.indexOf('|');
  if (separator === -1) return null;
  const first = text.slice(0, separator).trim();
  const idNumber = readIdNumber(first);
  if (idNumber !== null) return parseCitizenCode(text.split('|'), idNumber, today) ?? unknown('malformed-cccd');
  if (!isInsuranceCardField(first)) return null;
  const insurance = parseInsuranceNumber(first);
  const card = insurance === null ? null : parseInsuranceCode(text.split('|'), insurance, today);
  return card ?? unknown('malformed-bhyt');
}

function unknown(reason: UnknownCode['reason']): UnknownCode {
  return { kind: 'unknown', reason };
}
