import type { SnapshotFrom } from 'xstate';
import type { Holder, VisitSnapshot } from '../bridge/snapshot.ts';
import { knownAge } from './clinic-hours.ts';
import { deskReasonOf } from './commit.ts';
import { cardThere, type IssuedTicket, type VisitContext } from './context.ts';
import { recordOf } from './drafts.ts';
import { type Identity, personOf } from './identity.ts';
import { adviceOf, insuranceOf } from './insurance.ts';
import type { visitMachine } from './machine.ts';
import { myTicketView } from './my-ticket-view.ts';
import type { Picture } from './ports.ts';

/** What the screen shows of a visit: only what its owner needs at this step, numbers masked. */

type MachineState = SnapshotFrom<typeof visitMachine>;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function holderOf(context: VisitContext, identity: Identity): Holder {
  const { fullName, idNumber, birthDate, sex } = personOf(identity, recordOf(context.lookup));
  return {
    fullName: context.chipName ?? fullName ?? '',
    maskedIdNumber: idNumber === null ? null : context.ports.documents.maskIdNumber(idNumber),
    birthYear: birthDate?.slice(0, 4) ?? null,
    sex,
    identity: identityOf(identity),
  };
}

const identityOf = (identity: Identity) => (identity.chip ? 'proven' : 'claimed');

const shown = (portrait: Picture) => ({ mediaType: portrait.mediaType, base64: base64(portrait.bytes) });

function identifyView(state: MachineState, identity: Identity): VisitSnapshot {
  const { context } = state;
  const portrait = identity.chip?.portrait ?? null;
  const at = (sub: 'awaiting' | 'reading' | 'problem') => state.matches({ flow: { visit: { identify: sub } } });
  const base = { step: 'identify' as const, holder: holderOf(context, identity), portrait: null };
  if (at('awaiting')) return { ...base, card: { state: 'awaited' } };
  if (at('reading')) return { ...base, card: { state: 'reading', ...context.progress } };
  if (context.cardProblem && at('problem')) {
    return { ...base, card: { state: 'problem', problem: context.cardProblem, triesLeft: context.cardTriesLeft } };
  }
  return {
    ...base,
    portrait: portrait && shown(portrait),
    card: { state: 'read', stillThere: cardThere(context) },
  };
}

function verifyView(context: VisitContext, identity: Identity, portrait: Picture): VisitSnapshot {
  const { face } = context;
  return {
    step: 'verify',
    comparison: context.comparison,
    holder: holderOf(context, identity),
    portrait: shown(portrait),
    cardStillThere: cardThere(context),
    face: { state: face.state, instruction: face.instruction, triesLeft: face.triesLeft },
  };
}

function ticketView(context: VisitContext, ticket: IssuedTicket & { key: string }): VisitSnapshot {
  const { identity } = context;
  const fullName = identity && personOf(identity, recordOf(context.lookup)).fullName;
  return {
    step: 'ticket',
    key: ticket.key,
    number: ticket.number,
    official: ticket.official,
    maskedName: fullName === null ? null : context.ports.documents.maskName(fullName),
    identity: identity && identityOf(identity),
    clinic: context.clinic,
    stream: context.stream,
    issuedAt: ticket.issuedAt,
    origin: ticket.origin,
    replacedNumber: ticket.replacedNumber,
    code: context.ports.ticketCode(ticket.key),
    offers: ticket.offers,
    sync: ticket.sync,
    cardStillThere: cardThere(context),
  };
}

function chooseView(state: MachineState, identity: Identity): VisitSnapshot {
  const { context } = state;
  const { lookup } = context;
  const ready = state.matches({ flow: { visit: { choose: 'ready' } } });
  const appointment = lookup?.appointment ?? null;
  return {
    step: 'choose',
    state: ready ? 'ready' : 'looking-up',
    holder: holderOf(context, identity),
    cardStillThere: cardThere(context),
    clinics: ready && lookup ? lookup.clinics : [],
    appointment: appointment && {
      clinicId: appointment.clinicId,
      time: context.ports.localTime(appointment.start),
      practitioner: appointment.practitioner,
    },
    insurance: insuranceOf(context),
    hospitalReachable: lookup?.reachable ?? true,
    today: ready && lookup ? lookup.today : [],
    readModel: knownAge(context.ports, lookup?.asOf ?? null),
  };
}

/** Only a desk ticket may lack a key, when the queue itself has failed. */
const isNumbered = (ticket: IssuedTicket): ticket is IssuedTicket & { key: string } => ticket.key !== null;

/** A step of an identified person. */
function stepView(state: MachineState, identity: Identity): VisitSnapshot {
  const { context } = state;
  const { clinic, stream } = context;
  const portrait = identity.chip?.portrait;
  if (state.matches({ flow: { visit: 'identify' } })) return identifyView(state, identity);
  if (portrait && state.matches({ flow: { visit: 'verify' } })) return verifyView(context, identity, portrait);
  if (clinic && stream && state.matches({ flow: { visit: 'confirm' } })) {
    return {
      step: 'confirm',
      state: state.matches({ flow: { visit: { confirm: 'asking' } } }) ? 'asking' : 'committing',
      holder: holderOf(context, identity),
      cardStillThere: cardThere(context),
      clinic,
      insurance: insuranceOf(context),
      stream,
    };
  }
  return chooseView(state, identity);
}

/** The present step as the screen's `VisitSnapshot`. */
export function visitView(state: MachineState): VisitSnapshot {
  const { context } = state;
  const { identity, ticket, myTicket } = context;
  if (myTicket && state.matches({ flow: 'myTicket' })) return myTicketView(state, myTicket);
  if (identity && state.matches({ flow: 'visit' })) return stepView(state, identity);
  if (ticket && state.matches({ flow: 'desk' })) {
    const { key, number, issuedAt, sync } = ticket;
    const reason = deskReasonOf(context);
    return {
      step: 'desk',
      key,
      number,
      reason,
      advice: reason === 'insurance-at-counter' ? adviceOf(context) : null,
      issuedAt,
      sync,
      cardStillThere: cardThere(context),
    };
  }
  if (ticket && isNumbered(ticket) && state.matches({ flow: 'ticket' })) return ticketView(context, ticket);
  return { step: 'attract', prompt: context.prompt };
}
