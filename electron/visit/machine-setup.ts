import { assertEvent, assign, enqueueActions, fromPromise, raise, setup } from 'xstate';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import type { DeskReason } from '../../sync/registration.ts';
import type { WithdrawResult } from '../../sync/faces/port.ts';
import { choiceAsked, choiceBy, roomsBy } from './choosing.ts';
import { isNewCode, withCodeSeen } from './codes-seen.ts';
import { oneMoreInVain, oneMoreTaken } from './codes-told.ts';
import { leaseNumbers, numbersLeft } from './commit.ts';
import { hasEnded, type Prompt, settingsOf, type VisitContext, type VisitInput, wiped } from './context.ts';
import { appointmentsShown } from './discretion.ts';
import type { InternalEvent, VisitEvent } from './events.ts';
import { startComparison } from './face-decision.ts';
import { askHeldOnTicket, withdrawFace } from './face-enrolment.ts';
import { askHeldByCode, askHeldByTicket } from './face-return.ts';
import { type ChipSkipped, chipAddsTo, type FaceOutcome } from './identity.ts';
import { needsDecision } from './insurance.ts';
import { cardLeft, cardThere, isLeft, laidProblemOf } from './laid-card.ts';
import { type FaceAnswer, submitFace, tellMissed } from './live-face.ts';
import { askHospital, type Lookup } from './lookup.ts';
import { visitDelays } from './machine-delays.ts';
import { askAboutTicket, type TicketAnswer } from './my-ticket.ts';
import { type CardOwner, heldCode, isNewCard, isOwnTicket, isShownAgain, ownerOfCard } from './other-person.ts';
import { askAboutCard, detailAsked, hearOfCard, lastDetail, withCard } from './questions.ts';
import { type ChipReading, readChipOf } from './read-chip.ts';
import {
  afterComparison,
  birthDateDiffers,
  chipVerdictReason,
  comparesFace,
  comparisonLeft,
  heldSlipOf,
  lookupReason,
  type NotCompared,
  slipNeedsCard,
  withFace,
  withoutPortrait,
} from './rules.ts';
import { type Exchanged, exchangeCode } from './vneid.ts';
import { visitorAfterAll, visitorBehindPrompt } from './visitor.ts';
import {
  askBirthDate,
  askCarerAgain,
  type Beginning,
  beginVisit,
  isCarerAgain,
  isOfVisit,
  isSamePerson,
  mayBring,
  nobodyYet,
  ofPatient,
  opensChip,
  typedCode,
} from './whose-visit.ts';

type Held = VisitContext['faceHeld'];

/** The last screen is told of a payment code that no paper carries. */
const isUnprintedCode = (context: VisitContext, event: VisitEvent | InternalEvent): boolean =>
  event.type === 'payment' && event.word?.state === 'due' && context.isUnprinted && hasEnded(context);

