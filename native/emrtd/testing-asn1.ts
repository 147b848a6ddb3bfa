/** DER for the tests of this folder. */
import { fromHex } from './bytes.ts';
import { encodeTlv } from './tlv.ts';

export const NULL = fromHex('0500');

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => encodeTlv(0x30, ...parts);
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => encodeTlv(0x31, ...parts);
export const octets = (...parts: readonly Uint8Array[]): Uint8Array => encodeTlv(0x04, ...parts);
export const bits = (value: Uint8Array): Uint8Array => encodeTlv(0x03, Uint8Array.of(0), value);
export const integer = (hex: string): Uint8Array => encodeTlv(0x02, fromHex(hex));
/** `YYMMDDHHMMSSZ`. */
export const utcTime = (text: string): Uint8Array => encodeTlv(0x17, ascii(text));

export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (arc: number): number[] => {
    const digits = [arc & 0x7f];
    for (let left = Math.floor(arc / 0x80); left > 0; left = Math.floor(left / 0x80))
      digits.unshift((left & 0x7f) | 0x80);
    return digits;
  };
  return encodeTlv(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

export const algorithm = (oid: string, parameters?: Uint8Array): Uint8Array =>
  sequence(objectIdentifier(oid), ...(parameters ? [parameters] : []));
