import type { SnapshotFrom } from 'xstate';
import type { ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import { knownAge } from './clinic-hours.ts';
import { cardThere, type VisitContext } from './context.ts';
import type { visitMachine } from './machine.ts';
import { calledTicket, type MyTicket, offersOf, otherClinics, statusOf } from './my-ticket.ts';

/** What the screen shows of a ticket that somebody shows again: number, place and state, nothing of a person. */

type MyTicketSnapshot = VisitAt<'my-ticket'>;

export function myTicketView(state: SnapshotFrom<typeof visitMachine>, myTicket: MyTicket): MyTicketSnapshot {
  const { context } = state;
  return {
    step: 'my-ticket',
    ticket: ticketOf(context, myTicket),
    cardStillThere: cardThere(context),
    now: nowOf(state, myTicket),
  };
}

const clinicOf = ({ ports }: VisitContext, clinicId: string | null): ClinicInfo | null =>
  ports.knownClinics().find(({ id }) => id === clinicId) ?? null;

function ticketOf(context: VisitContext, { entry, answer }: MyTicket): MyTicketSnapshot['ticket'] {
  if (entry) {
    const { serviceDate, session, clinicId } = entry;
    return { ...calledTicket(entry), clinic: clinicOf(context, clinicId), day: { serviceDate, session } };
  }
  return answer && { number: answer.number, official: true, clinic: clinicOf(context, answer.clinicId), day: null };
}

function nowOf(state: SnapshotFrom<typeof visitMachine>, myTicket: MyTicket): MyTicketSnapshot['now'] {
  const { context } = state;
  const { clinic } = context;
  const at = (sub: 'choosing' | 'confirming' | 'askingToCancel' | 'cancelled') =>
    state.matches({ flow: { myTicket: sub } });
  if (at('choosing')) {
    const readModel = knownAge(context.ports, myTicket.clinicsAsOf);
    return { state: 'choosing', clinics: otherClinics(myTicket), readModel };
  }
  if (clinic && at('confirming')) return { state: 'confirming', clinic };
  if (clinic && state.matches({ flow: { myTicket: 'leasing' } })) return { state: 'changing', clinic };
  if (at('askingToCancel')) return { state: 'asking-to-cancel' };
  if (at('cancelled')) return { state: 'cancelled' };
  const { entry, answer, outcome } = myTicket;
  const refusal = entry?.refusal ?? null;
  const status = statusOf(context.ports, myTicket);
  return {
    state: 'shown',
    status,
    ahead: status === 'confirmed' ? (answer?.ahead ?? null) : null,
    refusal:
      status === 'refused' && refusal ? { reason: refusal.reason, sendTo: clinicOf(context, refusal.sendTo) } : null,
    offers: offersOf(context.ports, myTicket),
    notice: outcome === 'not-possible' ? 'not-possible' : 'none',
  };
}
