/**
 * A chip for the tests of this folder: files, Basic Access Control and secure messaging from the card's side, over the
 * reader's own primitives, with the ways in which chips misbehave.
 */
import type { CommandApdu } from './apdu.ts';
import { concat, sameBytes, toHex } from './bytes.ts';
import type { MrzKey } from './chip.ts';
import { pad, retailMac, suiteOf, tripleDesCbc, type CipherSuite } from './cipher.ts';
import { APPLICATION_ID } from './files.ts';
import { keySeed, sessionKeys, type CipherName } from './keys.ts';
import type { CardChannel, TransmitResult } from './port.ts';
import { SecureMessaging } from './secure-messaging.ts';
import { SAMPLE_KEY, type TestDocument } from './testing-documents.ts';
import { CardSession, naked, parseCommand, status, type Answer } from './testing-session.ts';
import { encodeTlv, findTlv } from './tlv.ts';

export { status } from './testing-session.ts';

export interface FakeChipOptions {
  key?: MrzKey;
  /** File contents by short identifier. */
  files: ReadonlyMap<number, Uint8Array>;
  /** Files beside the application, free to read, by their identifier (EF.CardAccess, EF.ATR/INFO). */
  masterFiles?: ReadonlyMap<number, Uint8Array>;
  /** Status instead of content, by short identifier. */
  refused?: ReadonlyMap<number, number>;
  /** Status on READ BINARY with any short identifier. */
  shortIdRefusal?: number;
  /** Longest Le the chip takes; above it, this is its answer: 6700 protected or naked, or simply fewer bytes. */
  maxBlock?: { bytes: number; answer: 'protected' | 'naked' | 'fewer' };
  /** Answers to READ BINARY with extended length: content, or what chips do that have none. */
  extended?: 'content' | 'protected' | 'naked' | 'empty';
  /** Whether READ BINARY comes in its odd form, too. */
  longOffsets?: boolean;
  /** Asked for more than there is: fewer bytes with 9000, with 6282, or 6Cxx, protected or not. */
  shortFile?: 'success' | 'end-of-file' | 'exact' | 'naked-exact';
  /** Sees every command and its answer inside secure messaging; its own answer is what is protected. */
  inside?: (command: CommandApdu, answer: Answer) => Answer;
  /** Sees every command before the chip does; an answer of its own replaces the chip's (and changes no state). */
  before?: (exchange: Exchange) => Uint8Array | TransmitResult | null;
  /** Sees every answer before the reader does. */
  after?: (exchange: Exchange, answer: Uint8Array) => Uint8Array;
}

export interface Exchange {
  /** Counts from 0. */
  index: number;
  bytes: Uint8Array;
  /** Instruction and parameters, e.g. `b0 9d00`: secure messaging leaves them in the clear. */
  text: string;
}

export class FakeChip implements CardChannel {
  readonly log: string[] = [];
  /** Le of every READ BINARY inside secure messaging. */
  readonly asked: number[] = [];
  readonly #options: FakeChipOptions;
  #session: CardSession | null = null;
  #challenge: Uint8Array | null = null;
  #selected: Uint8Array | null = null;
  #applicationSelected = false;

  constructor(options: FakeChipOptions) {
    this.#options = options;
  }

  static of(document: TestDocument, options: Partial<FakeChipOptions> = {}): FakeChip {
    return new FakeChip({ files: new Map([...document.groups, [0x1d, document.sod]]), ...options });
  }

  async transmit(bytes: Uint8Array): Promise<TransmitResult> {
    const text = `${toHex(bytes.subarray(1, 2))} ${toHex(bytes.subarray(2, 4))}`;
    const exchange = { index: this.log.length, bytes, text };
    this.log.push(text);
    const replaced = this.#options.before?.(exchange);
    if (replaced) return replaced instanceof Uint8Array ? { ok: true, response: replaced } : replaced;
    const response = this.#respond(parseCommand(bytes));
    return { ok: true, response: this.#options.after?.(exchange, response) ?? response };
  }

  /** Ends the session on the chip's side without a word. */
  forgetSession(): void {
    this.#session = null;
  }

  /** Opens a session without the commands for it; returns the reader's half. */
  openSession(cipher: CipherName = 'AES-128'): SecureMessaging {
    const keys = { encryption: new Uint8Array(16).fill(0x11), mac: new Uint8Array(16).fill(0x22) };
    const suite = suiteOf(cipher, keys);
    this.#applicationSelected = true;
    return this.#open(suite, new Uint8Array(suite.blockBytes));
  }

  #open(suite: CipherSuite, counter: Uint8Array): SecureMessaging {
    this.#session = new CardSession(suite, counter);
    return new SecureMessaging(suite, counter);
  }

  #respond(command: CommandApdu): Uint8Array {
    const session = this.#session;
    if ((command.cla & 0x0c) === 0) {
      this.#session = null;
      return naked(this.#execute(command, false));
    }
    const opened = session?.open(command);
    if (!session || !opened) return this.#leave(0x6988);
    const { maxBlock, shortFile, extended, inside } = this.#options;
    const plain = this.#execute(opened, true);
    const answer = inside?.(opened, plain) ?? plain;
    const leaves = opened.extended ? extended === 'naked' : maxBlock?.answer === 'naked';
    if (answer.status === 0x6700 && leaves) return this.#leave(answer.status);
    if (answer.status >> 8 === 0x6c && shortFile === 'naked-exact') return this.#leave(answer.status);
    return session.protect(answer, command.ins);
  }

