/**
 * Secure messaging: ICAO 9303-11, 9.8 (data objects, MAC, send sequence counter), 9.8.6 (3DES). Even instruction bytes
 * and short lengths. The cipher stands behind `CipherSuite`, so that AES (9.8.7) is another suite, not another protocol.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import {
  encodeCommand,
  MAX_RESPONSE_DATA_BYTES,
  parseResponse,
  STATUS,
  statusText,
  type CommandApdu,
  type ResponseApdu,
} from './apdu.ts';
import { concat, sameBytes } from './bytes.ts';
import type { SessionKeys } from './keys.ts';
import type { ChipLink, LinkFailure } from './link.ts';
import { encodeTlv, readTlvs } from './tlv.ts';

/** What a family of algorithms contributes. Data is padded already; `counter` is the one of this message. */
export interface CipherSuite {
  readonly blockBytes: 8 | 16;
  encrypt(data: Uint8Array, counter: Uint8Array): Uint8Array;
  decrypt(data: Uint8Array, counter: Uint8Array): Uint8Array;
  /** Eight bytes over padded data that begins with the counter. */
  mac(data: Uint8Array): Uint8Array;
}

const ZERO_IV = new Uint8Array(8);

/**
 * Two-key 3DES in CBC mode with a zero IV, and the retail MAC (ISO/IEC 9797-1, algorithm 3). Single DES is spelled as
 * 3DES with three equal keys, because OpenSSL 3 no longer offers it.
 */
export function tripleDesSuite(keys: SessionKeys): CipherSuite {
  const encryptionKey = threeKeys(keys.encryption);
  return {
    blockBytes: 8,
    encrypt: (data) => tripleDes('encrypt', encryptionKey, ZERO_IV, data),
    decrypt: (data) => tripleDes('decrypt', encryptionKey, ZERO_IV, data),
    mac: (data) => retailMac(keys.mac, data),
  };
}

/** Retail MAC over data padded to whole blocks. */
export function retailMac(key: Uint8Array, padded: Uint8Array): Uint8Array {
  const first = key.subarray(0, 8);
  const chained = tripleDes('encrypt', concat(first, first, first), ZERO_IV, padded.subarray(0, -8));
  // The last block runs through E(K1) D(K2) E(K1): one 3DES step, chained to the block before it.
  const previous = chained.length === 0 ? ZERO_IV : chained.subarray(-8);
  return tripleDes('encrypt', threeKeys(key), previous, padded.subarray(-8));
}

/** 3DES in CBC mode without padding, keys of 16 bytes taken as K1 K2 K1. */
export function tripleDesCbc(direction: 'encrypt' | 'decrypt', key: Uint8Array, data: Uint8Array): Uint8Array {
  return tripleDes(direction, threeKeys(key), ZERO_IV, data);
}

function threeKeys(key: Uint8Array): Uint8Array {
  return concat(key, key.subarray(0, 8));
}

function tripleDes(direction: 'encrypt' | 'decrypt', key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const cipher = (direction === 'encrypt' ? createCipheriv : createDecipheriv)('des-ede3-cbc', key, iv);
  cipher.setAutoPadding(false);
  return concat(cipher.update(data), cipher.final());
}

/** Padding method 2 of ISO/IEC 9797-1: 80, then zeros. */
export function pad(data: Uint8Array, blockBytes: number): Uint8Array {
  const padded = new Uint8Array((Math.floor(data.length / blockBytes) + 1) * blockBytes);
  padded.set(data);
  padded[data.length] = 0x80;
  return padded;
}

/** The data before its padding; null when there is no padding. */
export function unpad(data: Uint8Array): Uint8Array | null {
  let end = data.length - 1;
  while (end > 0 && data[end] === 0) end -= 1;
  return data[end] === 0x80 ? data.subarray(0, end) : null;
}

/** The counter `steps` later; it wraps round like the chip's. */
export function advance(counter: Uint8Array, steps: number): Uint8Array {
  const next = Uint8Array.from(counter);
  let carry = steps;
  for (let index = next.length - 1; index >= 0 && carry > 0; index--) {
    const sum = (next[index] as number) + carry;
    next[index] = sum & 0xff;
    carry = sum >> 8;
  }
  return next;
}

/** A status word without protection means the chip has left the session, whatever the word says. */
export type BrokenReason = 'naked-status' | 'mac' | 'malformed';
export type Unprotected =
  { ok: true; response: ResponseApdu } | { ok: false; reason: BrokenReason; status: number; detail: string };

/**
 * One session. The counter moves only after an answer was verified: command and answer take one step each, and an
 * answer that cannot be trusted leaves the counter where it was.
 */
export class SecureMessaging {
  readonly #suite: CipherSuite;
  #counter: Uint8Array;

