import { afterEach, describe, expect, it, vi } from 'vitest';
import { PrinterSimulator } from '../../fixtures/simulators/printer.ts';
import { createPrinter } from '../../native/printer/device-printer.ts';
import { createLineDevice } from '../../native/printer/line-device.ts';
import { hurriedClock } from '../../native/printer/testing.ts';
import type { Printer } from '../../native/printer/port.ts';
import type { Payment } from '../bridge/payment-snapshot.ts';
import type { VisitAt, VisitSnapshot } from '../bridge/snapshot.ts';
import { openPrinting, type Printing, PRINTING_LIMITS } from './printing.ts';
import * as drawing from './slip-drawing.ts';
import { paper58, surroundings, ticketSlip } from './slips-testing.ts';

const keyOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

const ticket = (change: Partial<VisitAt<'ticket'>> = {}): VisitAt<'ticket'> =>
  ({
    ...ticketSlip,
    step: 'ticket',
    key: keyOf(1),
    identity: 'proven',
    faceOffer: 'none',
    origin: 'new',
    offers: [],
    sync: 'confirmed',
    cardStillThere: false,
    others: [],
    isIncomplete: false,
    canGoOn: false,
    ...change,
  }) as VisitAt<'ticket'>;

const attract: VisitSnapshot = { step: 'attract', prompt: 'welcome' };
const desk: VisitAt<'desk'> = {
  step: 'desk',
  key: keyOf(9),
  number: 'TD-003',
  origin: 'new',
  reason: 'no-clinic',
  advice: null,
  issuedAt: surroundings.now,
  sync: 'pending',
  cardStillThere: false,
};
const scanned: VisitSnapshot = {
  step: 'my-ticket',
  ticket: {
    ...{ number: 'TM-042', official: true, clinic: null, day: null, code: ticketSlip.code },
    documents: { checkAtDoor: false, bringDocument: true },
  },
  cardStillThere: false,
  now: { state: 'shown', status: 'confirmed', ahead: 4, refusal: null, offers: [], notice: 'none', canReturn: false },
};

const nothingToPay: Payment = { state: 'none' };

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface Kiosk {
  printing: Printing;
  simulator: PrinterSimulator;
  printer: Printer;
  logged: string[];
  onNotPrinted: ReturnType<typeof vi.fn>;
  /** Timers of the service, going off when the test says so. */
  goOff: () => void;
}

