/**
 * DG13 of the Vietnamese citizen card. No public specification: numbered fields as several independent readers of real
 * cards agree on them. ICAO leaves the content of DG13 to the issuer (9303-10, 4.7.13).
 */
import { toHex } from '../emrtd/bytes.ts';
import { findTlv, readTlvs, type Tlv } from '../emrtd/tlv.ts';
import type { Sex } from './code.ts';
import { partialDate, printedSex, printedText } from './printed-fields.ts';

/** A field that is empty on the card, or cannot be understood, is null; what was not understood stays in `extras`. */
export interface Dg13 {
  idNumber: string | null;
  fullName: string | null;
  /** ISO date; YYYY or YYYY-MM when the card has no more. */
  birthDate: string | null;
  sex: Sex | null;
  nationality: string | null;
  ethnicity: string | null;
  religion: string | null;
  hometown: string | null;
  residence: string | null;
  distinguishingMarks: string | null;
  issueDate: string | null;
  expiry: { kind: 'date'; date: string } | { kind: 'no-expiry' } | null;
  father: string | null;
  mother: string | null;
  spouses: string[];
  oldIdNumber: string | null;
  /** Field 16, sixteen characters of undocumented meaning. */
  undocumentedCode: string | null;
  /** Unknown fields, and known ones with an unknown content: bytes behind the field number, hex, by field number. */
  extras: Record<number, string>;
  /** Entries of the set without a field number, or with one that came before, as they are, hex. */
  unnumbered: string[];
}

export type Dg13Result = { ok: true; fields: Dg13 } | { ok: false; detail: string };

const TEXT_TAGS = [0x0c, 0x13, 0x04];
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Fields of one text each, taken as they are. */
const PLAIN_FIELDS = {
  1: 'idNumber',
  2: 'fullName',
  5: 'nationality',
  6: 'ethnicity',
  7: 'religion',
  8: 'hometown',
  9: 'residence',
  10: 'distinguishingMarks',
  15: 'oldIdNumber',
  16: 'undocumentedCode',
} as const;

const NO_EXPIRY = 'không thời hạn';

/** DG13 as read from the chip, header included. */
export function parseDg13(bytes: Uint8Array): Dg13Result {
  const set = findTlv(bytes, 0x6d, SEQUENCE, 0x31);
  const entries = set.ok ? readTlvs(set.value.value) : set;
  if (!entries.ok) return { ok: false, detail: `DG13: ${entries.detail}` };

  const fields: Dg13 = {
    idNumber: null,
    fullName: null,
    birthDate: null,
    sex: null,
    nationality: null,
    ethnicity: null,
    religion: null,
    hometown: null,
    residence: null,
    distinguishingMarks: null,
    issueDate: null,
    expiry: null,
    father: null,
    mother: null,
    spouses: [],
    oldIdNumber: null,
    undocumentedCode: null,
    extras: {},
    unnumbered: [],
  };
  const seen = new Set<number>();
  for (const entry of entries.value) {
    const parts = entry.tag === SEQUENCE ? readTlvs(entry.value) : null;
    const [number, ...values] = parts?.ok ? parts.value : [];
    const id = number?.tag === INTEGER ? fieldNumber(number.value) : null;
    if (!number || id === null || seen.has(id)) {
      // Later cards may hold more than anybody has seen so far: what is understood still counts.
      fields.unnumbered.push(toHex(entry.bytes));
      continue;
    }
    seen.add(id);
    if (!take(fields, id, values)) fields.extras[id] = toHex(entry.value.subarray(number.bytes.length));
  }
  return { ok: true, fields };
}

/** Puts one field in its place; false when number or content is unknown. */
function take(fields: Dg13, id: number, values: readonly Tlv[]): boolean {
  if (id === 13 || id === 14) return takePeople(fields, id, values);
  const text = textOf(values);
  if (text === undefined) return false;
  const name = PLAIN_FIELDS[id as keyof typeof PLAIN_FIELDS] as
    (typeof PLAIN_FIELDS)[keyof typeof PLAIN_FIELDS] | undefined;
  if (name) {
    fields[name] = text;
    return true;
  }
  if (id !== 3 && id !== 4 && id !== 11 && id !== 12) return false;
  if (text === null) return true;
  switch (id) {
    case 3:
      return (fields.birthDate = printedDate(text)) !== null;
    case 4:
      return (fields.sex = printedSex(text)) !== null;
    case 11:
      return (fields.issueDate = printedDate(text)) !== null;
    case 12:
      return (fields.expiry = expiryOf(text)) !== null;
  }
}

/** Parents (13: father, then mother) and spouses (14), each a text in a sequence of its own. */
function takePeople(fields: Dg13, id: 13 | 14, values: readonly Tlv[]): boolean {
  const names: (string | null)[] = [];
  for (const value of values) {
    const inner = value.tag === SEQUENCE ? readTlvs(value.value) : { ok: true as const, value: [value] };
    const text = inner.ok ? textOf(inner.value) : undefined;
    if (text === undefined) return false;
    names.push(text);
  }
  if (id === 14) {
    fields.spouses = names.filter((name) => name !== null);
    return true;
  }
  if (names.length > 2) return false;
  [fields.father, fields.mother] = [names[0] ?? null, names[1] ?? null];
  return true;
}

/** The one text of a field: null when there is none or an empty one, undefined when it is something else. */
function textOf(values: readonly Tlv[]): string | null | undefined {
  const [value] = values;
  if (!value) return null;
  if (values.length > 1 || !TEXT_TAGS.includes(value.tag)) return undefined;
  try {
    return printedText(new TextDecoder('utf-8', { fatal: true }).decode(value.value).normalize('NFC'));
  } catch {
    return undefined;
  }
}

function expiryOf(text: string): Dg13['expiry'] {
  if (text.toLowerCase().replaceAll(/\s+/g, ' ') === NO_EXPIRY) return { kind: 'no-expiry' };
  const date = printedDate(text);
  return date === null ? null : { kind: 'date', date };
}

/** dd/MM/yyyy, MM/yyyy or yyyy as ISO, also with zeros for what is unknown; null for a day that does not exist. */
function printedDate(text: string): string | null {
  const match = /^(?:(?:(\d{2})\/)?(\d{2})\/)?(\d{4})$/.exec(text);
  if (!match) return null;
  const [day, month, year] = [match[1] ?? 0, match[2] ?? 0, match[3]].map(Number) as [number, number, number];
  return partialDate(year, month, day);
}

function fieldNumber(value: Uint8Array): number | null {
  if (value.length === 0 || value.length > 2) return null;
  return value.reduce((sum, byte) => sum * 0x100 + byte, 0);
}
