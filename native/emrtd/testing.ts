/**
 * A chip for the tests of this folder: Basic Access Control and secure messaging from the card's side, over the reader's
 * own primitives, with the ways in which chips misbehave.
 */
import { encodeCommand, type CommandApdu } from './apdu.ts';
import { concat, sameBytes, toHex } from './bytes.ts';
import type { MrzKey } from './chip.ts';
import { APPLICATION_ID } from './files.ts';
import { keySeed, tripleDesKeys } from './keys.ts';
import type { CardChannel, TransmitResult } from './port.ts';
import { advance, pad, retailMac, tripleDesCbc, tripleDesSuite, unpad, type CipherSuite } from './secure-messaging.ts';
import { SAMPLE_KEY, type TestDocument } from './testing-documents.ts';
import { encodeTlv, readTlvs } from './tlv.ts';

export interface Answer {
  data?: Uint8Array;
  status: number;
}

export interface FakeChipOptions {
  key?: MrzKey;
  /** File contents by short identifier. */
  files: ReadonlyMap<number, Uint8Array>;
  /** Status instead of content, by short identifier. */
  refused?: ReadonlyMap<number, number>;
  /** Longest Le the chip takes; above it, this is its answer: 6700 protected or naked, or simply fewer bytes. */
  maxBlock?: { bytes: number; answer: 'protected' | 'naked' | 'fewer' };
  /** Asked for more than there is: fewer bytes with 9000, with 6282, or 6Cxx, protected or not. */
  shortFile?: 'success' | 'end-of-file' | 'exact' | 'naked-exact';
  /** Sees every command before the chip does; an answer of its own replaces the chip's (and changes no state). */
  before?: (exchange: Exchange) => Uint8Array | TransmitResult | null;
  /** Sees every answer before the reader does. */
  after?: (exchange: Exchange, answer: Uint8Array) => Uint8Array;
}

export interface Exchange {
  /** Counts from 0. */
  index: number;
  bytes: Uint8Array;
  /** What the command says inside secure messaging, e.g. `B0 9D00`, or outside. */
  text: string;
}

export const status = (word: number): Uint8Array => Uint8Array.of(word >> 8, word & 0xff);

interface Session {
  suite: CipherSuite;
  counter: Uint8Array;
}

export class FakeChip implements CardChannel {
  readonly log: string[] = [];
  readonly #options: FakeChipOptions;
  #session: Session | null = null;
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
    const opened = this.#open(bytes);
    const text = opened.command ? describe(opened.command) : '?';
    const exchange = { index: this.log.length, bytes, text };
    this.log.push(text);
    const replaced = this.#options.before?.(exchange);
    if (replaced) return replaced instanceof Uint8Array ? { ok: true, response: replaced } : replaced;
    const response = this.#respond(bytes, opened.command);
    return { ok: true, response: this.#options.after?.(exchange, response) ?? response };
  }

  /** Ends the session on the chip's side without a word. */
  forgetSession(): void {
    this.#session = null;
  }

