import type { SnapshotFrom } from 'xstate';
import type { Tile } from '../bridge/clinic-snapshot.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import type { ServiceMoment } from '../../sync/registration.ts';
import { clinicView } from './clinic-choice.ts';
import { intakeNow, knownAge } from './clinic-hours.ts';
import type { VisitContext } from './context.ts';
import { documentsOf, nobodyKnows } from './evidence-words.ts';
import { canReturn, clinicToReturnTo } from './face-return.ts';
import { cardStillThere } from './laid-card.ts';
import type { visitMachine } from './machine.ts';
import {
  calledTicket,
  type MyTicket,
  noticeOf,
  offersOf,
  otherClinics,
  statusOf,
  uncalledNumber,
} from './my-ticket.ts';
import { whenIs } from './moments.ts';
import type { VisitPorts } from './ports.ts';
import { hasCaptured, syncOf } from './synced-ticket.ts';
import { knownClinic, refusalView } from './ticket-view.ts';

/** What the screen shows of a ticket that somebody shows again: number, place and state, nothing of a person. */

type MyTicketSnapshot = VisitAt<'my-ticket'>;

export function myTicketView(state: SnapshotFrom<typeof visitMachine>, myTicket: MyTicket): MyTicketSnapshot {
  const { context } = state;
  return {
    step: 'my-ticket',
    ticket: ticketOf(context, myTicket),
    cardStillThere: cardStillThere(context),
    now: nowOf(state, myTicket),
  };
}

function ticketOf({ ports }: VisitContext, { key, entry, answer }: MyTicket): MyTicketSnapshot['ticket'] {
  const code = ports.ticketCode(key);
  if (entry) {
    const { serviceDate, session, clinicId } = entry;
    const documents = documentsOf(ports, entry);
    const day = { serviceDate, session };
    const replacedNumber = uncalledNumber(entry);
    return { ...calledTicket(entry), clinic: knownClinic(ports, clinicId), day, code, replacedNumber, documents };
  }
  if (!answer) return null;
  const clinic = knownClinic(ports, answer.clinicId);
  const { number, moment: day } = answer;
  return { number, official: true, clinic, day, code, replacedNumber: null, documents: nobodyKnows };
}

/** In a session that has not, nobody in front does not mean that one is called soon. */
const hasBegun = (ports: VisitPorts, moment: ServiceMoment | null): boolean =>
  moment === null || whenIs(ports, moment) !== 'later';

function nowOf(state: SnapshotFrom<typeof visitMachine>, myTicket: MyTicket): MyTicketSnapshot['now'] {
  const { context } = state;
  const { ports } = context;
  const clinic = context.clinic && clinicView(ports, context.clinic);
  const at = (sub: 'choosing' | 'confirming' | 'askingToCancel' | 'cancelled') =>
    state.matches({ flow: { myTicket: sub } });
  if (at('choosing')) {
    const tiles = otherClinics(myTicket).map((other): Tile => ({
      kind: 'clinic',
      clinic: clinicView(ports, other),
      intake: intakeNow(ports, other),
    }));
    return { state: 'choosing', tiles, readModel: knownAge(ports, myTicket.clinicsAsOf) };
  }
  if (clinic && at('confirming')) return { state: 'confirming', clinic };
  if (clinic && state.matches({ flow: { myTicket: 'leasing' } })) return { state: 'changing', clinic };
  if (at('askingToCancel')) return { state: 'asking-to-cancel' };
  if (at('cancelled')) return { state: 'cancelled' };
  const { entry, answer } = myTicket;
  const status = statusOf(ports, myTicket);
  if (!entry && state.matches({ hospital: 'askingAboutTicket' })) return { state: 'asking' };
  if (entry?.kind === 'desk' && status !== 'over') {
    return { state: 'desk', sync: hasCaptured(entry) ? syncOf(entry) : null };
  }
  return {
    state: 'shown',
    status,
    ahead: status === 'confirmed' && hasBegun(ports, entry ?? answer?.moment ?? null) ? (answer?.ahead ?? null) : null,
    refusal: status === 'refused' && entry ? refusalView(ports, entry.refusal) : null,
    offers: offersOf(context, myTicket),
    notice: noticeOf(context, myTicket),
    mayReturn: clinicToReturnTo(context) ? 'same-clinic' : canReturn(context) ? 'anywhere' : 'no',
  };
}
