import type { Bitmap } from '../../native/printer/bitmap.ts';
import type { Printer, PrinterStatus, PrintResult } from '../../native/printer/port.ts';
import type { Timers } from '../../sync/queue/timers.ts';

/** Papers of one printer, one after another: a job begins when the one before is out, and the printer free. */
export interface PaperQueue {
  /** Drawn when its turn comes, so that it says what is so then; null: nobody needs it any more, and it does not come. */
  print(draw: () => Bitmap | null): Promise<PrintResult>;
  /** The paper that is being printed is broken off where it can be; those behind it are not begun. */
  stop(): Promise<void>;
}

export const PAPER_QUEUE_LIMITS = {
  /** A printer that is busy with the paper before. */
  readyMs: 15_000,
  /** Slips that wait to be printed; a visit has eight numbers at most. */
  waiting: 16,
} as const;

export function openPaperQueue(printer: Printer, { cut, timers }: { cut: boolean; timers: Timers }): PaperQueue {
  const stopping = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** The printer once it has done what it is doing. */
  const whenReady = async (): Promise<PrinterStatus> => {
    if (printer.status.state !== 'busy') return printer.status;
    let stopHearing = (): void => undefined;
    const free = new Promise<null>((resolve) => {
      stopHearing = printer.subscribe(({ state }) => {
        if (state !== 'busy') resolve(null);
      });
    });
    await orLate(timers, free, PAPER_QUEUE_LIMITS.readyMs, null);
    stopHearing();
    return printer.status;
  };

  const printNow = async (draw: () => Bitmap | null): Promise<PrintResult> => {
    const status = await whenReady();
    if (status.state === 'unavailable') return { kind: 'not-printed', reason: status.reason, detail: status.detail };
    if (status.state === 'busy') return { kind: 'not-printed', reason: 'not-responding', detail: 'busy for too long' };
    const bitmap = draw();
    return bitmap === null ? { kind: 'stopped' } : status.print({ bitmap, cut }, stopping.signal);
  };

  return {
    async print(draw) {
      if (waiting >= PAPER_QUEUE_LIMITS.waiting) {
        return { kind: 'not-printed', reason: 'not-responding', detail: 'too much waits to be printed' };
      }
      waiting += 1;
      const mine = last.then(() => (stopping.signal.aborted ? ({ kind: 'stopped' } as const) : printNow(draw)));
      last = mine.catch(() => undefined);
      return mine.finally(() => (waiting -= 1));
    },

    async stop() {
      stopping.abort();
      await last;
    },
  };
}

/** The answer, or `late` after so long. */
export async function orLate<Answer>(
  timers: Timers,
  answer: Promise<Answer>,
  delayMs: number,
  late: Answer,
): Promise<Answer> {
  let id: unknown;
  const tooLate = new Promise<Answer>((resolve) => {
    id = timers.setTimeout(() => {
      resolve(late);
    }, delayMs);
  });
  const first = await Promise.race([answer, tooLate]);
  timers.clearTimeout(id);
  return first;
}
