import type { SnapshotFrom } from 'xstate';
import type { VisitAt, VisitSnapshot } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';
import type { Other } from './events.ts';
import { enrolView, recogniseView, returningView } from './face-view.ts';
import { companionView, identifyView, typedView, type Typing, verifyView } from './identity-view.ts';
import type { Identity } from './identity.ts';
import { isNumbered } from './issued-ticket.ts';
import { cardThere, isLeft } from './laid-card.ts';
import type { visitMachine } from './machine.ts';
import { myTicketView } from './my-ticket-view.ts';
import { lookingUpView, questionView } from './question-view.ts';
import { deskView, ticketView } from './ticket-view.ts';
import { ofPatient } from './whose-visit.ts';

/** What the screen shows of a visit: only what its owner needs at this step, numbers masked. */

export type MachineState = SnapshotFrom<typeof visitMachine>;

/** Whose number is being typed; null when none is. A card that does not open may be of whoever was brought. */
function typing(state: MachineState): Typing | null {
  const at = (visit: 'typed' | { identify: 'typing' } | { companion: 'typing' }) => state.matches({ flow: { visit } });
  if (at({ companion: 'typing' })) return { whose: 'companion', opensCard: false };
  if (at({ identify: 'typing' })) return { whose: state.context.carer ? 'companion' : 'own', opensCard: true };
  return at('typed') ? { whose: 'own', opensCard: true } : null;
}

/** A step of an identified person. */
function stepView(state: MachineState, identity: Identity): VisitSnapshot {
  const { context } = state;
  const portrait = identity.chip?.portrait;
  if (state.matches({ flow: { visit: 'identify' } })) return identifyView(state, identity);
  if (portrait && state.matches({ flow: { visit: 'verify' } })) return verifyView(context, identity, portrait);
  if (state.matches({ flow: { visit: 'companion' } })) return companionView(state, identity);
  // Also while the gallery is asked: what the hospital said is for whoever the code turns out to be of.
  if (state.matches({ flow: { visit: 'lookUp' } })) return lookingUpView({ ...context, lookup: null }, identity);
  return ofPatient<VisitSnapshot>(context, lookingUpView(context, identity), (patient) => questionView(state, patient));
}

/** A card that is asked about is not one to be taken back, nor is one that was laid for the code that is asked about. */
const whoseView = (context: VisitContext, { kind }: Other, about: VisitAt<'whose'>['about']): VisitSnapshot => ({
  step: 'whose',
  about,
  canStart: context.ports.isOpen(),
  cardStillThere: kind === 'code' && isLeft(context, context.reader),
});

/** What is asked about somebody else; null while nobody has come, or it may show at once that nobody has. */
function whoseAbout(state: MachineState, { kind }: Other): VisitAt<'whose'>['about'] | null {
  if (state.matches({ whose: 'asked' })) return kind;
  return state.matches({ whose: { trying: 'seen' } }) || state.matches({ whose: { exchanging: 'seen' } })
    ? 'being-checked'
    : null;
}

/**
 * The ticket behind a question about its patient's face, to which every answer leads back: its paper may be on the way still, and
 * something be to be paid for it. null: none is.
 */
export function ticketBehind(context: VisitContext, shown: VisitSnapshot): VisitAt<'ticket'> | null {
  const { ticket } = context;
  const asksFace = shown.step === 'enrol' || (shown.step === 'recognise' && shown.purpose === 'enrol');
  return asksFace && ticket && isNumbered(ticket) ? ticketView(context, ticket) : null;
}

/** The present step as the screen's `VisitSnapshot`. */
export function visitView(state: MachineState): VisitSnapshot {
  const { context } = state;
  const { identity, ticket, myTicket, live, enrolment, other } = context;
  const about = other && whoseAbout(state, other);
  if (about) return whoseView(context, other, about);
  const typed = typing(state);
  if (typed) return typedView(context, typed);
  if (state.matches({ flow: { visit: 'returning' } })) return returningView(context);
  if (live && state.matches({ flow: 'recognise' })) return recogniseView(state, live);
  if (enrolment && state.matches({ flow: 'enrol' })) return enrolView(state, enrolment);
  if (myTicket && state.matches({ flow: 'myTicket' })) return myTicketView(state, myTicket);
  if (identity && state.matches({ flow: 'visit' })) return stepView(state, identity);
  if (ticket && state.matches({ flow: 'desk' })) return deskView(context, ticket);
  if (ticket && isNumbered(ticket) && state.matches({ flow: 'ticket' })) return ticketView(context, ticket);
  if (state.matches({ flow: 'emergency' })) return { step: 'emergency', cardStillThere: cardThere(context) };
  const isChecking = state.matches({ flow: { prompted: 'checking' } });
  return { step: 'attract', prompt: isChecking ? 'checking-code' : context.prompt };
}
