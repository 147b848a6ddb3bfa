import { describe, expect, it } from 'vitest';
import type { VisitAt } from '../bridge/snapshot.ts';
import { keyOf, ticketOnScreen } from './printing-testing.ts';
import { type Slip, slipsOf } from './slips.ts';
import { clinic, ticketSlip } from './slips-testing.ts';

const quiet = { ...clinic, id: 'quiet', waiting: null, waitMinutes: undefined };

type Other = VisitAt<'ticket'>['others'][number];

const other = (change: Partial<Extract<Other, { kind: 'clinic' }>> = {}): Other => ({
  ...{ kind: 'clinic', key: 'k', number: 'TM-001', official: true, replacedNumber: null, clinic, code: 'c' },
  ...{ stream: 'paying', priorityReason: null, sync: 'confirmed', refusal: null },
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

it('a number of reception has the paper of a desk, and is not counted among those of clinics', () => {
  const atDesk: Other = { kind: 'reception', key: keyOf(9), number: 'K-2', code: 'TD1:9', sync: 'confirmed' };
  const visit = ticketOnScreen({ others: [other(), atDesk] });
  const { issuedAt } = visit;
  expect(slipsOf(visit)).toMatchObject([{ place: { total: 2 } }, { place: { index: 2, total: 2 } }, { kind: 'desk' }]);
  const { kind: _, ...said } = atDesk;
  expect(slipsOf(visit)[2]).toEqual({ kind: 'desk', ...said, issuedAt, reason: 'step-failed', advice: null });
  expect(slipsOf(ticketOnScreen({ others: [atDesk] }))).toMatchObject([{ place: null }, { kind: 'desk' }]);
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
          mayReturn: 'no',
        },
      };
      expect(waitsOn(slipsOf(visit))).toEqual([[ahead, null]]);
    },
  );
});
