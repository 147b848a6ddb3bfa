import { describe, expect, it } from 'vitest';
import type { VisitAt } from '../bridge/snapshot.ts';
import { ticketOnScreen } from './printing-testing.ts';
import { type Slip, slipsOf } from './slips.ts';
import { clinic, ticketSlip } from './slips-testing.ts';

const quiet = { ...clinic, id: 'quiet', waiting: null, waitMinutes: undefined };

const other = (change: Partial<VisitAt<'ticket'>['others'][number]> = {}): VisitAt<'ticket'>['others'][number] => ({
  ...{ key: 'k', number: 'TM-001', official: true, replacedNumber: null, clinic, code: 'c' },
  ...{ stream: 'paying', priorityReason: null },
  ...change,
});

it('each paper says in which queue its number stands, and why in front of others', () => {
  const first = { stream: 'priority', priorityReason: 'age-75-or-more' } as const;
  const visit = ticketOnScreen({ ...first, others: [other(first), other(), other({ clinic: null, stream: null })] });
  expect(slipsOf(visit)).toMatchObject([
    { ...first, place: { index: 1, total: 4 } },
    { ...first, place: { index: 2, total: 4 } },
    { stream: 'paying', priorityReason: null },
    { stream: null, priorityReason: null },
  ]);
});

describe('who is in front, and how long it takes', () => {
  const waitsOn = (slips: readonly Slip[]) =>
    slips.map((slip) => (slip.kind === 'ticket' ? [slip.ahead, slip.waitMinutes] : slip.kind));

  it('is of each number’s own clinic', () => {
    const busy = { ...clinic, waiting: 9, waitMinutes: 60 };
    const visit = ticketOnScreen({
      clinic: busy,
      others: [other(), other({ clinic: quiet }), other({ clinic: null })],
    });
    expect(waitsOn(slipsOf(visit))).toEqual([
      [9, 60],
      [4, 25],
      [null, null],
      [null, null],
    ]);
  });

  it.each([2, null])(
    'is on a copy what the hospital says of this number: %s, and not what it says of the clinic',
    (ahead) => {
      const visit: VisitAt<'my-ticket'> = {
        step: 'my-ticket',
        ticket: {
          ...{ number: 'TM-042', official: true, clinic, day: null, code: ticketSlip.code, replacedNumber: null },
          documents: { checkAtDoor: false, bringDocument: true },
        },
        cardStillThere: false,
        now: {
          state: 'shown',
          status: 'confirmed',
          ahead,
          refusal: null,
          offers: [],
          notice: 'none',
          canReturn: false,
        },
      };
      expect(waitsOn(slipsOf(visit))).toEqual([[ahead, null]]);
    },
  );
});
