/**
 * The card slot over PC/SC: follows all readers that may be meant and gives the one card that counts. The card stack's
 * level "reader".
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type CardSlot, type ConnectResult, type SlotStatus, StatusBoard } from '../readers/card-slot.ts';
import { loadPcscBinding, type PcscBinding } from './binding.ts';
import { connectCard, type Wait } from './card.ts';
import { chooseCard, type LaidCard, layCards, matchingReaders, namedReader, sameCard } from './hub.ts';
import { PcscWatcher, type WatchedService, type WatcherOptions } from './watcher.ts';

export interface PcscSlotOptions {
  /** Part of the readers' names, in any case; '' takes all. */
  name: string;
  /** Stands in for the PC/SC binding in tests; null as where it was not built. */
  binding?: PcscBinding | null;
  wait?: WatcherOptions['wait'];
}

/** Between two attempts to wake a card that does not answer: one pushed in further does so only when asked again. */
export const MUTE_RETRY_MS = 1_000;

class PcscSlot implements CardSlot {
  readonly #name: string;
  readonly #binding: PcscBinding;
  readonly #watcher: PcscWatcher;
  readonly #board = new StatusBoard<SlotStatus>({
    state: 'unavailable',
    reason: 'not-reachable',
    detail: 'looking for the reader',
  });
  readonly #wait: Wait;
  readonly #closing = new AbortController();
  #insertion = 0;
  #cards: LaidCard[] = [];
  /** The card that was given last, while it lies there. */
  #given: LaidCard | null = null;
  /** The card that is being read, and by how many. */
  #held: { card: LaidCard; connections: number } | null = null;
  #emptyReader = '';
  #isWaking = false;

  constructor(options: PcscSlotOptions & { binding: PcscBinding }) {
    const wait = options.wait ?? ((ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined));
    this.#name = options.name;
    this.#binding = options.binding;
    this.#wait = (ms) => wait(ms, this.#closing.signal);
    this.#watcher = new PcscWatcher({ binding: options.binding, wait, onChange: (service) => this.#follow(service) });
  }

  get status(): SlotStatus {
    return this.#board.status;
  }

  subscribe(listener: (status: SlotStatus) => void): () => void {
    return this.#board.subscribe(listener);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#watcher.close();
  }

  #follow(service: WatchedService): void {
    const readers = service.up ? matchingReaders(service.readers, this.#name) : [];
    this.#cards = layCards(this.#cards, readers, this.#held?.card ?? null);
    this.#emptyReader = namedReader(readers) ?? '';
    if (readers.length > 0) {
      this.#choose();
      return;
    }
    const noReader = service.up && service.readers.length > 0 ? 'no reader of that name' : 'no reader';
    this.#leave({ state: 'unavailable', reason: 'not-reachable', detail: service.up ? noReader : service.detail });
  }

  #choose(): void {
    const choice = chooseCard(this.#cards, this.#held?.card ?? null);
    if (choice === null) this.#leave({ state: 'empty', reader: this.#emptyReader });
    else if ('state' in choice) this.#leave(choice);
    else this.#lay(choice);
    if (this.status.state === 'unreadable-card' && this.status.reason === 'mute') void this.#wakeCards();
  }

  #leave(status: SlotStatus): void {
    this.#given = null;
    if (JSON.stringify(status) !== JSON.stringify(this.status)) this.#board.publish(status);
  }

  #lay(card: LaidCard): void {
    if (this.#given && sameCard(this.#given, card)) return;
    this.#given = card;
    this.#insertion += 1;
    const { reader, atr } = card;
    this.#board.publish({
      state: 'card',
      reader,
      insertion: this.#insertion,
      atr,
      connect: () => this.#connect(card),
    });
  }

  async #connect(card: LaidCard): Promise<ConnectResult> {
    const held = this.#held && sameCard(this.#held.card, card) ? this.#held : { card, connections: 0 };
    held.connections += 1;
    this.#held = held;
    const release = (): void => {
      held.connections -= 1;
      if (held.connections > 0 || this.#held !== held) return;
      this.#held = null;
      if (this.status.state !== 'unavailable') this.#choose();
    };
    const result = await connectCard(this.#binding, card.reader, this.#wait);
    if (result.ok) {
      const { connection } = result;
      let isOpen = true;
      const disconnect = (): void => {
        connection.disconnect();
        if (isOpen) release();
        isOpen = false;
      };
      return { ok: true, connection: { transmit: (command) => connection.transmit(command), disconnect } };
    }
    if (result.reason === 'mute') this.#mark(card, true);
    release();
    return result.reason === 'mute' ? { ...result, reason: 'card-lost' } : result;
  }

  #mark(card: LaidCard, mute: boolean): void {
    this.#cards = this.#cards.map((other) => (sameCard(other, card) ? { ...other, mute } : other));
  }

  /** Powers mute cards up again and again until one answers or all are gone. */
  async #wakeCards(): Promise<void> {
    if (this.#isWaking) return;
    this.#isWaking = true;
    while (this.status.state === 'unreadable-card' && this.status.reason === 'mute') {
      await this.#wait(MUTE_RETRY_MS);
      if (this.#closing.signal.aborted) return;
      for (const card of this.#cards.filter(({ mute }) => mute)) {
        const result = await connectCard(this.#binding, card.reader, this.#wait);
        if (!result.ok) continue;
        result.connection.disconnect();
        // A card that never answered has its answer to reset from the watcher, who hears of it now.
        if (card.atr.length > 0) this.#mark(card, false);
      }
      if (this.status.state === 'unreadable-card') this.#choose();
    }
    this.#isWaking = false;
  }
}

/** Opens the PC/SC slot; it lives through pulled cards, unplugged readers and restarts of the service. */
export async function openPcscSlot(options: PcscSlotOptions): Promise<CardSlot> {
  const binding = options.binding === undefined ? await loadPcscBinding() : options.binding;
  return binding ? new PcscSlot({ ...options, binding }) : noBinding();
}

function noBinding(): CardSlot {
  const detail = 'the PC/SC binding (package smartcard) is not built on this machine';
  return {
    status: { state: 'unavailable', reason: 'not-configured', detail },
    subscribe: () => () => undefined,
    close: () => Promise.resolve(),
  };
}
