import { describe, expect, it, vi } from 'vitest';
import type { Payment } from '../bridge/payment-snapshot.ts';
import { PRINTING_LIMITS } from './printing-port.ts';
import { isPaper, keyOf, openPrintingKiosk, ticketOnScreen } from './printing-testing.ts';
import * as drawing from './slip-drawing.ts';
import { clinic } from './slips-testing.ts';

/** The hospital had a registration of the patient before, and calls its number: the paper of this kiosk's is corrected. */

const given = ticketOnScreen({ sync: 'pending' });
const corrected = ticketOnScreen({ number: 'T-007', replacedNumber: given.number, origin: 'existing' });
const second = {
  kind: 'clinic' as const,
  ...{ key: keyOf(2), number: 'MAT-007', official: true, replacedNumber: null, clinic: null, code: 'TD1:2' },
  ...{ stream: null, priorityReason: null, sync: 'pending' as const, refusal: null },
};

const whenReady = (printing: { view: () => { printer: { state: string } } }): Promise<void> =>
  vi.waitFor(() => expect(printing.view().printer.state).toBe('ready'));

describe('a paper whose number is not the one that is called', () => {
  it('is followed by one that is right, by itself and once', async () => {
    const drawn = vi.spyOn(drawing, 'drawSlip');
    const { printing, simulator } = await openPrintingKiosk();
    printing.show(given, 'vi');
    await isPaper(printing, 'printed');
    printing.show(corrected, 'vi');
    expect(printing.view().paper).toBe('printing');
    await isPaper(printing, 'printed');
    printing.show({ ...corrected, sync: 'confirmed' }, 'vi');
    expect(printing.view().paper).toBe('printed');
    expect(simulator.slips).toHaveLength(2);
    expect(drawn.mock.lastCall?.[0]).toMatchObject({ number: 'T-007', replacedNumber: given.number });
    drawn.mockRestore();
  });

  it('does not come at all while it waits for the one before, and the right one does', async () => {
    const drawn = vi.spyOn(drawing, 'drawSlip');
    const { printing, simulator } = await openPrintingKiosk();
    printing.show(given, 'vi');
    printing.show({ ...given, sync: 'confirmed' }, 'vi');
    printing.show(corrected, 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(1);
    expect(drawn.mock.calls.map(([slip]) => slip)).toMatchObject([{ number: 'T-007' }]);
    drawn.mockRestore();
  });

  it('may be asked for again as often as any other', async () => {
    const { printing } = await openPrintingKiosk();
    printing.show(given, 'vi');
    await isPaper(printing, 'printed');
    for (let asked = 1; asked <= PRINTING_LIMITS.timesAgain; asked += 1) {
      printing.again();
      await isPaper(printing, 'printed');
    }
    expect(printing.view().mayPrintAgain).toBe(false);
    printing.show(corrected, 'vi');
    await isPaper(printing, 'printed');
    expect(printing.view().mayPrintAgain).toBe(true);
  });

  it('did not come, and need not: the right one is out', async () => {
    const { printing, simulator, onNotPrinted } = await openPrintingKiosk();
    simulator.set('empty');
    printing.show(given, 'vi');
    await isPaper(printing, 'not-printed');
    simulator.set('good');
    await whenReady(printing);
    printing.show(corrected, 'vi');
    await isPaper(printing, 'printed');
    expect(onNotPrinted).toHaveBeenCalledOnce();
  });

  it('does not come right: that is told', async () => {
    const { printing, simulator, onNotPrinted } = await openPrintingKiosk();
    printing.show(given, 'vi');
    await isPaper(printing, 'printed');
    simulator.set('empty');
    printing.show(corrected, 'vi');
    await isPaper(printing, 'not-printed');
    expect(onNotPrinted).toHaveBeenCalledOnce();
  });

  it('is corrected behind the small paper for what is to be paid', async () => {
    const asked: Payment = { state: 'cashier', reason: 'cancelled', amount: 7, invoiceNumber: null };
    let now: Payment = { state: 'asking' };
    const { printing, simulator } = await openPrintingKiosk({ paymentNow: () => now });
    printing.show(given, 'vi');
    await isPaper(printing, 'printed');
    now = asked;
    printing.paymentChanged();
    printing.show(corrected, 'vi');
    await vi.waitFor(() => expect(simulator.slips).toHaveLength(3));
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(3);
  });

  it('is on the screen of a kiosk that prints nothing, where there is time to read it', async () => {
    const { printing, onNotPrinted } = await openPrintingKiosk({ hasPrinter: false });
    printing.show(given, 'vi');
    printing.show(corrected, 'vi');
    expect(onNotPrinted).toHaveBeenCalledTimes(2);
  });
});

describe('a number that the hospital refuses', () => {
  const elsewhere = { ...clinic, name: { vi: 'Mắt', en: 'Eye clinic' } };
  const refused = ticketOnScreen({ sync: 'refused', refusal: { reason: 'clinic-full', sendTo: elsewhere } });

  it('has a paper that says so and where to go, behind the one that is out already', async () => {
    const drawn = vi.spyOn(drawing, 'drawSlip');
    const { printing, simulator } = await openPrintingKiosk();
    printing.show(given, 'vi');
    await isPaper(printing, 'printed');
    printing.show(refused, 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(2);
    expect(drawn.mock.calls.map(([slip]) => slip)).toMatchObject([
      { number: given.number, refusal: null },
      { number: given.number, refusal: { reason: 'clinic-full', sendTo: elsewhere } },
    ]);
    drawn.mockRestore();
  });

  it('has that paper alone where what is to be paid was still being asked', async () => {
    const drawn = vi.spyOn(drawing, 'drawSlip');
    const invoice = Promise.withResolvers<Payment>();
    const { printing, simulator } = await openPrintingKiosk({ payment: () => invoice.promise });
    printing.show(given, 'vi');
    printing.show(refused, 'vi');
    invoice.resolve({ state: 'cashier', reason: 'cancelled', amount: 7, invoiceNumber: null });
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(1);
    expect(drawn.mock.calls.map(([slip]) => slip)).toMatchObject([
      { refusal: { reason: 'clinic-full' }, payment: { state: 'none' } },
    ]);
    drawn.mockRestore();
  });

  it('that is taken after all has its paper once more', async () => {
    const drawn = vi.spyOn(drawing, 'drawSlip');
    const { printing } = await openPrintingKiosk();
    for (const visit of [given, refused, { ...given, sync: 'confirmed' as const }]) {
      printing.show(visit, 'vi');
      await isPaper(printing, 'printed');
    }
    expect(drawn.mock.calls.map(([slip]) => slip)).toMatchObject([
      { refusal: null },
      { refusal: { reason: 'clinic-full' } },
      { refusal: null },
    ]);
    drawn.mockRestore();
  });

  it('has the paper that says so also where nothing is printed by itself and the old one was asked for', async () => {
    const drawn = vi.spyOn(drawing, 'drawSlip');
    const { printing, simulator } = await openPrintingKiosk();
    printing.show({ ...given, origin: 'again' }, 'vi');
    printing.again();
    printing.show({ ...refused, origin: 'again' }, 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(1);
    expect(drawn.mock.calls.map(([slip]) => slip)).toMatchObject([{ refusal: { reason: 'clinic-full' } }]);
    drawn.mockRestore();
  });

  it('lacks its paper where the old one was asked for and the printer is gone', async () => {
    const invoice = Promise.withResolvers<Payment>();
    const { printing, simulator } = await openPrintingKiosk({ payment: () => invoice.promise });
    simulator.set('empty');
    await vi.waitFor(() => expect(printing.view().printer.state).toBe('unavailable'));
    printing.show({ ...given, origin: 'again' }, 'vi');
    printing.again();
    printing.show({ ...refused, origin: 'again' }, 'vi');
    invoice.resolve({ state: 'none' });
    await isPaper(printing, 'not-printed');
  });

  it('has no small paper for what is to be paid: that is of the first number that stands', async () => {
    const drawn = vi.spyOn(drawing, 'drawPaymentSlip');
    const owed: Payment = { state: 'cashier', reason: 'not-asked', amount: null, invoiceNumber: null };
    let now: Payment = { state: 'asking' };
    const { printing } = await openPrintingKiosk({ paymentNow: () => now });
    printing.show(refused, 'vi');
    await isPaper(printing, 'printed');
    now = owed;
    printing.paymentChanged();
    expect(printing.view().paper).toBe('printed');
    printing.show({ ...refused, others: [second] }, 'vi');
    await vi.waitFor(() => expect(drawn.mock.calls.map(([slip]) => slip.number)).toEqual([second.number]));
    await isPaper(printing, 'printed');
    drawn.mockRestore();
  });

  it('of several is said on the screen alone where its paper does not come', async () => {
    const { printing, simulator, onNotPrinted } = await openPrintingKiosk();
    printing.show({ ...given, others: [second] }, 'vi');
    await isPaper(printing, 'printed');
    simulator.set('empty');
    printing.show({ ...refused, others: [second] }, 'vi');
    await isPaper(printing, 'none');
    expect(onNotPrinted).toHaveBeenCalledOnce();
    printing.show({ ...refused, others: [{ ...second, sync: 'refused' }] }, 'vi');
    await isPaper(printing, 'not-printed');
  });

  it('leaves a small paper missing that did not come: its own says nothing of money', async () => {
    let now: Payment = { state: 'asking' };
    const { printing, simulator } = await openPrintingKiosk({ paymentNow: () => now });
    printing.show({ ...given, others: [second] }, 'vi');
    await isPaper(printing, 'printed');
    simulator.set('empty');
    now = { state: 'cashier', reason: 'not-asked', amount: null, invoiceNumber: null };
    printing.paymentChanged();
    await isPaper(printing, 'payment-not-printed');
    simulator.set('good');
    await whenReady(printing);
    printing.show({ ...given, others: [{ ...second, sync: 'refused' }] }, 'vi');
    await vi.waitFor(() => expect(simulator.slips).toHaveLength(3));
    await isPaper(printing, 'payment-not-printed');
    printing.again();
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(4);
  });

  it('of several sends its patient to reception, whatever clinic the hospital names, and the others stand', async () => {
    const drawn = vi.spyOn(drawing, 'drawSlip');
    const { printing } = await openPrintingKiosk();
    printing.show({ ...refused, others: [second, { ...second, key: keyOf(3), code: 'TD1:3', sync: 'refused' }] }, 'vi');
    await isPaper(printing, 'printed');
    expect(drawn.mock.calls.map(([slip]) => slip)).toMatchObject([
      { refusal: { reason: 'clinic-full', sendTo: null } },
      { refusal: null },
      { refusal: { reason: 'other', sendTo: null } },
    ]);
    drawn.mockRestore();
  });
});

describe('of several papers', () => {
  it('only the one with the wrong number is printed once more', async () => {
    const { printing, simulator } = await openPrintingKiosk();
    printing.show({ ...given, others: [second] }, 'vi');
    await isPaper(printing, 'printed');
    printing.show({ ...corrected, others: [second] }, 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(3);
    printing.show({ ...corrected, others: [{ ...second, number: 'T-8', replacedNumber: 'MAT-007' }] }, 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(4);
  });

  it('another that did not come is still missing', async () => {
    const { printing, simulator, onNotPrinted } = await openPrintingKiosk();
    simulator.set('empty');
    printing.show({ ...given, others: [second] }, 'vi');
    await isPaper(printing, 'not-printed');
    simulator.set('good');
    await whenReady(printing);
    printing.show({ ...corrected, others: [second] }, 'vi');
    await vi.waitFor(() => expect(simulator.slips).toHaveLength(1));
    await isPaper(printing, 'not-printed');
    expect(onNotPrinted).toHaveBeenCalledTimes(2);
    printing.again();
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(2);
    printing.again();
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(4);
  });
});
