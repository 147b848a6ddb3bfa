import { z } from 'zod';
import { bilingual } from './clinic-snapshot.ts';

/**
 * What the page for staff and the station say to each other, as JSON over HTTP(S), or over the bridge at the kiosk's own screen.
 * Nothing here holds anything of a person but `personAnswerSchema`, which is answered when somebody opens one task,
 * `arrivalsSchema` of a list that somebody opened, and `assistedVisitSchema`, for the kiosk's own screen alone; all three stand
 * in the audit log.
 */

/** What staff owe somebody; `held`: they keep back a row that is no desk ticket. It outlives whoever looked at it and is there for the next shift. */
export const taskKindSchema = z.enum(['call', 'refused', 'desk', 'held']);
/** `taken`: somebody said that they see to it. */
export const taskStateSchema = z.enum(['open', 'taken', 'done']);
/** What somebody found who compared the person with the document, by eye. */
const identitySchema = z.enum(['same-person', 'other-person']);

export const taskSchema = z.object({
  /** Of a call its own, else the key of the queue's row. */
  id: z.uuid(),
  kind: taskKindSchema,
  state: taskStateSchema,
  /** The account that took or settled it; null while nobody did. */
  by: z.string().nullable(),
  /** Something was written down for whoever comes next; it is told with the person. */
  hasNote: z.boolean(),
  /** null: nobody has compared, or it is a call. */
  identity: identitySchema.nullable(),
  /** ISO instant. */
  since: z.string(),
  /** null for a call. */
  number: z.string().nullable(),
  clinicId: z.string().nullable(),
  /** Why: `help`, `emergency` or `printer` of a call; of a refused row the hospital's reason; null where the kiosk does not keep it. */
  reason: z
    .enum(['help', 'emergency', 'printer', 'clinic-full', 'clinic-closed', 'patient-blocked', 'other'])
    .nullable(),
  /** The clinic that the hospital names instead; null: none. */
  sendTo: z.string().nullable(),
  /** What is refused or held: the registration itself, or what was wanted of it later. */
  amendment: z.enum(['cancel', 'change-clinic', 'refusal-notice', 'consent']).nullable(),
  held: z.boolean(),
  /** Whether the hospital has it. */
  /** `settled`: by hand, of a number for staff until it is done; `none`: of a call. */
  sync: z.enum(['pending', 'confirmed', 'refused', 'settled', 'none']),
  /** Whether its person may still be looked up here: what was to be sent is erased once the hospital has it. */
  hasPerson: z.boolean(),
});
export type StaffTask = z.infer<typeof taskSchema>;

export const tasksSchema = z.object({ tasks: z.array(taskSchema) });

export const noteLimit = 200;
/** Nine digits or more are an identity card's or a telephone's, also where they are written in groups. */
const longNumber = /\d(?:[ .-]?\d){8}/;
export const noteSchema = z
  .string()
  .max(noteLimit)
  .refine((note) => !longNumber.test(note));
/**
 * What staff say of a task: whose it is, that it is settled, or a note, which is reception's alone to read and to write. `seen`:
 * what stood there when they said so. Where that has changed since, nothing is done (`not-in-that-state`).
 */
export const taskChangeSchema = z.union([
  z.strictObject({ state: z.enum(['open', 'taken']), seen: taskSchema.pick({ state: true, by: true }).strict() }),
  z.strictObject({ state: z.literal('done') }),
  z.strictObject({ note: noteSchema, seen: z.string().max(noteLimit) }),
]);
export type TaskChange = z.infer<typeof taskChangeSchema>;

const streamSchema = z.enum(['insured', 'paying', 'priority']);
const sessionOfDaySchema = z.enum(['morning', 'afternoon']);

/** What staff may do to a row (sync/queue/staff.ts); to set it aside, which erases it, is reception's alone. */
export const decisionSchema = z.strictObject({ decision: z.enum(['retry', 'hold', 'release', 'set-aside']) });

/** Whose task it is; `fullName` null: the hospital has this patient, and only its number was to be sent. */
export const personSchema = z.object({
  fullName: z.string().nullable(),
  birthDate: z.string().nullable(),
  patientId: z.string().nullable(),
});
export type StaffPerson = z.infer<typeof personSchema>;
/** With the slip or the ticket that somebody has shown of whom nobody may be known. */
const taskPersonSchema = personSchema.extend({ slipCode: z.string().nullable(), ticket: z.string().nullable() });
export type TaskPerson = z.infer<typeof taskPersonSchema>;
export const personAnswerSchema = z.object({ person: taskPersonSchema.nullable(), note: z.string() });

/** Whether anybody is named: a paper alone may be anybody's. */
export const namesSomebody = ({ fullName, birthDate, patientId }: StaffPerson): boolean =>
  fullName !== null || birthDate !== null || patientId !== null;

/**
 * Refused (`not-in-that-state`) unless the task's person was shown in the same session, and when the contrary was found already.
 */
export const identityCheckSchema = z.strictObject({ result: identitySchema });

