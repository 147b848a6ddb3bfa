import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RandomSource } from './bac.ts';
import { toHex } from './bytes.ts';
import { standardizedDomain } from './domain.ts';
import { groupOf } from './domain-group.ts';
import { freshKeyPairs, PreparedKeyPairs, privateKeyBelow } from './key-pairs.ts';

const P256 = standardizedDomain(12)!;
const BP256 = standardizedDomain(13)!;
const MODP = standardizedDomain(0)!;

/** Counts how often it was asked; every answer is another number. */
function counting(): { random: RandomSource; asked: () => number } {
  let count = 0;
  const random: RandomSource = (sizeBytes) => {
    count += 1;
    return new Uint8Array(sizeBytes).fill(count);
  };
  return { random, asked: () => count };
}

describe('a private key', () => {
  it('is 1 to order - 1, whatever the random source says', () => {
    const order = groupOf(P256).order;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 40 }), (bytes) => {
        const key = privateKeyBelow(order, (sizeBytes) => bytes.subarray(0, sizeBytes));
        expect(key >= 1n && key < order).toBe(true);
      }),
    );
    expect(privateKeyBelow(order, (sizeBytes) => new Uint8Array(sizeBytes))).toBe(1n);
  });

  it('takes eight bytes more than the order has', () => {
    const sizes: number[] = [];
    const random: RandomSource = (sizeBytes) => {
      sizes.push(sizeBytes);
      return new Uint8Array(sizeBytes);
    };
    privateKeyBelow(groupOf(P256).order, random);
    privateKeyBelow(groupOf(MODP).order, random);
    privateKeyBelow(groupOf(standardizedDomain(18)!).order, random);
    expect(sizes).toEqual([32 + 8, 20 + 8, 66 + 8]);
  });
});

describe('a key pair', () => {
  it.each([P256, MODP])('fits together', (domain) => {
    const { privateKey, publicKey } = freshKeyPairs(counting().random).take(domain);
    expect(toHex(groupOf(domain).publicKey(privateKey))).toBe(toHex(publicKey));
  });
});

describe('key pairs made ahead', () => {
  it('are handed out once, the oldest first', () => {
    const { random, asked } = counting();
    const pairs = new PreparedKeyPairs(random);
    pairs.prepare(P256);
    pairs.prepare(P256);
    expect(asked()).toBe(2);
    const keys = [pairs.take(P256), pairs.take({ ...P256, parameterId: null })].map(({ privateKey }) => privateKey);
    expect(asked()).toBe(2);
    const fresh = pairs.take(P256).privateKey;
    expect(asked()).toBe(3);
    expect(new Set([...keys, fresh]).size).toBe(3);
  });

  it('serve only the domain they were made for', () => {
    const { random, asked } = counting();
    const pairs = new PreparedKeyPairs(random);
    pairs.prepare(P256);
    const { privateKey, publicKey } = pairs.take(BP256);
    expect(asked()).toBe(2);
    expect(toHex(publicKey)).toBe(toHex(groupOf(BP256).publicKey(privateKey)));
    pairs.take(P256);
    expect(asked()).toBe(2);
  });

  it('are no more than four, the newest', () => {
    const { random, asked } = counting();
    const pairs = new PreparedKeyPairs(random);
    pairs.prepare(BP256);
    for (let count = 0; count < 4; count++) pairs.prepare(P256);
    expect(asked()).toBe(5);
    for (let count = 0; count < 4; count++) pairs.take(P256);
    expect(asked()).toBe(5);
    pairs.take(BP256);
    expect(asked()).toBe(6);
  });

  it('are made up for while there is time', () => {
    const { random, asked } = counting();
    const pairs = new PreparedKeyPairs(random);
    pairs.take(P256);
    pairs.take(BP256);
    pairs.refill();
    pairs.refill();
    expect(asked()).toBe(4);
    pairs.take(BP256);
    pairs.take(P256);
    expect(asked()).toBe(4);
  });
});
