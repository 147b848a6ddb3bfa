/** What the groups of details share: ICAO 9303-10, 4.7.7, 4.7.11, 4.7.12 and 4.7.16. Texts are UTF-8. */
import type { Mrz, Portrait } from './chip.ts';
import { nameOf, withoutFillers } from './mrz.ts';
import { pictureOf } from './portrait-header.ts';
import { findTlv, readTlvs, type Tlv } from './tlv.ts';

/** A data object that nobody understood: unknown, repeated, or with a content that does not fit its tag. */
export interface OtherObject {
  tag: number;
  value: Uint8Array;
}

export type DetailsResult<T> = { ok: true; details: T } | { ok: false; detail: string };

export type Name = Mrz['name'];

/** List of the tags present; what is there shows it as well. */
const TAG_LIST = 0x5c;
/** Number of the objects that follow; what follows shows it as well. */
const COUNT = 0x02;

/** Hands every object of a group to `take`, and collects those it does not want. */
export function readDetails<T extends { others: OtherObject[] }>(
  bytes: Uint8Array,
  group: { name: string; tag: number },
  details: T,
  take: (object: Tlv) => boolean,
): DetailsResult<T> {
  const template = findTlv(bytes, group.tag);
  const objects = template.ok ? readTlvs(template.value.value) : template;
  if (!objects.ok) return { ok: false, detail: `${group.name}: ${objects.detail}` };
  for (const object of objects.value) {
    if (object.tag === TAG_LIST || object.tag === COUNT || take(object)) continue;
    details.others.push({ tag: object.tag, value: object.value });
  }
  return { ok: true, details };
}

/** Puts what was read into an empty place; false when it was not readable or the place is taken. */
export function put<T, K extends keyof T>(details: T, place: K, value: T[K] | null): boolean {
  if (value === null || details[place] !== null) return false;
  details[place] = value;
  return true;
}

/** A text in one piece. */
export function textOf(object: Tlv): string | null {
  const text = utf8(object);
  return text === null ? null : withoutFillers(text);
}

/** A text that fillers part, an address for one. */
export function partsOf(object: Tlv): string[] | null {
  const text = utf8(object);
  return text === null
    ? null
    : text
        .split(/<+/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
}

/** Primary identifier first. */
export function personOf(object: Tlv): Name | null {
  const text = utf8(object);
  return text === null ? null : nameOf(text);
}

/** The names in a template of several (DO'A0'); null when there is anything else in it. */
export function peopleOf(template: Tlv, tag: number): Name[] | null {
  const objects = readTlvs(template.value);
  if (!objects.ok) return null;
  const names: Name[] = [];
  for (const object of objects.value) {
    const name = object.tag === tag ? personOf(object) : null;
    if (name) names.push(name);
    else if (object.tag !== COUNT) return null;
  }
  return names;
}

/** A date (YYYYMMDD) or date with time (YYYYMMDDhhmmss): digits, on older documents two in a byte. */
export function digitsOf(object: Tlv, digits: 8 | 14): string | null {
  const { value } = object;
  const text = Buffer.from(value).toString(value.length === digits / 2 ? 'hex' : 'latin1');
  return text.length === digits && /^\d+$/.test(text) ? text : null;
}

export function imageOf(object: Tlv): Portrait | null {
  return pictureOf(object.value.slice());
}

function utf8(object: Tlv): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(object.value).normalize('NFC');
  } catch {
    return null;
  }
}
