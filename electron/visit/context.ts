import type { ReadProgress } from '../../native/emrtd/chip.ts';
import type { ReaderStatus } from '../../native/readers/port.ts';
import type { SlipCode } from '../../native/citizen-id/code.ts';
import type { ClinicInfo } from '../../sync/his/hospital-api.ts';
import type {
  DeclaredPriority,
  DeskReason,
  FieldAnswer,
  Payer,
  QueueStream,
  ServiceMoment,
} from '../../sync/registration.ts';
import { type Display, usualDisplay } from '../bridge/display-snapshot.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import type { CardProblem, Language, VisitAt } from '../bridge/snapshot.ts';
import type { OpenRooms } from './clinic-choice.ts';
import type { CodesCounted } from './codes-told.ts';
import type { Other } from './events.ts';
import { type FaceComparison, startComparison } from './face-decision.ts';
import type { Enrolling } from './face-enrolment.ts';
import type { Conflict, Identity } from './identity.ts';
import type { IssuedTicket, OtherTicket, UnshownTicket } from './issued-ticket.ts';
import type { LaidCard } from './laid-card.ts';
import type { Live } from './live-face.ts';
import type { Lookup } from './lookup.ts';
import type { MyTicket } from './my-ticket.ts';
import type { PaymentWord } from './paid-ticket.ts';
import type { VisitPorts } from './ports.ts';
import type { Choice } from './visit-choice.ts';

export type Prompt = VisitAt<'attract'>['prompt'];

/** A slip, and what was said of it. */
export interface HeldSlip {
  code: SlipCode;
  said: Extract<Prompt, `slip-${string}`>;
}

/** What is wrong with a code that is of no use, as on the first screen. */
export type StrayCode = Extract<Prompt, 'unknown-code' | 'unreadable-code' | 'code-expired' | 'code-unchecked'>;

export interface VisitInput {
  ports: VisitPorts;
  language: Language;
  reader: ReaderStatus;
  cameraConfigured: boolean;
  /** Tickets committed before a restart that their patients have not seen, in the order they are offered. */
  unshown: UnshownTicket[];
}

/** Everything a visit knows. `wiped` returns it to what a new patient may find. */
export interface VisitContext extends CodesCounted {
  ports: VisitPorts;
  /** Counts people: who is there now, or was there last. */
  visitor: number;
  homeLanguage: Language;
  language: Language;
  /** How the screen is drawn, and whether it is read aloud; both last as long as the language. */
  display: Display;
  speechOn: boolean;
  reader: ReaderStatus;
  cameraConfigured: boolean;
  /** What the screen last said of the camera. */
  camera: Extract<PatientIntent, { type: 'camera' }>['state'];
  /** When, by `ports.monotonicMs`. */
  cameraSaidAtMs: number;
  prompt: Prompt;
  /** A slip that did not say whose it is; whoever shows a code next has brought it. */
  heldSlip: HeldSlip | null;
  /** The hash of the VNeID code that is being exchanged. */
  exchanging: string | null;
  /** Which card lay there before the present code was shown: somebody else's, until it is laid again. */
  leftCard: LaidCard | null;
  /** A card was laid on the last screen of a visit: what lies there since is of whoever comes next. */
  nextCard: boolean;
  /** Somebody else who came up; null while nobody has. */
  other: Other | null;
  /** The codes by which somebody was seen to be there, once each (codes-seen.ts). */
  codesSeen: readonly string[];
  /** What was last shown over the last screen of a visit and is no code of use. */
  strayCode: StrayCode | 'none';
  /** The patient; the person who was identified, until they say that somebody else is the patient. */
  identity: Identity | null;
  /** Who came with the patient; null for somebody who came alone. */
  carer: Identity | null;
  /** What the hospital knows about the carer. */
  carerLookup: Lookup | null;
  lookup: Lookup | null;
  progress: ReadProgress;
  /** The name as the chip spells it, before the portrait has arrived. */
  chipName: string | null;
  /** What was shown while a card was awaited. */
  identifyNotice: VisitAt<'identify'>['notice'];
  cardProblem: CardProblem | null;
  cardTriesLeft: number;
  /** Counts comparisons, of all visits. */
  comparison: number;
  face: FaceComparison;
  /** The face of the chip's portrait, once the one before the camera was found to resemble it; for an enrolment. */
  chipFace: readonly number[] | null;
  /** Somebody before the camera who is to be recognised or enrolled. */
  live: Live | null;
  /** The camera has looked for this patient among the enrolled. */
  faceAsked: boolean;
  /** Whether the ticket's person has a face in the gallery; null before anybody was asked. */
  faceHeld: 'yes' | 'no' | 'away' | 'withdrawn' | null;
  /** The question about a face that the ticket offers; null while it is not asked. */
  enrolment: Enrolling | null;
  /** What was wrong with what was typed, shown or answered last. */
  typedProblem: VisitAt<'typed'>['problem'];
  returnProblem: VisitAt<'returning'>['problem'];
  /** The birth date was asked for once more, which is done once. */
  birthDateAsked: boolean;
  /** Who was typed when the birth date differed, for staff alone: until another number is typed, or whoever typed it goes back. */
  refused: Identity | null;
  companionProblem: VisitAt<'companion'>['problem'];
  detailProblem: VisitAt<'details'>['problem'];
  /** How many details were asked for. */
  detailsAsked: number;
  answers: FieldAnswer[];
  /** The hash of the other insurance card that was shown last. */
  insuranceSha256: string | null;
  /** The patient pays, although insurance might. */
  isPaying: boolean;
  declared: DeclaredPriority[];
  /** Where they asked to go before anybody knew who they are; null once that was looked at. */
  clinicIdAsked: string | null;
  /** What the list of rooms is open for; null on the list of clinics. */
  open: OpenRooms | null;
  /** What is registered for, one number each. */
  choices: Choice[];
  /** A session that is not now; null: for now. Of the choices, then of the ticket. */
  later: ServiceMoment | null;
  /** Of the ticket on the screen, or of the change that is asked for. */
  clinic: ClinicInfo | null;
  stream: QueueStream | null;
  /** Why the patient of the ticket on the screen goes first; null where they do not, or nothing says. */
  priorityReason: string | null;
  /** Who pays for what the ticket on the screen is for; null where nothing says. */
  payer: Payer | null;
  /** Why staff take over; null when a step of ours failed. */
  deskReason: DeskReason | null;
  conflicts: Conflict[];
  ticket: IssuedTicket | null;
  others: OtherTicket[];
  /** A further number was wanted, and nobody could give one. */
  isIncomplete: boolean;
  /** A ticket that somebody shows again; not of a visit. */
  myTicket: MyTicket | null;
  /** Of the ticket on the screen; the printer's, and so not wiped with the visit. */
  isPrinting: boolean;
  /** The paper of the ticket on the screen has not come. */
  isUnprinted: boolean;
  /** What the ticket on the screen costs, as far as it is known; the station's, and so not wiped with the visit. */
  payment: PaymentWord | null;
  /** Still to be offered; not of this visit, and so not wiped with it. */
  unshown: UnshownTicket[];
  /** When the countdown of the idle question ends, in ms of `ports.now`; null while nobody is asked. */
  idleEndsAt: number | null;
}

