import type { ResponseApdu } from './apdu.ts';
import { concat, toHex } from './bytes.ts';
import { pad, unpad, type CipherSuite } from './cipher.ts';
import type { CardChannel, TransmitResult } from './port.ts';
import { advance } from './secure-messaging.ts';
import { encodeTlv, readTlvs } from './tlv.ts';

/** What the chip says to a plain command: an answer to protect, or bytes as they are; null takes it away. */
export type Handler = (command: string, extended: boolean) => Partial<ResponseApdu> | Uint8Array | null;

/** The card's side of one session: opens each command, protects each answer. Commands are header and data in hex. */
export class SecuredChip implements CardChannel {
  readonly commands: string[] = [];
  readonly #suite: CipherSuite;
  readonly #handler: Handler;
  #counter: Uint8Array;

  constructor(suite: CipherSuite, counter: Uint8Array, handler: Handler) {
    this.#suite = suite;
    this.#counter = counter;
    this.#handler = handler;
  }

  async transmit(bytes: Uint8Array): Promise<TransmitResult> {
    const { command, extended } = this.#open(bytes);
    this.commands.push(command);
    const answer = this.#handler(command, extended);
    if (answer === null) return { ok: false, reason: 'card-lost', detail: 'removed' };
    return { ok: true, response: answer instanceof Uint8Array ? answer : this.#protect(answer) };
  }

  #open(bytes: Uint8Array): { command: string; extended: boolean } {
    // An extended body begins after 00 and two bytes of length, and Le has two bytes.
    const extended = bytes[4] === 0;
    const body = readTlvs(extended ? bytes.subarray(7, -2) : bytes.subarray(5, -1));
    if (!body.ok) throw new Error(body.detail);
    const counter = advance(this.#counter, 1);
    const covered = body.value.slice(0, -1);
    const header = Uint8Array.from(bytes.subarray(0, 4));
    const { blockBytes } = this.#suite;
    const objects = pad(concat(...covered.map((element) => element.bytes)), blockBytes);
    const mac = this.#suite.mac(concat(counter, pad(header, blockBytes), objects));
    if (toHex(mac) !== toHex(body.value.at(-1)!.value)) throw new Error('MAC of the command');
    const cryptogram = covered.find(({ tag }) => tag === 0x87)!.value.subarray(1);
    header[0] = header[0]! & ~0x0c;
    return { command: toHex(concat(header, unpad(this.#suite.decrypt(cryptogram, counter))!)), extended };
  }

  #protect({ data = new Uint8Array(), status = 0x9000 }: Partial<ResponseApdu>): Uint8Array {
    const { blockBytes } = this.#suite;
    this.#counter = advance(this.#counter, 2);
    const word = Uint8Array.of(status >> 8, status & 0xff);
    const encrypted = this.#suite.encrypt(pad(data, blockBytes), this.#counter);
    const covered = concat(
      data.length === 0 ? data : encodeTlv(0x87, Uint8Array.of(1), encrypted),
      encodeTlv(0x99, word),
    );
    const mac = this.#suite.mac(concat(this.#counter, pad(covered, blockBytes)));
    return concat(covered, encodeTlv(0x8e, mac), word);
  }
}
