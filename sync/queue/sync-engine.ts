import type { SubmitAnswer } from '../his/hospital-api.ts';
import { backoffMs } from './backoff.ts';
import { openLaneRests } from './lane-rests.ts';
import type { RestCause } from './lane-rests.ts';
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
  /** The hospital can be reached again: lanes that waited for that go on. What it said itself of a row or of the kiosk stands. */
  networkUp(): void;
  /** Claims nothing more, waits for what is in flight and writes the answers down. Call before `queue.close`. */
  stop(): Promise<void>;
}

/** The hospital refuses the kiosk's credentials: knocking every few seconds would lock the account. */
export const pausedRetryMs = 5 * 60_000;

/**
 * The hospital lets the kiosk register, but not this (403): longer than a pause, so that after one others go first, and a few
 * such rows never keep the rest.
 */
export const forbiddenRetryMs = 2 * pausedRetryMs;

/** So often an answer is doubted that may be about the server rather than about the row; then the row is for staff. */
export const doubtfulAttempts = 5;

/** A Retry-After beyond this is taken as this, and timers of a process end at 24.8 days anyway. */
export const longestRetryAfterMs = 60 * 60_000;

const defaultStopGraceMs = 2_000;

/** After a refused write the engine waits like after this many failures. */
const diskRetryFailures = 4;

const unsent = ({ key }: OutboxItem): Settlement => ({ key, state: 'unsent' });

interface Timer {
  handle: unknown;
}

/** `failed`: the adapter threw, a bug; even so no row may be lost to it. It says nothing about the hospital. */
type Outcome = SubmitAnswer | { kind: 'failed'; detail: string; retryAfterMs: null };

/**
 * While the hospital answers, rows for so many more rounds are handed out with those that go at once, so that the disk is
 * flushed once for all of them and no lane waits for it.
 */
const roundsAhead = 4;

/** So many failures in a row may be those of single rows; with the next the hospital itself has trouble. */
const patientFailures = 4;

/**
 * Moves the outbox to the hospital. A lane whose attempt failed rests by itself. While the hospital is away only one row knocks
 * at a time; after {@link patientFailures} failures in a row of whatever kind with a backoff of its own, so that ten thousand
 * waiting rows do not each knock at once. The first that gets through ends the waits for a hospital that was away, and
 * something new ends that backoff. A row that the hospital answers with a failure of its own is no sign of that, and waits
 * alone. All waits are timers, none compares times of day.
 */
