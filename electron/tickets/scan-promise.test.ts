import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Payment } from '../bridge/payment-snapshot.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import { isPaper, keyOf, openPrintingKiosk, scannedTicket, ticketOnScreen } from './printing-testing.ts';
import * as drawing from './slip-drawing.ts';
import { type Slip, slipsOf } from './slips.ts';
import { due } from './slips-testing.ts';

/** What a paper promises of its code: to move the number or to give it back, where the kiosk does that. */

const promised = (slips: readonly Slip[]): (boolean | undefined)[] =>
  slips.map((slip) => (slip.kind === 'ticket' ? slip.mayChange : undefined));

const other: VisitAt<'ticket'>['others'][number] = {
  ...{ kind: 'clinic', key: keyOf(2), number: 'TM-001', official: true, replacedNumber: null, clinic: null },
  ...{ stream: null, priorityReason: null, code: 'TD1:2', sync: 'confirmed', refusal: null },
};

describe('the paper of a ticket', () => {
  it('that was just given promises a change, and none once the hospital has refused it', () => {
    expect(promised(slipsOf(ticketOnScreen({ others: [other] })))).toEqual([true, true]);
    expect(promised(slipsOf(ticketOnScreen({ origin: 'moved', sync: 'pending' })))).toEqual([true]);
    expect(promised(slipsOf(ticketOnScreen({ sync: 'refused' })))).toEqual([false]);
    const refused = { ...other, sync: 'refused' } as const;
    expect(promised(slipsOf(ticketOnScreen({ others: [refused, other] })))).toEqual([true, false, true]);
  });

  it('of before promises what its screen offers', () => {
    expect(promised(slipsOf(ticketOnScreen({ origin: 'existing' })))).toEqual([false]);
    expect(promised(slipsOf(ticketOnScreen({ origin: 'existing', offers: ['show'] })))).toEqual([false]);
    expect(promised(slipsOf(ticketOnScreen({ origin: 'existing', offers: ['cancel'] })))).toEqual([true]);
  });

  it('that was scanned promises what is offered of it here: nothing where another kiosk gave it', () => {
    const scanned = scannedTicket() as VisitAt<'my-ticket'>;
    expect(promised(slipsOf(scanned))).toEqual([false]);
    const offered = (offers: ('show' | 'change-clinic' | 'cancel')[]) =>
      promised(slipsOf({ ...scanned, now: { ...scanned.now, offers } as typeof scanned.now }));
    expect(offered(['show'])).toEqual([false]);
    expect(offered(['show', 'change-clinic', 'cancel'])).toEqual([true]);
  });
});

describe('what is printed', () => {
  const drawn = vi.spyOn(drawing, 'drawSlip');
  afterEach(() => drawn.mockClear());

  it.each<[string, Payment, boolean]>([
    ['nothing is to be paid', { state: 'none' }, true],
    ['money is in it', due, false],
    ['nobody has said yet what it costs', { state: 'asking' }, false],
    ['it is paid', { state: 'balanced' }, false],
  ])('on each of its papers, where %s, promises a change: %#', async (_, payment, isPromised) => {
    const { printing } = await openPrintingKiosk({ paymentNow: () => payment });
    printing.show(ticketOnScreen({ others: [other] }), 'vi');
    await isPaper(printing, 'printed');
    await vi.waitFor(() => expect(drawn).toHaveBeenCalledTimes(2));
    expect(promised(drawn.mock.calls.map(([slip]) => slip))).toEqual([isPromised, isPromised]);
  });
});
