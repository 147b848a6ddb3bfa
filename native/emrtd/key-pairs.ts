/** Ephemeral key pairs of key agreement (PACE, chip authentication): made anew, or ahead of time. */
import type { RandomSource } from './bac.ts';
import { bits, sameDomain, toNumber, type Domain } from './domain.ts';
import { groupOf } from './domain-group.ts';

export interface KeyPair {
  privateKey: bigint;
  /** As it is sent: an uncompressed point, or a public value without leading zeros. */
  publicKey: Uint8Array;
}

export interface KeyPairSource {
  take(domain: Domain): KeyPair;
}

/** With so many bits more than the order has, the remainder is as good as even (FIPS 186-5, A.2.1). */
const EXTRA_BYTES = 8;
/** Enough for PACE and chip authentication of one document, and once more. */
const MAX_PREPARED = 4;

/** A private key, 1 to order - 1. */
export function privateKeyBelow(order: bigint, random: RandomSource): bigint {
  const sizeBytes = Math.ceil(bits(order) / 8) + EXTRA_BYTES;
  return (toNumber(random(sizeBytes)) % (order - 1n)) + 1n;
}

/** Makes every pair when it is asked for. */
export function freshKeyPairs(random: RandomSource): KeyPairSource {
  return {
    take: (domain) => {
      const group = groupOf(domain);
      const privateKey = privateKeyBelow(group.order, random);
      return { privateKey, publicKey: group.publicKey(privateKey) };
    },
  };
}

/** Hands out pairs made while no card was there, each of them once; makes one on the spot when there is none. */
export class PreparedKeyPairs implements KeyPairSource {
  readonly #fresh: KeyPairSource;
  readonly #prepared: { domain: Domain; pair: KeyPair }[] = [];
  #taken: Domain[] = [];

  constructor(random: RandomSource) {
    this.#fresh = freshKeyPairs(random);
  }

  /** Makes one pair for this domain; the oldest one goes when there are enough. */
  prepare(domain: Domain): void {
    this.#prepared.push({ domain, pair: this.#fresh.take(domain) });
    if (this.#prepared.length > MAX_PREPARED) this.#prepared.shift();
  }

  /** Makes up for the pairs taken since: the next document is likely to want the same. */
  refill(): void {
    for (const domain of this.#taken) this.prepare(domain);
    this.#taken = [];
  }

  take(domain: Domain): KeyPair {
    this.#taken = [...this.#taken, domain].slice(-MAX_PREPARED);
    const index = this.#prepared.findIndex((prepared) => sameDomain(prepared.domain, domain));
    const [prepared] = index < 0 ? [] : this.#prepared.splice(index, 1);
    return prepared?.pair ?? this.#fresh.take(domain);
  }
}
