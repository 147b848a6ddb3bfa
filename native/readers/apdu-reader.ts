/**
 * A document reader over a bare card slot: opens the chip by APDUs. The card stack's level "this card".
 */
import { randomBytes } from 'node:crypto';
import { STATUS } from '../emrtd/apdu.ts';
import { toHex } from '../emrtd/bytes.ts';
import { NO_COST, type ChipReadResult, type ReadCost } from '../emrtd/chip.ts';
import { PreparedKeyPairs } from '../emrtd/key-pairs.ts';
import type { CardChannel, TransmitResult } from '../emrtd/port.ts';
import { ChipProfiles } from '../emrtd/profile.ts';
import type { ReadChipOptions } from '../emrtd/reader.ts';
import { type CardSlot, type SlotStatus, StatusBoard } from './card-slot.ts';
import { foreignCardOf, PAYMENT_SELECTS } from './foreign-card.ts';
import type { DocumentReader, DocumentReadOptions, ReaderStatus } from './port.ts';

export interface ApduReaderOptions {
  slot: CardSlot;
  /** Opens and reads the chip: `readChip` of `native/emrtd`. */
  readChip: (channel: CardChannel, options: ReadChipOptions) => Promise<ChipReadResult>;
  /** Data groups to read; those a document lacks are left out by themselves. */
  groups?: readonly number[];
  /** Whom the kiosk trusts to issue documents, and who else is asked. */
  judging?: Judging;
}

/** What a verdict rests on. */
export type Judging = Pick<ReadChipOptions, 'trust' | 'knownSigners' | 'verifier'>;

/** MRZ, portrait, the Vietnamese personal data, and the keys that show a chip is no copy. */
const DEFAULT_GROUPS = [1, 2, 13, 14, 15];

/** SW1 of an answer that waits to be fetched (T=0). */
const MORE_BYTES = 0x61;

type Gone = Extract<TransmitResult, { ok: false }>;

const CARD_GONE: Gone = { ok: false, reason: 'card-lost', detail: 'the card was taken away' };
const READER_GONE: Gone = { ok: false, reason: 'reader-lost', detail: 'the reader went away' };

export class ApduReader implements DocumentReader {
  readonly #options: ApduReaderOptions;
  readonly #board: StatusBoard<ReaderStatus>;
  readonly #unsubscribe: () => void;
  readonly #profiles = new ChipProfiles();
  readonly #keyPairs = new PreparedKeyPairs((sizeBytes) => new Uint8Array(randomBytes(sizeBytes)));
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
    const foreign = foreignCardOf(card.atr);
    // Such cards have no APDUs, or a protocol of their own: asking them fails in ways that look like a lost card.
    if (foreign?.certain) return noDocument(foreign.family, NO_COST);
    const connected = presence.aborted ? goneBy(presence) : await card.connect();
    if (!connected.ok) {
      return { ok: false, failure: { kind: connected.reason, detail: connected.detail }, cost: NO_COST };
    }
    const { connection } = connected;
    try {
      const channel = whilePresent(connection, presence);
      const result = await this.#options.readChip(channel, {
        groups: this.#options.groups ?? DEFAULT_GROUPS,
        ...this.#options.judging,
        profile: this.#profiles.of(toHex(card.atr)),
        keyPairs: this.#keyPairs,
        ...options,
        ...silencedBy(presence, options),
      });
      if (result.ok || result.failure.kind !== 'not-a-document') return result;
      const family = foreign?.family ?? ((await isPaymentCard(channel)) ? 'bank card' : null);
      return family === null ? result : noDocument(family, result.cost);
    } finally {
      connection.disconnect();
      // The patient has the answer; the key pairs of the next one are made now that nobody waits.
      setImmediate(() => this.#keyPairs.refill());
    }
  }
}

const goneBy = (presence: AbortSignal): Gone => presence.reason as Gone;

const noDocument = (family: string, cost: ReadCost): ChipReadResult => ({
  ok: false,
  failure: { kind: 'not-a-document', detail: family },
  cost,
});

async function isPaymentCard(channel: CardChannel): Promise<boolean> {
  for (const command of PAYMENT_SELECTS) {
    const result = await channel.transmit(command);
    if (!result.ok) return false;
    const [sw1, sw2] = result.response.slice(-2);
    if (((sw1 ?? 0) << 8) + (sw2 ?? 0) === STATUS.success || sw1 === MORE_BYTES) return true;
  }
  return false;
}

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