  #leave(word: number): Uint8Array {
    this.#session = null;
    return status(word);
  }

  #execute(command: CommandApdu, isProtected: boolean): Answer {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command);
      case 0x84:
        this.#challenge = new Uint8Array(8).fill(this.log.length);
        return this.#applicationSelected ? { data: this.#challenge, status: 0x9000 } : { status: 0x6d00 };
      case 0x82:
        return this.#authenticate(command.data ?? new Uint8Array());
      case 0xb0:
        return this.#applicationSelected && !isProtected ? { status: 0x6982 } : this.#readBinary(command);
      case 0xb1:
        return isProtected ? this.#readLongOffset(command) : { status: 0x6982 };
      default:
        return { status: 0x6d00 };
    }
  }

  #select({ p1, data = new Uint8Array() }: CommandApdu): Answer {
    // The master file cannot be selected, as on the Vietnamese card.
    if (p1 === 0x00) return { status: 0x6d00 };
    if (p1 === 0x04) {
      this.#applicationSelected = sameBytes(data, APPLICATION_ID);
      return { status: this.#applicationSelected ? 0x9000 : 0x6a82 };
    }
    this.#selected = this.#applicationSelected
      ? this.#file(data[1] ?? 0)
      : this.#masterFile((data[0]! << 8) | data[1]!);
    return { status: this.#selected ? 0x9000 : 0x6a82 };
  }

  #file(shortId: number): Uint8Array | null {
    return this.#options.files.get(shortId) ?? null;
  }

  #masterFile(fileId: number): Uint8Array | null {
    return this.#options.masterFiles?.get(fileId) ?? null;
  }

  #authenticate(data: Uint8Array): Answer {
    const keys = sessionKeys('3DES', keySeed(this.#options.key ?? SAMPLE_KEY));
    const challenge = this.#challenge;
    this.#challenge = null;
    const cryptogram = data.subarray(0, 32);
    if (!challenge || !sameBytes(retailMac(keys.mac, pad(cryptogram, 8)), data.subarray(32))) return { status: 0x6300 };
    const opened = tripleDesCbc('decrypt', keys.encryption, cryptogram);
    const [nonce, keyShare] = [opened.subarray(0, 8), opened.subarray(16)];
    const ownShare = new Uint8Array(16).fill(0x5a);
    const seed = keyShare.map((byte, index) => byte ^ (ownShare[index] as number));
    this.#open(suiteOf('3DES', sessionKeys('3DES', seed)), concat(challenge.subarray(4), nonce.subarray(4)));
    const answer = tripleDesCbc('encrypt', keys.encryption, concat(challenge, nonce, ownShare));
    return { data: concat(answer, retailMac(keys.mac, pad(answer, 8))), status: 0x9000 };
  }

  #readBinary(command: CommandApdu): Answer {
    const { p1, p2 } = command;
    if ((p1 & 0x80) === 0) return this.#readAt(p1 * 0x100 + p2, command);
    const { refused, shortIdRefusal } = this.#options;
    const refusal = this.#applicationSelected ? (refused?.get(p1 & 0x1f) ?? shortIdRefusal) : shortIdRefusal;
    if (refusal !== undefined) return { status: refusal };
    const shortId = p1 & 0x1f;
    const masterFileId = shortId === 0x01 ? 0x2f01 : 0x0100 + shortId;
    this.#selected = this.#applicationSelected ? this.#file(shortId) : this.#masterFile(masterFileId);
    return this.#readAt(p2, command);
  }

  #readLongOffset(command: CommandApdu): Answer {
    if (!this.#options.longOffsets) return { status: 0x6d00 };
    const offset = findTlv(command.data ?? new Uint8Array(), 0x54);
    const start = offset.ok ? Number(`0x${toHex(offset.value.value)}`) : NaN;
    const expectedBytes = command.expectedBytes ?? 0;
    const wrapperBytes = expectedBytes < 0x82 ? 2 : expectedBytes < 0x103 ? 3 : 4;
    const answer = this.#readAt(start, { ...command, expectedBytes: expectedBytes - wrapperBytes });
    return { ...answer, ...(answer.data && { data: encodeTlv(0x53, answer.data) }) };
  }

  #readAt(offset: number, { expectedBytes = 0, extended: isExtended = false }: CommandApdu): Answer {
    const { maxBlock, shortFile = 'success', extended = 'naked' } = this.#options;
    if (this.#session) this.asked.push(expectedBytes);
    if (!this.#selected) return { status: 0x6a82 };
    if (offset > this.#selected.length) return { status: 0x6b00 };
    if (isExtended && extended === 'empty') return { status: 0x9000 };
    if (isExtended && extended !== 'content') return { status: 0x6700 };
    const limit = isExtended ? undefined : maxBlock;
    if (limit && expectedBytes > limit.bytes && limit.answer !== 'fewer') return { status: 0x6700 };
    const take = Math.min(expectedBytes, limit?.bytes ?? Infinity);
    const data = this.#selected.subarray(offset, offset + take);
    if (data.length === take || shortFile === 'success') return { data, status: 0x9000 };
    return shortFile.endsWith('exact') ? { status: 0x6c00 + data.length } : { data, status: 0x6282 };
  }
}
