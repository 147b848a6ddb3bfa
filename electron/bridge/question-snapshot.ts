import { z } from 'zod';
import {
  appointmentSchema,
  clinicSchema,
  clinicTodaySchema,
  knownAgeSchema,
  laterSchema,
  roomSchema,
  tileSchema,
} from './clinic-snapshot.ts';
import { holderSchema } from './holder-snapshot.ts';
import { insuranceSchema } from './insurance-snapshot.ts';

/** The questions of a visit, one a screen. */

const streamSchema = z.enum(['insured', 'paying', 'priority']);
export const declaredSchema = z.enum(['pregnancy', 'disability']);
export type Declared = z.infer<typeof declaredSchema>;

/** What every question shows: who is asked about, and a card that still lies there. */
const asked = {
  holder: holderSchema,
  cardStillThere: z.boolean(),
  /** Who came with the patient, masked; null for somebody who came alone. */
  carer: z.string().nullable(),
};

/**
 * What went wrong on the way to the first question, which says so once more to whoever could not read it: the last try with the card
 * failed; the face was not found to resemble the card's, or never seen well enough.
 */
const setbackSchema = z.enum(['card-not-read', 'reader-gone', 'face-not-matched', 'face-not-seen']);
export type Setback = z.infer<typeof setbackSchema>;

/** What the questions show that can be the first. */
const askedFirst = { ...asked, setback: setbackSchema.nullable() };

/** Number and birth date by hand, for a damaged card or a flat phone. The digits are the screen's until they are sent. */
export const typedSchema = z.object({
  step: z.literal('typed'),
  /** `companion`: the number of the child or parent whom the identified person brings. */
  whose: z.enum(['own', 'companion']),
  cardStillThere: z.boolean(),
  /**
   * What was wrong with what was sent; the screen goes back to that field. `birth-date-differs`: the hospital cannot tell the
   * person by it; the whole date is wanted, once.
   */
  problem: z.enum(['none', 'number', 'birth-date', 'expiry', 'birth-date-differs']),
  /** Whether a card can be laid afterwards, so that its expiry date is worth asking for. */
  readerReady: z.boolean(),
});

/** The carer is known; whom they bring is not yet. Any code of the patient goes on. */
export const companionSchema = z.object({
  step: z.literal('companion'),
  holder: holderSchema,
  cardStillThere: z.boolean(),
  /** The hospital is asked about a VNeID code. */
  isChecking: z.boolean(),
  /** What was shown last was no code that helps here. */
  problem: z.enum(['none', 'unknown-code', 'unreadable-code', 'same-person', 'code-expired', 'code-unchecked']),
});

/** Insurance that needs a decision: pay oneself, show another card, or the counter. */
export const insuranceStepSchema = z.object({
  step: z.literal('insurance'),
  ...askedFirst,
  insurance: insuranceSchema,
  /**
   * `asking`: another card was shown and is being looked up. `not-a-card`: what was shown is no insurance
   * card. `unreadable-code`: nor anything else, it was cut off or damaged. `not-answered`: nobody could be asked about it.
   */
  state: z.enum(['deciding', 'asking', 'not-a-card', 'unreadable-code', 'not-answered']),
  canBringSomebody: z.boolean(),
  offers: z.array(z.enum(['go-on-paying', 'show-card', 'counter'])),
});

export const appointmentsSchema = z.object({
  step: z.literal('appointments'),
  ...askedFirst,
  /** Of today first, by time; then the other days. */
  appointments: z.array(appointmentSchema),
  insurance: insuranceSchema,
  canBringSomebody: z.boolean(),
  /** As at the last look: arriving has none. */
  declared: z.array(declaredSchema),
  mayDeclare: z.array(declaredSchema),
  /** `back` leads to the question before. */
  canGoBack: z.boolean(),
});

/** One thing the hospital wants to know of a new patient. */
export const detailsSchema = z.object({
  step: z.literal('details'),
  ...askedFirst,
  field: z.enum(['phone', 'relative']),
  problem: z.enum(['none', 'phone']),
  index: z.number().int(),
  total: z.number().int(),
  canBringSomebody: z.boolean(),
  /** `back` leads to the question before. */
  canGoBack: z.boolean(),
});

export const chooseSchema = z.object({
  step: z.literal('choose'),
  /**
   * `looking-up`: the hospital is being asked; the list follows. `clinics`: specialties and clinics. `rooms`: rooms and
   * doctors of one of them.
   */
  state: z.enum(['looking-up', 'clinics', 'rooms']),
  ...askedFirst,
  tiles: z.array(tileSchema),
  /** Of clinics of which anything is known. */
  today: z.array(clinicTodaySchema),
  /** For `rooms`: what they are rooms of, the rooms, and later sessions that may be had now. */
  rooms: z
    .object({
      name: z.object({ vi: z.string(), en: z.string() }),
      list: z.array(roomSchema),
      later: z.array(laterSchema.extend({ clinicId: z.string() })),
    })
    .nullable(),
  /** Where the patient was last, when it is open today. */
  lastTime: z.object({ clinic: clinicSchema, doctor: z.string().nullable() }).nullable(),
  /** `back` leads somewhere: from the rooms to the clinics, from those to the question before. */
  canGoBack: z.boolean(),
  /** Whether "I don't know which clinic" leads to a screening desk with a queue of its own, or to reception. */
  screening: z.enum(['clinic', 'desk']),
  /** The identified person may say that they come with somebody else, who is the patient. */
  canBringSomebody: z.boolean(),
  insurance: insuranceSchema,
  hospitalReachable: z.boolean(),
  /** Offline; null online or when nothing of the hospital ever came. */
  readModel: knownAgeSchema.nullable(),
});

export const confirmSchema = z.object({
  step: z.literal('confirm'),
  state: z.enum(['asking', 'committing']),
  ...asked,
  /** What is registered for, one number each. `time`: of an appointment, HH:MM. */
  choices: z
    .array(z.object({ clinic: clinicSchema, doctor: z.string().nullable(), time: z.string().nullable() }))
    .min(1),
  /** null: for now. */
  later: laterSchema.nullable(),
  insurance: insuranceSchema,
  /** The patient chose to pay although insurance was not settled. */
  isPaying: z.boolean(),
  /** null: it is not known whether the patient pays. */
  stream: streamSchema.nullable(),
  /** Why the patient goes first; null when they do not. */
  priorityReason: z.string().nullable(),
  declared: z.array(declaredSchema),
  /** What may be declared here; empty when priority is given anyway or the hospital has no such queue. */
  mayDeclare: z.array(declaredSchema),
  /** There are other rooms, doctors or sessions than what the list of clinics led to. */
  canChooseRoom: z.boolean(),
});

/**
 * Somebody else came up during a visit, with a card that its code does not open or with a code: whose visit is this? Nothing of
 * either of them is said.
 */
export const whoseSchema = z.object({
  step: z.literal('whose'),
  /** `being-checked`: it may still turn out to be the visit's own; nothing can be answered yet. */
  about: z.enum(['card', 'code', 'being-checked']),
  /** The other one may begin: not while the kiosk is closed. */
  canStart: z.boolean(),
  cardStillThere: z.boolean(),
});

/** Somebody pressed "emergency": staff are called, nothing is asked. */
export const emergencySchema = z.object({ step: z.literal('emergency'), cardStillThere: z.boolean() });
