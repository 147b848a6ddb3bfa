import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { LeaseRequest, NumberLease } from '../his/hospital-api.ts';
import type { QueueStream, Ticket } from '../registration.ts';

/** Where a number is valid: the hospital leases per clinic, day, half-day and stream. */
export interface NumberSeries {
  clinicId: string;
  serviceDate: string;
  session: 'morning' | 'afternoon';
  stream: QueueStream;
}

/** The ticket counter. Every method runs inside the caller's transaction: a number exists only with its registration. */
export interface Numbers {
  /** The next leased number, or one of the kiosk's own series when no lease is left. */
  take(series: NumberSeries): Ticket;
  takeForDesk(serviceDate: string): Ticket;
  /** How many numbers of it are new; 0 for a block that is none, or is another kiosk's. */
  addLease(request: LeaseRequest, lease: NumberLease): number;
  remaining(series: NumberSeries): number;
}

/** The hospital leases small blocks; a block beyond this is a mistake in its answer. */
const largestLease = 10_000;

/** More than a kiosk prints between two copies of its database in one day and of one kind. */
const skippedNumbers = 100;

/** How far ahead a ticket can be planned: further than any hospital lets its kiosks register. */
const plannedAheadDays = 31;

/**
 * The row of `own_series` without a prefix, which no ticket has: series that begin up to its day do so after its `last`. Its
 * day is {@link plannedAheadDays} after that of the first number taken after it was written, as unknown papers may be for a
 * later day; until then it is this one.
 */
const skipPrefix = '';
const unboundDay = '9999-12-31';

