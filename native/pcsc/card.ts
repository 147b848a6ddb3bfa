/** A card connected through PC/SC, as a channel for APDUs. The card stack's level "wire". */
import type { TransmitResult } from '../emrtd/port.ts';
import type { CardConnection, ConnectResult } from '../readers/card-slot.ts';
import {
  LEAVE_CARD,
  type PcscBinding,
  type PcscCard,
  type PcscContext,
  PROTOCOL_T0,
  PROTOCOL_T1,
  SHARE_EXCLUSIVE,
} from './binding.ts';
import { pcscError } from './errors.ts';

/** An extended response of 65,536 bytes, its status, and what readers put around it; the binding's default cuts at 258. */
export const MAX_RESPONSE_BYTES = 65_548;
/** Other programs look at a fresh card for a moment (a desktop's certificate search); they are waited for. */
export const BUSY_RETRIES = 5;
export const BUSY_RETRY_MS = 200;

/** `mute`: the card is there and does not answer. */
export type CardResult = ConnectResult | { ok: false; reason: 'mute'; detail: string };

export type Wait = (ms: number) => Promise<void>;

/**
 * Opens the card in this reader for ourselves alone: the binding has no transactions. Each connection has a context of
 * its own, because pcsc-lite lets one context do one thing at a time, and waiting for changes is one.
 */
export async function connectCard(binding: PcscBinding, reader: string, wait: Wait): Promise<CardResult> {
  for (let attempt = 0; ; attempt += 1) {
    const result = await tryConnect(binding, reader);
    if (result !== 'busy') return result;
    if (attempt === BUSY_RETRIES) {
      return { ok: false, reason: 'reader-lost', detail: 'another program uses the card' };
    }
    await wait(BUSY_RETRY_MS);
  }
}

async function tryConnect(binding: PcscBinding, reader: string): Promise<CardResult | 'busy'> {
  let context: PcscContext | null = null;
  try {
    context = binding.openContext();
    const card = await openExclusively(context, reader);
    if (!card) return { ok: false, reason: 'reader-lost', detail: 'the reader is not there' };
    const connection = new PcscConnection(context, card);
    context = null;
    return { ok: true, connection };
  } catch (error) {
    const { problem, detail } = pcscError(error);
    if (problem === 'busy') return 'busy';
    if (problem === 'mute') return { ok: false, reason: 'mute', detail };
    const cardAtFault = problem === 'card' || problem === 'protocol';
    return { ok: false, reason: cardAtFault ? 'card-lost' : 'reader-lost', detail };
  } finally {
    if (context) quietly(() => context?.close());
  }
}

/** T=1 carries every length; T=0 only for a card that knows nothing else. */
async function openExclusively(context: PcscContext, name: string): Promise<PcscCard | null> {
  const reader = context.listReaders().find((candidate) => candidate.name === name);
  if (!reader) return null;
  try {
    return await reader.connect(SHARE_EXCLUSIVE, PROTOCOL_T1);
  } catch (error) {
    if (pcscError(error).problem !== 'protocol') throw error;
    return reader.connect(SHARE_EXCLUSIVE, PROTOCOL_T0);
  }
}

class PcscConnection implements CardConnection {
  readonly #context: PcscContext;
  readonly #card: PcscCard;
  #exchanges = 0;
  #closing = false;

  constructor(context: PcscContext, card: PcscCard) {
    this.#context = context;
    this.#card = card;
  }

  async transmit(command: Uint8Array): Promise<TransmitResult> {
    if (this.#closing) return { ok: false, reason: 'card-lost', detail: 'the connection was closed' };
    this.#exchanges += 1;
    try {
      const response = await this.#card.transmit(Buffer.from(command), {
        maxRecvLength: MAX_RESPONSE_BYTES,
        autoGetResponse: this.#card.protocol === PROTOCOL_T0,
      });
      // A driver that lost its card answers with nothing rather than with an error.
      if (response.length < 2) return { ok: false, reason: 'card-lost', detail: 'no status word' };
      return { ok: true, response: new Uint8Array(response) };
    } catch (error) {
      const { problem, detail } = pcscError(error);
      const cardAtFault = problem === 'card' || problem === 'mute';
      return { ok: false, reason: cardAtFault ? 'card-lost' : 'reader-lost', detail };
    } finally {
      this.#exchanges -= 1;
      if (this.#closing) this.#release();
    }
  }

  disconnect(): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#release();
  }

  /** Disconnecting waits for an exchange inside the service and would stop this thread with it. */
  #release(): void {
    if (this.#exchanges > 0) return;
    quietly(() => this.#card.disconnect(LEAVE_CARD));
    quietly(() => this.#context.close());
  }
}

/** What is thrown away may be broken already. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // Nothing is left to be done with it.
  }
}
