import type { Database } from 'better-sqlite3-multiple-ciphers';

/** At most so many tries that fail within any stretch of so long. */
export interface RecognitionLimits {
  /** With the same digits, code or ticket, and against the same enrolment whatever is brought. */
  failuresPerFactor: number;
  factorWindowMs: number;
  /** From the same kiosk, whatever is brought. */
  failuresPerHour: number;
}

const hourMs = 3_600_000;

/** Counts tries that failed, by keyed hashes; on the disk, so that a restart forgets none. Inside the caller's transaction. */
export interface Limits {
  /** How long no try is let through, in ms; 0: it may be made. `subjects`: the factor, and each enrolment that it fits. */
  waitMs(subjects: readonly Buffer[], caller: Buffer): number;
  failed(subjects: readonly Buffer[], caller: Buffer): void;
  /** It was the right face: what failed before counts for these no longer, but still for the kiosk. */
  succeeded(subjects: readonly Buffer[]): void;
}

/**
 * The limits of an open gallery. Time runs on with the clock and never back: where the clock is set back, it goes on from
 * where it was, so that nothing is unlocked by it and nothing stays locked for longer than its window.
 */
export function openLimits(
  database: Database,
  now: () => Date,
  { failuresPerFactor, factorWindowMs, failuresPerHour }: RecognitionLimits,
): Limits {
  const insert = database.prepare<[subject: Buffer, at: number]>('INSERT INTO attempt (subject, at) VALUES (?, ?)');
  const clear = database.prepare<[subject: Buffer]>('DELETE FROM attempt WHERE subject = ?');
  const clearUntil = database.prepare<[at: number]>('DELETE FROM attempt WHERE at <= ?');
  const nthNewest = database
    .prepare<[subject: Buffer, skipped: number], number>(
      'SELECT at FROM attempt WHERE subject = ? ORDER BY at DESC LIMIT 1 OFFSET ?',
    )
    .pluck();
  const newest = database.prepare<[], number | null>('SELECT max(at) FROM attempt').pluck();
  const longestMs = Math.max(factorWindowMs, hourMs);

  let reachedMs = newest.get() ?? Number.NEGATIVE_INFINITY;
  let aheadMs = 0;

  function time(): number {
    const clockMs = now().getTime();
    if (clockMs + aheadMs < reachedMs) aheadMs = reachedMs - clockMs;
    reachedMs = clockMs + aheadMs;
    return reachedMs;
  }

  function lockedMs(subject: Buffer, tries: number, windowMs: number, atMs: number): number {
    const since = nthNewest.get(subject, tries - 1);
    return since === undefined ? 0 : Math.max(0, since + windowMs - atMs);
  }

  return {
    waitMs(subjects, caller) {
      const atMs = time();
      return Math.max(
        ...subjects.map((subject) => lockedMs(subject, failuresPerFactor, factorWindowMs, atMs)),
        lockedMs(caller, failuresPerHour, hourMs, atMs),
      );
    },

    failed(subjects, caller) {
      const atMs = time();
      // The table holds what counts still, which the limit of each kiosk bounds.
      clearUntil.run(atMs - longestMs);
      for (const subject of [...subjects, caller]) insert.run(subject, atMs);
    },

    succeeded(subjects) {
      for (const subject of subjects) clear.run(subject);
    },
  };
}
