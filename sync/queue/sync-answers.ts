import type { SubmitAnswer } from '../his/hospital-api.ts';
import { backoffMs } from './backoff.ts';
import type { LaneRests, RestCause } from './lane-rests.ts';
import type { OutboxItem, Settlement } from './outbox.ts';
import type { SyncWaits } from './sync-waits.ts';

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

/** So many failures in a row may be those of single rows; with the next the hospital itself has trouble. */
const patientFailures = 4;

/** `failed`: the adapter threw, a bug; even so no row may be lost to it. It says nothing about the hospital. */
export type Outcome = SubmitAnswer | { kind: 'failed'; detail: string; retryAfterMs: null };

/** What attempts tell: of their rows, of their lanes, and of the hospital. */
export interface SyncAnswers {
  /** What is written down of an attempt, once the waits that follow from it have begun or ended. */
  settlementOf(item: OutboxItem, outcome: Outcome): Settlement;
  /** null before the first answer. */
  isReachable(): boolean | null;
  /** The waits for a hospital that was away are over. */
  endOutage(): void;
}

export interface SyncAnswersParts {
  waits: SyncWaits;
  resting: LaneRests;
  /** The rest of a lane is over. */
  onRested: () => void;
  /** In [0, 1), for the jitter. */
  random: () => number;
  /** What comes now says nothing of the hospital any more. */
  isStopping: () => boolean;
  /** Called when it is first known, and at each change. */
  onReachability: (reachable: boolean) => void;
}

/**
 * A lane whose attempt failed rests by itself; after {@link patientFailures} failures in a row of whatever kind all rows wait,
 * so that ten thousand of them do not each knock at once. A row that the hospital answers with a failure of its own is no sign
 * that it is away, and waits alone.
 */
export function openSyncAnswers(parts: SyncAnswersParts): SyncAnswers {
  const { waits, resting, onRested, random } = parts;
  /** Failures in a row of a lane; gone with the next success. */
  const failures = new Map<string, number>();
  /** How often the answer to a row was doubted. */
  const doubts = new Map<string, number>();
  /** The last that was not let in; a second one with no success between is a refusal of the kiosk. */
  let forbiddenLane: string | null = null;
  /** Failures in a row of whatever lane. */
  let misses = 0;
  let reachable: boolean | null = null;

  function failed(
    { key, lane }: OutboxItem,
    { detail, retryAfterMs }: Extract<Outcome, { retryAfterMs: number | null }>,
    cause: RestCause,
  ): Settlement {
    misses += 1;
    const count = (failures.get(lane) ?? 0) + 1;
    failures.set(lane, count);
    const namedMs = Math.min(retryAfterMs ?? 0, longestRetryAfterMs);
    const waitMs = Math.max(backoffMs(count, random), namedMs);
    resting.begin(lane, waitMs, retryAfterMs === null ? cause : 'answered', onRested);
    if (misses > patientFailures) waits.begin('away', backoffMs(misses - patientFailures, random));
    return { key, state: 'pending', detail };
  }

  /** The hospital had its say about this row. */
  function succeeded({ key, lane }: OutboxItem): void {
    misses = 0;
    waits.end('away');
    forbiddenLane = null;
    failures.delete(lane);
    doubts.delete(key);
  }

  function refused(lane: string, what: Extract<SubmitAnswer, { kind: 'paused' }>['refused']): void {
    if (what === 'credentials') return waits.begin('paused', pausedRetryMs);
    resting.begin(lane, forbiddenRetryMs, 'answered', onRested);
    if (forbiddenLane !== null && forbiddenLane !== lane) waits.begin('paused', pausedRetryMs);
    forbiddenLane = lane;
  }

  function noteReachable(now: boolean): void {
    if (parts.isStopping() || now === reachable) return;
    reachable = now;
    if (now) endOutage();
    parts.onReachability(now);
  }

  function endOutage(): void {
    resting.end({ cause: 'away' });
    waits.end('away');
  }

  return {
    settlementOf(item, answer) {
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
    },
    isReachable: () => reachable,
    endOutage,
  };
}
