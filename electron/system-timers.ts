import type { Timers } from '../sync/queue/timers.ts';

/** The process's own. What waits takes them as an argument, so that tests wind the clock themselves. */
export const systemTimers: Timers = {
  setTimeout,
  clearTimeout: (id) => {
    clearTimeout(id as NodeJS.Timeout);
  },
};