/** How a number stands on the paper: three digits at least, so that numbers of one series look alike. */
export function printedNumber(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(3, '0')}`;
}

export function openNumbers(database: Database, kioskId: string): Numbers {
  const ownPrefix = `${kioskId}-`;
  const deskPrefix = `D-${kioskId}-`;

  const takeLeased = database.prepare<NumberSeries, { prefix: string; number: number }>(`
    UPDATE lease SET next = next + 1
    WHERE id = (
      SELECT id FROM lease
      WHERE clinic_id = @clinicId AND service_date = @serviceDate AND session = @session AND stream = @stream
        AND next <= last
      ORDER BY id LIMIT 1
    )
    RETURNING prefix, next - 1 AS number`);
  const isOnPaper = database.prepare<Omit<NumberSeries, 'stream'> & { number: string }>(
    `SELECT 1 FROM registration WHERE ticket_official = 1 AND service_date = @serviceDate AND session = @session
       AND clinic_id = @clinicId AND ticket_number = @number`,
  );
  const bindSkip = database.prepare<[serviceDate: string]>(
    `UPDATE own_series SET service_date = date(?, '+${plannedAheadDays} days')
     WHERE service_date = '${unboundDay}' AND prefix = '${skipPrefix}'`,
  );
  const takeOwn = database
    .prepare<{ serviceDate: string; prefix: string }, number>(
      `INSERT INTO own_series (service_date, prefix, last)
       VALUES (@serviceDate, @prefix, 1 + coalesce(
         (SELECT last FROM own_series WHERE prefix = '${skipPrefix}' AND service_date >= @serviceDate), 0))
       ON CONFLICT (service_date, prefix) DO UPDATE SET last = last + 1
       RETURNING last`,
    )
    .pluck();
  const countRemaining = database
    .prepare<NumberSeries, number>(
      `SELECT coalesce(sum(last - next + 1), 0) FROM lease
       WHERE clinic_id = @clinicId AND service_date = @serviceDate AND session = @session AND stream = @stream`,
    )
    .pluck();
  const leasesLike = database.prepare<
    Pick<LeaseRequest, 'clinicId' | 'serviceDate' | 'session'> & { prefix: string },
    { first: number; last: number }
  >(`
    SELECT first, last FROM lease
    WHERE clinic_id = @clinicId AND service_date = @serviceDate AND session = @session AND prefix = @prefix
    ORDER BY first`);
  const insertLease = database.prepare<NumberSeries & NumberLease>(`
    INSERT INTO lease (clinic_id, service_date, session, stream, prefix, first, last, next)
    VALUES (@clinicId, @serviceDate, @session, @stream, @prefix, @first, @last, @first)`);

  function fromOwnSeries(serviceDate: string, prefix: string): Ticket {
    bindSkip.run(serviceDate);
    const last = takeOwn.get({ serviceDate, prefix }) as number;
    return { number: printedNumber(prefix, last), official: false };
  }

  return {
    take(series) {
      for (let leased = takeLeased.get(series); leased !== undefined; leased = takeLeased.get(series)) {
        const number = printedNumber(leased.prefix, leased.number);
        // Two blocks can meet on the paper (A1 from 1, A from 1001): such a number is spent, and nobody gets it twice.
        if (isOnPaper.get({ ...series, number }) === undefined) return { number, official: true };
      }
      return fromOwnSeries(series.serviceDate, ownPrefix);
    },

    takeForDesk: (serviceDate) => fromOwnSeries(serviceDate, deskPrefix),

    addLease({ kioskId: owner, clinicId, serviceDate, session, stream }, { prefix, first, last }) {
      if (owner !== kioskId || !isBlock(first, last) || [ownPrefix, deskPrefix].includes(prefix)) return 0;
      // The same block can arrive twice (an answer repeated); a number that was ours once is never taken again.
      const known = leasesLike.all({ clinicId, serviceDate, session, prefix });
      const blocks = without(known, first, last);
      for (const block of blocks) insertLease.run({ clinicId, serviceDate, session, stream, prefix, ...block });
      return blocks.reduce((count, block) => count + block.last - block.first + 1, 0);
    },

    remaining: (series) => countRemaining.get(series) as number,
  };
}

/**
 * For a database that was salvaged or copied: papers may carry numbers that it knows nothing of. No lease is used up any
 * further, and every own series goes on {@link skippedNumbers} later, also those that begin in the month after. Runs inside the
 * caller's transaction.
 */
export function forgetNumbers(database: Database): void {
  // Spent, not deleted: a block that comes a second time is known by it.
  database.exec('UPDATE lease SET next = last + 1');
  // A series may be lost with its page; its registrations still tell how far it went.
  database.exec(`
    INSERT INTO own_series (service_date, prefix, last)
    SELECT service_date, rtrim(ticket_number, '0123456789') AS own,
      max(CAST(substr(ticket_number, length(rtrim(ticket_number, '0123456789')) + 1) AS INTEGER))
    FROM registration WHERE ticket_official = 0 GROUP BY service_date, own
    ON CONFLICT (service_date, prefix) DO UPDATE SET last = max(last, excluded.last)`);
  const skipped = database
    .prepare<[], number>(`SELECT coalesce(max(last), 0) FROM own_series WHERE prefix = '${skipPrefix}'`)
    .pluck()
    .get() as number;
  database.exec(`DELETE FROM own_series WHERE prefix = '${skipPrefix}'`);
  database.exec(`UPDATE own_series SET last = last + ${skippedNumbers}`);
  database
    .prepare<[day: string, prefix: string, last: number]>('INSERT INTO own_series VALUES (?, ?, ?)')
    .run(unboundDay, skipPrefix, skipped + skippedNumbers);
}

function isBlock(first: number, last: number): boolean {
  return (
    Number.isSafeInteger(first) &&
    Number.isSafeInteger(last) &&
    first >= 0 &&
    last >= first &&
    last - first < largestLease
  );
}

/** What is left of `first..last` without the known blocks, which come sorted and do not overlap. */
function without(
  known: readonly { first: number; last: number }[],
  first: number,
  last: number,
): { first: number; last: number }[] {
  const left: { first: number; last: number }[] = [];
  let from = first;
  for (const block of known) {
    if (block.first > from && from <= last) left.push({ first: from, last: Math.min(block.first - 1, last) });
    from = Math.max(from, block.last + 1);
  }
  if (from <= last) left.push({ first: from, last });
  return left;
}
