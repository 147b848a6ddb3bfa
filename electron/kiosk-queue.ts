import { randomUUID } from 'node:crypto';
import type { DatabaseProblem } from '../sync/queue/database.ts';
import { type KioskQueue, openQueue, type QueueOptions } from '../sync/queue/queue.ts';
import { salvageDatabase, type SalvageReport } from '../sync/queue/salvage.ts';
import type { Configuration } from './operations/configuration.ts';
import type { Log } from './operations/log.ts';

export type OpenKioskQueue =
  | {
      ok: true;
      queue: KioskQueue;
      salvaged: SalvageReport | null;
      /** A write has met a damaged page since: the whole file is to be looked at. */
      isSuspect: () => boolean;
    }
  | { ok: false; problem: DatabaseProblem; message: string };

export interface KioskQueueOptions extends Pick<QueueOptions, 'file' | 'keyHex' | 'now' | 'buildBody'> {
  configuration: Configuration;
  log: Log;
}

/**
 * The queue of a station. A damaged file is moved aside and what is readable of it goes on; the report says how much that is.
 */
export function openKioskQueue(options: KioskQueueOptions): OpenKioskQueue {
  const { file, keyHex, now, log } = options;
  const first = open(options);
  if (first.ok) return { ...first, salvaged: null };
  if (first.problem !== 'damaged') {
    log.write('queue-not-opened', { problem: first.problem });
    return { ok: false, problem: first.problem, message: first.detail };
  }
  const salvaged = salvageDatabase({ file, keyHex, now });
  if (!salvaged.ok) {
    log.write('queue-not-opened', { problem: salvaged.problem });
    return {
      ok: false,
      problem: salvaged.problem,
      message: `${first.detail} It could not be salvaged: ${salvaged.detail}`,
    };
  }
  const { registrations, unsent } = salvaged;
  log.write('queue-salvaged', {
    registrations: registrations.saved,
    registrationsLost: registrations.lost,
    bodiesLost: registrations.bodyLost,
    unsent: unsent.saved,
    unsentLost: unsent.lost,
  });
  const second = open(options);
  if (second.ok) return { ...second, salvaged };
  log.write('queue-not-opened', { problem: second.problem });
  return { ok: false, problem: second.problem, message: second.detail };
}

function open({ configuration, log, ...options }: KioskQueueOptions) {
  let suspect = false;
  const { hospital, kiosk, queue } = configuration;
  const opened = openQueue({
    ...options,
    kioskId: kiosk.id,
    timeZone: hospital.timeZone,
    afternoonFrom: hospital.afternoonFrom,
    confirmedKeptDays: queue.confirmedKeptDays,
    newKey: randomUUID,
    onListenerError: (error) => {
      log.write('unexpected-error', { where: 'queue-listener', error });
    },
    onWriteFailure: (operation, detail) => {
      suspect ||= /SQLITE_(?:CORRUPT|NOTADB)/.test(detail);
      log.write('queue-write-failed', { operation, code: sqliteCode(detail) });
    },
  });
  if (!opened.ok) return opened;
  const { pending, dead, confirmed } = opened.queue.statistics();
  log.write('queue-opened', { pending, dead, confirmed });
  return { ...opened, isSuspect: () => suspect };
}

/** The code that a detail of the queue or the gallery ends with. */
export const sqliteCode = (detail: string): string | null => /\((SQLITE_[A-Z_]+)\)/.exec(detail)?.[1] ?? null;

/** One sentence for staff about a salvage. */
export const describeSalvage = ({ movedTo, registrations, unsent }: SalvageReport): string =>
  `The queue was damaged and has been salvaged: ${String(registrations.saved)} registrations came through, ` +
  `${String(registrations.lost)} did not, ${String(registrations.bodyLost)} lost what was to be sent; of those not yet sent ` +
  `${String(unsent.saved)} came through, ${String(unsent.lost)} did not. The damaged file is ${movedTo}.`;
