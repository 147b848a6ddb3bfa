import type { ClosedNotice } from './kiosk-view.ts';
import type { Station } from './station-port.ts';

/** Causes that pass by themselves: another program ends, a disk is mounted or has room again. */
const passing: readonly ClosedNotice[] = ['folder-in-use', 'data-folder-unwritable'];

/** EX_TEMPFAIL of sysexits.h: to be tried again. */
export const blockedExitCode = 75;

/** Long enough to be read, and shorter than a life that its supervisor calls healthy: it waits longer each time. */
const leaveAfterMs = 15_000;

export interface LeavingProcess {
  exit(code: number): void;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

/** A station that is closed for a cause that passes ends its process after a while, so that its supervisor starts it anew. */
export function leaveWhenBlocked(station: Station, notice: ClosedNotice, leaving: LeavingProcess): Station {
  if (!passing.includes(notice)) return station;
  const timer = leaving.setTimeout(() => {
    void station.stop().finally(() => {
      leaving.exit(blockedExitCode);
    });
  }, leaveAfterMs);
  return {
    ...station,
    stop: () => {
      leaving.clearTimeout(timer);
      return station.stop();
    },
  };
}
