import type { Timers } from './timers.ts';

/** Why the whole outbox waits: nobody answers, the hospital refuses the kiosk, or the disk refuses to keep the answers. */
export type WaitCause = 'away' | 'paused' | 'disk';

/** Waits of all rows, one a cause; those of single lanes are in lane-rests.ts. */
export interface SyncWaits {
  /** A wait that runs already begins anew. */
  begin(cause: WaitCause, delayMs: number): void;
  end(cause: WaitCause): void;
  endAll(): void;
  isOn(cause: WaitCause): boolean;
}

/** `ended` is called when a wait is over, not when it is ended early. */
export function openSyncWaits(timers: Timers, ended: () => void): SyncWaits {
  const running = new Map<WaitCause, unknown>();

  function end(cause: WaitCause): void {
    if (!running.has(cause)) return;
    timers.clearTimeout(running.get(cause));
    running.delete(cause);
  }

  return {
    begin(cause, delayMs) {
      end(cause);
      const handle = timers.setTimeout(() => {
        running.delete(cause);
        ended();
      }, delayMs);
      running.set(cause, handle);
    },
    end,
    endAll() {
      for (const cause of [...running.keys()]) end(cause);
    },
    isOn: (cause) => running.has(cause),
  };
}
