import type { Clinic } from '../electron/bridge/clinic-snapshot.ts';
import type { Paper, PrinterReason, PrinterView } from '../electron/bridge/paper-snapshot.ts';
import { printerReasonSchema } from '../electron/bridge/paper-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { myTicketSamples } from './gallery-ticket-samples.ts';

/** Sample snapshots of a ticket whose paper comes, or does not. */
export function paperSamples(
  base: Omit<KioskSnapshot, 'visit'>,
  ticketVisit: VisitAt<'ticket'>,
  clinics: readonly Clinic[],
): Record<string, KioskSnapshot> {
  const ticket: KioskSnapshot = { ...base, visit: ticketVisit };
  const desk: KioskSnapshot & { visit: VisitAt<'desk'> } = {
    ...base,
    visit: {
      step: 'desk',
      key: '00000000-0000-4000-8000-000000000005',
      number: 'TD-005',
      code: 'TD1:00000000000040008000000000000005',
      origin: 'new',
      reason: 'no-clinic',
      advice: null,
      issuedAt: ticketVisit.issuedAt,
      sync: 'pending',
      cardStillThere: false,
    },
  };
  const scanned = myTicketSamples(base, clinics)['my-ticket-confirmed'];
  const ready: PrinterView = { state: 'ready', isLow: false };
  const at = (shown: KioskSnapshot, paper: Paper, printer: PrinterView = ready): KioskSnapshot => ({
    ...shown,
    paper,
    devices: { ...shown.devices, printer },
  });
  const away = (reason: PrinterReason): PrinterView => ({ state: 'unavailable', reason });
  return {
    'paper-printing': at(ticket, 'printing', { state: 'busy' }),
    'paper-printed': at(ticket, 'printed'),
    ...Object.fromEntries(
      printerReasonSchema.options.map((reason) => [`paper-${reason}`, at(ticket, 'not-printed', away(reason))]),
    ),
    'paper-mended': at(ticket, 'not-printed'),
    'paper-mended-ending': at({ ...ticket, idleSecondsLeft: 7 }, 'not-printed'),
    'paper-offered': at({ ...base, visit: { ...ticketVisit, origin: 'existing' } }, 'none'),
    'paper-desk-printed': at(desk, 'printed'),
    'paper-desk-media-empty': at(desk, 'not-printed', away('media-empty')),
    // Of somebody who has shown nothing that staff could have.
    'paper-desk-nothing-captured': at(
      { ...desk, visit: { ...desk.visit, reason: 'asked-for-staff', sync: null } },
      'printed',
    ),
    'paper-desk-refused': at({ ...desk, visit: { ...desk.visit, sync: 'refused' } }, 'printed'),
    'paper-desk-mended': at(desk, 'not-printed'),
    'paper-called-loudspeaker': { ...at(ticket, 'none'), calledBy: 'loudspeaker' },
    'paper-called-door-screen': { ...at(ticket, 'none'), calledBy: 'door-screen' },
    'paper-without-printer': at({ ...base, visit: { ...ticketVisit, origin: 'existing' } }, 'none', {
      state: 'not-configured',
    }),
    // Printed as often as may be: the button is gone.
    'paper-no-more': {
      ...at({ ...base, visit: { ...ticketVisit, origin: 'existing' } }, 'none'),
      mayPrintAgain: false,
    },
    ...(scanned && {
      'paper-scanned': at(scanned, 'none'),
      'paper-scanned-printed': at(scanned, 'printed'),
    }),
  };
}
