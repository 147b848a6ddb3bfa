import { randomUUID } from 'node:crypto';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { Timers } from '../sync/queue/timers.ts';
import type { PrinterView } from './bridge/paper-snapshot.ts';
import type { CallBoard } from './staff/call-board.ts';

/**
 * A printer that prints nothing calls staff as a patient would, by sound and lamp, once for each trouble: the call ends with the
 * trouble, whoever took it. A kiosk that is closed serves nobody, and calls nobody for its paper.
 */
export interface PrinterCall {
  /** How the printer is now, and whether anybody is served; as often as anybody looks. */
  see(printer: PrinterView, servesAnybody: boolean): void;
  stop(): void;
}

/** Whoever changes a roll is there already, and a printer that starts has not answered yet. */
export const printerGraceMs = 20_000;

interface Trouble {
  id: string;
  timer: unknown;
  hasCalled: boolean;
}

export function callForPrinter({
  board,
  staff,
  timers,
}: {
  board: Pick<CallBoard, 'add' | 'done'>;
  staff: Pick<KioskQueue['staff'], 'tasks' | 'write'>;
  timers: Timers;
}): PrinterCall {
  let trouble: Trouble | null = null;

  const settle = (id: string): void => {
    board.done(id);
    // A disk that refuses leaves a task that staff settle by hand.
    staff.write(({ tasks }) => {
      tasks.endCall(id);
    });
  };

  // The process before this one may have ended in the middle of a trouble; one that lasts calls anew.
  for (const { id, kind, reason, state } of staff.tasks.list()) {
    if (kind === 'call' && reason === 'printer' && state !== 'done') settle(id);
  }

  return {
    see({ state }, servesAnybody) {
      if (servesAnybody && state === 'unavailable' && trouble === null) {
        const began: Trouble = { id: randomUUID(), timer: null, hasCalled: false };
        began.timer = timers.setTimeout(() => {
          began.hasCalled = true;
          board.add({ id: began.id, urgency: 'printer' });
        }, printerGraceMs);
        trouble = began;
      }
      if ((state === 'ready' || !servesAnybody) && trouble !== null) {
        timers.clearTimeout(trouble.timer);
        if (trouble.hasCalled) settle(trouble.id);
        trouble = null;
      }
    },
    stop() {
      if (trouble !== null) timers.clearTimeout(trouble.timer);
    },
  };
}
