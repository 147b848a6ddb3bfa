/** The card slot over PC/SC: picks the reader and follows it. The card stack's level "reader". */
import { setTimeout as delay } from 'node:timers/promises';
import { type CardSlot, type SlotStatus, StatusBoard } from '../readers/card-slot.ts';
import { loadPcscBinding, type PcscBinding } from './binding.ts';
import { connectCard, type Wait } from './card.ts';
import { PcscWatcher, type WatchedReader, type WatchedService, type WatcherOptions } from './watcher.ts';

export interface PcscSlotOptions {
  /** Part of the reader's name, in any case; '' takes a contactless reader where there is one, else any. */
  name: string;
  /** Stands in for the PC/SC binding in tests; null as where it was not built. */
  binding?: PcscBinding | null;
  wait?: WatcherOptions['wait'];
}

/** Names that contactless interfaces go by: "Virtual PCD", "ACR1252 PICC", "OMNIKEY 5422CL". */
const CONTACTLESS = /pcd|picc|contactless|\dcl\b/i;
/** The slot for a key module inside a reader holds a card for ever and never a document. */
const KEY_MODULE = /\bsam\b/i;

/** Likeliest reader first: contactless before contact, and within a kind one that holds a card. */
export function chooseReader(readers: readonly WatchedReader[], name: string): WatchedReader | null {
  const candidates =
    name === ''
      ? readers.filter((reader) => !KEY_MODULE.test(reader.name))
      : readers.filter((reader) => reader.name.toLowerCase().includes(name.toLowerCase()));
  const contactless = candidates.filter((reader) => CONTACTLESS.test(reader.name));
  const preferred = contactless.length > 0 ? contactless : candidates;
  return preferred.find((reader) => reader.atr !== null) ?? preferred[0] ?? null;
}

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
  /** Reader and event count of the card that lies there. */
  #card = '';

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
    if (!service.up) {
      this.#leave({ state: 'unavailable', reason: 'not-reachable', detail: service.detail });
      return;
    }
    const reader = chooseReader(service.readers, this.#name);
    if (!reader) {
      const detail = service.readers.length > 0 ? 'no reader of that name' : 'no reader';
      this.#leave({ state: 'unavailable', reason: 'not-reachable', detail });
    } else if (reader.atr === null) {
      this.#leave({ state: 'empty', reader: reader.name });
    } else {
      this.#lay(reader.name, reader.events, reader.atr);
    }
  }

  #leave(status: SlotStatus): void {
    this.#card = '';
    if (JSON.stringify(status) !== JSON.stringify(this.status)) this.#board.publish(status);
  }

  #lay(reader: string, events: number, atr: Uint8Array): void {
    const card = `${events} ${reader}`;
    if (card === this.#card) return;
    this.#card = card;
    this.#insertion += 1;
    const connect = () => connectCard(this.#binding, reader, this.#wait);
    this.#board.publish({ state: 'card', reader, insertion: this.#insertion, atr, connect });
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
