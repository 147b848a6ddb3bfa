import type { SubmitAnswer } from '../his/hospital-api.ts';
import { backoffMs } from './backoff.ts';
import type { OutboxItem, Settlement } from './outbox.ts';
import type { KioskQueue } from './queue.ts';

/** The clock of the engine: relative waits only, so that a kiosk whose time jumps still sends. */
export interface Timers {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

export interface SyncEngineOptions {
  queue: KioskQueue;
  /** Sends the bytes as they are, under the key; ends by itself. */
  submit: (key: string, body: string, signal: AbortSignal) => Promise<SubmitAnswer>;
  /** In [0, 1), for the jitter. */
  random: () => number;
  timers: Timers;
  /** How many patients' rows travel at once. */
  lanesInFlight: number;
  /** The engine looks at the disk this often, whatever else it may have missed. */
  heartbeatMs: number;
  /** Called when it is first known, and at each change. */
  onReachability: (reachable: boolean) => void;
  /** An attempt still running this long after `stop` is aborted; its row is sent again at the next start. */
  stopGraceMs?: number;
}

export interface SyncEngine {
  /** Staff pressed "send now": no wait counts any more. */
  wake(): void;
  /** The hospital can be reached again: lanes that only backed off go on. Times it named itself, and its refusal of the kiosk's credentials, stand. */
  networkUp(): void;
  /** Claims nothing more, waits for what is in flight and writes the answers down. Call before `queue.close`. */
  stop(): Promise<void>;
}

/** The hospital refuses the kiosk's credentials: knocking every few seconds would lock the account. */
export const pausedRetryMs = 5 * 60_000;

/** A Retry-After beyond this is taken as this, and timers of a process end at 24.8 days anyway. */
export const longestRetryAfterMs = 60 * 60_000;

const defaultStopGraceMs = 2_000;

/** After a refused write the engine waits like after this many failures. */
const diskRetryFailures = 4;

interface Timer {
  handle: unknown;
}

interface Rest {
  timer: Timer;
  /** The hospital itself named the time; its being reachable is no reason to come earlier. */
  isBound: boolean;
}

/**
 * Moves the outbox to the hospital. A lane whose attempt failed rests by itself; while the last word of the hospital was a
 * failure only one row knocks at a time, and the first that gets through ends the rest of the others. All waits are timers, none compares times of day.
 */
export function startSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { queue, timers } = options;
  const sender = queue.attachSender();
  const abort = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  /** Failures in a row of a lane; gone with the next success. */
  const failures = new Map<string, number>();
  const resting = new Map<string, Rest>();
  /** Answers that came but are not on the disk yet. Their lanes are still taken. */
  let answers: Settlement[] = [];
  let paused: Timer | null = null;
  let diskRest: Timer | null = null;
  let reachable: boolean | null = null;
  let stopping = false;
  let pumpQueued = false;

  function after(delayMs: number, action: () => void): Timer {
    return { handle: timers.setTimeout(action, delayMs) };
  }

  function cancel(timer: Timer | null): null {
    if (timer !== null) timers.clearTimeout(timer.handle);
    return null;
  }

  /** Answers and writes of one turn of the event loop are handled together, in one transaction. */
  function pumpSoon(): void {
    if (pumpQueued) return;
    pumpQueued = true;
    queueMicrotask(() => {
      pumpQueued = false;
      pump();
    });
  }

  function pump(): void {
    if (!writeAnswers() || stopping || paused !== null) return;
    const lanes = reachable === false ? 1 : options.lanesInFlight;
    const free = lanes - inFlight.size;
    if (free <= 0) return;
    for (const item of sender.claim(free, [...resting.keys()])) {
      inFlight.set(item.key, send(item));
    }
  }

  /** False while the disk refuses: without acknowledgements more sending would only be repeated. */
  function writeAnswers(): boolean {
    if (diskRest !== null) return false;
    if (answers.length === 0) return true;
    if (sender.settle(answers)) {
      answers = [];
      return true;
    }
    diskRest = after(backoffMs(diskRetryFailures, options.random), () => {
      diskRest = null;
      pump();
    });
    return false;
  }

  async function send(item: OutboxItem): Promise<void> {
    const answer = await attempt(item);
    inFlight.delete(item.key);
    answers.push(settlementOf(item, answer));
    pumpSoon();
  }

  async function attempt({ key, body }: OutboxItem): Promise<SubmitAnswer> {
    try {
      return await options.submit(key, body, abort.signal);
    } catch {
      // A bug of the adapter; even so no row may be lost to it.
      return { kind: 'retry', detail: 'The attempt failed unexpectedly.', retryAfterMs: null };
    }
  }

  function settlementOf({ key, lane }: OutboxItem, answer: SubmitAnswer): Settlement {
    noteReachable(answer.kind !== 'retry');
    switch (answer.kind) {
      case 'confirmed': {
        failures.delete(lane);
        const { encounterId, alreadyThere, number } = answer;
        return { key, state: 'confirmed', encounterId, alreadyThere, number };
      }
      case 'dead':
        failures.delete(lane);
        return { key, state: 'dead', detail: `${answer.status}: ${answer.detail}` };
      case 'paused':
        pause();
        return { key, state: 'pending', detail: answer.detail };
      case 'retry':
        rest(lane, answer.retryAfterMs);
        return { key, state: 'pending', detail: answer.detail };
    }
  }

  function noteReachable(now: boolean): void {
    if (stopping || now === reachable) return;
    reachable = now;
    if (now) releaseUnbound();
    options.onReachability(now);
  }

  function rest(lane: string, retryAfterMs: number | null): void {
    const count = (failures.get(lane) ?? 0) + 1;
    failures.set(lane, count);
    const waitMs = Math.max(backoffMs(count, options.random), Math.min(retryAfterMs ?? 0, longestRetryAfterMs));
    const timer = after(waitMs, () => {
      resting.delete(lane);
      pump();
    });
    resting.set(lane, { timer, isBound: retryAfterMs !== null });
  }

  /** Ends the rest of lanes; what comes next sends them. */
  function release(which: (rest: Rest) => boolean): void {
    for (const [lane, rest] of resting) {
      if (!which(rest)) continue;
      cancel(rest.timer);
      resting.delete(lane);
    }
  }

  function releaseUnbound(): void {
    release(({ isBound }) => !isBound);
  }

  function pause(): void {
    cancel(paused);
    paused = after(pausedRetryMs, () => {
      paused = null;
      pump();
    });
  }

  function beat(): Timer {
    return after(options.heartbeatMs, () => {
      heartbeat = beat();
      pump();
    });
  }

  function cancelWaits(): void {
    release(() => true);
    paused = cancel(paused);
    diskRest = cancel(diskRest);
  }

  async function stop(): Promise<void> {
    stopping = true;
    unsubscribe();
    cancel(heartbeat);
    const grace = after(options.stopGraceMs ?? defaultStopGraceMs, () => abort.abort());
    await Promise.all(inFlight.values());
    cancel(grace);
    cancelWaits();
    // What the disk refuses even now stays in flight there, and is sent again at the next start.
    sender.settle(answers);
    answers = [];
    sender.detach();
  }

  let stopped: Promise<void> | null = null;
  let heartbeat = beat();
  const unsubscribe = queue.onChange(pumpSoon);
  pumpSoon();

  return {
    wake() {
      cancelWaits();
      pumpSoon();
    },

    networkUp() {
      releaseUnbound();
      pumpSoon();
    },

    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