  constructor(suite: CipherSuite, sendSequenceCounter: Uint8Array) {
    this.#suite = suite;
    this.#counter = Uint8Array.from(sendSequenceCounter);
  }

  /** The last counter both sides agreed on. */
  get sendSequenceCounter(): Uint8Array {
    return Uint8Array.from(this.#counter);
  }

  /** The protected command, ready to be sent. */
  protect(command: CommandApdu): Uint8Array {
    const { blockBytes } = this.#suite;
    const counter = advance(this.#counter, 1);
    const header = { cla: command.cla | 0x0c, ins: command.ins, p1: command.p1, p2: command.p2 };
    const objects = concat(
      command.data
        ? encodeTlv(0x87, Uint8Array.of(0x01), this.#suite.encrypt(pad(command.data, blockBytes), counter))
        : new Uint8Array(),
      command.expectedBytes === undefined
        ? new Uint8Array()
        : encodeTlv(0x97, Uint8Array.of(command.expectedBytes & 0xff)),
    );
    const paddedHeader = pad(Uint8Array.of(header.cla, header.ins, header.p1, header.p2), blockBytes);
    const mac = this.#suite.mac(concat(counter, paddedHeader, pad(objects, blockBytes)));
    return encodeCommand({
      ...header,
      data: concat(objects, encodeTlv(0x8e, mac)),
      expectedBytes: MAX_RESPONSE_DATA_BYTES,
    });
  }

  /** Verifies and opens the answer to the last protected command. */
  unprotect(response: ResponseApdu): Unprotected {
    const broken = (reason: BrokenReason, detail: string): Unprotected => ({
      ok: false,
      reason,
      status: response.status,
      detail,
    });
    if (response.data.length === 0) return broken('naked-status', `unprotected status ${statusText(response.status)}`);

    const elements = readTlvs(response.data);
    if (!elements.ok) return broken('malformed', elements.detail);
    const checksum = elements.value.at(-1);
    if (checksum?.tag !== 0x8e) return broken('malformed', 'no MAC');
    const covered = elements.value.slice(0, -1);
    const status = covered.find((element) => element.tag === 0x99)?.value;
    const cryptogram = covered.find((element) => element.tag === 0x87)?.value;
    if (covered.length !== (cryptogram ? 2 : 1)) return broken('malformed', 'unexpected data objects');

    const counter = advance(this.#counter, 2);
    const coveredBytes = pad(concat(...covered.map((element) => element.bytes)), this.#suite.blockBytes);
    if (!sameBytes(this.#suite.mac(concat(counter, coveredBytes)), checksum.value)) return broken('mac', 'wrong MAC');

    // Past this point the chip holds the session keys; what is wrong now is still wrong.
    const parsedStatus = status?.length === 2 ? parseResponse(status) : null;
    if (!parsedStatus) return broken('malformed', 'no protected status');
    let data: Uint8Array = new Uint8Array();
    if (cryptogram) {
      const encrypted = cryptogram.subarray(1);
      if (cryptogram[0] !== 0x01 || encrypted.length === 0 || encrypted.length % this.#suite.blockBytes !== 0) {
        return broken('malformed', 'cryptogram of no whole blocks');
      }
      const opened = unpad(this.#suite.decrypt(encrypted, counter));
      if (!opened) return broken('malformed', 'cryptogram without padding');
      data = opened;
    }
    this.#counter = counter;
    return { ok: true, response: { data, status: parsedStatus.status } };
  }
}

export type ProtectedResult =
  | { ok: true; response: ResponseApdu }
  /** The session is over; `nakedStatus` is the unprotected status word that ended it, if that was it. */
  | { ok: false; kind: 'broken'; nakedStatus: number | null; detail: string }
  | { ok: false; kind: 'failed'; failure: LinkFailure };

/** One protected exchange. The chip's own report of a lost session (6987, 6988) counts as broken, protected or not. */
export async function sendProtected(
  link: ChipLink,
  session: SecureMessaging,
  command: CommandApdu,
): Promise<ProtectedResult> {
  const result = await link.transmit(session.protect(command));
  if (!result.ok) return { ok: false, kind: 'failed', failure: result.failure };
  const opened = session.unprotect(result.response);
  if (!opened.ok) {
    const nakedStatus = opened.reason === 'naked-status' ? opened.status : null;
    return { ok: false, kind: 'broken', nakedStatus, detail: opened.detail };
  }
  const { status } = opened.response;
  if (status === STATUS.secureMessagingObjectMissing || status === STATUS.secureMessagingObjectWrong) {
    return { ok: false, kind: 'broken', nakedStatus: null, detail: `status ${statusText(status)}` };
  }
  return { ok: true, response: opened.response };
}
