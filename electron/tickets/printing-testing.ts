import { expect, onTestFinished, vi } from 'vitest';
import { PrinterSimulator } from '../../fixtures/simulators/printer.ts';
import { ticketCode } from '../../native/citizen-id/ticket-code.ts';
import { createPrinter } from '../../native/printer/device-printer.ts';
import { createLineDevice } from '../../native/printer/line-device.ts';
import type { PrinterDevice } from '../../native/printer/port.ts';
import { hurriedClock } from '../../native/printer/testing.ts';
import type { Payment } from '../bridge/payment-snapshot.ts';
import type { VisitAt, VisitSnapshot } from '../bridge/snapshot.ts';
import { openPrinting } from './printing.ts';
import type { Printing } from './printing-port.ts';
import { nothingToPay } from './slips.ts';
import { paper58, surroundings, ticketSlip } from './slips-testing.ts';

/** What the tests of printing share: screens with and without a paper, and a kiosk whose printer takes no time. */

/** A printer that nobody waits for. */
export const quickMmPerSecond = 1_000_000;

export const keyOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

export const ticketOnScreen = (change: Partial<VisitAt<'ticket'>> = {}): VisitAt<'ticket'> =>
  ({
    ...ticketSlip,
    step: 'ticket',
    key: keyOf(1),
    identity: 'proven',
    faceOffer: 'none',
    insured: true,
    origin: 'new',
    offers: [],
    sync: 'confirmed',
    cardStillThere: false,
    others: [],
    isIncomplete: false,
    canGoOn: false,
    ...change,
  }) as VisitAt<'ticket'>;

export const attract: VisitSnapshot = { step: 'attract', prompt: 'welcome' };

export const deskOnScreen: VisitAt<'desk'> = {
  step: 'desk',
  key: keyOf(9),
  number: 'TD-003',
  code: ticketCode(keyOf(9)),
  origin: 'new',
  reason: 'no-clinic',
  advice: null,
  issuedAt: surroundings.now,
  sync: 'pending',
  cardStillThere: false,
};

/** A ticket that somebody shows again. */
export const scannedTicket = (code = ticketSlip.code): VisitSnapshot => ({
  step: 'my-ticket',
  ticket: {
    ...{ number: 'TM-042', official: true, clinic: null, day: null, code },
    ...{ replacedNumber: null, documents: { checkAtDoor: false, bringDocument: true } },
  },
  cardStillThere: false,
  now: { state: 'shown', status: 'confirmed', ahead: 4, refusal: null, offers: [], notice: 'none', mayReturn: 'no' },
});

export interface PrintingKiosk {
  printing: Printing;
  simulator: PrinterSimulator;
  logged: string[];
  onNotPrinted: ReturnType<typeof vi.fn>;
  /** Timers of the service, going off when the test says so. */
  goOff: () => void;
}

/** Stopped when the test ends. */
export async function openPrintingKiosk(
  change: {
    payment?: () => Promise<Payment>;
    paymentNow?: () => Payment;
    hasPrinter?: boolean;
    device?: PrinterDevice;
  } = {},
): Promise<PrintingKiosk> {
  const simulator = new PrinterSimulator({ widthDots: paper58.widthDots, mmPerSecond: quickMmPerSecond });
  const device = change.device ?? createLineDevice(simulator, { dotsPerMm: 8, clock: hurriedClock });
  const printer = createPrinter(device, {
    clock: { setTimer: (callback) => hurriedClock.setTimer(callback, 0) },
  });
  const { serviceDate, session } = surroundings;
  const logged: string[] = [];
  const onNotPrinted = vi.fn();
  const timers = new Set<() => void>();
  const printing = openPrinting({
    printer: change.hasPrinter === false ? null : printer,
    paper: { ...paper58, cut: true },
    hospital: surroundings.hospital,
    kioskId: 'K1',
    calledBy: 'both',
    moment: () => ({ serviceDate, session }),
    payment: change.payment ?? (() => Promise.resolve(nothingToPay)),
    paymentNow: change.paymentNow ?? (() => nothingToPay),
    paymentWaitMs: 2_500,
    now: () => new Date(surroundings.now),
    timers: {
      setTimeout: (callback) => {
        timers.add(callback);
        return callback;
      },
      clearTimeout: (id) => void timers.delete(id as () => void),
    },
    onChange: () => undefined,
    onNotPrinted,
    log: { write: (id, fields) => void (id !== 'device-state' && logged.push(`${id} ${JSON.stringify(fields)}`)) },
  });
  onTestFinished(async () => {
    await printing.stop();
    await printer.close();
  });
  await vi.waitFor(() => expect(printer.status.state).toBe('ready'));
  const goOff = (): void => {
    for (const callback of timers) callback();
  };
  return { printing, simulator, logged, onNotPrinted, goOff };
}

export const isPaper = (printing: Printing, paper: string): Promise<void> =>
  vi.waitFor(() => expect(printing.view().paper).toBe(paper));
