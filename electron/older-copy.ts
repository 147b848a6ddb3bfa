import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditHead, HospitalApi } from '../sync/his/hospital-api.ts';
import type { Audit } from '../sync/queue/audit.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';

/**
 * A backup restored in place, or a disk put back, knows nothing of the numbers given since. The hospital does: it keeps the
 * newest audit head that this kiosk has sent, and a log that ends before it, or differs there, is an older one.
 */
export interface OlderCopy {
  /** Asks the hospital unless it has answered; calls at the same time are one question. Never fails. */
  look(): Promise<void>;
  /** The same for a second at most: to be known before the first visit, while a slow hospital holds nobody up. */
  lookBriefly(): Promise<void>;
  /** The hospital has answered. Before that no head of ours may take the place of the one it keeps. */
  isSettled(): boolean;
  /** Found at this start. */
  isOlder(): boolean;
  stop(): void;
}

export interface OlderCopyOptions {
  hospital: Pick<HospitalApi, 'auditHead'>;
  queue: Pick<KioskQueue, 'audit' | 'skipNumbers'>;
  kioskId: string;
  /** A salvage may have lost the end of the log; it has skipped numbers, and staff have been told. */
  wasSalvaged: boolean;
  /** Numbers have been skipped. */
  onFound(): void;
  onFailure(error: unknown): void;
}

const brieflyMs = 1_000;

/** Looks once after each start, as soon as the hospital answers. What was found once is not found again. */
export function lookForOlderCopy(options: OlderCopyOptions): OlderCopy {
  const { hospital, queue, kioskId } = options;
  const stopping = new AbortController();
  let looking: Promise<void> | null = null;
  let isSettled = false;
  let isOlder = false;

  async function ask(): Promise<void> {
    const answer = await hospital.auditHead(kioskId, stopping.signal);
    if (!answer.ok || stopping.signal.aborted) return;
    const sent = answer.value;
    const isKnown = sent === null || has(queue.audit, sent);
    if (!isKnown && queue.audit.newest('numbers-skipped')?.detail !== nameOf(sent)) {
      // A disk that refuses it leaves the question open.
      if (!queue.skipNumbers('kiosk', nameOf(sent))) return;
      isOlder = !options.wasSalvaged;
      if (isOlder) options.onFound();
    }
    isSettled = true;
  }

  async function look(): Promise<void> {
    if (isSettled || stopping.signal.aborted) return;
    looking ??= ask()
      .catch((error: unknown) => {
        options.onFailure(error);
      })
      .finally(() => {
        looking = null;
      });
    await looking;
  }

  return {
    look,
    lookBriefly: () => Promise.race([look(), sleep(brieflyMs, undefined, { ref: false })]),
    isSettled: () => isSettled,
    isOlder: () => isOlder,
    stop: () => {
      stopping.abort();
    },
  };
}

/** The head that was sent last is near the end. */
function has(audit: Pick<Audit, 'head' | 'list'>, { count, hash }: AuditHead): boolean {
  const newest = audit.head()?.count ?? 0;
  if (count > newest) return false;
  return audit.list(newest - count + 1).some((row) => row.number === count && row.hash === hash);
}

/** As the audit log can keep it: no nine digits in a row. */
const nameOf = ({ count, hash }: AuditHead): string => `head ${String(count)} ${hash.slice(0, 8)} ${hash.slice(8, 16)}`;
