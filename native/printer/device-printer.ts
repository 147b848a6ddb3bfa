/** A printer over any device: looked at while it is idle, one job at a time. */
import { type DeviceClock, systemClock } from '../clock.ts';
import { openDeviceFront } from '../device-front.ts';
import type { Condition, Printer, PrinterDevice, PrinterStatus, PrinterTrouble, PrintResult } from './port.ts';
import type { PrintJob } from './escpos.ts';

/**
 * Papers in a row that did not come out until a printer that seems to be well is doubted. One may be a hand at the paper; a queue
 * of the printing system says nothing of a printer that is switched off but while it has a job for it.
 */
const failuresUntilDoubt = 2;

/** Looks at the device at once; the first status is `unavailable` until that has worked. */
export function createPrinter(device: PrinterDevice, { clock = systemClock }: { clock?: DeviceClock } = {}): Printer {
  const front = openDeviceFront<PrinterStatus, PrinterStatus>({
    initial: { state: 'unavailable', reason: 'not-reachable', detail: 'not looked at yet' },
    closed: { state: 'unavailable', reason: 'not-reachable', detail: 'closed' },
    news: (status) => status,
  });
  /** Counts jobs and looks: what an earlier one says late does not stand over what came after. */
  let generation = 0;
  let cancelLook: (() => void) | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  /** How many papers in a row did not come out, and why the last of them did not. */
  let failed: ({ times: number } & PrinterTrouble) | null = null;

  /** The device does one thing at a time. One that throws is a mistake of ours, and no reason to stop looking. */
  const inTurn = <Result>(does: () => Promise<Result>): Promise<Result> => {
    const mine = queue.then(does);
    queue = mine.catch(() => undefined);
    return mine;
  };

  const print = async (job: PrintJob, signal?: AbortSignal): Promise<PrintResult> => {
    if (front.isClosing()) return { kind: 'stopped' };
    generation += 1;
    const mine = generation;
    cancelLook?.();
    // One in doubt is no other while it is tried.
    if (front.status.state !== 'doubtful') front.setStatus({ state: 'busy' });
    try {
      const result = await inTurn(() => device.print(job, signal));
      note(result);
      return result;
    } finally {
      if (mine === generation) await look();
    }
  };

  const note = (result: PrintResult): void => {
    if (result.kind === 'stopped') return;
    failed =
      result.kind === 'printed'
        ? null
        : { times: (failed?.times ?? 0) + 1, reason: result.reason, detail: result.detail };
  };

  const seeming = (isLow: boolean): PrinterStatus =>
    failed === null || failed.times < failuresUntilDoubt
      ? { state: 'ready', isLow, print }
      : { state: 'doubtful', reason: failed.reason, detail: failed.detail, print };

  const look = async (): Promise<void> => {
    generation += 1;
    const mine = generation;
    const condition = await inTurn(() => device.look()).catch((): Condition => ({
      state: 'wrong',
      reason: 'hardware-error',
      detail: 'the printer could not be looked at',
    }));
    if (mine !== generation || front.isClosing()) return;
    front.setStatus(
      condition.state === 'fine'
        ? seeming(condition.isLow)
        : { state: 'unavailable', reason: condition.reason, detail: condition.detail },
    );
    cancelLook = clock.setTimer(() => void look(), device.pollMs);
  };

  void look();

  return {
    get status() {
      return front.status;
    },
    subscribe: (listener) => front.subscribe(listener),
    close: () =>
      front.close(async () => {
        generation += 1;
        cancelLook?.();
        await device.close();
        await queue;
      }),
  };
}