/** The visit at the kiosk, as staff see it who stand there: answered to the kiosk's own screen alone. */
export const assistedVisitSchema = z.discriminatedUnion('state', [
  /** Nobody has begun a visit. */
  z.object({ state: z.literal('none') }),
  /** `nobody-known`: nobody has said who they are; `too-late`: the visit has its paper already. */
  z.object({ state: z.literal('not-comparable'), why: z.enum(['nobody-known', 'too-late']) }),
  z.object({
    state: z.literal('comparable'),
    /** What the kiosk found of the face itself. */
    face: z.enum(['not-compared', 'not-matched', 'not-recognised', 'matched']),
    /** What says who this is. */
    document: z.enum(['chip', 'vneid', 'code', 'typed', 'returning']),
    person: personSchema,
    /** The chip's, as long as the visit keeps it. */
    portrait: z.object({ mediaType: z.string(), base64: z.base64() }).nullable(),
    /** What staff found before in this visit; null: nobody has compared. */
    found: identitySchema.nullable(),
  }),
]);
export type AssistedVisit = z.infer<typeof assistedVisitSchema>;
/** `shown`: stands for exactly what is shown of whom; null where there is nobody to compare. */
export const assistedAnswerSchema = z.object({ visit: assistedVisitSchema, shown: z.string().nullable() });
/** What somebody found of whom they were `shown`: refused (`not-in-that-state`) once anything of it has changed. */
export const comparisonSchema = z.strictObject({ result: identitySchema, shown: z.string().length(64) });

/**
 * `nobody`: no such row, account, call or ticket; `not-valid`: whoever came with this paper would be sent away; `several`: nothing
 * was printed, and one of them is to be asked for by its key; `held`: it is on hold, and nobody would let it go any more.
 */
export const resultSchema = z.object({
  result: z.enum([
    'done',
    'nobody',
    'not-in-that-state',
    'held',
    'not-valid',
    'several',
    'failed',
    'no-printer',
    'not-printed',
  ]),
});
export type StaffActionResult = z.infer<typeof resultSchema>['result'];

export const kioskActionSchema = z.strictObject({ action: z.enum(['open', 'close']) });
/** By the number on the paper, or by the key of the row. */
export const reprintSchema = z.union([
  z.strictObject({ number: z.string().min(1).max(32) }),
  z.strictObject({ key: z.uuid() }),
]);
/** What tells apart papers of one number. */
const reprintChoiceSchema = z.object({
  key: z.uuid(),
  number: z.string(),
  /** null: for the desk. */
  clinicId: z.string().nullable(),
  stream: streamSchema.nullable(),
  day: z.string(),
  session: sessionOfDaySchema,
});
export type ReprintChoice = z.infer<typeof reprintChoiceSchema>;
/** `choices`: of the result `several`. */
export const reprintAnswerSchema = resultSchema.extend({ choices: z.array(reprintChoiceSchema).default([]) });

export const callSchema = z.object({
  id: z.uuid(),
  /** `printer`: nobody stands there; it prints nothing. */
  urgency: z.enum(['help', 'emergency', 'printer']),
  since: z.string(),
  /** Who said that they are coming; null: nobody yet. */
  coming: z.string().nullable(),
  /** An open page has confirmed it; each that reads one without asks `POST /api/calls/:id/received`. */
  isReceived: z.boolean(),
  /** It sounds: nobody comes yet, and it is not too old to be of use. */
  rings: z.boolean(),
});
export type StaffCallView = z.infer<typeof callSchema>;
export const callsSchema = z.object({ calls: z.array(callSchema) });

/** One clinic's day as this kiosk knows it: what it registered itself. */
export const arrivalCountsSchema = z.object({
  day: z.string(),
  clinics: z.array(
    z.object({
      clinicId: z.string(),
      name: bilingual.nullable(),
      /** Who took a number on the day itself. */
      arrived: z.int(),
      /** Who took it on an earlier day: the kiosk does not know whether they are there. */
      planned: z.int(),
      /** Registered here and not yet with the hospital. */
      unsent: z.int(),
    }),
  ),
});
export type ArrivalCounts = z.infer<typeof arrivalCountsSchema>;

export const openArrivalsSchema = z.strictObject({ clinicId: z.string().min(1).max(64) });
/** In the order of registration, as it was at the instant `asOf`. A person stands there while the hospital does not have the row: afterwards it tells. */
export const arrivalsSchema = z.object({
  day: z.string(),
  asOf: z.string(),
  clinicId: z.string(),
  name: bilingual.nullable(),
  rows: z.array(
    z.object({
      key: z.string(),
      number: z.string(),
      official: z.boolean(),
      stream: streamSchema.nullable(),
      session: sessionOfDaySchema,
      since: z.string(),
      /** Registered on an earlier day. */
      isPlanned: z.boolean(),
      sync: z.enum(['pending', 'confirmed', 'refused']),
      person: personSchema.nullable(),
    }),
  ),
});
export type Arrivals = z.infer<typeof arrivalsSchema>;

/** Why a request was not answered: `locked` and `login-needed` lead to the PIN pad, `pin-change-needed` to a PIN of one's own. */
export const staffRefusalSchema = z.object({
  error: z.enum([
    'login-needed',
    'locked',
    'pin-change-needed',
    'not-allowed',
    'wrong-origin',
    'bad-request',
    'not-found',
    'too-many',
    'failed',
  ]),
});
export type StaffRefusal = z.infer<typeof staffRefusalSchema>['error'];

/** News over `GET /api/news` (server-sent events): what to ask for again. `calls` is sent to locked pages too. */
export const newsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changed') }),
  z.object({ kind: z.literal('calls'), calls: z.array(callSchema) }),
  z.object({ kind: z.literal('locked') }),
  z.object({ kind: z.literal('ended') }),
]);
export type StaffNews = z.infer<typeof newsSchema>;

/** Every request that changes something carries it; a form of another site cannot. */
export const staffHeader = 'x-tiepdon-staff';
