import type { VisitAt } from '../bridge/snapshot.ts';
import { clinicView } from './clinic-choice.ts';
import { deskReasonOf } from './commit.ts';
import type { IssuedTicket, NumberedTicket, OtherTicket, VisitContext } from './context.ts';
import { rightsOf } from './evidence-level.ts';
import { faceOfferOf } from './face-enrolment.ts';
import { personOf } from './identity.ts';
import { adviceOf } from './insurance.ts';
import { cardStillThere } from './laid-card.ts';
import { recordOf } from './lookup.ts';
import { laterView } from './moments.ts';
import { identityOf } from './person-view.ts';
import type { VisitPorts } from './ports.ts';

/** The papers at the end of a visit. */

function otherView(ports: VisitPorts, { clinic, ticket }: OtherTicket): VisitAt<'ticket'>['others'][number] {
  const { key, number, official } = ticket;
  return { key, number, official, clinic: clinic && clinicView(ports, clinic), code: ports.ticketCode(key) };
}

/** How far its holder is known, and who looks: by the visit, or, where that is over, as its first paper said. */
function knownBy(
  { ports, identity }: VisitContext,
  { documents }: IssuedTicket,
): Pick<VisitAt<'ticket'>, 'identity' | 'checkAtDoor'> {
  if (identity) return { identity: identityOf(identity), checkAtDoor: rightsOf(ports, identity).checkAtDoor };
  return {
    identity: documents?.bringDocument === true ? 'claimed' : null,
    checkAtDoor: documents?.checkAtDoor === true,
  };
}

export function ticketView(context: VisitContext, ticket: NumberedTicket): VisitAt<'ticket'> {
  const { ports, identity, clinic, stream, later, others } = context;
  const fullName = identity && personOf(identity, recordOf(context.lookup)).fullName;
  return {
    step: 'ticket',
    key: ticket.key,
    number: ticket.number,
    official: ticket.official,
    maskedName: fullName === null ? null : ports.documents.maskName(fullName),
    ...knownBy(context, ticket),
    faceOffer: faceOfferOf(context),
    clinic: clinic && clinicView(ports, clinic),
    stream,
    priorityReason: context.priorityReason,
    insured: context.insured,
    issuedAt: ticket.issuedAt,
    origin: ticket.origin,
    replacedNumber: ticket.replacedNumber,
    code: ports.ticketCode(ticket.key),
    offers: ticket.offers,
    sync: ticket.sync,
    cardStillThere: cardStillThere(context),
    later: laterView(ports, later),
    others: others.map((other) => otherView(ports, other)),
    isIncomplete: context.isIncomplete,
    canGoOn: identity !== null && ports.isOpen(),
  };
}

export function deskView(context: VisitContext, ticket: IssuedTicket): VisitAt<'desk'> {
  const { key, number, origin, issuedAt, sync } = ticket;
  const reason = deskReasonOf(context);
  return {
    step: 'desk',
    key,
    number,
    origin,
    reason,
    advice: reason === 'insurance-at-counter' ? adviceOf(context) : null,
    issuedAt,
    sync,
    cardStillThere: cardStillThere(context),
  };
}
