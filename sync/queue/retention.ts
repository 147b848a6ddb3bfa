import type { Database } from 'better-sqlite3-multiple-ciphers';
import { daysBefore } from './service-day.ts';
import { staffTasksKeptDays } from './staff-tasks.ts';
import { visitTimesKeptDays } from './visit-times.ts';

/** A day from which is counted back, and whether it is the clock's. */
interface BelievedDay {
  day: string;
  isBelieved: boolean;
}

/** A clock that runs ahead of the last known day by more than this has to go on for a day before it is believed. */
const believedLeapDays = 7;

const knownDayName = 'retention-day';
const doubtedDayName = 'retention-day-doubted';

/**
 * The day from which is counted back what is old: never one to which the clock has only just leapt. Kept in `meta`; runs inside
 * the caller's transaction. `newestDay`: what tells the day where none is known yet.
 */
export function openBelievedDay(
  database: Database,
  keptDays: number,
  newestDay: () => string | null,
): (today: string) => BelievedDay {
  const getDay = database.prepare<[name: string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const setDay = database.prepare<[name: string, day: string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );

  return (today) => {
    const known = getDay.get(knownDayName) ?? newestDay() ?? today;
    const doubted = getDay.get(doubtedDayName);
    const isNear = (day: string) => daysBefore(today, Math.min(believedLeapDays, keptDays)) <= day;
    const isBelieved = isNear(known) || (doubted !== undefined && doubted < today && isNear(doubted));
    setDay.run(isBelieved ? knownDayName : doubtedDayName, today);
    return { day: isBelieved ? today : known, isBelieved };
  };
}

/**
 * Forgets what the hospital has, or staff settled, after `keptDays`: rows with their hashes, leases and number series.
 * A visit goes with all its amendments or not at all, what was told of a consent by its own day; what is unsettled stays
 * whatever its age. What staff noted of tasks, and the
 * stopwatch's rows, which are nobody's, go by times of their own. Runs inside the caller's transaction
 * and returns the count of rows.
 */
export function openRetention(database: Database, keptDays: number): (today: string) => number {
  // Not the service date: that may be planned, and lie ahead of every day that has come.
  const newestDay = database
    .prepare<[], string | null>('SELECT max(substr(registered_at, 1, 10)) FROM registration')
    .pluck();
  const forgetRows = database.prepare<{ before: string }>(`
    DELETE FROM registration WHERE service_date < @before AND NOT EXISTS (
      SELECT 1 FROM registration AS part JOIN outbox ON outbox.sequence = part.sequence
      WHERE (part.key = coalesce(registration.amends, registration.key)
          OR part.amends = coalesce(registration.amends, registration.key))
        AND outbox.state <> 'confirmed' AND outbox.set_aside = 0)`);
  // A number must not come again beside a row that kept it: a day's series and leases go after its last row.
  const forgetDays = ['own_series', 'lease'].map((table) =>
    database.prepare<{ before: string }>(`
      DELETE FROM ${table} WHERE service_date < @before
        AND NOT EXISTS (SELECT 1 FROM registration WHERE registration.service_date = ${table}.service_date)`),
  );

  const forgetTasks = database.prepare<[before: string]>('DELETE FROM staff_task WHERE opened_at < ?');
  const forgetTimes = database.prepare<[before: string]>('DELETE FROM visit_time WHERE hour < ?');

  const believedDay = openBelievedDay(database, keptDays, () => newestDay.get() ?? null);

  return (today) => {
    const { day } = believedDay(today);
    const before = daysBefore(day, keptDays);
    const { changes } = forgetRows.run({ before });
    for (const forget of forgetDays) forget.run({ before });
    forgetTasks.run(daysBefore(day, staffTasksKeptDays));
    forgetTimes.run(daysBefore(day, visitTimesKeptDays));
    return changes;
  };
}
