import { describe, expect, it, vi } from 'vitest';
import { PAPER_QUEUE_LIMITS } from './paper-queue.ts';
import { attract, deskOnScreen, isPaper, openPrintingKiosk, ticketOnScreen } from './printing-testing.ts';
import { ticketSlip } from './slips-testing.ts';

describe('a printer', () => {
  it('without paper is said to have none, and prints when it is asked again', async () => {
    const { printing, simulator, logged, onNotPrinted } = await openPrintingKiosk();
    simulator.set('empty');
    printing.show(deskOnScreen, 'vi');
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
    const { printing, simulator, onNotPrinted, logged } = await openPrintingKiosk();
    simulator.set('empty');
    printing.show(ticketOnScreen(), 'vi');
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
    const { printing, simulator } = await openPrintingKiosk();
    simulator.set('empty-midway');
    printing.show(ticketOnScreen(), 'vi');
    await isPaper(printing, 'not-printed');
  });

  it('that fails when the ticket has been put away interrupts nobody', async () => {
    const { printing, simulator, logged, onNotPrinted } = await openPrintingKiosk();
    simulator.set('empty');
    printing.show(ticketOnScreen(), 'vi');
    printing.show(attract, 'vi');
    await vi.waitFor(() => expect(logged).toHaveLength(1));
    await printing.stop();
    expect(onNotPrinted).not.toHaveBeenCalled();
  });

  it('that is not there leaves the number to the screen', async () => {
    const { printing, onNotPrinted } = await openPrintingKiosk({ hasPrinter: false });
    printing.show(ticketOnScreen({ sync: 'pending' }), 'vi');
    printing.show(ticketOnScreen(), 'vi');
    expect(onNotPrinted).toHaveBeenCalledOnce();
    printing.again();
    expect(printing.view()).toEqual({ printer: { state: 'not-configured' }, paper: 'none', mayPrintAgain: false });
    expect(await printing.testPage()).toEqual({ kind: 'no-printer' });
    expect(await printing.copy({ slip: ticketSlip, language: 'vi' })).toEqual({ kind: 'no-printer' });
  });

  it('is tried with a page that is no ticket', async () => {
    const { printing, simulator, logged } = await openPrintingKiosk();
    expect(await printing.testPage()).toEqual({ kind: 'printed' });
    expect(simulator.slips).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  it('prints a copy for staff in Vietnamese, and what its patient needs below that in the language they chose', async () => {
    const { printing, simulator, logged } = await openPrintingKiosk();
    for (const language of ['vi', 'en']) {
      expect(await printing.copy({ slip: ticketSlip, language })).toEqual({ kind: 'printed' });
    }
    const [vietnamese, english] = simulator.slips;
    expect(english?.bitmap.heightDots).toBeGreaterThan(vietnamese?.bitmap.heightDots ?? Infinity);
    expect(logged).toEqual([]);
  });

  it('takes no more than a bounded number of papers at a time', async () => {
    const { printing } = await openPrintingKiosk();
    const pages = Array.from({ length: PAPER_QUEUE_LIMITS.waiting + 1 }, () => printing.testPage());
    expect((await Promise.all(pages)).at(-1)).toMatchObject({ kind: 'not-printed' });
  });
});
