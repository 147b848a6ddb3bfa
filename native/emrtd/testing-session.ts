/** Commands as a card takes them: parsed, and under secure messaging opened and answered. For the tests of this folder. */
import type { CommandApdu } from './apdu.ts';
import { concat, sameBytes } from './bytes.ts';
import { pad, unpad, type CipherSuite } from './cipher.ts';
import { advance } from './secure-messaging.ts';
import { encodeTlv, readTlvs } from './tlv.ts';

export interface Answer {
  data?: Uint8Array;
  status: number;
}

export const status = (word: number): Uint8Array => Uint8Array.of(word >> 8, word & 0xff);

/** An answer without protection. */
export const naked = ({ data = new Uint8Array(), status: word }: Answer): Uint8Array => concat(data, status(word));

/** A command with its lengths, in short or extended form. */
export function parseCommand(bytes: Uint8Array): CommandApdu {
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = bytes;
  const header = { cla, ins, p1, p2 };
  const body = bytes.subarray(4);
  const extended = body.length > 1 && body[0] === 0;
  if (!extended && body.length < 2) return body.length === 0 ? header : { ...header, expectedBytes: body[0] || 256 };
  if (extended && body.length === 3) return { ...header, extended, expectedBytes: number(body.subarray(1)) || 0x10000 };
  const lengthBytes = extended ? 3 : 1;
  const sizeBytes = number(body.subarray(0, lengthBytes));
  const data = body.subarray(lengthBytes, lengthBytes + sizeBytes);
  const rest = body.subarray(lengthBytes + sizeBytes);
  const expected = rest.length === 0 ? {} : { expectedBytes: number(rest) || (extended ? 0x10000 : 256) };
  return { ...header, data, ...(extended && { extended }), ...expected };
}

const number = (bytes: Uint8Array): number => bytes.reduce((value, byte) => value * 0x100 + byte, 0);

/** The card's half of a session. */
export class CardSession {
  readonly #suite: CipherSuite;
  #counter: Uint8Array;

  constructor(suite: CipherSuite, counter: Uint8Array) {
    this.#suite = suite;
    this.#counter = Uint8Array.from(counter);
  }

  /** The command inside a protected one; null when its MAC is wrong. */
  open(command: CommandApdu): CommandApdu | null {
    const { cla, ins, p1, p2, data = new Uint8Array(), extended } = command;
    const elements = readTlvs(data);
    if (!elements.ok) return null;
    const covered = elements.value.slice(0, -1);
    const counter = advance(this.#counter, 1);
    const { blockBytes } = this.#suite;
    const header = pad(Uint8Array.of(cla, ins, p1, p2), blockBytes);
    const objects = pad(concat(...covered.map((element) => element.bytes)), blockBytes);
    const mac = elements.value.at(-1)?.value ?? new Uint8Array();
    if (!sameBytes(this.#suite.mac(concat(counter, header, objects)), mac)) return null;
    const cryptogram = covered.find(({ tag }) => tag === 0x87)?.value.subarray(1);
    const encrypted = cryptogram ?? covered.find(({ tag }) => tag === 0x85)?.value;
    const plain = encrypted && unpad(this.#suite.decrypt(encrypted, counter));
    const expected = covered.find(({ tag }) => tag === 0x97)?.value;
    return {
      cla: cla & ~0x0c,
      ins,
      p1,
      p2,
      ...(plain && { data: plain }),
      ...(expected && { expectedBytes: number(expected) || 0x100 ** expected.length }),
      ...(extended && { extended }),
    };
  }

  protect({ data = new Uint8Array(), status: word }: Answer, ins: number): Uint8Array {
    const { blockBytes } = this.#suite;
    this.#counter = advance(this.#counter, 2);
    const objects = concat(data.length > 0 ? this.#cryptogram(data, ins) : data, encodeTlv(0x99, status(word)));
    const mac = this.#suite.mac(concat(this.#counter, pad(objects, blockBytes)));
    return concat(objects, encodeTlv(0x8e, mac), status(word));
  }

  #cryptogram(data: Uint8Array, ins: number): Uint8Array {
    const encrypted = this.#suite.encrypt(pad(data, this.#suite.blockBytes), this.#counter);
    return ins % 2 === 1 ? encodeTlv(0x85, encrypted) : encodeTlv(0x87, Uint8Array.of(1), encrypted);
  }
}
