import {
  encodeCommand,
  EXACT_LENGTH,
  MORE_BYTES,
  parseResponse,
  statedBytes,
  type CommandApdu,
  type ResponseApdu,
} from './apdu.ts';
import { concat } from './bytes.ts';
import type { ChipFailure } from './chip.ts';
import type { CardChannel } from './port.ts';

/**
 * Exchanges in one read. SOD, DG1, DG13 and a DG2 of 128 KiB at the smallest block size need about 1,300; a chip that
 * hands out its files byte by byte is stopped here.
 */
export const MAX_APDUS = 4096;
/** GET RESPONSE commands after one command. A short answer never needs more than one, 64 KiB need 256. */
export const MAX_CHAINED_RESPONSES = 256;

export type LinkFailure = Extract<ChipFailure, { kind: 'card-lost' | 'reader-lost' | 'protocol' | 'cancelled' }>;
export type LinkResult = { ok: true; response: ResponseApdu } | { ok: false; failure: LinkFailure };

export const protocolFailure = (detail: string): { ok: false; failure: LinkFailure } => ({
  ok: false,
  failure: { kind: 'protocol', detail },
});

/** What went over the wire so far. */
export interface LinkCost {
  apdus: number;
  bytesSent: number;
  bytesReceived: number;
}

/**
 * The card channel with its accounts: counts what was sent, stops when the caller gives up, fetches what 61xx announces
 * (transport, ISO/IEC 7816-3; some readers pass it through), and works while the card does.
 */
export class ChipLink {
  readonly #channel: CardChannel;
  readonly #signal: AbortSignal | undefined;
  readonly #cost: LinkCost = { apdus: 0, bytesSent: 0, bytesReceived: 0 };
  #work: (() => void)[] = [];

  constructor(channel: CardChannel, signal?: AbortSignal) {
    this.#channel = channel;
    this.#signal = signal;
  }

  cost(): LinkCost {
    return { ...this.#cost };
  }

  /** Work of our own that waits until the card is busy with a command: its time is then free. */
  meanwhile(work: () => void): void {
    this.#work.push(work);
  }

  /** Does the work that no exchange came for. */
  finishWork(): void {
    for (let work = this.#work.shift(); work; work = this.#work.shift()) work();
  }

  /** An unprotected command. A 6Cxx is answered once with the length it asks for. */
  async send(command: CommandApdu): Promise<LinkResult> {
    const result = await this.transmit(encodeCommand(command));
    if (!result.ok || result.response.status >> 8 !== EXACT_LENGTH) return result;
    return this.transmit(encodeCommand({ ...command, expectedBytes: statedBytes(result.response.status) }));
  }

  /** Encoded bytes, just as they are: protected commands must not be sent twice. */
  async transmit(command: Uint8Array): Promise<LinkResult> {
    let result = await this.#once(command);
    const parts: Uint8Array[] = [];
    for (let chained = 0; result.ok && result.response.status >> 8 === MORE_BYTES; chained++) {
      if (chained === MAX_CHAINED_RESPONSES) return protocolFailure('endless response chaining');
      parts.push(result.response.data);
      result = await this.#once(Uint8Array.of(0x00, 0xc0, 0x00, 0x00, result.response.status & 0xff));
    }
    if (!result.ok || parts.length === 0) return result;
    return { ok: true, response: { data: concat(...parts, result.response.data), status: result.response.status } };
  }

  async #once(command: Uint8Array): Promise<LinkResult> {
    if (this.#signal?.aborted) return { ok: false, failure: { kind: 'cancelled' } };
    if (this.#cost.apdus === MAX_APDUS) return protocolFailure('too many exchanges');
    this.#cost.apdus += 1;
    this.#cost.bytesSent += command.length;
    const answer = this.#channel.transmit(command);
    this.#work.shift()?.();
    const result = await answer;
    // Giving up while the card was busy must win over its late answer.
    if (this.#signal?.aborted) return { ok: false, failure: { kind: 'cancelled' } };
    if (!result.ok) return { ok: false, failure: { kind: result.reason, detail: result.detail } };
    this.#cost.bytesReceived += result.response.length;
    const response = parseResponse(result.response);
    return response ? { ok: true, response } : protocolFailure('answer without a status word');
  }
}
