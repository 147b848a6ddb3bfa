/** A printer over any device: looked at while it is idle, one job at a time. */
import { type DeviceClock, systemClock } from '../clock.ts';
import { openDeviceFront } from '../device-front.ts';
import type { Condition, Printer, PrinterDevice, PrinterStatus, PrintResult } from './port.ts';
import type { PrintJob } from './escpos.ts';

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
    front.setStatus({ state: 'busy' });
    try {
      return await inTurn(() => device.print(job, signal));
    } finally {
      if (mine === generation) await look();
    }
  };

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
        ? { state: 'ready', isLow: condition.isLow, print }
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
