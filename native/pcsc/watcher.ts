/** Watches the PC/SC service for ever: its readers and the cards on them, or that it does not answer. */
import { setTimeout as delay } from 'node:timers/promises';
import { type PcscBinding, type PcscContext, READER_LIST, STATE } from './binding.ts';
import { quietly } from './card.ts';
import { pcscError } from './errors.ts';

export interface WatchedReader {
  name: string;
  /** The card's ATR, empty for a card that does not answer; null without a card. */
  atr: Uint8Array | null;
  /** Insertions and removals so far, as the service counts them. */
  events: number;
}

export type WatchedService = { up: true; readers: WatchedReader[] } | { up: false; detail: string };

export interface WatcherOptions {
  binding: PcscBinding;
  onChange: (service: WatchedService) => void;
  /** Waits, or less when aborted. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Between two attempts to reach the service. */
export const RETRY_MS = 1_000;
/** Longest wait for a change before the list of readers is read again: a change between list and wait goes unseen. */
export const REFRESH_MS = 2_000;
/** Waits that end at once without a change, before the watcher slows down: a stuck service must not cost a core. */
export const MAX_IDLE_WAKES = 5;
const SLOW_DOWN_MS = 500;
const CANCEL_AGAIN_MS = 50;

const waitOrAbort = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

export class PcscWatcher {
  readonly #options: Required<WatcherOptions>;
  readonly #closing = new AbortController();
  readonly #ended: Promise<void>;
  #context: PcscContext | null = null;
  #last = '';

  constructor(options: WatcherOptions) {
    this.#options = { wait: waitOrAbort, ...options };
    this.#ended = this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    let ended = false;
    void this.#ended.then(() => (ended = true));
    while (!ended) {
      // A cancellation that comes before the wait has begun is lost, so it is repeated.
      quietly(() => this.#context?.cancel());
      await Promise.race([this.#ended, delay(CANCEL_AGAIN_MS)]);
    }
  }

  async #run(): Promise<void> {
    // The caller has its watcher before it hears the first news.
    await Promise.resolve();
    while (!this.#closing.signal.aborted) {
      try {
        this.#context = this.#options.binding.openContext();
        await this.#watch(this.#context);
      } catch (error) {
        this.#publish({ up: false, detail: pcscError(error).detail });
      }
      // After any error the context is worthless: pcsc-lite never revives one over a restart.
      quietly(() => this.#context?.close());
      this.#context = null;
      if (!this.#closing.signal.aborted) await this.#options.wait(RETRY_MS, this.#closing.signal);
    }
  }

  async #watch(context: PcscContext): Promise<void> {
    let idleWakes = 0;
    let listState = 0;
    while (!this.#closing.signal.aborted) {
      const readers = context.listReaders();
      // A state of zero: the list was there, but the service did not say what the readers hold.
      const changed = readers.every(({ state }) => state !== 0) && this.#publish(snapshot(readers));
      const known = readers.map(({ name, state }) => ({ name, state: state & ~STATE.changed }));
      const changes = await context.waitForChange([...known, { name: READER_LIST, state: listState }], REFRESH_MS);
      if (changes === null) return;
      listState = (changes.find(({ name }) => name === READER_LIST)?.state ?? 0) & ~STATE.changed;
      idleWakes = changed || changes.length === 0 ? 0 : idleWakes + 1;
      if (idleWakes > MAX_IDLE_WAKES) await this.#options.wait(SLOW_DOWN_MS, this.#closing.signal);
    }
  }

  /** False when that is what was said last. */
  #publish(service: WatchedService): boolean {
    const text = JSON.stringify(service);
    if (text === this.#last || this.#closing.signal.aborted) return false;
    this.#last = text;
    this.#options.onChange(service);
    return true;
  }
}

function snapshot(readers: { name: string; state: number; atr: Uint8Array | null }[]): WatchedService {
  return {
    up: true,
    readers: readers
      .filter(({ state }) => (state & (STATE.unknown | STATE.unavailable)) === 0)
      .map(({ name, state, atr }) => ({
        name,
        atr: (state & STATE.present) !== 0 ? answerToReset(state, atr) : null,
        events: state >>> 16,
      })),
  };
}

/** pcsc-lite keeps the answer of a card that has fallen silent since. */
function answerToReset(state: number, atr: Uint8Array | null): Uint8Array {
  return new Uint8Array((state & STATE.mute) === 0 && atr ? atr : []);
}