  #open(bytes: Uint8Array): { command: CommandApdu | null } {
    const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes;
    if ((cla & 0x0c) === 0) return { command: parsePlain(bytes) };
    const session = this.#session;
    const elements = readTlvs(bytes.subarray(5, -1));
    if (!session || !elements.ok) return { command: null };
    const covered = elements.value.slice(0, -1);
    const counter = advance(session.counter, 1);
    const header = pad(Uint8Array.of(cla, ins, p1, p2), 8);
    const objects = pad(concat(...covered.map((element) => element.bytes)), 8);
    const mac = elements.value.at(-1)?.value ?? new Uint8Array();
    if (!sameBytes(session.suite.mac(concat(counter, header, objects)), mac)) return { command: null };
    const cryptogram = covered.find(({ tag }) => tag === 0x87)?.value.subarray(1);
    const data = cryptogram && unpad(session.suite.decrypt(cryptogram, counter));
    const expected = covered.find(({ tag }) => tag === 0x97)?.value[0];
    return {
      command: {
        cla: cla & ~0x0c,
        ins,
        p1,
        p2,
        ...(data ? { data } : {}),
        ...(expected === undefined ? {} : { expectedBytes: expected || 256 }),
      },
    };
  }

  #respond(bytes: Uint8Array, command: CommandApdu | null): Uint8Array {
    const isProtected = ((bytes[0] as number) & 0x0c) !== 0;
    if (!isProtected) this.#session = null;
    if (!command) {
      this.#session = null;
      return status(0x6988);
    }
    const answer = this.#execute(command);
    if (!this.#session || !isProtected) return concat(answer.data ?? new Uint8Array(), status(answer.status));
    if (answer.status === 0x6700 && this.#options.maxBlock?.answer === 'naked') {
      this.#session = null;
      return status(0x6700);
    }
    if (answer.status >> 8 === 0x6c && this.#options.shortFile === 'naked-exact') {
      this.#session = null;
      return status(answer.status);
    }
    return this.#protect(this.#session, answer);
  }

  #protect(session: Session, answer: Answer): Uint8Array {
    const counter = advance(session.counter, 2);
    const objects = concat(
      answer.data && answer.data.length > 0
        ? encodeTlv(0x87, Uint8Array.of(1), session.suite.encrypt(pad(answer.data, 8), counter))
        : new Uint8Array(),
      encodeTlv(0x99, status(answer.status)),
    );
    session.counter = counter;
    return concat(objects, encodeTlv(0x8e, session.suite.mac(concat(counter, pad(objects, 8)))), status(answer.status));
  }

  #execute(command: CommandApdu): Answer {
    switch (command.ins) {
      case 0xa4:
        return this.#select(command);
      case 0x84:
        this.#challenge = new Uint8Array(8).fill(this.log.length);
        return this.#applicationSelected ? { data: this.#challenge, status: 0x9000 } : { status: 0x6d00 };
      case 0x82:
        return this.#authenticate(command.data ?? new Uint8Array());
      case 0xb0:
        return this.#session ? this.#readBinary(command) : { status: 0x6982 };
      default:
        return { status: 0x6d00 };
    }
  }

  #select(command: CommandApdu): Answer {
    if (command.p1 === 0x04) {
      this.#applicationSelected = command.data !== undefined && sameBytes(command.data, APPLICATION_ID);
      return { status: this.#applicationSelected ? 0x9000 : 0x6a82 };
    }
    this.#selected = this.#options.files.get(command.data?.[1] ?? 0) ?? null;
    return { status: this.#selected ? 0x9000 : 0x6a82 };
  }

  #authenticate(data: Uint8Array): Answer {
    const keys = tripleDesKeys(keySeed(this.#options.key ?? SAMPLE_KEY));
    const challenge = this.#challenge;
    this.#challenge = null;
    const cryptogram = data.subarray(0, 32);
    if (!challenge || !sameBytes(retailMac(keys.mac, pad(cryptogram, 8)), data.subarray(32))) return { status: 0x6300 };
    const opened = tripleDesCbc('decrypt', keys.encryption, cryptogram);
    const [nonce, keyShare] = [opened.subarray(0, 8), opened.subarray(16)];
    const ownShare = new Uint8Array(16).fill(0x5a);
    const seed = keyShare.map((byte, index) => byte ^ (ownShare[index] as number));
    this.#session = {
      suite: tripleDesSuite(tripleDesKeys(seed)),
      counter: concat(challenge.subarray(4), nonce.subarray(4)),
    };
    const answer = tripleDesCbc('encrypt', keys.encryption, concat(challenge, nonce, ownShare));
    return { data: concat(answer, retailMac(keys.mac, pad(answer, 8))), status: 0x9000 };
  }

  #readBinary({ p1, p2, expectedBytes = 0 }: CommandApdu): Answer {
    const { files, refused, maxBlock, shortFile = 'success' } = this.#options;
    if ((p1 & 0x80) !== 0) {
      const refusal = refused?.get(p1 & 0x1f);
      if (refusal !== undefined) return { status: refusal };
      this.#selected = files.get(p1 & 0x1f) ?? null;
    }
    if (!this.#selected) return { status: 0x6a82 };
    const offset = (p1 & 0x80) === 0 ? p1 * 0x100 + p2 : p2;
    if (offset > this.#selected.length) return { status: 0x6b00 };
    if (maxBlock && expectedBytes > maxBlock.bytes && maxBlock.answer !== 'fewer') return { status: 0x6700 };
    const take = maxBlock ? Math.min(expectedBytes, maxBlock.bytes) : expectedBytes;
    const data = this.#selected.subarray(offset, offset + take);
    if (data.length === take || shortFile === 'success') return { data, status: 0x9000 };
    return shortFile.endsWith('exact') ? { status: 0x6c00 + data.length } : { data, status: 0x6282 };
  }
}

function parsePlain(bytes: Uint8Array): CommandApdu {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0, size] = bytes;
  if (size === undefined) return { cla, ins, p1, p2 };
  if (bytes.length === 5) return { cla, ins, p1, p2, expectedBytes: size || 256 };
  const command = { cla, ins, p1, p2, data: bytes.subarray(5, 5 + size) };
  return bytes.length > 5 + size ? { ...command, expectedBytes: bytes[5 + size] || 256 } : command;
}

function describe(command: CommandApdu): string {
  const [, ins, p1, p2] = encodeCommand({ cla: 0, ins: command.ins, p1: command.p1, p2: command.p2 });
  return `${toHex(Uint8Array.of(ins as number))} ${toHex(Uint8Array.of(p1 as number, p2 as number))}`;
}
