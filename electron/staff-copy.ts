import { ticketCode } from '../native/citizen-id/ticket-code.ts';
import type { ClinicInfo } from '../sync/his/hospital-api.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import type { Configuration } from './operations/configuration.ts';
import { syncOf } from './staff/tasks.ts';
import { copyOf, type Slip } from './tickets/slips.ts';
import { clinicView } from './visit/clinic-choice.ts';
import { documentsAsked } from './visit/evidence-words.ts';
import { calledTicket } from './visit/my-ticket.ts';

/** What staff's copy of a row's paper says: the number that is called, and nothing of its person. */
export function staffCopy(
  row: QueueEntry,
  { kiosk, policies }: Pick<Configuration, 'kiosk' | 'policies'>,
  clinics: readonly ClinicInfo[],
): Slip {
  const code = ticketCode(row.visitKey);
  if (row.kind === 'desk') {
    const { key, ticket, deskReason: reason } = row;
    return { kind: 'desk', key, number: ticket.number, code, issuedAt: null, reason, advice: null, sync: syncOf(row) };
  }
  const clinic = clinics.find(({ id }) => id === row.clinicId);
  return copyOf({
    ...calledTicket(row),
    stream: row.stream,
    code,
    moment: row,
    ...documentsAsked(row, policies.evidence),
    clinic: clinic ? clinicView({ building: kiosk.building ?? null }, clinic) : null,
  });
}
