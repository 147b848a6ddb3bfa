import type { Clinic } from '../electron/bridge/clinic-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { ticketStatusSchema } from '../electron/bridge/ticket-snapshot.ts';
import { tileOf } from './gallery-base-samples.ts';

/** Sample snapshots of a ticket that is shown again. */

type MyTicket = VisitAt<'my-ticket'>;
type Now<State extends MyTicket['now']['state']> = Extract<MyTicket['now'], { state: State }>;

const shown: Now<'shown'> = {
  state: 'shown',
  status: 'confirmed',
  ahead: 4,
  refusal: null,
  offers: ['show', 'change-clinic', 'cancel'],
  mayReturn: 'no',
  notice: 'none',
};

/** What may still be done at each state of a ticket. */
const offersAt = (status: Now<'shown'>['status']): Now<'shown'>['offers'] => {
  if (status === 'sending' || status === 'confirmed') return shown.offers;
  return status === 'called' ? ['show'] : [];
};

export function myTicketSamples(
  base: Omit<KioskSnapshot, 'visit'>,
  clinics: readonly Clinic[],
): Record<string, KioskSnapshot> {
  const [, clinic = null, other = null] = clinics;
  const others = clinics.filter((each) => each !== clinic).map((each) => tileOf(each));
  const longest = clinics[4] ?? null;
  const ticket: MyTicket['ticket'] = {
    number: 'TM-042',
    official: true,
    code: 'TD1:00000000000040008000000000000001',
    clinic,
    day: { serviceDate: '2026-11-22', session: 'morning' },
    replacedNumber: null,
    documents: { checkAtDoor: false, bringDocument: false },
  };
  const at = (now: MyTicket['now'], shownTicket: MyTicket['ticket'] = ticket): KioskSnapshot => ({
    ...base,
    visit: { step: 'my-ticket', ticket: shownTicket, cardStillThere: false, now },
  });
  return {
    ...Object.fromEntries(
      ticketStatusSchema.options.map((status): [string, KioskSnapshot] => [
        `my-ticket-${status}`,
        at(
          { ...shown, status, ahead: status === 'confirmed' ? 4 : null, offers: offersAt(status) },
          status === 'unknown' ? null : ticket,
        ),
      ]),
    ),
    // Of another kiosk, while the hospital is asked.
    'my-ticket-asking': at({ state: 'asking' }, null),
    'my-ticket-desk': at({ state: 'desk', sync: 'confirmed' }, { ...ticket, number: 'TD-003', clinic: null }),
    'my-ticket-desk-nothing-captured': at({ state: 'desk', sync: null }, { ...ticket, number: 'TD-003', clinic: null }),
    'my-ticket-desk-pending': at({ state: 'desk', sync: 'pending' }, { ...ticket, number: 'TD-003', clinic: null }),
    'my-ticket-desk-refused': at({ state: 'desk', sync: 'refused' }, { ...ticket, number: 'TD-003', clinic: null }),
    'my-ticket-replaced': at(shown, { ...ticket, replacedNumber: 'K02-0017' }),
    'my-ticket-next': at({ ...shown, ahead: 0, offers: ['show', 'cancel'] }),
    'my-ticket-refused-full': at({
      ...shown,
      status: 'refused',
      ahead: null,
      offers: [],
      refusal: { reason: 'clinic-full', sendTo: longest },
    }),
    'my-ticket-refused-closed': at({
      ...shown,
      status: 'refused',
      ahead: null,
      offers: [],
      refusal: { reason: 'clinic-closed', sendTo: null },
    }),
    'my-ticket-refused-blocked': at({
      ...shown,
      status: 'refused',
      ahead: null,
      offers: [],
      refusal: { reason: 'patient-blocked', sendTo: null },
    }),
    'my-ticket-refused-other': at({
      ...shown,
      status: 'refused',
      ahead: null,
      offers: [],
      refusal: { reason: 'other', sendTo: null },
    }),
    'my-ticket-not-possible': at(
      { ...shown, status: 'called', ahead: null, offers: ['show'], notice: 'not-possible' },
      { ...ticket, clinic: longest },
    ),
    'my-ticket-at-cashier': at({ ...shown, offers: ['show'], notice: 'at-cashier' }),
    'my-ticket-not-asked': at({ ...shown, offers: ['show'], notice: 'not-asked' }),
    'my-ticket-over-by-face': at({ ...shown, status: 'over', ahead: null, offers: [], mayReturn: 'same-clinic' }),
    'my-ticket-over-by-face-long': at(
      { ...shown, status: 'over', ahead: null, offers: [], mayReturn: 'same-clinic' },
      { ...ticket, clinic: longest },
    ),
    'my-ticket-unknown-by-face': at(
      { ...shown, status: 'unknown', ahead: null, offers: [], mayReturn: 'anywhere' },
      null,
    ),
    'my-ticket-choosing': at({
      state: 'choosing',
      tiles: others.slice(0, 6),
      readModel: null,
    }),
    'my-ticket-choosing-paged': at({
      state: 'choosing',
      tiles: others,
      readModel: { fetchedAt: '2026-11-21T16:40:00+07:00', ageMinutes: 961 },
    }),
    // The hospital says of it no more than that.
    'my-ticket-elsewhere': at({ ...shown, offers: [], notice: 'elsewhere' }, { ...ticket, clinic: null, day: null }),
    ...(other && {
      'my-ticket-confirming': at({ state: 'confirming', clinic: other }),
      'my-ticket-changing': at({ state: 'changing', clinic: other }),
    }),
    'my-ticket-asking-to-cancel': at({ state: 'asking-to-cancel' }),
    'my-ticket-goodbye': at({ state: 'cancelled' }),
  };
}
