import type { SubmitAnswer } from '../his/hospital-api.ts';
import { backoffMs } from './backoff.ts';
import { openLaneRests } from './lane-rests.ts';
import type { OutboxItem, Settlement } from './outbox.ts';
import type { KioskQueue } from './queue.ts';
import { openSyncAnswers } from './sync-answers.ts';
import type { Outcome } from './sync-answers.ts';
import { openSyncWaits } from './sync-waits.ts';
import type { Timers } from './timers.ts';

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

const defaultStopGraceMs = 2_000;

/** After a refused write the engine waits like after this many failures. */
const diskRetryFailures = 4;

const unsent = ({ key }: OutboxItem): Settlement => ({ key, state: 'unsent' });

/**
 * While the hospital answers, rows for so many more rounds are handed out with those that go at once, so that the disk is
 * flushed once for all of them and no lane waits for it.
 */
const roundsAhead = 4;

/**
 * Moves the outbox to the hospital. What an attempt tells of its row, its lane and the hospital is in sync-answers.ts. While the
 * hospital is away only one row knocks at a time. The first that gets through ends the waits for a hospital that was away, and
 * something new ends the backoff of all rows. All waits are timers, none compares times of day.
 */
export function startSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { queue, timers } = options;
  const sender = queue.attachSender(tryNow);
  const abort = new AbortController();
  const inFlight = new Map<string, Promise<void>>();
  const resting = openLaneRests(timers);
  const waits = openSyncWaits(timers, pump);
  /** Handed out while the hospital answers, not yet sent; given back when it does not. */
  let ready: OutboxItem[] = [];
  /** Answers that came but are not on the disk yet. Their lanes are still taken. */
  let settlements: Settlement[] = [];
  let stopping = false;
  let pumpQueued = false;
  /** The queue tells what this engine itself is writing. */
  let isOwnNews = false;
  const answers = openSyncAnswers({
    ...{ waits, resting, onRested: pump, random: options.random, onReachability: options.onReachability },
    isStopping: () => stopping,
  });

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
    if (waits.isOn('disk') || stopping) return;
    const isWaiting = waits.isOn('paused') || waits.isOn('away');
    const reachable = answers.isReachable();
    const lanes = reachable === false ? 1 : options.lanesInFlight;
    const isSteady = reachable === true && !isWaiting;
    if (isSteady) sendReady(lanes);
    if (ready.length > 0 && isSteady) return;
    const free = isWaiting ? 0 : Math.max(0, lanes - inFlight.size);
    const wanted = free + (isSteady ? roundsAhead * lanes : 0);
    if (wanted === 0 && settlements.length === 0 && ready.length === 0) return;
    isOwnNews = true;
    const items = sender.settleAndClaim([...settlements, ...ready.map(unsent)], wanted, resting.lanes());
    isOwnNews = false;
    if (items === null) return restDisk();
    settlements = [];
    ready = items;
    sendReady(lanes);
  }

  function sendReady(lanes: number): void {
    for (const item of ready.splice(0, Math.max(0, lanes - inFlight.size))) inFlight.set(item.key, send(item));
  }

  /** Without acknowledgements more sending would only be repeated. */
  function restDisk(): void {
    waits.begin('disk', backoffMs(diskRetryFailures, options.random));
  }

  async function send(item: OutboxItem): Promise<void> {
    const outcome = await attempt(item);
    inFlight.delete(item.key);
    settlements.push(answers.settlementOf(item, outcome));
    pumpSoon();
  }

  async function attempt({ key, body }: OutboxItem): Promise<Outcome> {
    try {
      return await options.submit(key, body, abort.signal);
    } catch {
      return { kind: 'failed', detail: 'The attempt failed unexpectedly.', retryAfterMs: null };
    }
  }

  /** Staff want this lane to be tried, whoever named its wait; what a pause is about is another matter. */
  function tryNow(lane: string): void {
    resting.end({ lane });
    waits.end('away');
    pumpSoon();
  }

  function onNews(): void {
    if (!isOwnNews) waits.end('away');
    pumpSoon();
  }

  function beat(): unknown {
    return timers.setTimeout(() => {
      heartbeat = beat();
      pump();
    }, options.heartbeatMs);
  }

  function endWaits(): void {
    resting.end('all');
    waits.endAll();
  }

  async function stop(): Promise<void> {
    stopping = true;
    unsubscribe();
    timers.clearTimeout(heartbeat);
    const grace = timers.setTimeout(() => abort.abort(), options.stopGraceMs ?? defaultStopGraceMs);
    await Promise.all(inFlight.values());
    timers.clearTimeout(grace);
    endWaits();
    // What the disk refuses even now stays in flight there, and is sent again at the next start.
    const last = [...settlements, ...ready.map(unsent)];
    if (last.length > 0) sender.settleAndClaim(last, 0, []);
    sender.detach();
  }

  let stopped: Promise<void> | null = null;
  let heartbeat = beat();
  const unsubscribe = queue.onChange(onNews);
  pumpSoon();

  return {
    wake() {
      endWaits();
      pumpSoon();
    },

    networkUp() {
      answers.endOutage();
      pumpSoon();
    },

    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
