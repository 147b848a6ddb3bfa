/**
 * A document reader over a bare card slot: opens the chip by APDUs. The card stack's level "this card".
 */
import { NO_COST, type ChipReadResult } from '../emrtd/chip.ts';
import type { CardChannel, TransmitResult } from '../emrtd/port.ts';
import type { ReadChipOptions } from '../emrtd/reader.ts';
import { type CardSlot, type SlotStatus, StatusBoard } from './card-slot.ts';
import type { DocumentReader, DocumentReadOptions, ReaderStatus } from './port.ts';

export interface ApduReaderOptions {
  slot: CardSlot;
  /** Opens and reads the chip: `readChip` of `native/emrtd`. */
  readChip: (channel: CardChannel, options: ReadChipOptions) => Promise<ChipReadResult>;
  /** Data groups to read; those a document lacks are left out by themselves. */
  groups?: readonly number[];
  /** Country signing certificates that are trusted, DER. */
  anchors?: readonly Uint8Array[];
}

/** MRZ, portrait, the Vietnamese personal data, and the keys that show a chip is no copy. */
const DEFAULT_GROUPS = [1, 2, 13, 14, 15];

type Gone = Extract<TransmitResult, { ok: false }>;

const CARD_GONE: Gone = { ok: false, reason: 'card-lost', detail: 'the card was taken away' };
const READER_GONE: Gone = { ok: false, reason: 'reader-lost', detail: 'the reader went away' };

export class ApduReader implements DocumentReader {
  readonly #options: ApduReaderOptions;
  readonly #board: StatusBoard<ReaderStatus>;
  readonly #unsubscribe: () => void;
  #generation = 0;
  #insertion: number | null = null;
  /** Ends the exchanges of the card that lies there, when it no longer does. */
  #presence = new AbortController();
  /** Reads on one card follow each other. */
  #lastRead: Promise<unknown> = Promise.resolve();

  constructor(options: ApduReaderOptions) {
    this.#options = options;
    this.#board = new StatusBoard(this.#toReaderStatus(options.slot.status));
    this.#unsubscribe = options.slot.subscribe((status) => this.#onSlot(status));
  }

  get status(): ReaderStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: ReaderStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#presence.abort(READER_GONE);
    await this.#options.slot.close();
  }

  #onSlot(status: SlotStatus): void {
    const sameCard = status.state === 'card' && status.insertion === this.#insertion;
    if (!sameCard) this.#presence.abort(status.state === 'unavailable' ? READER_GONE : CARD_GONE);
    this.#board.publish(this.#toReaderStatus(status));
  }

  #toReaderStatus(status: SlotStatus): ReaderStatus {
    if (status.state !== 'card') {
      this.#insertion = null;
      return status;
    }
    if (status.insertion !== this.#insertion) {
      this.#insertion = status.insertion;
      this.#generation += 1;
      this.#presence = new AbortController();
    }
    const presence = this.#presence.signal;
    return {
      state: 'card',
      reader: status.reader,
      generation: this.#generation,
      atr: status.atr,
      read: (options) => {
        const read = this.#lastRead.then(() => this.#read(status, presence, options));
        this.#lastRead = read.catch(() => undefined);
        return read;
      },
    };
  }

  async #read(
    card: Extract<SlotStatus, { state: 'card' }>,
    presence: AbortSignal,
    options: DocumentReadOptions,
  ): Promise<ChipReadResult> {
    if (options.signal?.aborted) return { ok: false, failure: { kind: 'cancelled' }, cost: NO_COST };
    const connected = presence.aborted ? goneBy(presence) : await card.connect();
    if (!connected.ok) {
      return { ok: false, failure: { kind: connected.reason, detail: connected.detail }, cost: NO_COST };
    }
    const { connection } = connected;
    try {
      return await this.#options.readChip(whilePresent(connection, presence), {
        groups: this.#options.groups ?? DEFAULT_GROUPS,
        anchors: this.#options.anchors ?? [],
        ...options,
        ...silencedBy(presence, options),
      });
    } finally {
      connection.disconnect();
    }
  }
}

const goneBy = (presence: AbortSignal): Gone => presence.reason as Gone;

/** A channel that ends with its card: an answer that comes after the card went counts as none. */
function whilePresent(channel: CardChannel, presence: AbortSignal): CardChannel {
  return {
    async transmit(command) {
      if (presence.aborted) return goneBy(presence);
      const { promise: gone, resolve } = Promise.withResolvers<TransmitResult>();
      const onGone = (): void => resolve(goneBy(presence));
      presence.addEventListener('abort', onGone, { once: true });
      try {
        return await Promise.race([channel.transmit(command), gone]);
      } finally {
        presence.removeEventListener('abort', onGone);
      }
    },
  };
}

/** Progress and names of a card that went away are not passed on. */
function silencedBy(
  presence: AbortSignal,
  { onProgress, onNames }: DocumentReadOptions,
): Pick<DocumentReadOptions, 'onProgress' | 'onNames'> {
  return {
    ...(onProgress && {
      onProgress: (progress) => {
        if (!presence.aborted) onProgress(progress);
      },
    }),
    ...(onNames && {
      onNames: (groups) => {
        if (!presence.aborted) onNames(groups);
      },
    }),
  };
}
