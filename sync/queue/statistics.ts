import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { OutboxState, QueueStatistics } from './port.ts';

/** What rows of a state have beyond an ordinary one, which went at the first attempt or was not yet tried. */
interface Unusual {
  state: OutboxState;
  moreAttempts: number;
  held: number;
  setAside: number;
  alreadyThere: number;
}

/** The figures of the queue at an instant. */
export function openStatistics(database: Database): (now: Date) => QueueStatistics {
  const countByState = database.prepare<[], { state: OutboxState; rows: number }>(
    'SELECT state, count(*) AS rows FROM outbox GROUP BY state',
  );
  // The condition is that of the partial index, which SQLite uses only when it finds it word for word.
  const unusualByState = database.prepare<[], Unusual>(`
    SELECT state, sum(attempts - (state = 'confirmed')) AS moreAttempts, sum(held) AS held, sum(set_aside) AS setAside,
      sum(already_there) AS alreadyThere
    FROM outbox WHERE held = 1 OR set_aside = 1 OR already_there = 1 OR attempts <> (state = 'confirmed')
    GROUP BY state`);
  // The first committed, not the least time: the clock of a kiosk is not trusted. What staff hold back waits for them.
  // The plus keeps the index that is ordered by sequence, which ends at the first row.
  const first = (state: OutboxState) =>
    `(SELECT sequence FROM outbox WHERE state = '${state}' AND +held = 0 ORDER BY sequence LIMIT 1)`;
  const oldestPending = database.prepare<[], { key: string; registeredAt: string }>(
    `SELECT key, registered_at AS registeredAt FROM registration
     WHERE sequence IN (${first('pending')}, ${first('in-flight')}) ORDER BY sequence LIMIT 1`,
  );

  return (now) => {
    const counts = countByState.all();
    const unusual = unusualByState.all();
    const rows = (state: OutboxState) => counts.find((count) => count.state === state)?.rows ?? 0;
    const of = (state: OutboxState, figure: Exclude<keyof Unusual, 'state'>) =>
      unusual.find((count) => count.state === state)?.[figure] ?? 0;
    const oldest = oldestPending.get();
    const setAside = of('dead', 'setAside');
    const alreadyThere = of('confirmed', 'alreadyThere');
    return {
      pending: rows('pending'),
      inFlight: rows('in-flight'),
      confirmed: rows('confirmed'),
      dead: rows('dead') - setAside,
      held: of('pending', 'held'),
      setAside,
      attempts: unusual.reduce((sum, { moreAttempts }) => sum + moreAttempts, rows('confirmed')),
      created: rows('confirmed') - alreadyThere,
      alreadyThere,
      oldestPendingKey: oldest?.key ?? null,
      oldestPendingAgeMs: oldest === undefined ? null : Math.max(0, now.getTime() - Date.parse(oldest.registeredAt)),
    };
  };
}