/** Everything of a person, gone. */
export function wiped(context: Pick<VisitContext, 'ports' | 'homeLanguage'>) {
  return {
    language: context.homeLanguage,
    display: usualDisplay,
    speechOn: context.ports.headphonesPlugged(),
    heldSlip: null,
    nextCard: false,
    other: null,
    codesSeen: [],
    codesInVain: 0,
    strayCode: 'none',
    identity: null,
    carer: null,
    carerLookup: null,
    lookup: null,
    progress: { bytes: 0, total: 0 },
    chipName: null,
    identifyNotice: 'none',
    cardProblem: null,
    cardTriesLeft: context.ports.policies.card.tries,
    face: startComparison(context.ports.policies.face.tries),
    chipFace: null,
    live: null,
    faceAsked: false,
    faceHeld: null,
    enrolment: null,
    typedProblem: 'none',
    returnProblem: 'none',
    birthDateAsked: false,
    refused: null,
    companionProblem: 'none',
    detailProblem: 'none',
    detailsAsked: 0,
    answers: [],
    insuranceSha256: null,
    isPaying: false,
    declared: [],
    clinicIdAsked: null,
    open: null,
    choices: [],
    later: null,
    clinic: null,
    stream: null,
    priorityReason: null,
    payer: null,
    deskReason: null,
    conflicts: [],
    ticket: null,
    others: [],
    isIncomplete: false,
    myTicket: null,
    isUnprinted: false,
    idleEndsAt: null,
  } satisfies Partial<VisitContext>;
}

export function initialContext(input: VisitInput): VisitContext {
  const { ports, language, reader, cameraConfigured, unshown } = input;
  const base = { ports, homeLanguage: language, reader, cameraConfigured };
  return {
    ...base,
    visitor: 0,
    codesTaken: 0,
    comparison: 0,
    camera: cameraConfigured ? 'ready' : 'not-reachable',
    cameraSaidAtMs: ports.monotonicMs(),
    prompt: 'welcome',
    exchanging: null,
    leftCard: null,
    isPrinting: false,
    payment: null,
    ...wiped(base),
    unshown,
  };
}

/** What whoever stands there has set for themselves; it goes with the visit, not with a step of it. */
export const settingsOf = ({
  language,
  display,
  speechOn,
}: Pick<VisitContext, 'language' | 'display' | 'speechOn'>) => ({
  language,
  display,
  speechOn,
});

/** Nothing of a person, but for what goes with whoever stands there. */
export const wipedBut = (context: VisitContext) => ({
  ...wiped(context),
  ...settingsOf(context),
  codesSeen: context.codesSeen,
  codesInVain: context.codesInVain,
});

/** Nothing of a person; somebody else than before finds the screen as it usually is, and speech where headphones are plugged. */
export const wipedFor = (context: VisitContext, visitor: number) => ({
  ...(visitor === context.visitor ? wipedBut(context) : wiped(context)),
  visitor,
});

/** Whether the visit is over but for its last screen: then the kiosk is free sooner. */
export const hasEnded = ({
  ticket,
  enrolment,
  myTicket,
}: Pick<VisitContext, 'ticket' | 'enrolment' | 'myTicket'>): boolean =>
  (ticket !== null && enrolment?.isOver !== false) || myTicket?.outcome === 'cancelled';
