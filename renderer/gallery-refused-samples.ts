import type { Clinic } from '../electron/bridge/clinic-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import type { sampleBase } from './gallery-base-samples.ts';
import { otherNumber } from './gallery-several-samples.ts';

/** Sample snapshots of numbers that the hospital refuses while they are on the screen. */
export function refusedSamples(
  base: typeof sampleBase,
  ticket: VisitAt<'ticket'>,
  clinics: readonly Clinic[],
): Record<string, KioskSnapshot> {
  const [, , ent = null, eyes = null, rehabilitation = null] = clinics;
  const blocked = { sync: 'refused', refusal: { reason: 'patient-blocked', sendTo: null } } as const;
  const full = { sync: 'refused', refusal: { reason: 'clinic-full', sendTo: rehabilitation } } as const;
  const closed = { sync: 'refused', refusal: { reason: 'clinic-closed', sendTo: null } } as const;
  const own = { number: 'K02-0017', official: false } as const;
  return {
    'ticket-refused': {
      ...base,
      visit: { ...ticket, ...own, ...blocked, identity: 'claimed', clinic: rehabilitation, canGoOn: true },
    },
    // Its paper is in the slot: whoever takes it goes somewhere else.
    'ticket-refused-elsewhere': {
      ...base,
      paper: 'printed',
      idleSecondsLeft: 9,
      visit: { ...ticket, ...own, ...full, faceOffer: 'enrol', canGoOn: true },
    },
    // What did not come is of no use to anybody.
    'ticket-refused-unprinted': {
      ...base,
      paper: 'not-printed',
      visit: { ...ticket, ...closed, origin: 'moved', replacedNumber: 'TM-017' },
    },
    'ticket-others-refused': {
      ...base,
      paper: 'printed',
      visit: { ...ticket, others: [{ ...otherNumber(1, 'TMH-007', ent), ...full }], canGoOn: true },
    },
    'ticket-others-refused-first': {
      ...base,
      idleSecondsLeft: 9,
      visit: {
        ...ticket,
        ...{ ...closed, identity: 'claimed', clinic: rehabilitation },
        others: [otherNumber(1, 'TMH-007', ent), { ...otherNumber(2, 'K02-0019', eyes), ...closed }],
        canGoOn: true,
      },
    },
    'ticket-others-refused-all': {
      ...base,
      visit: { ...ticket, ...blocked, others: [{ ...otherNumber(1, 'TMH-007', ent), ...blocked }], canGoOn: true },
    },
    'ticket-others-pending': {
      ...base,
      visit: { ...ticket, others: [{ ...otherNumber(1, 'TMH-007', ent), sync: 'pending' }], canGoOn: true },
    },
  };
}