export function startSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { queue, timers } = options;
  const sender = queue.attachSender(tryNow);
  const abort = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  /** Failures in a row of a lane; gone with the next success. */
  const failures = new Map<string, number>();
  const resting = openLaneRests(timers);
  /** How often the answer to a row was doubted. */
  const doubts = new Map<string, number>();
  /** The last that was not let in; a second one with no success between is a refusal of the kiosk. */
  let forbiddenLane: string | null = null;
  /** Handed out while the hospital answers, not yet sent; given back when it does not. */
  let ready: OutboxItem[] = [];
  /** Answers that came but are not on the disk yet. Their lanes are still taken. */
  let answers: Settlement[] = [];
  /** Failures in a row of whatever lane. */
  let misses = 0;
  let away: Timer | null = null;
  let paused: Timer | null = null;
  let diskRest: Timer | null = null;
  let reachable: boolean | null = null;
  let stopping = false;
  let pumpQueued = false;
  /** The queue tells what this engine itself is writing. */
  let isOwnNews = false;

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

  /**
   * Sends what is handed out; when nothing of it is left, answers are written down and the next rows handed out in one
   * transaction: one flush of the disk for all of them.
   */
  function pump(): void {
    if (diskRest !== null || stopping) return;
    const isWaiting = paused !== null || away !== null;
    const lanes = reachable === false ? 1 : options.lanesInFlight;
    const isSteady = reachable === true && !isWaiting;
    if (isSteady) sendReady(lanes);
    if (ready.length > 0 && isSteady) return;
    const free = isWaiting ? 0 : Math.max(0, lanes - inFlight.size);
    const wanted = free + (isSteady ? roundsAhead * lanes : 0);
    if (wanted === 0 && answers.length === 0 && ready.length === 0) return;
    isOwnNews = true;
    const items = sender.settleAndClaim([...answers, ...ready.map(unsent)], wanted, resting.lanes());
    isOwnNews = false;
    if (items === null) return restDisk();
    answers = [];
    ready = items;
    sendReady(lanes);
  }

  function sendReady(lanes: number): void {
    for (const item of ready.splice(0, Math.max(0, lanes - inFlight.size))) inFlight.set(item.key, send(item));
  }

  /** Without acknowledgements more sending would only be repeated. */
  function restDisk(): void {
    diskRest = after(backoffMs(diskRetryFailures, options.random), () => {
      diskRest = null;
      pump();
    });
  }

  async function send(item: OutboxItem): Promise<void> {
    const answer = await attempt(item);
    inFlight.delete(item.key);
    answers.push(settlementOf(item, answer));
    pumpSoon();
  }

  async function attempt({ key, body }: OutboxItem): Promise<Outcome> {
    try {
      return await options.submit(key, body, abort.signal);
    } catch {
      return { kind: 'failed', detail: 'The attempt failed unexpectedly.', retryAfterMs: null };
    }
  }

  function settlementOf(item: OutboxItem, answer: Outcome): Settlement {
    const { key, lane } = item;
    if (answer.kind !== 'failed') noteReachable(answer.kind !== 'retry' || !answer.isAway);
    switch (answer.kind) {
      case 'confirmed': {
        succeeded(item);
        const { encounterId, alreadyThere, number } = answer;
        return { key, state: 'confirmed', encounterId, alreadyThere, number };
      }
      case 'dead':
        succeeded(item);
        return { key, state: 'dead', detail: `${answer.status}: ${answer.detail}`, refusal: answer.refusal };
      case 'paused':
        misses = 0;
        refused(lane, answer.refused);
        return { key, state: 'pending', detail: answer.detail };
      case 'doubtful': {
        const count = (doubts.get(key) ?? 0) + 1;
        doubts.set(key, count);
        if (count < doubtfulAttempts) return failed(item, answer, 'answered');
        succeeded(item);
        const refusal = { reason: 'other', sendTo: null } as const;
        return { key, state: 'dead', detail: `${answer.status}: ${answer.detail}`, refusal };
      }
      case 'failed':
        return failed(item, answer, 'answered');
      case 'retry':
        return failed(item, answer, answer.isAway ? 'away' : 'answered');
    }
  }

  function failed(
    { key, lane }: OutboxItem,
    { detail, retryAfterMs }: Extract<Outcome, { retryAfterMs: number | null }>,
    cause: RestCause,
  ): Settlement {
    misses += 1;
    const count = (failures.get(lane) ?? 0) + 1;
    failures.set(lane, count);
    const namedMs = Math.min(retryAfterMs ?? 0, longestRetryAfterMs);
    const waitMs = Math.max(backoffMs(count, options.random), namedMs);
    resting.begin(lane, waitMs, retryAfterMs === null ? cause : 'answered', pump);
    if (misses > patientFailures) restAway();
    return { key, state: 'pending', detail };
  }

  /** The hospital had its say about this row. */
  function succeeded({ key, lane }: OutboxItem): void {
    misses = 0;
    away = cancel(away);
    forbiddenLane = null;
    failures.delete(lane);
    doubts.delete(key);
  }

  function refused(lane: string, what: Extract<SubmitAnswer, { kind: 'paused' }>['refused']): void {
    if (what === 'credentials') return pause();
    resting.begin(lane, forbiddenRetryMs, 'answered', pump);
    if (forbiddenLane !== null && forbiddenLane !== lane) pause();
    forbiddenLane = lane;
  }

  function noteReachable(now: boolean): void {
    if (stopping || now === reachable) return;
    reachable = now;
    if (now) endOutage();
    options.onReachability(now);
  }

  /** The waits for a hospital that was away. */
  function endOutage(): void {
    resting.end({ cause: 'away' });
    away = cancel(away);
  }

  function restAway(): void {
    cancel(away);
    away = after(backoffMs(misses - patientFailures, options.random), () => {
      away = null;
      pump();
    });
  }

  /** Staff want this lane to be tried, whoever named its wait; what a pause is about is another matter. */
  function tryNow(lane: string): void {
    resting.end({ lane });
    away = cancel(away);
    pumpSoon();
  }

  function onNews(): void {
    if (!isOwnNews) away = cancel(away);
    pumpSoon();
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
    resting.end('all');
    away = cancel(away);
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
    const last = [...answers, ...ready.map(unsent)];
    if (last.length > 0) sender.settleAndClaim(last, 0, []);
    sender.detach();
  }

  let stopped: Promise<void> | null = null;
  let heartbeat = beat();
  const unsubscribe = queue.onChange(onNews);
  pumpSoon();

  return {
    wake() {
      cancelWaits();
      pumpSoon();
    },

    networkUp() {
      endOutage();
      pumpSoon();
    },

    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
