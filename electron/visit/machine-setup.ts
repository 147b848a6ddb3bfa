import { assertEvent, assign, enqueueActions, fromPromise, setup } from 'xstate';
import type { DeskReason } from '../../sync/registration.ts';
import type { TicketOffer } from '../bridge/snapshot.ts';
import { cancelTicket } from './amend.ts';
import { issueDeskTicket, issueTicket, leaseNumbers, numbersLeft } from './commit.ts';
import {
  cardThere,
  hasEnded,
  type InternalEvent,
  laidProblemOf,
  type VisitContext,
  type VisitEvent,
  type VisitInput,
  wiped,
} from './context.ts';
import { startComparison } from './face-decision.ts';
import type { ChipSkipped, FaceOutcome } from './identity.ts';
import { askHospital, type Lookup } from './lookup.ts';
import { answered, askAboutTicket, mayBe, newClinic, openTicket, reopened, type TicketAnswer } from './my-ticket.ts';
import { orElse } from './or-else.ts';
import { type ChipReading, readChipOf } from './read-chip.ts';
import { chipVerdictReason, clinicChoice, faceSkipped, lookupReason, withFace, withoutPortrait } from './rules.ts';
import { syncedTicket } from './synced-ticket.ts';
import { offerNext } from './unshown.ts';

