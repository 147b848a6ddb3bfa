/** Small rules about time that the screen needs; the clock is always handed in. */

/** Milliseconds of a clock that never goes back. */
export type Clock = () => number;

/** At most one `presence` a second goes to the station, however often the screen is touched. */
export const presenceIntervalMs = 1000;

/** EN 301 549 practice: a trembling hand's second hit within half a second is not a second wish. */
export const secondHitMs = 500;

/** On the number pad a hand is quicker, and the same digit comes twice: only the bounce of a key is ignored. */
export const padHitMs = 120;

/** Lets `run` through at once, then not again before `intervalMs` have passed. */
export function createThrottle(run: () => void, intervalMs: number, clock: Clock): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = clock();
    if (nowMs - lastMs < intervalMs) return;
    lastMs = nowMs;
    run();
  };
}

/** Answers whether a press counts. One guard for all buttons: the second hit may land on the next screen's button. */
export function createHitGuard(intervalMs: number, clock: Clock): () => boolean {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const nowMs = clock();
    const counts = nowMs - lastMs >= intervalMs;
    if (counts) lastMs = nowMs;
    return counts;
  };
}

/** A camera that was opened to read a code closes after this, when no visit began. */
export const forgottenCameraMs = 60_000;

/** A list that was opened in the place of the question closes after this, when nothing was chosen from it. */
export const forgottenListMs = 60_000;

/** Wait before the next attempt to reach the station: quick at first, then every five seconds for ever. */
export function reconnectDelayMs(failedAttempts: number): number {
  return Math.min(5000, 250 * 2 ** Math.min(failedAttempts, 10));
}
