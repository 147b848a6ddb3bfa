import type { ClosedNotice } from './kiosk-view.ts';
import type { Station } from './station-port.ts';

/** Causes that pass by themselves: another program ends, a disk is mounted or has room again. */
const passing: readonly ClosedNotice[] = ['folder-in-use', 'data-folder-unwritable'];

/** EX_TEMPFAIL of sysexits.h: to be tried again. */
export const blockedExitCode = 75;

/** Long enough to be read, and shorter than a life that its supervisor calls healthy: it waits longer each time. */
const leaveAfterMs = 15_000;

/** The station's own process. */
export interface OwnProcess {
  /** A line on standard error, where IT staff look. */
  say(line: string): void;
  exit(code: number): void;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}

/**
 * A closed station in a process of its own says why. Closed for a cause that passes it ends the process after a while, so that
 * its supervisor starts it anew.
 */
export function closedOnItsOwn(station: Station, notice: ClosedNotice, own: OwnProcess): Station {
  own.say(`Tiếp Đón is closed: ${station.problem ?? notice}`);
  if (!passing.includes(notice)) return station;
  const timer = own.setTimeout(() => {
    void station.stop().finally(() => {
      own.exit(blockedExitCode);
    });
  }, leaveAfterMs);
  return {
    ...station,
    stop: () => {
      own.clearTimeout(timer);
      return station.stop();
    },
  };
}
