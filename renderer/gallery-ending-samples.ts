import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import type { sampleBase } from './gallery-base-samples.ts';

/** Sample snapshots of numbers that count their last seconds, with as many other buttons as there may be. */
export function endingSamples(base: typeof sampleBase, ticket: VisitAt<'ticket'>): Record<string, KioskSnapshot> {
  const existing: VisitAt<'ticket'> = { ...ticket, origin: 'existing', offers: ['change-clinic', 'cancel'] };
  const desk: VisitAt<'desk'> = {
    step: 'desk',
    key: '00000000-0000-4000-8000-000000000006',
    number: 'TD-006',
    code: 'TD1:00000000000040008000000000000006',
    origin: 'new',
    reason: 'asked-for-staff',
    advice: null,
    issuedAt: ticket.issuedAt,
    sync: 'confirmed',
    cardStillThere: false,
  };
  const shown = (name: string, snapshot: KioskSnapshot): Record<string, KioskSnapshot> => ({
    [name]: snapshot,
    [`${name}-ending`]: { ...snapshot, idleSecondsLeft: 12 },
  });
  return {
    ...shown('ticket-existing', { ...base, visit: { ...existing, number: '7' } }),
    ...shown('ticket-existing-next', { ...base, visit: { ...existing, canGoOn: true } }),
    ...shown('ticket-existing-enrolled', { ...base, visit: { ...existing, faceOffer: 'enrolled' } }),
    ...shown('ticket-existing-all', { ...base, visit: { ...existing, faceOffer: 'enrolled', canGoOn: true } }),
    ...shown('desk-taken', { ...base, paper: 'printed', visit: { ...desk, cardStillThere: true } }),
    ...shown('desk-unprinted', { ...base, paper: 'not-printed', visit: desk }),
    // Nobody may see the number of a screen that broke: the last seconds are counted over it.
    'broken-number-ending': {
      ...base,
      idleSecondsLeft: 9,
      visit: { ...ticket, code: 'too long for any square code '.repeat(200) },
    },
  };
}
