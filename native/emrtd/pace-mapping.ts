/**
 * The integrated mapping of PACE: ICAO 9303-11, 4.4.3.3.2 (pseudo-random function and its constants) and appendix B
 * (point encoding of elliptic curves).
 */
import { pow } from '@noble/curves/abstract/modular.js';
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { concat, fromHex } from './bytes.ts';
import { cbc } from './cipher.ts';
import type { Curve } from './curves.ts';
import { bits, toNumber, type Domain } from './domain.ts';
import { modpGroup, pointGroup, type Group } from './domain-group.ts';
import type { CipherName } from './keys.ts';

/** c0 and c1, as long as the nonce of the chip. */
const CONSTANTS_128 = {
  c0: fromHex('a668892a7c41e3ca739f40b057d85904'),
  c1: fromHex('a4e136ac725f738b01c1f60217c188ad'),
};
const CONSTANTS_256 = {
  c0: fromHex('d463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676'),
  c1: fromHex('54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517'),
};
const CONSTANTS: Readonly<Record<CipherName, { c0: Uint8Array; c1: Uint8Array }>> = {
  '3DES': CONSTANTS_128,
  'AES-128': CONSTANTS_128,
  'AES-192': CONSTANTS_256,
  'AES-256': CONSTANTS_256,
};
/** So many bits more than the modulus has make the remainder as good as even. */
const EXTRA_BITS = 64;

/**
 * The group both nonces map to, the chip's (`nonce`) and ours (`key`, as long as a key of the cipher). Null for a nonce
 * of a wrong size, and where the encoding has no answer (once in 2^n).
 */
export function mapIntegrated(domain: Domain, cipher: CipherName, nonce: Uint8Array, key: Uint8Array): Group | null {
  const modulus = domain.kind === 'ec' ? domain.curve.Point.Fp.ORDER : domain.p;
  const random = pseudoRandom(cipher, nonce, key, modulus);
  if (random === null) return null;
  if (domain.kind === 'dh') {
    const { p, q } = domain;
    const generator = q === null ? 1n : pow(random, (p - 1n) / q, p);
    return generator <= 1n ? null : modpGroup(domain, generator);
  }
  const point = pointOf(domain.curve, random);
  return point && pointGroup(domain.curve, point);
}

/** R_p(s, t): the nonce, encrypted under the key, is the first of a chain of keys that each give a block. */
export function pseudoRandom(cipher: CipherName, nonce: Uint8Array, key: Uint8Array, modulus: bigint): bigint | null {
  const { c0, c1 } = CONSTANTS[cipher];
  if (nonce.length !== c0.length) return null;
  const blocks = Math.ceil((bits(modulus) + EXTRA_BITS) / (nonce.length * 8));
  const output: Uint8Array[] = [];
  let chained = cbc(cipher, 'encrypt', key, nonce);
  for (let block = 0; block < blocks; block++) {
    const blockKey = chained.subarray(0, key.length);
    output.push(cbc(cipher, 'encrypt', blockKey, c1));
    chained = cbc(cipher, 'encrypt', blockKey, c0);
  }
  return toNumber(concat(...output)) % modulus;
}

/** Whether the point encoding exists: for fields with p = 3 mod 4, which leaves secp224r1 out. */
export function hasPointEncoding(domain: Domain): boolean {
  return domain.kind === 'dh' || domain.curve.Point.Fp.ORDER % 4n === 3n;
}

/** The point encoding of appendix B.1, with the names of its steps; null where its first division has no result. */
export function pointOf(curve: Curve, t: bigint): WeierstrassPoint<bigint> | null {
  const { Fp } = curve.Point;
  const { a, b } = curve.Point.CURVE();
  const p = Fp.ORDER;
  const alpha = Fp.neg(Fp.sqr(t));
  const sum = Fp.add(alpha, Fp.sqr(alpha));
  if (Fp.is0(sum)) return null;
  const x2 = Fp.mul(Fp.neg(Fp.mul(b, Fp.inv(a))), Fp.add(1n, Fp.inv(sum)));
  const x3 = Fp.mul(alpha, x2);
  const h2 = Fp.add(Fp.add(Fp.mul(Fp.sqr(x2), x2), Fp.mul(a, x2)), b);
  const u = Fp.mul(Fp.mul(Fp.sqr(t), t), h2);
  const root = Fp.pow(h2, p - 1n - (p + 1n) / 4n);
  const isSquare = Fp.eql(Fp.mul(Fp.sqr(root), h2), 1n);
  return curve.Point.fromAffine(isSquare ? { x: x2, y: Fp.mul(root, h2) } : { x: x3, y: Fp.mul(root, u) });
}
