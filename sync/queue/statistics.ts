import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { OutboxState, QueueStatistics } from './port.ts';

interface StateCount {
  state: OutboxState;
  rows: number;
  attempts: number;
  held: number;
  setAside: number;
  alreadyThere: number;
}

/** The figures of the queue at an instant. */
export function openStatistics(database: Database): (now: Date) => QueueStatistics {
  const countByState = database.prepare<[], StateCount>(`
    SELECT state, count(*) AS rows, sum(attempts) AS attempts, sum(held) AS held, sum(set_aside) AS setAside,
      sum(already_there) AS alreadyThere
    FROM outbox GROUP BY state`);
  // The first committed, not the least time: the clock of a kiosk is not trusted.
  const first = (state: OutboxState) => `(SELECT min(sequence) FROM outbox WHERE state = '${state}')`;
  const oldestPending = database
    .prepare<[], string>(
      `SELECT registered_at FROM registration WHERE sequence IN (${first('pending')}, ${first('in-flight')})
       ORDER BY sequence LIMIT 1`,
    )
    .pluck();

  return (now) => {
    const counts = countByState.all();
    const of = (state: OutboxState, figure: Exclude<keyof StateCount, 'state'>) =>
      counts.find((count) => count.state === state)?.[figure] ?? 0;
    const oldest = oldestPending.get();
    const setAside = of('dead', 'setAside');
    const alreadyThere = of('confirmed', 'alreadyThere');
    return {
      pending: of('pending', 'rows'),
      inFlight: of('in-flight', 'rows'),
      confirmed: of('confirmed', 'rows'),
      dead: of('dead', 'rows') - setAside,
      held: of('pending', 'held'),
      setAside,
      attempts: counts.reduce((sum, { attempts }) => sum + attempts, 0),
      created: of('confirmed', 'rows') - alreadyThere,
      alreadyThere,
      oldestPendingAgeMs: oldest === undefined ? null : Math.max(0, now.getTime() - Date.parse(oldest)),
    };
  };
}
