import { Temporal } from 'temporal-polyfill';
import type { QueueEntry } from '../../sync/queue/port.ts';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import { calledTicket } from '../visit/my-ticket.ts';
import { deskForDays, isDeskOpen } from './tasks.ts';

/** Which paper staff print once more, and whether it is still good. */

export type Reprint =
  | { kind: 'row'; row: QueueEntry }
  /** More than one paper has this number, or may have had it: somebody has to say which one is meant. */
  | { kind: 'several'; rows: QueueEntry[] }
  /** `not-valid`: cancelled, moved on, refused, settled by hand, or of a day that is over. */
  | { kind: 'nobody' | 'not-valid' };

type Rows = Pick<KioskQueue, 'row' | 'rows' | 'currentEntry'>;

interface Moment {
  /** The hospital's day, YYYY-MM-DD. */
  today: string;
  now: Date;
}

/** More than a kiosk registers from two days ago to the last day that it plans for. */
const mostRows = 10_000;

/** The paper that stands for a row now, also where the patient was moved since. */
export function paperOfKey(queue: Rows, key: string, moment: Moment): Reprint {
  const row = queue.currentEntry(key);
  if (row === null) return { kind: 'nobody' };
  return isOfItsDay(row, moment) && counts(queue, row) ? { kind: 'row', row } : { kind: 'not-valid' };
}

/**
 * By the number on it, as printed or as it is called. Numbers begin anew with each clinic, half-day and queue: where several rows
 * had this one, be it that only one of them still counts, nothing tells whose paper is wanted.
 */
export function paperOfNumber(queue: Rows, number: string, moment: Moment): Reprint {
  const wanted = number.trim().toUpperCase();
  const fromDate = Temporal.PlainDate.from(moment.today).subtract({ days: deskForDays }).toString();
  const found = queue
    .rows(mostRows, { fromDate })
    .filter((row) => isPaper(row) && isOfItsDay(row, moment))
    .filter((row) => [row.ticket.number, calledTicket(row).number].some((one) => one.toUpperCase() === wanted));
  const rows = found.filter((row) => counts(queue, row));
  const [row] = rows;
  if (row === undefined) return { kind: found.length === 0 ? 'nobody' : 'not-valid' };
  return found.length === 1 ? { kind: 'row', row } : { kind: 'several', rows };
}

/** Others carry the number of a row whose paper it is. */
const isPaper = ({ amendment }: QueueEntry): boolean => amendment === null || amendment === 'change-clinic';

/** A half-day that is over is for staff to judge: somebody who was called comes back with a lost paper. */
const isOfItsDay = (row: QueueEntry, { today, now }: Moment): boolean =>
  row.kind === 'desk' ? isDeskOpen(row, now) : row.serviceDate >= today;

/** Whoever comes with it is served. At the desk that is so whatever the hospital said. */
function counts(queue: Rows, row: QueueEntry): boolean {
  if (!isPaper(row) || row.superseded || row.setAside) return false;
  return row.kind === 'desk' || ![row, queue.row(row.visitKey)].some((each) => each?.state === 'dead');
}
