import type { ClinicInfo } from '../../sync/his/hospital-api.ts';
import type { Clinic } from '../bridge/clinic-snapshot.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import type { Payer } from '../../sync/registration.ts';
import { clinicView } from './clinic-choice.ts';
import { withoutFigure } from './clinic-hours.ts';
import { deskReasonOf } from './commit.ts';
import type { VisitContext } from './context.ts';
import { streamOf, toldStream } from './stream.ts';
import { rightsOf } from './evidence-level.ts';
import { faceOfferOf } from './face-enrolment.ts';
import { personOf } from './identity.ts';
import { adviceOf } from './insurance.ts';
import type { IssuedTicket, NumberedTicket, OtherTicket } from './issued-ticket.ts';
import { cardStillThere } from './laid-card.ts';
import { recordOf } from './lookup.ts';
import { identityOf } from './person-view.ts';
import type { VisitPorts } from './ports.ts';
import { ofPatient } from './whose-visit.ts';

/** The papers at the end of a visit. */

function otherView({ ports, payer }: VisitContext, other: OtherTicket): VisitAt<'ticket'>['others'][number] {
  const { ticket } = other;
  const { key, number, official, replacedNumber, sync } = ticket;
  const code = ports.ticketCode(key);
  if (other.kind === 'reception') return { kind: 'reception', key, number, code, sync };
  const clinic = clinicOf(ports, other.clinic, isJustGiven(ticket));
  const refusal = refusalView(ports, ticket.refusal);
  const queue = queueOf(other, ticket, payer);
  return { kind: 'clinic', key, number, official, replacedNumber, clinic, ...queue, code, sync, refusal };
}

/** A clinic of the last list that the kiosk got; null where it is on that no more. */
export function knownClinic(ports: VisitPorts, clinicId: string | null): Clinic | null {
  const clinic = ports.knownClinics().find(({ id }) => id === clinicId);
  return clinic ? clinicView(ports, clinic) : null;
}

/** Why the hospital refused it, and the clinic that it names instead. */
export const refusalView = (ports: VisitPorts, refusal: IssuedTicket['refusal']): VisitAt<'ticket'>['refusal'] =>
  refusal && { reason: refusal.reason, sendTo: knownClinic(ports, refusal.sendTo) };

const isJustGiven = ({ origin }: NumberedTicket): boolean => origin === 'new' || origin === 'moved';

/** With its figures where they are of this number: one that was just given, for the present session. */
function clinicOf(ports: VisitPorts, clinic: ClinicInfo | null, comesNow: boolean): Clinic | null {
  return clinic && clinicView(ports, comesNow ? clinic : withoutFigure(clinic));
}

/** How far its holder is known, and who looks: as the first paper of a ticket of before said, else by the visit. */
function knownBy(
  { ports, identity }: VisitContext,
  { documents }: IssuedTicket,
): Pick<VisitAt<'ticket'>, 'identity' | 'checkAtDoor'> {
  if (documents) return { identity: documents.bringDocument ? 'claimed' : null, checkAtDoor: documents.checkAtDoor };
  if (!identity) return { identity: null, checkAtDoor: false };
  return { identity: identityOf(identity), checkAtDoor: rightsOf(ports, identity).checkAtDoor };
}

/** A number that another registration of the patient was given, which kiosks know nothing of but that. */
const isGivenElsewhere = ({ origin, replacedNumber }: IssuedTicket): boolean =>
  origin === 'existing' && replacedNumber !== null;

type Queue = Pick<VisitAt<'ticket'>, 'stream' | 'priorityReason'>;

/** In which queue the number stands, and why in front of others. */
const queueOf = ({ stream, priorityReason }: Queue, ticket: IssuedTicket, payer: Payer | null): Queue =>
  stream === 'priority' && isGivenElsewhere(ticket)
    ? { stream: null, priorityReason: null }
    : { stream: toldStream(stream, payer), priorityReason };

/**
 * Whoever goes first by law, and may hold a number of another queue, has to say so at the clinic; not at one whose number the
 * hospital has refused.
 */
const asksPriority = (context: VisitContext, numbers: readonly Pick<VisitAt<'ticket'>, 'stream' | 'sync'>[]): boolean =>
  numbers.some(({ stream, sync }) => stream !== 'priority' && sync !== 'refused') &&
  ofPatient(context, false, (patient) => streamOf(patient).stream === 'priority');

/** Of one that was given elsewhere it may be known, and one that was refused is for nothing. */
const asksInsurance = (ticket: IssuedTicket): boolean =>
  ticket.asksInsurance && ticket.sync !== 'refused' && !isGivenElsewhere(ticket);

export function ticketView(context: VisitContext, ticket: NumberedTicket): VisitAt<'ticket'> {
  const { ports, identity, clinic, later, others, payer } = context;
  const queue = queueOf(context, ticket, payer);
  const shownOthers = others.map((other) => otherView(context, other));
  const fullName = identity && personOf(identity, recordOf(context.lookup)).fullName;
  return {
    step: 'ticket',
    key: ticket.key,
    number: ticket.number,
    official: ticket.official,
    maskedName: fullName === null ? null : ports.documents.maskName(fullName),
    ...knownBy(context, ticket),
    faceOffer: faceOfferOf(context),
    clinic: clinicOf(ports, clinic, isJustGiven(ticket) && later === null),
    ...queue,
    asksPriority: asksPriority(context, [
      { ...queue, sync: ticket.sync },
      ...shownOthers.filter((other) => other.kind === 'clinic'),
    ]),
    asksInsurance: [ticket, ...others.map((other) => other.ticket)].some(asksInsurance),
    insured: payer === null || payer === 'undecided' ? null : payer === 'insurance',
    issuedAt: ticket.issuedAt,
    origin: ticket.origin,
    replacedNumber: ticket.replacedNumber,
    code: ports.ticketCode(ticket.key),
    offers: ticket.offers,
    sync: ticket.sync,
    refusal: refusalView(ports, ticket.refusal),
    cardStillThere: cardStillThere(context),
    later,
    others: shownOthers,
    isIncomplete: context.isIncomplete,
    canGoOn: identity !== null && ports.isOpen(),
  };
}

export function deskView(context: VisitContext, ticket: IssuedTicket): VisitAt<'desk'> {
  const { key, number, origin, issuedAt } = ticket;
  const reason = deskReasonOf(context);
  return {
    step: 'desk',
    key,
    number,
    code: key === null ? null : context.ports.ticketCode(key),
    origin,
    reason,
    advice: reason === 'insurance-at-counter' ? adviceOf(context) : null,
    issuedAt,
    sync: ticket.hasCaptured ? ticket.sync : null,
    cardStillThere: cardStillThere(context),
  };
}
