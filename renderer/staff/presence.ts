/** Keeps an open session open while somebody is at the page, and says when it will lock. */
export interface Presence {
  /** An open session begins, or goes on. */
  begin(lockAfterMs: number): void;
  /** Somebody did something. */
  touch(): void;
  stop(): void;
}

export interface PresenceOptions {
  nowMs: () => number;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
  /** Tells the kiosk; false: it did not hear it. */
  send: () => Promise<boolean>;
  /** Seconds until it locks, near the end; null before. */
  onCountdown: (seconds: number | null) => void;
  onLock: () => void;
}

/** The kiosk is told no more often; more often while the countdown is shown. */
const tellEveryMs = 5_000;
const tellSoonMs = 500;
/** The last part of the time, in which the countdown is shown. */
const warnShare = 1 / 3;

/**
 * Counts from the moment the kiosk was asked, so that the page never locks later than the session. Without an answer the page
 * locks all the same.
 */
export function createPresence(options: PresenceOptions): Presence {
  const { nowMs } = options;
  let lockAfterMs = 0;
  let locksAtMs = 0;
  let lastSentMs = Number.NEGATIVE_INFINITY;
  let isRunning = false;
  let ticking: unknown = null;
  let telling: unknown = null;
  /** Answers of a session before this one count for nothing. */
  let turn = 0;

  function tick(): void {
    const leftMs = locksAtMs - nowMs();
    const warnMs = lockAfterMs * warnShare;
    if (leftMs <= 0) {
      presence.stop();
      options.onLock();
      return;
    }
    options.onCountdown(leftMs <= warnMs ? Math.ceil(leftMs / 1_000) : null);
    ticking = options.setTimeout(tick, leftMs > warnMs ? leftMs - warnMs : leftMs % 1_000 || 1_000);
  }

  function count(): void {
    options.clearTimeout(ticking);
    tick();
  }

  function tell(): void {
    telling = null;
    const atMs = nowMs();
    const asked = turn;
    lastSentMs = atMs;
    void options.send().then((isHeard) => {
      if (!isHeard || !isRunning || asked !== turn) return;
      locksAtMs = Math.max(locksAtMs, atMs + lockAfterMs);
      count();
    });
  }

  const presence: Presence = {
    begin(ms) {
      presence.stop();
      isRunning = true;
      turn += 1;
      lockAfterMs = ms;
      locksAtMs = nowMs() + ms;
      lastSentMs = nowMs();
      count();
    },
    touch() {
      if (!isRunning || telling !== null) return;
      const isShown = locksAtMs - nowMs() <= lockAfterMs * warnShare;
      const waitMs = lastSentMs + (isShown ? tellSoonMs : tellEveryMs) - nowMs();
      if (waitMs <= 0) tell();
      else telling = options.setTimeout(tell, waitMs);
    },
    stop() {
      isRunning = false;
      options.clearTimeout(ticking);
      options.clearTimeout(telling);
      telling = null;
      options.onCountdown(null);
    },
  };
  return presence;
}