/** The words of the machine, each by name; those of tickets in ticket-setup.ts, of the face's own steps in face-setup.ts. */
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
    tryOwnCard: fromPromise<CardOwner, VisitContext>(({ input, signal }) => ownerOfCard(input, signal)),
    lookUp: fromPromise<Lookup, Parameters<typeof askHospital>[0]>(({ input, signal }) => askHospital(input, signal)),
    askAboutTicket: fromPromise<TicketAnswer, Parameters<typeof askAboutTicket>[0]>(({ input, signal }) =>
      askAboutTicket(input, signal),
    ),
    askAboutCard: fromPromise<Eligibility | null, VisitContext>(({ input, signal }) => askAboutCard(input, signal)),
    exchangeCode: fromPromise<Exchanged, Parameters<typeof exchangeCode>[0]>(({ input, signal }) =>
      exchangeCode(input, signal),
    ),
    lease: fromPromise<void, VisitContext>(({ input }) => leaseNumbers(input)),
    submitFace: fromPromise<FaceAnswer, VisitContext>(({ input, signal }) => submitFace(input, signal)),
    tellMissed: fromPromise<Awaited<ReturnType<typeof tellMissed>>, VisitContext>(({ input }) => tellMissed(input)),
    withdrawFace: fromPromise<WithdrawResult, VisitContext>(({ input, signal }) => withdrawFace(input, signal)),
    askHeldOnTicket: fromPromise<Held, VisitContext>(({ input, signal }) => askHeldOnTicket(input, signal)),
    askHeldByTicket: fromPromise<Held, VisitContext>(({ input, signal }) => askHeldByTicket(input, signal)),
    askHeldByCode: fromPromise<Held, VisitContext>(({ input, signal }) => askHeldByCode(input, signal)),
  },
  actions: {
    wipe: assign(({ context }) => ({ ...wiped(context), visitor: visitorAfterAll(context) })),
    attractPrompt: assign(({ context }) => ({
      prompt: cardThere(context) ? ('card-forgotten' as const) : ('welcome' as const),
    })),
    prompt: assign((_, prompt: Prompt) => ({ prompt })),
    /** What still lies there is not of whoever comes next. */
    leaveCard: assign(({ context }) => cardLeft(context)),
    noteNextCard: assign({ nextCard: true }),
    /** Everything of an earlier person goes; the words, how they are shown and a slip that named nobody stay. */
    wipeBehindPrompt: assign(({ context }) => ({
      ...wiped(context),
      ...settingsOf(context),
      heldSlip: context.heldSlip,
      codesInVain: context.codesInVain,
      visitor: visitorBehindPrompt(context),
    })),
    identify: enqueueActions(({ enqueue, event, context }, how: Beginning) => {
      assertEvent(event, 'scan');
      enqueue.assign(beginVisit(context, event, how));
      if (event.code.kind !== 'typed') enqueue.assign(oneMoreTaken(context));
      enqueue.raise({ type: 'identified' });
    }),
    usualSettings: assign(({ context }) => settingsOf(wiped(context))),
    tellKeptWaiting: raise({ type: 'kept-waiting' }),
    tellOtherCard: raise({ type: 'other-card' }),
    holdCard: assign({ other: { kind: 'card' as const } }),
    forgetOther: assign({ other: null }),
    noteCode: assign(({ context, event }) => {
      assertEvent(event, ['scan', 'scan-ticket', 'scan-vneid', 'scan-unknown']);
      return { codesSeen: withCodeSeen(context, event) };
    }),
    /** Not the one that is on the screen. */
    countTicket: assign(({ context, event }) => {
      assertEvent(event, 'scan-ticket');
      return event.key === context.myTicket?.key ? {} : oneMoreTaken(context);
    }),
    countInVain: assign(({ context }) => oneMoreInVain(context)),
    tellStray: assign((_, strayCode: VisitContext['strayCode']) => ({ strayCode })),
    /** Their own code answers a card that nobody has said anything of. */
    sayIsMine: enqueueActions(({ enqueue, context: { other } }) => {
      if (other?.kind === 'card') enqueue.raise({ type: 'go-on-visit' });
    }),
    /** What a VNeID code was exchanged for stands for it: a second time it may be good no longer. */
    holdExchanged: assign((_, shown: Exchanged) => (shown.type === 'scan' ? { other: { kind: 'code', shown } } : {})),
    /** It is read now, so that it was left out before is no longer said. */
    readAfterAll: assign(({ context: { identity } }) => ({ identity: identity && { ...identity, chipSkipped: null } })),
    holdCode: enqueueActions(({ enqueue, event, context }) => {
      assertEvent(event, ['scan', 'scan-ticket', 'scan-vneid']);
      enqueue.assign(heldCode(context, event));
      const isFresh = event.type === 'scan-vneid' && context.identity?.isVneid === true;
      enqueue.raise(isFresh ? { ...event, type: 'other-vneid' } : { type: 'other-code' });
    }),
    /** What the one before has set or shown is not theirs. */
    startForOther: enqueueActions(({ enqueue, context }) => {
      const { other } = context;
      enqueue.assign({
        ...settingsOf(wiped(context)),
        heldSlip: null,
        prompt: other?.kind === 'card' ? 'show-code' : 'welcome',
      });
      if (other?.kind === 'code') enqueue.raise(other.shown);
    }),
    /** A number that was typed goes on like a code; else only what was wrong with it is kept. */
    takeTyped: enqueueActions(({ enqueue, event, context: { ports } }) => {
      assertEvent(event, 'typed');
      const typed = ports.documents.typedNumber(event);
      if (typed.ok) enqueue.raise(typedCode(typed.number));
      else enqueue.assign({ typedProblem: typed.problem });
    }),
    /** Known better by the chip than by the code: what the hospital said of the code alone no longer counts. */
    askAgain: enqueueActions(({ enqueue, context }) => {
      if (!chipAddsTo(context.identity)) return;
      enqueue.assign({ lookup: null });
      enqueue.raise({ type: 'identified' });
    }),
    forgetRefused: assign({ refused: null }),
    forgetTyped: assign({ typedProblem: 'none' as const }),
    holdSlip: enqueueActions(({ enqueue, context }) => {
      enqueue.assign({ heldSlip: heldSlipOf(context) });
      enqueue.raise({ type: 'slip-held' });
    }),
    askBirthDate: assign(({ context }) => askBirthDate(context)),
    sayOtherCode: assign(({ context }) => ({ ...oneMoreInVain(context), identifyNotice: 'not-this-code' as const })),
    bringSomebody: assign({ companionProblem: 'none' as const, birthDateAsked: false }),
    companionProblem: assign((_, companionProblem: VisitContext['companionProblem']) => ({ companionProblem })),
    askCarerAgain: assign(({ context }, problem: VisitContext['companionProblem']) => askCarerAgain(context, problem)),
    nobodyYet: assign(({ context }) => nobodyYet(context)),
    showInsuranceCard: assign(({ context, event }) => ({ ...withCard(context, event), ...oneMoreTaken(context) })),
    hearOfCard: assign(({ context }, eligibility: Eligibility | null) => hearOfCard(context, eligibility)),
    choose: assign(({ context, event }) => ({ ...choiceBy(context, event) })),
    chooseAsked: assign(({ context }) => ({ ...choiceAsked(context), clinicIdAsked: null })),
    openRooms: assign(({ context, event }) => ({ open: roomsBy(context, event) })),
    payNoLonger: assign({ isPaying: false }),
    askDetailAgain: assign(({ context }) => lastDetail(context)),
    nameLaidProblem: assign(({ context }) => ({ cardProblem: laidProblemOf(context.reader) })),
    skipChip: assign(({ context }, reason: ChipSkipped) => ({
      identity: context.identity && { ...context.identity, chipSkipped: reason },
    })),
    loseReader: assign(({ context: { identity } }) => ({
      ...{ cardProblem: 'reader-gone' as const, chipName: null },
      identity: identity && { ...identity, chipSkipped: 'no-reader' as const },
    })),
    setFace: assign(({ context }, face: FaceOutcome) => ({ identity: withFace(context.identity, face) })),
    leaveComparison: assign(({ context: { identity, face } }, reason: NotCompared) => ({
      identity: withFace(identity, comparisonLeft(face, reason)),
    })),
    /** The camera's part is over; the portrait stays for staff where nobody was found to resemble it. */
    endComparison: assign(({ context }) => ({
      identity: afterComparison(context.identity),
      face: startComparison(context.ports.policies.face.tries),
    })),
    forgetPortrait: assign(({ context }) => ({
      identity: withoutPortrait(context.identity),
      face: startComparison(context.ports.policies.face.tries),
    })),
    deskBecause: assign((_, deskReason: DeskReason | null) => ({ deskReason })),
  },
  guards: {
    /** A code whose card may be laid. */
    opensChip: ({ context, event }) => event.type === 'scan' && opensChip(context.ports, event.code),
    /** The same code again is a scanner that repeats itself, not a new patient. */
    sameCode: ({ context, event }) =>
      (event.type === 'scan' || event.type === 'scan-vneid') && event.codeSha256 === context.identity?.codeSha256,
    beingExchanged: ({ context, event }) => event.type === 'scan-vneid' && event.codeSha256 === context.exchanging,
    /** A card of this code's: one that lay there before is somebody else's. */
    cardLaid: ({ context }) => context.reader.state === 'card' && !isLeft(context, context.reader),
    cardLaidNow: ({ context, event }) =>
      event.type === 'reader' && event.status.state === 'card' && !isLeft(context, event.status),
    /** A card that was not left, whether or not it can be read where it lies. */
    cardComes: ({ context }) => cardThere(context) && !isLeft(context, context.reader),
    isNewCode: ({ context, event }) =>
      (event.type === 'scan' ||
        event.type === 'scan-ticket' ||
        event.type === 'scan-vneid' ||
        event.type === 'scan-unknown') &&
      isNewCode(context, event),
    /** A laid card that is not the one being read. */
    otherCardLaid: ({ context: { reader }, event }) =>
      event.type === 'reader' &&
      event.status.state === 'card' &&
      (reader.state !== 'card' || reader.generation !== event.status.generation),
    newCard: ({ context, event }) => isNewCard(context, event as VisitEvent),
    cardGone: ({ event }) => event.type === 'reader' && !cardThere({ reader: event.status }),
    otherCame: ({ context }) => context.other !== null,
    /** A code that is asked about and held there still. */
    sameAsOther: ({ context, event }) => isShownAgain(context, event as VisitEvent),
    chipUnread: ({ context }) => context.identity?.chip === null,
    /** Of the other one: a card that is gone asks nothing any more, a code stays shown. */
    otherCardGone: ({ context: { other }, event }) =>
      other?.kind === 'card' && event.type === 'reader' && !cardThere({ reader: event.status }),
    /** One that does not answer, or one too many. */
    cardUnreadable: ({ context }) => context.reader.state === 'unreadable-card',
    cardFellSilent: ({ event }) => event.type === 'reader' && event.status.state === 'unreadable-card',
    /** All of them, after the patient was asked to leave one. */
    severalTaken: ({ context, event }) =>
      context.cardProblem === 'several-cards' && event.type === 'reader' && event.status.state === 'empty',
    isClosed: ({ context }) => !context.ports.isOpen(),
    readerUsable: ({ context }) => context.reader.state !== 'unavailable',
    readerGone: ({ event }) => event.type === 'reader' && event.status.state === 'unavailable',
    cardTaken: ({ event }) =>
      event.type === 'reader' && event.status.state !== 'card' && event.status.state !== 'unreadable-card',
    cardRead: ({ context }) => Boolean(context.identity?.chip),
    cardExpired: ({ context }) => typeof context.identity?.chip?.expiredOn === 'string',
    triesLeft: ({ context }) => context.cardTriesLeft > 0,
    deskByChip: ({ context }) => chipVerdictReason(context) !== null,
    compareFace: ({ context }) => comparesFace(context),
    faceMatched: ({ context }) => context.identity?.face?.method === 'face-matches-chip',
    faceNotMatched: ({ context }) => context.identity?.face?.method === 'face-not-matched',
    lookedUp: ({ context }) => context.lookup !== null,
    deskByLookup: ({ context }) => lookupReason(context) !== null,
    slipNeedsCard: ({ context }) => slipNeedsCard(context),
    promptsForSlip: ({ context }) => context.prompt.startsWith('slip-'),
    birthDateDiffers: ({ context }) => birthDateDiffers(context),
    samePerson: ({ context, event }) => event.type === 'scan' && isSamePerson(context, event),
    isTyped: ({ event }) => event.type === 'scan' && event.code.kind === 'typed',
    /** Of the patient, or of who came with them. */
    ofThisVisit: ({ context, event }) => event.type === 'scan' && isOfVisit(context, event),
    ownTicket: ({ context, event }) => event.type === 'scan-ticket' && isOwnTicket(context, event.key),
    carerAgain: ({ context }) => isCarerAgain(context),
    hasCarer: ({ context }) => context.carer !== null,
    /** Somebody of a visit is there, and the next of the family may begin one. */
    mayGoOn: ({ context }) => context.identity !== null && context.ports.isOpen(),
    isPaying: ({ context }) => context.isPaying,
    hasAnswered: ({ context }) => context.detailsAsked > 0,
    mayBring: ({ context }) => mayBring(context),
    insuranceDecided: ({ context }) => context.isPaying || !needsDecision(context),
    otherCitizen: ({ context, event }) =>
      event.type === 'scan' && event.code.kind === 'cccd' && !isOfVisit(context, event),
    insuranceCard: ({ event }) => event.type === 'scan' && event.code.kind === 'bhyt',
    sameInsuranceCard: ({ context, event }) => event.type === 'scan' && event.codeSha256 === context.insuranceSha256,
    hasBooked: ({ context }) => ofPatient(context, false, (patient) => appointmentsShown(patient).length > 0),
    nothingBooked: ({ context }) => ofPatient(context, true, (patient) => appointmentsShown(patient).length === 0),
    nothingAsked: ({ context }) => detailAsked(context) === null,
    mayBeHad: ({ context, event }) => choiceBy(context, event) !== null,
    askedMayBeHad: ({ context }) => choiceAsked(context) !== null,
    hasRooms: ({ context, event }) => roomsBy(context, event) !== null,
    roomsOpen: ({ context }) => context.open !== null,
    numbersLeft: ({ context }) => numbersLeft(context),
    hasEnded: ({ context }) => hasEnded(context),
    paperComes: ({ context }) => context.isPrinting && hasEnded(context),
    codeUnprinted: ({ context }) => context.isUnprinted && context.payment?.state === 'due' && hasEnded(context),
    codeStays: ({ context, event }) => isUnprintedCode(context, event),
    /** Not one that was there before, which may be told again and again: here the context still has the word before. */
    codeComes: ({ context, event }) =>
      isUnprintedCode(context, event) &&
      (context.payment?.state !== 'due' || (event.type === 'payment' && event.word?.key !== context.payment.key)),
  },
  delays: visitDelays,
});
