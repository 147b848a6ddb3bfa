import { z } from 'zod';
import { accountAnswerSchemas, accountQuestionSchemas } from './staff-account-messages.ts';

/** What staff and IT ask of a station, over its local socket only. No answer holds anything of a person. */

/** The operating system's name of who asks, for the audit log. */
const staffName = z.string().max(64);
const key = z.string().max(100);

/** SHA-256, hexadecimal, over the log's entry of that number. */
export const auditHeadSchema = z.object({
  count: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** `set-aside`: settled by hand; what it carried of the person is erased. */
const queueDecisionSchema = z.enum(['retry', 'hold', 'release', 'set-aside']);
export type QueueDecision = z.infer<typeof queueDecisionSchema>;

/** `worklist`: those that the hospital refused and nobody has settled. */
export const queueSelectionSchema = z.enum(['all', 'pending', 'dead', 'held', 'worklist']);
export type QueueSelection = z.infer<typeof queueSelectionSchema>;

/** Whose face: by the identity number of a citizen card, or by what the gallery and the audit log call the enrolment. */
const forgottenSchema = z.union([
  z.strictObject({ idNumber: z.string().regex(/^\d{12}$/) }),
  z.strictObject({ enrolmentId: z.uuid() }),
]);
export type Forgotten = z.infer<typeof forgottenSchema>;

export const staffQuestionSchemas = [
  z.strictObject({
    kind: z.literal('queue-list'),
    limit: z.number().int().positive().max(10_000),
    selection: queueSelectionSchema.default('all'),
  }),
  z.strictObject({ kind: z.literal('queue-show'), key }),
  z.strictObject({ kind: z.literal('queue-decide'), key, decision: queueDecisionSchema, staffName }),
  z.strictObject({ kind: z.literal('queue-stats') }),
  z.strictObject({ kind: z.literal('queue-export'), staffName }),
  z.strictObject({ kind: z.literal('audit-list'), limit: z.number().int().positive().max(10_000) }),
  /** Without an expected head the hospital is asked for the one it has. */
  z.strictObject({ kind: z.literal('audit-verify'), expected: auditHeadSchema.nullable() }),
  /** How many faces are kept, and where. */
  z.strictObject({ kind: z.literal('face-status') }),
  /** Deletes a face that is kept. */
  z.strictObject({ kind: z.literal('face-forget'), who: forgottenSchema, staffName }),
  ...accountQuestionSchemas,
] as const;
export type StaffQuestion = z.infer<(typeof staffQuestionSchemas)[number]>;

/** One row of the queue. */
const queueRowSchema = z.object({
  key: z.string(),
  kind: z.enum(['visit', 'desk']),
  amendment: z.enum(['cancel', 'change-clinic', 'refusal-notice', 'consent']).nullable(),
  /** The check-in key of the visit that the row belongs to. */
  visitKey: z.string(),
  superseded: z.boolean(),
  number: z.string(),
  official: z.boolean(),
  clinicId: z.string().nullable(),
  stream: z.enum(['insured', 'paying', 'priority']).nullable(),
  serviceDate: z.string(),
  session: z.enum(['morning', 'afternoon']),
  state: z.enum(['pending', 'in-flight', 'confirmed', 'dead']),
  held: z.boolean(),
  setAside: z.boolean(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  refusal: z
    .object({
      reason: z.enum(['clinic-full', 'clinic-closed', 'patient-blocked', 'other']),
      sendTo: z.string().nullable(),
    })
    .nullable(),
  encounterId: z.string().nullable(),
  /** The number the hospital calls; null until it has confirmed, or when it named none. */
  hospitalNumber: z.string().nullable(),
  alreadyThere: z.boolean(),
  ticketShown: z.boolean(),
  registeredAt: z.string(),
  bodySha256: z.string(),
  evidence: z.array(z.string()),
});
export type QueueRow = z.infer<typeof queueRowSchema>;

const statisticsSchema = z.object({
  pending: z.number(),
  inFlight: z.number(),
  confirmed: z.number(),
  dead: z.number(),
  held: z.number(),
  setAside: z.number(),
  attempts: z.number(),
  created: z.number(),
  alreadyThere: z.number(),
  oldestPendingKey: z.string().nullable(),
  oldestPendingAgeMs: z.number().nullable(),
});

/** What did not come through when the damaged queue was salvaged: registrations, bodies that were to be sent, entries of the log. */
const lastSalvageSchema = z.object({
  at: z.string(),
  saved: z.int(),
  lost: z.int(),
  bodiesLost: z.int(),
  unsentLost: z.int(),
  auditLost: z.int(),
});
export type LastSalvage = z.infer<typeof lastSalvageSchema>;

const auditEntrySchema = z.object({
  number: z.int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  detail: z.string().nullable(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditEntrySchema>;

const auditVerdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('intact'), head: auditHeadSchema.nullable() }),
  z.object({ kind: z.literal('broken'), number: z.int() }),
  z.object({ kind: z.literal('cut'), head: auditHeadSchema.nullable(), expected: auditHeadSchema }),
]);

export const staffAnswerSchemas = [
  z.object({ kind: z.literal('queue'), rows: z.array(queueRowSchema) }),
  z.object({
    kind: z.literal('queue-decided'),
    result: z.enum(['done', 'no-such-row', 'not-in-that-state', 'failed']),
    rows: z.array(queueRowSchema),
  }),
  z.object({
    kind: z.literal('queue-stats'),
    statistics: statisticsSchema,
    /** Hospital clock minus kiosk clock. */
    clockOffsetMs: z.number().nullable(),
    auditHead: auditHeadSchema.nullable(),
    salvage: lastSalvageSchema.nullable(),
    /** Names of the files that salvages moved aside. */
    damagedFiles: z.array(z.string()),
  }),
  /** Sealed for the hospital's recovery key, Base64; null without rows. */
  z.object({ kind: z.literal('queue-export'), rows: z.int(), sealed: z.string().nullable() }),
  z.object({ kind: z.literal('audit'), entries: z.array(auditEntrySchema) }),
  z.object({
    kind: z.literal('audit-verdict'),
    verdict: auditVerdictSchema,
    /** The head the log was held against: `no-head`: the hospital has none of this kiosk yet; `not-reached`: nobody knows. */
    heldAgainst: z.enum(['given', 'hospital', 'no-head', 'not-reached']),
  }),
  z.object({
    kind: z.literal('face-status'),
    /** null: this kiosk recognises nobody. */
    place: z.enum(['kiosk', 'hospital']).nullable(),
    /** null when the gallery is elsewhere and not reached. */
    kept: z.object({ enrolments: z.int(), ofOtherModels: z.int(), unreadable: z.int() }).nullable(),
  }),
  z.object({
    kind: z.literal('face-forgotten'),
    result: z.enum(['withdrawn', 'unknown', 'away', 'failed', 'no-gallery']),
    /** Enrolments that are gone. */
    count: z.int(),
  }),
  z.object({ kind: z.literal('staff-refused'), detail: z.string() }),
  ...accountAnswerSchemas,
] as const;
export type StaffAnswer = z.infer<(typeof staffAnswerSchemas)[number]>;
