import type { ReaderStatus } from './port.ts';
import type { DeviceClock } from '../clock.ts';
import { assembleChip } from '../emrtd/assemble.ts';
import { judgeAuthenticity } from '../emrtd/authenticity.ts';
import { NO_TRUST, type TrustStore } from '../emrtd/trust-store.ts';
import type { AssembleDelivered } from './delivered-card.ts';

/** A clock whose timers go off when the test lets time pass. */
export class HandClock implements DeviceClock {
  #nowMs = 0;
  readonly #timers = new Set<{ atMs: number; callback: () => void }>();

  setTimer(callback: () => void, delayMs: number): () => void {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pending(): number {
    return this.#timers.size;
  }

  pass(ms: number): void {
    this.#nowMs += ms;
    for (const timer of [...this.#timers].sort((left, right) => left.atMs - right.atMs)) {
      if (timer.atMs > this.#nowMs || !this.#timers.delete(timer)) continue;
      timer.callback();
    }
  }
}

export const assembleWith =
  (trust: TrustStore = NO_TRUST): AssembleDelivered =>
  (document) =>
    assembleChip({ ...document, authenticity: judgeAuthenticity(document.sod, document.dataGroups, trust) });

interface Watched {
  readonly status: ReaderStatus;
  subscribe(listener: (status: ReaderStatus) => void): () => void;
}

/** The first status that fits, the present one included. */
export function statusOf<State extends ReaderStatus['state']>(
  reader: Watched,
  state: State,
  fits: (status: ReaderStatus) => boolean = () => true,
): Promise<Extract<ReaderStatus, { state: State }>> {
  const isIt = (status: ReaderStatus): status is Extract<ReaderStatus, { state: State }> =>
    status.state === state && fits(status);
  const { status } = reader;
  if (isIt(status)) return Promise.resolve(status);
  return new Promise((resolve) => {
    const stop = reader.subscribe((next) => {
      if (!isIt(next)) return;
      stop();
      resolve(next);
    });
  });
}
