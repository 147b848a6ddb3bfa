import type { Clinic } from '../electron/bridge/clinic-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import type { sampleBase } from './gallery-base-samples.ts';

/** Sample snapshots of several numbers of one visit. */

type Other = VisitAt<'ticket'>['others'][number];

export const otherNumber = (
  index: number,
  number: string,
  clinic: Clinic | null,
): Extract<Other, { kind: 'clinic' }> => ({
  kind: 'clinic',
  key: `00000000-0000-4000-8000-00000000001${String(index)}`,
  number,
  official: index !== 2,
  replacedNumber: null,
  clinic,
  stream: 'insured',
  priorityReason: null,
  code: `TD1:0000000000004000800000000000001${String(index)}`,
  sync: 'confirmed',
  refusal: null,
});

const atReception: Other = {
  kind: 'reception',
  key: '00000000-0000-4000-8000-000000000019',
  number: 'K02-0021',
  code: 'TD1:00000000000040008000000000000019',
  sync: 'pending',
};

export function severalSamples(
  base: typeof sampleBase,
  ticket: VisitAt<'ticket'>,
  clinics: readonly Clinic[],
): Record<string, KioskSnapshot> {
  const [, , ent = null, eyes = null, rehabilitation = null] = clinics;
  return {
    'ticket-others': {
      ...base,
      visit: {
        ...ticket,
        others: [otherNumber(1, 'TMH-007', ent), otherNumber(2, 'K02-0019', rehabilitation)],
        canGoOn: true,
      },
    },
    'ticket-others-paged': {
      ...base,
      idleSecondsLeft: 9,
      visit: {
        ...ticket,
        identity: 'claimed',
        others: [
          otherNumber(1, 'TMH-007', ent),
          otherNumber(2, 'K02-0019', rehabilitation),
          otherNumber(3, 'MAT-115', eyes),
        ],
        canGoOn: true,
      },
    },
    'ticket-others-incomplete': {
      ...base,
      idleSecondsLeft: 9,
      visit: {
        ...ticket,
        identity: 'claimed',
        others: [otherNumber(1, 'TMH-007', ent), otherNumber(2, 'K02-0019', rehabilitation)],
        isIncomplete: true,
        canGoOn: true,
      },
    },
    'ticket-others-replaced': {
      ...base,
      visit: {
        ...ticket,
        ...{ identity: 'claimed', origin: 'existing', replacedNumber: 'K02-0017' },
        others: [
          { ...otherNumber(1, 'TMH-007', ent), replacedNumber: 'K02-0018' },
          otherNumber(2, 'K02-0019', rehabilitation),
        ],
        canGoOn: true,
      },
    },
    // Its clinic is on no list any more.
    'ticket-others-unnamed': {
      ...base,
      visit: { ...ticket, others: [otherNumber(1, 'TMH-007', null)] },
    },
    // A number for the second appointment could not be written down; one for staff could.
    'ticket-others-reception': {
      ...base,
      visit: { ...ticket, others: [atReception], canGoOn: true },
    },
    'ticket-others-reception-refused': {
      ...base,
      paper: 'printed',
      visit: { ...ticket, others: [{ ...atReception, sync: 'refused' }], canGoOn: true },
    },
    'ticket-others-reception-too': {
      ...base,
      paper: 'not-printed',
      visit: { ...ticket, identity: 'claimed', others: [otherNumber(1, 'TMH-007', ent), atReception], canGoOn: true },
    },
  };
}
