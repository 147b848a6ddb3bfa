/**
 * The reader port of a device that opens chips by itself and delivers when it likes: cards laid and taken, reads that wait
 * for a delivery, deliveries that wait for a read. What travels on the wire is its adapters' business.
 */
import { type ChipFailure, type ChipReadResult, NO_COST } from '../emrtd/chip.ts';
import { type DeviceClock, systemClock } from '../clock.ts';
import { StatusBoard } from './card-slot.ts';
import { type AssembleDelivered, type DeliveredCard, isOfHolder, judgeDelivered } from './delivered-card.ts';
import type { DocumentReadOptions, ReaderStatus, UnavailableReason } from './port.ts';

export interface DeliveryDeskOptions {
  assemble: AssembleDelivered;
  /** Called when a read begins to wait; a device that needs the keys gets them now. */
  onAwaited?: (options: DocumentReadOptions) => void;
  /** After an answered read the card counts as taken, where a device does not say when it is; null where it does. */
  takenAfterMs: number | null;
  clock?: DeviceClock;
}

/** Longest wait for a delivery, shorter than the visit's own: the visit's would not say why. */
export const DELIVERY_TIMEOUT_MS = 15_000;
/** Data of somebody who shows no code are kept this long, and then nowhere. */
export const UNCLAIMED_MS = 60_000;

type Outcome = { card: DeliveredCard } | { failure: ChipFailure };

interface PendingRead {
  options: DocumentReadOptions;
  end: (outcome: Outcome) => void;
}

export class DeliveryDesk {
  readonly #options: DeliveryDeskOptions;
  readonly #clock: DeviceClock;
  readonly #board: StatusBoard<ReaderStatus>;
  #reader = '';
  #generation = 0;
  #outcome: Outcome | null = null;
  /** The present card's delivery has come. */
  #isServed = false;
  #pending: PendingRead | null = null;
  #cancelForget: () => void = () => undefined;

  constructor(options: DeliveryDeskOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#board = new StatusBoard<ReaderStatus>({
      state: 'unavailable',
      reason: 'not-reachable',
      detail: 'looking for the reader',
    });
  }

  get status(): ReaderStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: ReaderStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  /** Somebody waits for the present card. */
  get isAwaited(): boolean {
    return this.#pending !== null;
  }

  /** The device is there. */
  ready(reader: string): void {
    this.#reader = reader;
    if (this.status.state === 'unavailable') this.#board.publish({ state: 'empty', reader });
  }

  /** The device is gone, and with it all it delivered. */
  lost(reason: UnavailableReason, detail: string): void {
    const { status } = this;
    this.#end({ failure: { kind: 'reader-lost', detail } });
    if (status.state === 'unavailable' && status.detail === detail) return;
    this.#board.publish({ state: 'unavailable', reason, detail });
  }

  /** A new card: whatever an earlier one brought is forgotten. */
  cardLaid(): void {
    this.#end(CARD_TAKEN);
    this.#isServed = false;
    this.#generation += 1;
    const generation = this.#generation;
    this.#forgetAfter(UNCLAIMED_MS, () => {
      if (this.#options.takenAfterMs === null) this.#outcome = null;
      else this.cardTaken();
    });
    this.#board.publish({
      state: 'card',
      reader: this.#reader,
      generation,
      atr: new Uint8Array(),
      read: (options) => this.#read(generation, options),
    });
  }

  cardTaken(): void {
    this.#end(CARD_TAKEN);
    if (this.status.state === 'card') this.#board.publish({ state: 'empty', reader: this.#reader });
  }

  /** Everything of a card has arrived. A second delivery is another card's. */
  deliver(card: DeliveredCard): void {
    if (this.status.state !== 'card' || this.#isServed) this.cardLaid();
    this.#isServed = true;
    this.#settle({ card });
  }

  /** The device has given up on the card. */
  fail(failure: ChipFailure): void {
    if (this.status.state === 'card') this.#settle({ failure });
  }

  /** Part of a card: shows how far it is, and the name, to the one who waits for this card. */
  arriving(dataGroups: ReadonlyMap<number, Uint8Array>, namesComplete: boolean): void {
    if (!this.#pending) return;
    const { options } = this.#pending;
    const bytes = [...dataGroups.values()].reduce((sum, group) => sum + group.length, 0);
    options.onProgress?.({ bytes, total: 0 });
    const dg1 = dataGroups.get(1);
    if (!namesComplete || !dg1 || !isOfHolder({ dataGroups }, options.keys)) return;
    options.onNames?.({ dg1, dg13: dataGroups.get(13) ?? null });
  }

  #settle(outcome: Outcome): void {
    if (!this.#pending) {
      this.#outcome = outcome;
      return;
    }
    this.#answered();
    this.#pending.end(outcome);
  }

  /** Ends what waits for the present card, and forgets what it brought. */
  #end(outcome: Outcome): void {
    this.#outcome = null;
    this.#cancelForget();
    this.#pending?.end(outcome);
  }

  #forgetAfter(delayMs: number, forget: () => void): void {
    this.#cancelForget();
    this.#cancelForget = this.#clock.setTimer(forget, delayMs);
  }

  async #read(generation: number, options: DocumentReadOptions): Promise<ChipReadResult> {
    const outcome = await this.#await(generation, options);
    if ('card' in outcome) return judgeDelivered(outcome.card, options.keys, this.#options.assemble);
    return { ok: false, failure: outcome.failure, cost: NO_COST };
  }

  /** The read has its answer: nothing is kept for another one. */
  #answered(): void {
    const { takenAfterMs } = this.#options;
    this.#outcome = null;
    if (takenAfterMs === null) this.#cancelForget();
    else this.#forgetAfter(takenAfterMs, () => this.cardTaken());
  }

  #await(generation: number, options: DocumentReadOptions): Promise<Outcome> {
    const { signal } = options;
    const isPresent = this.status.state === 'card' && generation === this.#generation;
    if (signal?.aborted) return Promise.resolve(CANCELLED);
    if (!isPresent) return Promise.resolve(CARD_TAKEN);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    // The latest read counts; nobody reads one card twice at a time on purpose.
    this.#pending?.end(CANCELLED);
    const onAbort = (): void => end(CANCELLED);
    const cancelTimer = this.#clock.setTimer(() => {
      this.#answered();
      end(TIMED_OUT);
    }, DELIVERY_TIMEOUT_MS);
    const end = (outcome: Outcome): void => {
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
      this.#pending = null;
      resolve(outcome);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#pending = { options, end };
    const ready = this.#outcome;
    if (ready) {
      this.#settle(ready);
    } else {
      this.#isServed = false;
      this.#options.onAwaited?.(options);
    }
    return promise;
  }
}

const CARD_TAKEN: Outcome = { failure: { kind: 'card-lost', detail: 'the card was taken away' } };
const CANCELLED: Outcome = { failure: { kind: 'cancelled' } };
const TIMED_OUT: Outcome = { failure: { kind: 'protocol', detail: 'the device delivered nothing in time' } };
