import { createHash, randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import type { StoredPin } from '../../sync/queue/staff-accounts.ts';

/**
 * PINs of staff: scrypt (RFC 7914) with N = 2^15, r = 8, p = 1, which takes 32 MB and some 100 ms a try. Ten million tries, which
 * is every PIN of seven digits, would take a core two weeks; the file that holds them is encrypted besides.
 */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const hashBytes = 32;
const saltBytes = 16;

const startPinDigits = 8;

export type KeptPin = Pick<StoredPin, 'saltHex' | 'hashHex'>;

const hashOf = async (pin: string, salt: Buffer): Promise<Buffer> => {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(pin, salt, hashBytes, cost, (error, hash) => {
    if (error) reject(error);
    else resolve(hash);
  });
  return promise;
};

export async function keepPin(pin: string): Promise<KeptPin> {
  const salt = randomBytes(saltBytes);
  return { saltHex: salt.toString('hex'), hashHex: (await hashOf(pin, salt)).toString('hex') };
}

/** `kept` null takes as long, and is wrong: that a name has no account is not to be told by a clock. */
export async function isPin(pin: string, kept: KeptPin | null): Promise<boolean> {
  const salt = kept === null ? randomBytes(saltBytes) : Buffer.from(kept.saltHex, 'hex');
  const hash = await hashOf(pin, salt);
  return kept !== null && timingSafeEqual(hash, Buffer.from(kept.hashHex, 'hex'));
}

/** Fewer than three different digits, or digits that only count up or down. */
export function isTooEasy(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, place) => digit - (digits[place] ?? 0));
  const isRun = steps.every((step) => step === 1) || steps.every((step) => step === -1);
  return new Set(digits).size < 3 || isRun;
}

/** For a new account; its owner changes it at the first login. */
export function startPin(): string {
  for (;;) {
    const pin = randomInt(10 ** startPinDigits)
      .toString()
      .padStart(startPinDigits, '0');
    if (!isTooEasy(pin)) return pin;
  }
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 130 bits: nobody guesses it, so it is kept as a plain hash and needs no counting of tries. */
export const newCardCode = (): string =>
  `TDNV-${Array.from({ length: 26 }, () => base32[randomInt(base32.length)]).join('')}`;

export const cardHash = (code: string): string => createHash('sha256').update(code).digest('hex');
