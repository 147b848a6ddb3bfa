import { accessKeys } from '../../native/citizen-id/access-key.ts';
import { parseCode } from '../../native/citizen-id/parse-code.ts';
import { codeFormats } from '../code-formats.ts';
import { defaultConfiguration } from '../operations/configuration.ts';
import type { AccessKey, ChipFailure } from '../../native/emrtd/chip.ts';
import { isUsableKey } from '../../native/emrtd/keys.ts';
import { keyOfMrz, parseMrz } from '../../native/emrtd/mrz.ts';
import { type ExitCode, exitCodes } from './output.ts';

/** What somebody typed or scanned to open the chip with; the command line sees to it that it is exactly one. */
export interface KeyOptions {
  qr?: string;
  mrz?: string;
  can?: string;
}

/** What opens the chip: keys, likeliest first, and the whole printed number for devices that open it by themselves. */
export interface Opening {
  keys: AccessKey[];
  idNumber?: string;
}

export type KeysResult = ({ ok: true } & Opening) | { ok: false; detail: string; code: ExitCode };

/** Check digits of what the key is made of; the others do not open anything. */
const keyFields: Readonly<Record<string, string>> = {
  documentNumber: 'the document number',
  birthDate: 'the birth date',
  expiryDate: 'the expiry date',
};

const misused = (detail: string): KeysResult => ({ ok: false, detail, code: exitCodes.usage });

/** `today` is the hospital's day. */
export function keysOf({ qr, mrz, can }: KeyOptions, today: string): KeysResult {
  if (mrz !== undefined) return keysOfMrz(mrz);
  if (can !== undefined) {
    const key = { can: can.trim() };
    return isUsableKey(key) ? { ok: true, keys: [key] } : misused('a card access number has six digits');
  }
  return keysOfCode(qr ?? '', today);
}

function keysOfMrz(text: string): KeysResult {
  const parsed = parseMrz(text);
  if (!parsed.ok) return misused(`these are not the machine readable lines of a document: ${parsed.detail}`);
  const mistyped = parsed.mrz.wrongCheckDigits.flatMap((name) => keyFields[name] ?? []);
  if (mistyped.length > 0) return misused(`mistyped, by its check digit: ${mistyped.join(', ')}`);
  const key = keyOfMrz(parsed.mrz);
  return isUsableKey(key) ? { ok: true, keys: [key] } : misused('these lines do not say number, birth date and expiry');
}

function keysOfCode(text: string, today: string): KeysResult {
  const code = parseCode(Buffer.from(text, 'utf8'), { ...codeFormats(defaultConfiguration()), today });
  if (code.kind !== 'cccd') return misused('this is no code of a citizen ID card');
  const keys = accessKeys(code, today);
  if (keys.length > 0) return { ok: true, keys, idNumber: code.idNumber };
  const detail = 'this code does not say the day of birth, without which nothing opens the chip; try --mrz';
  return { ok: false, detail, code: exitCodes.failed };
}

/** Why the chip was not read, and what to do. */
export function failureText(failure: ChipFailure): string {
  if (failure.kind !== 'wrong-key') {
    return `the chip was not read: ${failure.kind}${'detail' in failure ? ` (${failure.detail})` : ''}`;
  }
  const { tried } = failure;
  const problem =
    tried === 0 ? 'no key fits this chip' : tried === 1 ? 'the key does not fit' : `${String(tried)} keys do not fit`;
  const next =
    failure.ask === 'can'
      ? 'type the card access number printed on the front: --can 123456'
      : 'type the machine readable lines (back of a card, data page of a passport): --mrz "IDVNM…"';
  return `the chip was not read: ${problem}; ${next}`;
}