async function open(
  change: { payment?: () => Promise<Payment>; paymentNow?: () => Payment; hasPrinter?: boolean } = {},
): Promise<Kiosk> {
  const simulator = new PrinterSimulator({ widthDots: paper58.widthDots, mmPerSecond: 1_000_000 });
  const device = createLineDevice(simulator, { dotsPerMm: 8, clock: hurriedClock });
  const printer = createPrinter(device, {
    clock: { setTimer: (callback) => hurriedClock.setTimer(callback, 0) },
  });
  const logged: string[] = [];
  const onNotPrinted = vi.fn();
  const timers = new Set<() => void>();
  const printing = openPrinting({
    printer: change.hasPrinter === false ? null : printer,
    paper: { ...paper58, cut: true },
    hospital: surroundings.hospital,
    kioskId: 'K1',
    calledBy: 'both',
    moment: () => surroundings,
    payment: change.payment ?? (() => Promise.resolve({ state: 'none' })),
    paymentNow: change.paymentNow ?? (() => ({ state: 'none' })),
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
  stops.push(async () => {
    await printing.stop();
    await printer.close();
  });
  await vi.waitFor(() => expect(printer.status.state).toBe('ready'));
  const goOff = (): void => {
    for (const callback of timers) callback();
  };
  return { printing, simulator, printer, logged, onNotPrinted, goOff };
}

const isPaper = (printing: Printing, paper: string): Promise<void> =>
  vi.waitFor(() => expect(printing.view().paper).toBe(paper));

describe('a ticket on the screen', () => {
  it('is printed once by itself, and not again when it comes back to the screen', async () => {
    const { printing, simulator, logged } = await open();
    printing.show(ticket(), 'vi');
    expect(printing.view().paper).toBe('printing');
    await isPaper(printing, 'printed');
    printing.show(ticket({ sync: 'refused' }), 'en');
    printing.show(attract, 'vi');
    expect(printing.view().paper).toBe('none');
    printing.show(ticket(), 'vi');
    expect(printing.view()).toMatchObject({ paper: 'none' });
    await printing.stop();
    expect(simulator.slips).toHaveLength(1);
    expect(logged).toEqual(['ticket-printed {"kind":"ticket"}']);
  });

  it('is printed again when it is asked for, but not without end', async () => {
    const { printing, simulator } = await open();
    printing.show(ticket(), 'vi');
    printing.again();
    await isPaper(printing, 'printed');
    for (let asked = 1; asked <= PRINTING_LIMITS.timesAgain; asked += 1) {
      expect(printing.view().mayPrintAgain).toBe(true);
      printing.again();
      await isPaper(printing, 'printed');
    }
    expect(simulator.slips).toHaveLength(1 + PRINTING_LIMITS.timesAgain);
    // The screen offers it no longer, also to whoever puts the ticket away and scans it.
    expect(printing.view().mayPrintAgain).toBe(false);
    printing.show(attract, 'vi');
    printing.show({ ...scanned, ticket: { ...scanned.ticket!, code: ticketSlip.code } }, 'vi');
    expect(printing.view().mayPrintAgain).toBe(false);
    printing.again();
    expect(printing.view().paper).toBe('none');
    // Another ticket has papers of its own.
    printing.show({ ...scanned, ticket: { ...scanned.ticket!, code: 'TD1:another' } }, 'vi');
    expect(printing.view().mayPrintAgain).toBe(true);
  });

  it('of several numbers has a paper for each', async () => {
    const { printing, simulator } = await open();
    const other = { key: keyOf(2), number: 'MAT-007', official: true, clinic: null, code: 'TD1:2' };
    printing.show(ticket({ others: [other] }), 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(2);
  });

  it('of before a restart, or scanned, is printed only when it is asked for', async () => {
    const { printing, simulator } = await open();
    printing.show(ticket({ origin: 'again' }), 'vi');
    printing.show(scanned, 'vi');
    printing.show({ ...desk, origin: 'again' }, 'vi');
    expect(printing.view().paper).toBe('none');
    expect(simulator.slips).toEqual([]);
    printing.again();
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(1);
  });

  it('that is put away is forgotten, and the paper that has begun comes out', async () => {
    const { printing, simulator } = await open();
    printing.show(ticket(), 'vi');
    printing.show(attract, 'vi');
    printing.again();
    await vi.waitFor(() => expect(simulator.slips).toHaveLength(1));
    expect(printing.view().paper).toBe('none');
  });
});

it('a queue that took nothing still gives a paper for the desk, without a number, once', async () => {
  const { printing, simulator } = await open();
  const numberless = { ...desk, key: null, number: '' };
  printing.show(numberless, 'vi');
  await isPaper(printing, 'printed');
  printing.show(numberless, 'en');
  expect(simulator.slips).toHaveLength(1);
  printing.show(attract, 'vi');
  printing.show({ ...numberless, issuedAt: '2026-11-22T09:00:00+07:00' }, 'vi');
  await isPaper(printing, 'printed');
  expect(simulator.slips).toHaveLength(2);
});

describe('what is to be paid', () => {
  const due: Payment = {
    state: 'due',
    amount: 150_000,
    qr: 'x'.repeat(120),
    bank: 'Vietcombank',
    maskedAccount: '****4567',
    invoiceNumber: null,
    until: null,
  };
  const heightWith = async (payment: () => Promise<Payment>): Promise<number | undefined> => {
    const { printing, simulator, goOff } = await open({ payment });
    printing.show(ticket(), 'vi');
    await vi.waitFor(() => {
      goOff();
      expect(printing.view().paper).toBe('printed');
    });
    return simulator.slips[0]?.bitmap.heightDots;
  };

  it('is waited for, but not for long', async () => {
    const without = await heightWith(() => Promise.resolve({ state: 'none' }));
    expect(await heightWith(() => new Promise<Payment>(() => undefined))).toBe(without);
    const { printing, simulator } = await open({ payment: () => Promise.resolve(due) });
    printing.show(ticket(), 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips[0]?.bitmap.heightDots).toBeGreaterThan((without ?? 0) + 200);
  });
});

describe('what is to be paid and becomes known after the paper', () => {
  const cashier = (amount: number | null): Payment => ({
    ...{ state: 'cashier', reason: 'cancelled', amount, invoiceNumber: null },
  });

  it('has a small paper of its own, once for each amount and not without end', async () => {
    let now: Payment = { state: 'asking' };
    const { printing, simulator } = await open({ paymentNow: () => now });
    printing.show(ticket(), 'en');
    await isPaper(printing, 'printed');
    const ticketDots = simulator.slips[0]!.bitmap.heightDots;
    for (let amount = 1; amount <= PRINTING_LIMITS.payments; amount += 1) {
      now = cashier(amount);
      printing.paymentChanged();
      printing.paymentChanged();
      expect(printing.view().paper).toBe('printing');
      await isPaper(printing, 'printed');
      expect(simulator.slips).toHaveLength(1 + amount);
      expect(simulator.slips.at(-1)!.bitmap.heightDots).toBeLessThan(ticketDots);
    }
    now = cashier(null);
    printing.paymentChanged();
    expect(printing.view().paper).toBe('printed');
  });

  it('while the paper is printed has one when it is out, and none where the paper says it or nothing is to be paid', async () => {
    let now: Payment = cashier(7);
    const late = await open({ paymentNow: () => now, payment: () => Promise.resolve(nothingToPay) });
    late.printing.show(ticket(), 'vi');
    late.printing.paymentChanged();
    await vi.waitFor(() => expect(late.simulator.slips).toHaveLength(2));
    const early = await open({ paymentNow: () => now, payment: () => Promise.resolve(cashier(7)) });
    early.printing.show(ticket(), 'vi');
    await isPaper(early.printing, 'printed');
    now = { state: 'balanced' };
    early.printing.paymentChanged();
    expect(early.printing.view().paper).toBe('printed');
    expect(early.simulator.slips).toHaveLength(1);
  });

  it('has none beside a ticket that was scanned, or that has left the screen', async () => {
    const { printing, simulator } = await open({ paymentNow: () => cashier(7) });
    printing.paymentChanged();
    printing.show(scanned, 'vi');
    printing.again();
    await isPaper(printing, 'printed');
    printing.paymentChanged();
    expect(printing.view().paper).toBe('printed');
    expect(simulator.slips).toHaveLength(1);
  });
});

describe('the small paper', () => {
  const code = (amount: number): Payment => ({
    ...{ state: 'due', amount, qr: `qr-${String(amount)}`, bank: 'Vietcombank', maskedAccount: '****4567' },
    ...{ invoiceNumber: null, until: null },
  });
  const drawn = vi.spyOn(drawing, 'drawPaymentSlip');
  afterEach(() => drawn.mockClear());
  const replaced = () => drawn.mock.calls.map(([slip]) => slip.replaces);

  it('with another code says that it replaces the one before', async () => {
    let now = code(1);
    const { printing, simulator } = await open({ paymentNow: () => now, payment: () => Promise.resolve(code(1)) });
    printing.show(ticket(), 'vi');
    await isPaper(printing, 'printed');
    for (const next of [code(2), code(3)]) {
      now = next;
      printing.paymentChanged();
      await isPaper(printing, 'printed');
    }
    expect(simulator.slips).toHaveLength(3);
    expect(replaced()).toEqual([true, true]);
  });

  it('with the same code comes only where that is good for less long, and replaces nothing', async () => {
    const until = (time: string | null) => ({ ...code(1), until: time }) as Payment;
    let now = until('2026-11-22T14:30:00+07:00');
    const said = now;
    const { printing, simulator } = await open({ paymentNow: () => now, payment: () => Promise.resolve(said) });
    printing.show(ticket(), 'vi');
    await isPaper(printing, 'printed');
    for (const later of ['2026-11-22T14:31:00+07:00', '2026-11-22T07:30:00Z', null]) {
      now = until(later);
      printing.paymentChanged();
      expect(printing.view().paper).toBe('printed');
    }
    now = until('2026-11-22T14:29:00+07:00');
    printing.paymentChanged();
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(2);
    expect(replaced()).toEqual([false]);
  });

  it('with the first code, or none, replaces nothing', async () => {
    let now: Payment = { state: 'asking' };
    const { printing } = await open({ paymentNow: () => now });
    printing.show(ticket(), 'vi');
    await isPaper(printing, 'printed');
    for (const next of [
      code(1),
      { state: 'cashier', reason: 'cancelled', amount: null, invoiceNumber: null } as const,
    ]) {
      now = next;
      printing.paymentChanged();
      await isPaper(printing, 'printed');
    }
    expect(replaced()).toEqual([false, false]);
  });

  it('that does not come is said to be missing, and asked for alone', async () => {
    let now: Payment = { state: 'asking' };
    const { printing, simulator, onNotPrinted } = await open({ paymentNow: () => now });
    printing.show(ticket(), 'vi');
    await isPaper(printing, 'printed');
    simulator.set('empty');
    now = code(1);
    printing.paymentChanged();
    await isPaper(printing, 'payment-not-printed');
    expect(onNotPrinted).toHaveBeenCalledOnce();
    simulator.set('good');
    await vi.waitFor(() => expect(printing.view().printer.state).toBe('ready'));
    expect(printing.view().mayPrintAgain).toBe(true);
    printing.again();
    await isPaper(printing, 'printed');
    // The ticket, and one small paper beside it.
    expect(simulator.slips).toHaveLength(2);
    expect(simulator.slips[1]!.bitmap.heightDots).toBeLessThan(simulator.slips[0]!.bitmap.heightDots);
  });

  it('is not tried without end, and gives way to what the hospital says next', async () => {
    let now = code(1);
    const { printing, simulator, onNotPrinted, logged } = await open({ paymentNow: () => now });
    printing.show(ticket(), 'vi');
    simulator.set('empty-midway');
    await isPaper(printing, 'not-printed');
    // The ticket itself is missing: its own paper will say what is to be paid.
    now = code(2);
    printing.paymentChanged();
    expect(printing.view().paper).toBe('not-printed');
    simulator.set('good');
    await vi.waitFor(() => expect(printing.view().printer.state).toBe('ready'));
    printing.again();
    await vi.waitFor(() => expect(printing.view().paper).toBe('printed'));
    simulator.set('empty');
    now = code(3);
    printing.paymentChanged();
    await isPaper(printing, 'payment-not-printed');
    for (let asked = 1; asked <= PRINTING_LIMITS.timesAgain; asked += 1) {
      expect(printing.view().mayPrintAgain).toBe(true);
      printing.again();
      await isPaper(printing, 'payment-not-printed');
    }
    expect(printing.view().mayPrintAgain).toBe(false);
    const tried = logged.length;
    printing.again();
    expect(logged).toHaveLength(tried);
    // The ticket once; the small paper by itself, and each time it was asked for.
    expect(onNotPrinted).toHaveBeenCalledTimes(2 + PRINTING_LIMITS.timesAgain);
  });

  describe('that did not come', () => {
    async function missing(limit = 1) {
      let now: Payment = { state: 'asking' };
      const kiosk = await open({ paymentNow: () => now });
      const become = (payment: Payment) => {
        now = payment;
        kiosk.printing.paymentChanged();
      };
      kiosk.printing.show(ticket(), 'vi');
      await isPaper(kiosk.printing, 'printed');
      kiosk.simulator.set('empty');
      for (let amount = 1; amount <= limit; amount += 1) {
        become(code(amount));
        await isPaper(kiosk.printing, 'payment-not-printed');
      }
      kiosk.simulator.set('good');
      await vi.waitFor(() => expect(kiosk.printing.view().printer.state).toBe('ready'));
      drawn.mockClear();
      return { ...kiosk, become };
    }

    it('is missed no longer once it is paid for', async () => {
      const { printing, become } = await missing();
      become({ state: 'balanced' });
      expect(printing.view().paper).toBe('printed');
      printing.again();
      await isPaper(printing, 'printed');
      // The ticket, if anything.
      expect(drawn).not.toHaveBeenCalled();
    });

    it('says what is to be paid when it is asked for, however often that has changed', async () => {
      const { printing, become, simulator } = await missing(PRINTING_LIMITS.payments);
      become(code(9));
      expect(printing.view().paper).toBe('payment-not-printed');
      printing.again();
      await isPaper(printing, 'printed');
      expect(drawn.mock.calls.map(([{ payment, replaces }]) => ({ payment, replaces }))).toEqual([
        { payment: code(9), replaces: true },
      ]);
      expect(simulator.slips).toHaveLength(2);
    });

    it('while it was paid for needs nobody to be told', async () => {
      let now: Payment = { state: 'asking' };
      const { printing, simulator, onNotPrinted, logged } = await open({ paymentNow: () => now });
      printing.show(ticket(), 'vi');
      await isPaper(printing, 'printed');
      simulator.set('empty');
      now = code(1);
      printing.paymentChanged();
      now = { state: 'balanced' };
      await isPaper(printing, 'printed');
      expect(logged.at(-1)).toBe('ticket-not-printed {"kind":"payment","reason":"media-empty"}');
      await printing.stop();
      expect(onNotPrinted).not.toHaveBeenCalled();
    });
  });
});

describe('a printer', () => {
  it('without paper is said to have none, and prints when it is asked again', async () => {
    const { printing, simulator, logged, onNotPrinted } = await open();
    simulator.set('empty');
    printing.show(desk, 'vi');
    await isPaper(printing, 'not-printed');
    await vi.waitFor(() => expect(onNotPrinted).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(printing.view().printer).toEqual({ state: 'unavailable', reason: 'media-empty' }));
    simulator.set('good');
    await vi.waitFor(() => expect(printing.view().printer).toEqual({ state: 'ready', isLow: false }));
    expect(simulator.slips).toEqual([]);
    printing.again();
    await isPaper(printing, 'printed');
    expect(onNotPrinted).toHaveBeenCalledOnce();
    expect(logged).toEqual([
      'ticket-not-printed {"kind":"desk","reason":"media-empty"}',
      'ticket-printed {"kind":"desk"}',
    ]);
  });

  it('that fails once more is told of once more, and not when its ticket has been put away', async () => {
    const { printing, simulator, onNotPrinted, logged } = await open();
    simulator.set('empty');
    printing.show(ticket(), 'vi');
    await isPaper(printing, 'not-printed');
    for (const times of [1, 2]) {
      await vi.waitFor(() => expect(onNotPrinted).toHaveBeenCalledTimes(times));
      printing.again();
      if (times === 1) await isPaper(printing, 'not-printed');
    }
    printing.show(attract, 'vi');
    await vi.waitFor(() => expect(logged).toHaveLength(3));
    await printing.stop();
    expect(onNotPrinted).toHaveBeenCalledTimes(2);
  });

  it('whose paper ends in the middle has not printed', async () => {
    const { printing, simulator } = await open();
    simulator.set('empty-midway');
    printing.show(ticket(), 'vi');
    await isPaper(printing, 'not-printed');
  });

  it('that fails when the ticket has been put away interrupts nobody', async () => {
    const { printing, simulator, logged, onNotPrinted } = await open();
    simulator.set('empty');
    printing.show(ticket(), 'vi');
    printing.show(attract, 'vi');
    await vi.waitFor(() => expect(logged).toHaveLength(1));
    await printing.stop();
    expect(onNotPrinted).not.toHaveBeenCalled();
  });

  it('that is not there leaves the number to the screen', async () => {
    const { printing, onNotPrinted } = await open({ hasPrinter: false });
    printing.show(ticket(), 'vi');
    printing.show(ticket({ sync: 'refused' }), 'vi');
    expect(onNotPrinted).toHaveBeenCalledOnce();
    printing.again();
    expect(printing.view()).toEqual({ printer: { state: 'not-configured' }, paper: 'none', mayPrintAgain: false });
    expect(await printing.testPage()).toEqual({ kind: 'no-printer' });
  });

  it('is tried with a page that is no ticket', async () => {
    const { printing, simulator, logged } = await open();
    expect(await printing.testPage()).toEqual({ kind: 'printed' });
    expect(simulator.slips).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  it('takes no more than a bounded number of papers at a time', async () => {
    const { printing } = await open();
    const pages = Array.from({ length: PRINTING_LIMITS.waiting + 1 }, () => printing.testPage());
    expect((await Promise.all(pages)).at(-1)).toMatchObject({ kind: 'not-printed' });
  });
});
