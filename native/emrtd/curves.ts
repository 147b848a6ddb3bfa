/**
 * The elliptic curves of ICAO 9303: standardized domain parameters (part 11, table 5) and those of certificates (part
 * 12, 4.1.6.3). All of them through noble: Electron's BoringSSL knows neither brainpool curves nor explicit parameters.
 */
import { ecdsa, type ECDSA, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { CHash } from '@noble/curves/utils.js';
import { toHex } from './bytes.ts';
import { decodeObjectIdentifier, readTlv, readTlvs, type Tlv } from './tlv.ts';

export type Curve = ECDSA;

/** For signing without a hash of the caller's; noble hands it out, though its type does not say so. */
const { hash } = p256 as ECDSA & { hash: CHash };

function curve(hex: Record<'p' | 'a' | 'b' | 'n' | 'Gx' | 'Gy', string>): Curve {
  const number = (digits: string): bigint => BigInt(`0x${digits}`);
  const { p, a, b, n, Gx, Gy } = hex;
  const parameters = { p: number(p), a: number(a), b: number(b), n: number(n), Gx: number(Gx), Gy: number(Gy) };
  return ecdsa(weierstrass({ ...parameters, h: 1n }), hash);
}

/** FIPS 186-4, D.1.2.1: secp192r1. */
const p192 = curve({
  p: 'fffffffffffffffffffffffffffffffeffffffffffffffff',
  a: 'fffffffffffffffffffffffffffffffefffffffffffffffc',
  b: '64210519e59c80e70fa7e9ab72243049feb8deecc146b9b1',
  Gx: '188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012',
  Gy: '07192b95ffc8da78631011ed6b24cdd573f977a11e794811',
  n: 'ffffffffffffffffffffffff99def836146bc9b1b4d22831',
});

/** FIPS 186-4, D.1.2.2: secp224r1. */
const p224 = curve({
  p: 'ffffffffffffffffffffffffffffffff000000000000000000000001',
  a: 'fffffffffffffffffffffffffffffffefffffffffffffffffffffffe',
  b: 'b4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4',
  Gx: 'b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21',
  Gy: 'bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34',
  n: 'ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d',
});

/** RFC 5639, 3.1. */
const brainpoolP160r1 = curve({
  p: 'e95e4a5f737059dc60dfc7ad95b3d8139515620f',
  a: '340e7be2a280eb74e2be61bada745d97e8f7c300',
  b: '1e589a8595423412134faa2dbdec95c8d8675e58',
  Gx: 'bed5af16ea3f6a4f62938c4631eb5af7bdbcdbc3',
  Gy: '1667cb477a1a8ec338f94741669c976316da6321',
  n: 'e95e4a5f737059dc60df5991d45029409e60fc09',
});

/** RFC 5639, 3.2. */
const brainpoolP192r1 = curve({
  p: 'c302f41d932a36cda7a3463093d18db78fce476de1a86297',
  a: '6a91174076b1e0e19c39c031fe8685c1cae040e5c69a28ef',
  b: '469a28ef7c28cca3dc721d044f4496bcca7ef4146fbf25c9',
  Gx: 'c0a0647eaab6a48753b033c56cb0f0900a2f5c4853375fd6',
  Gy: '14b690866abd5bb88b5f4828c1490002e6773fa2fa299b8f',
  n: 'c302f41d932a36cda7a3462f9e9e916b5be8f1029ac4acc1',
});

/** RFC 5639, 3.3. */
const brainpoolP224r1 = curve({
  p: 'd7c134aa264366862a18302575d1d787b09f075797da89f57ec8c0ff',
  a: '68a5e62ca9ce6c1c299803a6c1530b514e182ad8b0042a59cad29f43',
  b: '2580f63ccfe44138870713b1a92369e33e2135d266dbb372386c400b',
  Gx: '0d9029ad2c7e5cf4340823b2a87dc68c9e4ce3174c1e6efdee12c07d',
  Gy: '58aa56f772c0726f24c6b89e4ecdac24354b9e99caa3f6d3761402cd',
  n: 'd7c134aa264366862a18302575d0fb98d116bc4b6ddebca3a5a7939f',
});

/** RFC 5639, 3.5. */
const brainpoolP320r1 = curve({
  p: 'd35e472036bc4fb7e13c785ed201e065f98fcfa6f6f40def4f92b9ec7893ec28fcd412b1f1b32e27',
  a: '3ee30b568fbab0f883ccebd46d3f3bb8a2a73513f5eb79da66190eb085ffa9f492f375a97d860eb4',
  b: '520883949dfdbc42d3ad198640688a6fe13f41349554b49acc31dccd884539816f5eb4ac8fb1f1a6',
  Gx: '43bd7e9afb53d8b85289bcc48ee5bfe6f20137d10a087eb6e7871e2a10a599c710af8d0d39e20611',
  Gy: '14fdd05545ec1cc8ab4093247f77275e0743ffed117182eaa9c77877aaac6ac7d35245d1692e8ee1',
  n: 'd35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311',
});

export const CURVES = {
  p192,
  p224,
  p256,
  p384,
  p521,
  bp160: brainpoolP160r1,
  bp192: brainpoolP192r1,
  bp224: brainpoolP224r1,
  bp256: brainpoolP256r1,
  bp320: brainpoolP320r1,
  bp384: brainpoolP384r1,
  bp512: brainpoolP512r1,
} as const;

export type CurveName = keyof typeof CURVES;

/** RFC 5480, 2.1.1.1 and RFC 5639, 4.1. */
export const CURVE_OIDS: Readonly<Record<CurveName, string>> = {
  p192: '1.2.840.10045.3.1.1',
  p224: '1.3.132.0.33',
  p256: '1.2.840.10045.3.1.7',
  p384: '1.3.132.0.34',
  p521: '1.3.132.0.35',
  bp160: '1.3.36.3.3.2.8.1.1.1',
  bp192: '1.3.36.3.3.2.8.1.1.3',
  bp224: '1.3.36.3.3.2.8.1.1.5',
  bp256: '1.3.36.3.3.2.8.1.1.7',
  bp320: '1.3.36.3.3.2.8.1.1.9',
  bp384: '1.3.36.3.3.2.8.1.1.11',
  bp512: '1.3.36.3.3.2.8.1.1.13',
};

const NAMES = Object.keys(CURVES) as CurveName[];
const BY_OID: ReadonlyMap<string, Curve> = new Map(NAMES.map((name) => [CURVE_OIDS[name], CURVES[name]]));
const BY_PARAMETERS: ReadonlyMap<string, Curve> = new Map(
  NAMES.flatMap((name) => {
    const { Point } = CURVES[name];
    const { p, a, b, n } = Point.CURVE();
    const numbers = [p, a, b, n].map((number) => number.toString(16));
    return [true, false].map((compressed) => [[...numbers, Point.BASE.toHex(compressed)].join(), CURVES[name]]);
  }),
);

/** The curve of an object identifier in dotted form; null when it is none of ours. */
export function namedCurve(oid: string): Curve | null {
  return BY_OID.get(oid) ?? null;
}

/** The curve that EcpkParameters (RFC 3279, 2.3.5) name or spell out; null when it is none of ours. */
export function curveOf(parameters: Uint8Array): Curve | null {
  const element = readTlv(parameters);
  if (!element.ok) return null;
  const { tag, value } = element.value;
  if (tag === 0x06) return namedCurve(decodeObjectIdentifier(value) ?? '');
  return tag === 0x30 ? explicitCurve(value) : null;
}

/**
 * Explicit parameters are taken only when every one of them, the generator above all, is that of a known curve: a
 * generator of the sender's choice makes any signature hold.
 */
function explicitCurve(content: Uint8Array): Curve | null {
  const parts = readTlvs(content);
  if (!parts.ok) return null;
  const [, field, equation, base, order] = parts.value;
  const fieldParts = field ? readTlvs(field.value) : null;
  const coefficients = equation ? readTlvs(equation.value) : null;
  if (!fieldParts?.ok || !coefficients?.ok || !base || !order) return null;
  const [p, a, b] = [fieldParts.value[1], coefficients.value[0], coefficients.value[1]];
  if (!p || !a || !b) return null;
  return BY_PARAMETERS.get([...[p, a, b, order].map(numberKey), toHex(base.value)].join()) ?? null;
}

const numberKey = ({ value }: Tlv): string => toHex(value).replace(/^0+/, '');
