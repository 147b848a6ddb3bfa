import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Payment } from '../bridge/payment-snapshot.ts';
import { PRINTING_LIMITS } from './printing-port.ts';
import { isPaper, openPrintingKiosk, scannedTicket, ticketOnScreen } from './printing-testing.ts';
import * as drawing from './slip-drawing.ts';
import { nothingToPay } from './slips.ts';

describe('what is to be paid', () => {
  const due: Payment = {
    state: 'due',
    amount: 150_000,
    qr: 'x'.repeat(120),
    bank: 'Vietcombank',
    maskedAccount: '••••4567',
    invoiceNumber: null,
    until: null,
  };
  const heightWith = async (payment: () => Promise<Payment>): Promise<number | undefined> => {
    const { printing, simulator, goOff } = await openPrintingKiosk({ payment });
    printing.show(ticketOnScreen(), 'vi');
    await vi.waitFor(() => {
      goOff();
      expect(printing.view().paper).toBe('printed');
    });
    return simulator.slips[0]?.bitmap.heightDots;
  };

  it('is waited for, but not for long', async () => {
    const without = await heightWith(() => Promise.resolve({ state: 'none' }));
    expect(await heightWith(() => new Promise<Payment>(() => undefined))).toBe(without);
    const { printing, simulator } = await openPrintingKiosk({ payment: () => Promise.resolve(due) });
    printing.show(ticketOnScreen(), 'vi');
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
    const { printing, simulator } = await openPrintingKiosk({ paymentNow: () => now });
    printing.show(ticketOnScreen(), 'en');
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
    const late = await openPrintingKiosk({ paymentNow: () => now, payment: () => Promise.resolve(nothingToPay) });
    late.printing.show(ticketOnScreen(), 'vi');
    late.printing.paymentChanged();
    await vi.waitFor(() => expect(late.simulator.slips).toHaveLength(2));
    const early = await openPrintingKiosk({ paymentNow: () => now, payment: () => Promise.resolve(cashier(7)) });
    early.printing.show(ticketOnScreen(), 'vi');
    await isPaper(early.printing, 'printed');
    now = { state: 'balanced' };
    early.printing.paymentChanged();
    expect(early.printing.view().paper).toBe('printed');
    expect(early.simulator.slips).toHaveLength(1);
  });

  it('has none beside a ticket that was scanned, or that has left the screen', async () => {
    const { printing, simulator } = await openPrintingKiosk({ paymentNow: () => cashier(7) });
    printing.paymentChanged();
    printing.show(scannedTicket(), 'vi');
    printing.again();
    await isPaper(printing, 'printed');
    printing.paymentChanged();
    expect(printing.view().paper).toBe('printed');
    expect(simulator.slips).toHaveLength(1);
  });
});

describe('the small paper', () => {
  const code = (amount: number): Payment => ({
    ...{ state: 'due', amount, qr: `qr-${String(amount)}`, bank: 'Vietcombank', maskedAccount: '••••4567' },
    ...{ invoiceNumber: null, until: null },
  });
  const drawn = vi.spyOn(drawing, 'drawPaymentSlip');
  afterEach(() => drawn.mockClear());
  const replaced = () => drawn.mock.calls.map(([slip]) => slip.replaces);

  it('with another code says that it replaces the one before', async () => {
    let now = code(1);
    const { printing, simulator } = await openPrintingKiosk({
      paymentNow: () => now,
      payment: () => Promise.resolve(code(1)),
    });
    printing.show(ticketOnScreen(), 'vi');
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
    const { printing, simulator } = await openPrintingKiosk({
      paymentNow: () => now,
      payment: () => Promise.resolve(said),
    });
    printing.show(ticketOnScreen(), 'vi');
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
    const { printing } = await openPrintingKiosk({ paymentNow: () => now });
    printing.show(ticketOnScreen(), 'vi');
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
    const { printing, simulator, onNotPrinted } = await openPrintingKiosk({ paymentNow: () => now });
    printing.show(ticketOnScreen(), 'vi');
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
    const { printing, simulator, onNotPrinted, logged } = await openPrintingKiosk({ paymentNow: () => now });
    printing.show(ticketOnScreen(), 'vi');
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
      const kiosk = await openPrintingKiosk({ paymentNow: () => now });
      const become = (payment: Payment) => {
        now = payment;
        kiosk.printing.paymentChanged();
      };
      kiosk.printing.show(ticketOnScreen(), 'vi');
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
      const { printing, simulator, onNotPrinted, logged } = await openPrintingKiosk({ paymentNow: () => now });
      printing.show(ticketOnScreen(), 'vi');
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
