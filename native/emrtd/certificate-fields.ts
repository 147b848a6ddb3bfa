/** Fields that certificates, revocation lists and CMS share: RFC 5280, 4.1.1.2, 4.1.2.4 and 4.1.2.5. */
import { childrenOf } from './ber.ts';
import { toHex } from './bytes.ts';
import { decodeObjectIdentifier, type Tlv } from './tlv.ts';

export interface AlgorithmIdentifier {
  oid: string;
  /** Whole element; null when there is none. */
  parameters: Uint8Array | null;
  /** As it stands. */
  bytes: Uint8Array;
}

export interface Name {
  /** For people: `C=VN, O=..., CN=...`. */
  text: string;
  /** The same for the same attributes in any order, as text or as PrintableString. */
  key: string;
  /** `key` without regard to case and blanks, which the issuer of one certificate and the subject of another differ in. */
  looseKey: string;
  /** The first country, in upper case; null when there is none. */
  country: string | null;
}

/** AlgorithmIdentifier; null when it is none. */
export function parseAlgorithm(element: Tlv | undefined): AlgorithmIdentifier | null {
  if (element?.tag !== 0x30) return null;
  const [name, parameters, ...rest] = childrenOf(element);
  const oid = parseOid(name);
  if (oid === null || rest.length > 0) return null;
  return { oid, parameters: parameters?.bytes ?? null, bytes: element.bytes };
}

/** Whether an algorithm that takes no parameters has none: left out or NULL, both are sent. */
export function hasNoParameters({ parameters }: AlgorithmIdentifier): boolean {
  return parameters === null || toHex(parameters) === '0500';
}

/** OBJECT IDENTIFIER in dotted form; null when it is none. */
export function parseOid(element: Tlv | undefined): string | null {
  return element?.tag === 0x06 ? decodeObjectIdentifier(element.value) : null;
}

const COUNTRY = '2.5.4.6';
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.5', 'serialNumber'],
  [COUNTRY, 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
]);

/** Name; null when it is none. */
export function parseName(element: Tlv | undefined): Name | null {
  if (element?.tag !== 0x30) return null;
  const attributes: { type: string; kind: string; text: string }[] = [];
  for (const set of childrenOf(element)) {
    if (set.tag !== 0x31) return null;
    for (const attribute of childrenOf(set)) {
      const [name, value, ...rest] = childrenOf(attribute);
      const type = parseOid(name);
      if (attribute.tag !== 0x30 || type === null || !value || rest.length > 0) return null;
      attributes.push({ type, ...parseText(value) });
    }
  }
  const keyOf = (text: (text: string) => string): string =>
    attributes
      .map((each) => `${each.type}:${each.kind}=${JSON.stringify(text(each.text))}`)
      .sort()
      .join();
  return {
    text: attributes.map(({ type, text }) => `${SHORT_NAMES.get(type) ?? type}=${text}`).join(', '),
    key: keyOf((text) => text),
    looseKey: keyOf((text) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase()),
    country:
      attributes
        .find(({ type }) => type === COUNTRY)
        ?.text.trim()
        .toUpperCase() ?? null,
  };
}

/** DirectoryString and IA5String (RFC 5280, appendix A.1); of anything else, the bytes. */
function parseText({ tag, value }: Tlv): { kind: string; text: string } {
  switch (tag) {
    case 0x0c:
    case 0x13:
      return { kind: 'text', text: new TextDecoder().decode(value) };
    case 0x14:
    case 0x16:
      return { kind: toHex(Uint8Array.of(tag)), text: latin1(value) };
    case 0x1e:
      return { kind: 'text', text: utf16(value) };
    default:
      return { kind: tag.toString(16), text: toHex(value) };
  }
}

// Not by TextDecoder: which encodings it knows depends on how the runtime was built.
const latin1 = (value: Uint8Array): string => Buffer.from(value).toString('latin1');

/** BMPString: two bytes a character, the high one first. */
function utf16(value: Uint8Array): string {
  const whole = value.subarray(0, value.length - (value.length % 2));
  return Buffer.from(whole).swap16().toString('utf16le');
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?Z$/;

/** UTCTime or GeneralizedTime in milliseconds since 1970, seconds left out or not; null when it is none. */
export function parseTime(element: Pick<Tlv, 'tag' | 'value'> | undefined): number | null {
  const form = element?.tag === 0x17 ? UTC_TIME : element?.tag === 0x18 ? GENERALIZED_TIME : null;
  const parts = element && form?.exec(latin1(element.value));
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  // RFC 5280, 4.1.2.5.1: two digits from 50 on belong to the last century.
  const fullYear = element?.tag === 0x18 ? year : year < 50 ? 2000 + year : 1900 + year;
  const time = new Date(0);
  time.setUTCFullYear(fullYear, month - 1, day);
  time.setUTCHours(hour, minute, second);
  const back = [
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
  ];
  return back.join() === [month, day, hour, minute, second].join() ? time.getTime() : null;
}

/** A serial number in hex, without leading zero bytes: some issuers write more than the number needs. */
export function parseSerialNumber(element: Tlv | undefined): string | null {
  return element?.tag === 0x02 ? toHex(element.value).replace(/^(00)+(?=..)/, '') : null;
}

/** A BIT STRING of whole bytes: a key or a signature. */
export function parseBits(element: Tlv | undefined): Uint8Array | null {
  return element?.tag === 0x03 && element.value[0] === 0 ? element.value.subarray(1) : null;
}
