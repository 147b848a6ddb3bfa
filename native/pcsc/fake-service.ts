/** A PC/SC service for tests: readers, cards and a life of its own, behind the binding's interface. */
import {
  type PcscBinding,
  type PcscCard,
  type PcscContext,
  type PcscReaderState,
  PROTOCOL_T1,
  READER_LIST,
  STATE,
} from './binding.ts';

interface FakeReader {
  name: string;
  atr: Uint8Array | null;
  events: number;
  /** Added to the reader's state, for what else the service may say. */
  flags: number;
}

interface Waiter {
  states: PcscReaderState[];
  context: object;
  resolve: (changes: PcscReaderState[] | null) => void;
  reject: (error: Error) => void;
}

const EMPTY = 0x10;

export class FakeService implements PcscBinding {
  readonly #readers: FakeReader[] = [];
  readonly #waiters = new Set<Waiter>();
  #alive = true;
  openContexts = 0;
  waits = 0;
  /** Answers for `connect`, in order: an error's text, or a card. */
  readonly connects: (string | PcscCard)[] = [];
  readonly connectCalls: { reader: string; shareMode: number; protocols: number }[] = [];
  /** Makes every wait return at once without a change, as a stuck service does. */
  isStuck = false;

  plug(name: string, flags = 0): void {
    this.#readers.push({ name, atr: null, events: 0, flags });
    this.#wake();
  }

  unplug(name: string): void {
    const index = this.#readers.findIndex((reader) => reader.name === name);
    this.#readers.splice(index, 1);
    this.#wake();
  }

  /** `events` as on a real service: one for each insertion and each removal. */
  insert(name: string, atr: number[] = [0x3b]): void {
    this.#change(name, Uint8Array.from(atr));
  }

  remove(name: string): void {
    this.#change(name, null);
  }

  /** A card that was mute answers now. */
  answer(name: string, atr: number[]): void {
    for (const reader of this.#readers.filter((candidate) => candidate.name === name))
      reader.atr = Uint8Array.from(atr);
    this.#wake();
  }

  #change(name: string, atr: Uint8Array | null): void {
    for (const reader of this.#readers.filter((candidate) => candidate.name === name)) {
      reader.atr = atr;
      reader.events += 1;
    }
    this.#wake();
  }

  /** The service ends; contexts opened so far never work again. */
  die(text = 'Communication error'): void {
    this.#alive = false;
    for (const waiter of this.#waiters) waiter.reject(new Error(text));
    this.#waiters.clear();
  }

  revive(): void {
    this.#alive = true;
  }

  /** All waits run into their time-out. */
  timeOut(): void {
    for (const waiter of this.#waiters) waiter.resolve([]);
    this.#waiters.clear();
  }

  /** A cancellation from outside. */
  cancelAll(): void {
    for (const waiter of this.#waiters) waiter.resolve(null);
    this.#waiters.clear();
  }

  #wake(): void {
    for (const waiter of this.#waiters) waiter.resolve(waiter.states.map((state) => ({ ...state })));
    this.#waiters.clear();
  }

  openContext(): PcscContext {
    if (!this.#alive) throw new Error('PC/SC service not running');
    this.openContexts += 1;
    const context = {};
    let isOpen = true;
    return {
      listReaders: () => {
        if (!this.#alive) throw new Error('PC/SC service not running');
        return this.#readers.map((reader) => ({
          name: reader.name,
          state: stateOf(reader),
          atr: reader.atr && Buffer.from(reader.atr),
          connect: (shareMode: number, protocols: number) => this.#connect(reader.name, shareMode, protocols),
        }));
      },
      waitForChange: (states) => {
        this.waits += 1;
        if (this.isStuck) return Promise.resolve(states.filter(({ name }) => name !== READER_LIST));
        return new Promise((resolve, reject) => {
          this.#waiters.add({ states, context, resolve, reject });
        });
      },
      cancel: () => {
        for (const waiter of this.#waiters) if (waiter.context === context) waiter.resolve(null);
      },
      close: () => {
        if (!isOpen) throw new Error('Invalid handle');
        isOpen = false;
        this.openContexts -= 1;
      },
    };
  }

  async #connect(reader: string, shareMode: number, protocols: number): Promise<PcscCard> {
    this.connectCalls.push({ reader, shareMode, protocols });
    const next = this.connects.shift() ?? fakeCard();
    if (typeof next === 'string') throw new Error(next);
    return next;
  }
}

function stateOf({ atr, events, flags }: FakeReader): number {
  if (flags === -1) return 0;
  return ((events << 16) | STATE.changed | flags | (atr ? STATE.present : EMPTY)) >>> 0;
}

/** A card that answers 9000 to everything, unless told otherwise. */
export function fakeCard(changes: Partial<PcscCard> = {}): PcscCard {
  return {
    protocol: PROTOCOL_T1,
    transmit: () => Promise.resolve(Buffer.from([0x90, 0x00])),
    disconnect: () => undefined,
    ...changes,
  };
}
