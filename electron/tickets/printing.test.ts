import { describe, expect, it, vi } from 'vitest';
import { PRINTING_LIMITS } from './printing-port.ts';
import {
  attract,
  deskOnScreen,
  isPaper,
  keyOf,
  openPrintingKiosk,
  scannedTicket,
  ticketOnScreen,
} from './printing-testing.ts';

describe('a ticket on the screen', () => {
  it('is printed once by itself, and not again when it comes back to the screen', async () => {
    const { printing, simulator, logged } = await openPrintingKiosk();
    printing.show(ticketOnScreen(), 'vi');
    expect(printing.view().paper).toBe('printing');
    await isPaper(printing, 'printed');
    printing.show(ticketOnScreen({ sync: 'pending' }), 'en');
    printing.show(attract, 'vi');
    expect(printing.view().paper).toBe('none');
    printing.show(ticketOnScreen(), 'vi');
    expect(printing.view()).toMatchObject({ paper: 'none' });
    await printing.stop();
    expect(simulator.slips).toHaveLength(1);
    expect(logged).toEqual(['ticket-printed {"kind":"ticket"}']);
  });

  it('is printed again when it is asked for, but not without end', async () => {
    const { printing, simulator } = await openPrintingKiosk();
    printing.show(ticketOnScreen(), 'vi');
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
    printing.show(scannedTicket(), 'vi');
    expect(printing.view().mayPrintAgain).toBe(false);
    printing.again();
    expect(printing.view().paper).toBe('none');
    // Another ticket has papers of its own.
    printing.show(scannedTicket('TD1:another'), 'vi');
    expect(printing.view().mayPrintAgain).toBe(true);
  });

  it('of several numbers has a paper for each', async () => {
    const { printing, simulator } = await openPrintingKiosk();
    const other = {
      kind: 'clinic' as const,
      key: keyOf(2),
      number: 'MAT-007',
      official: true,
      replacedNumber: null,
      ...{ clinic: null, stream: null, priorityReason: null },
      ...{ code: 'TD1:2', sync: 'pending' as const, refusal: null },
    };
    printing.show(ticketOnScreen({ others: [other] }), 'vi');
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(2);
  });

  it('of before a restart, or scanned, is printed only when it is asked for', async () => {
    const { printing, simulator } = await openPrintingKiosk();
    printing.show(ticketOnScreen({ origin: 'again' }), 'vi');
    printing.show(scannedTicket(), 'vi');
    printing.show({ ...deskOnScreen, origin: 'again' }, 'vi');
    expect(printing.view().paper).toBe('none');
    expect(simulator.slips).toEqual([]);
    printing.again();
    await isPaper(printing, 'printed');
    expect(simulator.slips).toHaveLength(1);
  });

  it('that is put away is forgotten, and the paper that has begun comes out', async () => {
    const { printing, simulator } = await openPrintingKiosk();
    printing.show(ticketOnScreen(), 'vi');
    printing.show(attract, 'vi');
    printing.again();
    await vi.waitFor(() => expect(simulator.slips).toHaveLength(1));
    expect(printing.view().paper).toBe('none');
  });
});

it('a queue that took nothing still gives a paper for the desk, without a number, once', async () => {
  const { printing, simulator } = await openPrintingKiosk();
  const numberless = { ...deskOnScreen, key: null, code: null, number: '' };
  printing.show(numberless, 'vi');
  await isPaper(printing, 'printed');
  printing.show(numberless, 'en');
  expect(simulator.slips).toHaveLength(1);
  printing.show(attract, 'vi');
  printing.show({ ...numberless, issuedAt: '2026-11-22T09:00:00+07:00' }, 'vi');
  await isPaper(printing, 'printed');
  expect(simulator.slips).toHaveLength(2);
});