/** The words of the machine: actors, actions, guards and delays, each by name. */
export const visitSetup = setup({
  types: {
    context: {} as VisitContext,
    events: {} as VisitEvent | InternalEvent,
    input: {} as VisitInput,
  },
  actors: {
    readChip: fromPromise<ChipReading, Parameters<typeof readChipOf>[0]>(({ input, signal }) =>
      readChipOf(input, signal),
    ),
    lookUp: fromPromise<Lookup, Parameters<typeof askHospital>[0]>(({ input, signal }) => askHospital(input, signal)),
    askAboutTicket: fromPromise<TicketAnswer, Parameters<typeof askAboutTicket>[0]>(({ input, signal }) =>
      askAboutTicket(input, signal),
    ),
    lease: fromPromise<void, Parameters<typeof leaseNumbers>[0]>(({ input }) => leaseNumbers(input)),
  },
  actions: {
    wipe: assign(({ context }) => wiped(context)),
    attractPrompt: assign(({ context }) => ({
      prompt: cardThere(context) ? ('card-forgotten' as const) : ('welcome' as const),
    })),
    /** A new code is a new person: nothing of an earlier one stays. */
    identify: enqueueActions(({ enqueue, event, context }) => {
      assertEvent(event, 'scan');
      const { code, codeSha256 } = event;
      const chipSkipped: ChipSkipped | null =
        code.kind === 'cccd' && context.reader.state === 'unavailable' ? 'no-reader' : null;
      enqueue.assign({
        ...wiped(context),
        language: context.language,
        identity: { code, codeSha256, chip: null, chipSkipped, face: null },
      });
      enqueue.raise({ type: 'identified' });
    }),
    nameLaidProblem: assign(({ context }) => ({ cardProblem: laidProblemOf(context.reader) })),
    skipChip: assign(({ context }, reason: ChipSkipped) => ({
      identity: context.identity && { ...context.identity, chipSkipped: reason },
    })),
    setFace: assign(({ context }, face: FaceOutcome) => ({ identity: withFace(context.identity, face) })),
    forgetPortrait: assign(({ context }) => ({
      identity: withoutPortrait(context.identity),
      face: startComparison(context.ports.policies.face.tries),
    })),
    deskBecause: assign((_, deskReason: DeskReason | null) => ({ deskReason })),
    issueTicket: assign(({ context }) => ({ ticket: issueTicket(context) })),
    /** Shown once committed; without a queue the paper has no number, and staff are told why. One offered again has its number. */
    issueDeskTicket: assign(({ context }) => ({ ticket: context.ticket ?? issueDeskTicket(context) })),
    offerUnshown: assign(({ context }) => offerNext(context)),
    markShown: assign(({ context, event }) => {
      assertEvent(event, 'ticket-shown');
      orElse(undefined, () => {
        context.ports.queue.markTicketShown(event.key);
      });
      return { unshown: context.unshown.filter(({ ticket }) => ticket.key !== event.key) };
    }),
    /** Whoever shows a ticket is nobody yet: nothing of an earlier person stays. */
    openTicket: enqueueActions(({ enqueue, context }, key: string) => {
      enqueue.assign({ ...wiped(context), language: context.language, myTicket: openTicket(context.ports, key) });
      enqueue.raise({ type: 'ticket-opened' });
    }),
    reopenTicket: assign(({ context: { ports, myTicket } }) => ({ myTicket: myTicket && reopened(ports, myTicket) })),
    hearOfTicket: assign(({ context }, answer: TicketAnswer) => ({ myTicket: answered(context.myTicket, answer) })),
    cancelTicket: assign(({ context }) => cancelTicket(context)),
    refreshSync: assign(({ context }) => ({ ticket: syncedTicket(context) })),
  },
  guards: {
    citizenCode: ({ event }) => event.type === 'scan' && event.code.kind === 'cccd',
    /** The same code again is a scanner that repeats itself, not a new patient. */
    sameCode: ({ context, event }) => event.type === 'scan' && event.codeSha256 === context.identity?.codeSha256,
    cardLaid: ({ context }) => context.reader.state === 'card',
    cardLaidNow: ({ event }) => event.type === 'reader' && event.status.state === 'card',
    /** A laid card that is not the one being read. */
    otherCardLaid: ({ context: { reader }, event }) =>
      event.type === 'reader' &&
      event.status.state === 'card' &&
      (reader.state !== 'card' || reader.generation !== event.status.generation),
    /** One that does not answer, or one too many. */
    cardUnreadable: ({ context }) => context.reader.state === 'unreadable-card',
    cardFellSilent: ({ event }) => event.type === 'reader' && event.status.state === 'unreadable-card',
    /** All of them, after the patient was asked to leave one. */
    severalTaken: ({ context, event }) =>
      context.cardProblem === 'several-cards' && event.type === 'reader' && event.status.state === 'empty',
    readerUsable: ({ context }) => context.reader.state !== 'unavailable',
    readerGone: ({ event }) => event.type === 'reader' && event.status.state === 'unavailable',
    cardTaken: ({ event }) =>
      event.type === 'reader' && event.status.state !== 'card' && event.status.state !== 'unreadable-card',
    cardRead: ({ context }) => Boolean(context.identity?.chip),
    triesLeft: ({ context }) => context.cardTriesLeft > 0,
    deskByChip: ({ context }) => chipVerdictReason(context) !== null,
    compareFace: ({ context }) => Boolean(context.identity?.chip) && faceSkipped(context) === null,
    faceMatched: ({ context }) => context.identity?.face?.method === 'face-matches-chip',
    faceNotMatched: ({ context }) => context.identity?.face?.method === 'face-not-matched',
    lookedUp: ({ context }) => context.lookup !== null,
    deskByLookup: ({ context }) => lookupReason(context) !== null,
    clinicOpen: ({ context, event }) =>
      event.type === 'choose-clinic' && clinicChoice(context, event.clinicId) !== null,
    numbersLeft: ({ context }) => numbersLeft(context),
    ticketIssued: ({ context }) => context.ticket !== null,
    mayBe: ({ context }, offer: TicketOffer) => mayBe(offer, context),
    otherClinicOpen: ({ context, event }) =>
      event.type === 'choose-clinic' && newClinic(context.myTicket, event.clinicId) !== null,
    notPossible: ({ context }) => context.myTicket?.outcome === 'not-possible',
    cancelled: ({ context }) => context.myTicket?.outcome === 'cancelled',
    ofMyTicket: ({ context, event }) => event.type === 'queue-changed' && event.key === context.myTicket?.entry?.key,
    /** Of the ticket on the screen. */
    offered: ({ context }, offer: TicketOffer) => context.ticket?.offers.includes(offer) === true,
    unshownVisit: ({ context }) => context.unshown[0]?.kind === 'visit',
    unshownDesk: ({ context }) => context.unshown[0]?.kind === 'desk',
    ofThisTicket: ({ context, event }) =>
      (event.type === 'ticket-shown' || event.type === 'queue-changed') && event.key === context.ticket?.key,
  },
  delays: {
    greet: ({ context }) => context.ports.delays.greetMs,
    read: ({ context }) => context.ports.delays.readMs,
    cameraStart: ({ context }) => context.ports.delays.cameraStartMs,
    faceSearch: ({ context }) => context.ports.delays.faceSearchMs,
    matched: ({ context }) => context.ports.delays.matchedMs,
    lookup: ({ context }) => context.ports.delays.lookupMs,
    lease: ({ context }) => context.ports.delays.leaseMs,
    /** Words on the attract screen stay as long as somebody may be reading them. */
    prompt: ({ context }) => context.ports.delays.idleWarningMs,
    idleWarning: ({ context }) =>
      hasEnded(context) ? context.ports.delays.endWarningMs : context.ports.delays.idleWarningMs,
    idleGrace: ({ context }) =>
      hasEnded(context) ? context.ports.delays.endGraceMs : context.ports.delays.idleGraceMs,
  },
});
