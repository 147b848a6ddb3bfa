import type { TicketState } from '../../sync/his/hospital-api.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import { type FullKiosk, openFullKiosk, pendingEntry, settle } from './visit-testing.ts';
import { closedClinic, earClinic, eyeClinic } from './visit-testing-people.ts';

/** Tickets that are shown again, for tests. */

const clinics = [eyeClinic, earClinic, closedClinic];

/** A kiosk whose queue has these rows. */
export function kioskWith(...rows: (Partial<QueueEntry> & { key: string })[]): FullKiosk {
  const kiosk = openFullKiosk({ knownClinics: () => clinics });
  kiosk.hospital.answers.clinics = { ok: true, value: clinics };
  for (const row of rows) {
    const ticket = { number: 'M-1', official: true };
    kiosk.queue.rows.set(row.key, pendingEntry({ ticket, ticketShown: true, ...row }));
  }
  return kiosk;
}

export async function scan(kiosk: FullKiosk, key = 'key-1'): Promise<void> {
  kiosk.scanner.show({ kind: 'ticket', key });
  await settle();
}

export const says = (kiosk: FullKiosk, answer: TicketState | null): void => {
  kiosk.hospital.answers.ticket = { ok: true, value: answer };
};
export const waiting: TicketState = { state: 'waiting', number: 'M-1', clinicId: 'eye', moment: null, ahead: 3 };

export const allOffers = ['show', 'change-clinic', 'cancel'];
