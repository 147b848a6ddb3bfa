import { ticketCode } from '../native/citizen-id/ticket-code.ts';
import type { ClinicInfo } from '../sync/his/hospital-api.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import type { Language } from './bridge/snapshot.ts';
import type { Configuration } from './operations/configuration.ts';
import { paperLanguage } from './tickets/known-languages.ts';
import { copyOf, deskCopy, type Slip } from './tickets/slips.ts';
import { clinicView } from './visit/clinic-choice.ts';
import { documentsAsked } from './visit/evidence-words.ts';
import { calledTicket, payerKnown, uncalledNumber } from './visit/my-ticket.ts';
import { toldStream } from './visit/stream.ts';
import { hasCaptured, syncOf } from './visit/synced-ticket.ts';

/** Staff's copy of a row's paper: it says the number that is called and nothing of its person, in the language they chose. */
export const staffCopy = (...[row, ...about]: Parameters<typeof slipOf>): { slip: Slip; language: Language } => ({
  slip: slipOf(row, ...about),
  language: paperLanguage(row.language),
});

function slipOf(
  row: QueueEntry,
  { kiosk, policies, payment }: Pick<Configuration, 'kiosk' | 'policies' | 'payment'>,
  clinics: readonly ClinicInfo[],
): Slip {
  const code = ticketCode(row.visitKey);
  if (row.kind === 'desk') {
    const { key, ticket, deskReason: reason } = row;
    return deskCopy({ key, number: ticket.number, code, reason, sync: hasCaptured(row) ? syncOf(row) : null });
  }
  const clinic = clinics.find(({ id }) => id === row.clinicId);
  const replacedNumber = uncalledNumber(row);
  const payer = payerKnown(row);
  return copyOf({
    ...calledTicket(row),
    replacedNumber,
    // In which queue a number of another registration stands nobody here knows, nor who pays there.
    stream: replacedNumber !== null && row.stream === 'priority' ? null : toldStream(row.stream, payer),
    asksInsurance: payer === 'undecided' && syncOf(row) !== 'refused',
    code,
    moment: row,
    ahead: null,
    // What it costs nobody asks for a copy.
    mayChange: !payment.enabled,
    ...documentsAsked(row, policies.evidence),
    clinic: clinic ? clinicView({ building: kiosk.building ?? null }, clinic) : null,
  });
}
