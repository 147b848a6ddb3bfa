/**
 * Secure messaging: ICAO 9303-11, 9.8 (data objects, MAC, send sequence counter), short and extended lengths. The
 * algorithms of a session stand behind `CipherSuite`.
 */
import {
  encodeCommand,
  isExtended,
  MAX_COMMAND_DATA_BYTES,
  MAX_EXTENDED_RESPONSE_DATA_BYTES,
  MAX_RESPONSE_DATA_BYTES,
  parseResponse,
  STATUS,
  statusText,
  twoBytes,
  type CommandApdu,
  type ResponseApdu,
} from './apdu.ts';
import { concat, sameBytes } from './bytes.ts';
import { pad, suiteOf, unpad, type CipherSuite } from './cipher.ts';
import { sessionKeys, type CipherName } from './keys.ts';
import type { ChipLink, LinkFailure } from './link.ts';
import { encodeTlv, readTlvs } from './tlv.ts';

const TAG = { cryptogram: 0x87, cryptogramOfTlv: 0x85, expectedBytes: 0x97, status: 0x99, mac: 0x8e } as const;
/** The indicator before a cryptogram of DO'87': padding method 2 (ISO/IEC 7816-4, table 30). */
const PADDED = 0x01;
/** DO'99', DO'8E' and the status word outside: in every protected answer. */
const RESPONSE_OVERHEAD_BYTES = 4 + 10 + 2;
const STATUS_BYTES = 2;

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

  /** Plain bytes that a protected answer to a short command can carry: 231 with 3DES, 223 with AES. */
  get maxShortResponseBytes(): number {
    return this.responseCapacity(MAX_RESPONSE_DATA_BYTES + STATUS_BYTES);
  }

  /** Plain bytes that a protected response APDU of this size, status word included, can carry. */
  responseCapacity(maxResponseApduBytes: number): number {
    const { blockBytes } = this.#suite;
    const room = maxResponseApduBytes - RESPONSE_OVERHEAD_BYTES;
    const objectBytes = (blocks: number): number =>
      encodeTlv(TAG.cryptogram, new Uint8Array(blocks * blockBytes + 1)).length;
    let blocks = Math.max(0, Math.floor(room / blockBytes));
    while (blocks > 0 && objectBytes(blocks) > room) blocks -= 1;
    // At least one byte of the last block is padding.
    return Math.max(0, blocks * blockBytes - 1);
  }

  /** The last counter both sides agreed on. */
  get sendSequenceCounter(): Uint8Array {
    return Uint8Array.from(this.#counter);
  }

  /** The protected command, ready to be sent. */
  protect(command: CommandApdu): Uint8Array {
    const { data, expectedBytes, ins, p1, p2 } = command;
    const { blockBytes } = this.#suite;
    const counter = advance(this.#counter, 1);
    const cla = command.cla | 0x0c;
    const objects = concat(
      data ? this.#cryptogram(ins, this.#suite.encrypt(pad(data, blockBytes), counter)) : new Uint8Array(),
      expectedBytes === undefined ? new Uint8Array() : encodeTlv(TAG.expectedBytes, lengthValue(expectedBytes)),
    );
    const paddedHeader = pad(Uint8Array.of(cla, ins, p1, p2), blockBytes);
    const mac = this.#suite.mac(concat(counter, paddedHeader, pad(objects, blockBytes)));
    const body = concat(objects, encodeTlv(TAG.mac, mac));
    const extended = isExtended(command) || body.length > MAX_COMMAND_DATA_BYTES;
    return encodeCommand({
      cla,
      ins,
      p1,
      p2,
      data: body,
      expectedBytes: extended ? MAX_EXTENDED_RESPONSE_DATA_BYTES : MAX_RESPONSE_DATA_BYTES,
    });
  }

  /** Odd instructions carry BER-TLV data, which has a tag of its own and no padding indicator (9303-11, 9.8.4). */
  #cryptogram(ins: number, encrypted: Uint8Array): Uint8Array {
    return ins % 2 === 1
      ? encodeTlv(TAG.cryptogramOfTlv, encrypted)
      : encodeTlv(TAG.cryptogram, Uint8Array.of(PADDED), encrypted);
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
    if (checksum?.tag !== TAG.mac) return broken('malformed', 'no MAC');
    const covered = elements.value.slice(0, -1);
    const status = covered.find(({ tag }) => tag === TAG.status)?.value;
    const cryptogram = covered.find(({ tag }) => tag === TAG.cryptogram || tag === TAG.cryptogramOfTlv);
    if (covered.length !== (cryptogram ? 2 : 1)) return broken('malformed', 'unexpected data objects');

    const counter = advance(this.#counter, 2);
    const coveredBytes = pad(concat(...covered.map((element) => element.bytes)), this.#suite.blockBytes);
    if (!sameBytes(this.#suite.mac(concat(counter, coveredBytes)), checksum.value)) return broken('mac', 'wrong MAC');

    // Past this point the chip holds the session keys; what is wrong now is still wrong.
    const parsedStatus = status?.length === STATUS_BYTES ? parseResponse(status) : null;
    if (!parsedStatus) return broken('malformed', 'no protected status');
    let data: Uint8Array = new Uint8Array();
    if (cryptogram) {
      const encrypted = cryptogram.tag === TAG.cryptogram ? cryptogram.value.subarray(1) : cryptogram.value;
      const indicated = cryptogram.tag === TAG.cryptogramOfTlv || cryptogram.value[0] === PADDED;
      if (!indicated || encrypted.length === 0 || encrypted.length % this.#suite.blockBytes !== 0) {
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

/** DO'97': one byte as long as that is enough. */
function lengthValue(expectedBytes: number): Uint8Array {
  return expectedBytes > MAX_RESPONSE_DATA_BYTES ? twoBytes(expectedBytes) : Uint8Array.of(expectedBytes & 0xff);
}

/** The session that a key agreement with this cipher opens: its counter begins at zero. */
export function openSession(cipher: CipherName, sharedSecret: Uint8Array): SecureMessaging {
  const suite = suiteOf(cipher, sessionKeys(cipher, sharedSecret));
  return new SecureMessaging(suite, new Uint8Array(suite.blockBytes));
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
