/**
 * What kiosks and the hospital's gallery say to each other: JSON over HTTPS, each call a POST to `/v1/NAME`, but for the
 * statistics, which are asked for with GET. A refusal is `{ "error": WORD }` under a status that means the same.
 */
import { z } from 'zod';
import type { FaceTemplate } from './port.ts';
import { unitVector } from './templates.ts';

/** An enrolment with the longest template is 14 KB; a list of ended consents ({@link maxConsents}) is 50 KB. */
export const maxBodyBytes = 64 * 1024;

/** Handed out at once; the next ones come with the next call. */
export const maxConsents = 100;

/** Models make 128 to 1,024 values; an entry of the configuration allows these (electron/bridge/face-models.ts). */
const dimensions = { min: 64, max: 2_048 } as const;
const bytesPerValue = Float32Array.BYTES_PER_ELEMENT;
const longestBase64 = Math.ceil((dimensions.max * bytesPerValue) / 3) * 4;

/** A hospital's own ids are up to 64 characters in FHIR, and longer in some other systems. */
const id = z.string().min(1).max(200);
const checkInKey = z.string().min(1).max(64);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Values a model makes, of a length that says something: the scale is the sender's and not to be trusted. */
const templateSchema = z
  .strictObject({ embedding: z.base64().max(longestBase64), model: sha256 })
  .transform(({ embedding, model }, context): FaceTemplate => {
    const unit = vectorOf(Buffer.from(embedding, 'base64'));
    if (unit !== null) return { embedding: unit, model };
    context.addIssue({ code: 'custom', message: 'is no template' });
    return z.NEVER;
  });

const digitsFactor = z.strictObject({
  kind: z.literal('digits'),
  lastFour: z.string().regex(/^\d{4}$/),
  birthDate: z.iso.date(),
});
const patientFactor = z.strictObject({ kind: z.literal('patient'), patientId: id });
const ticketFactor = z.strictObject({ kind: z.literal('ticket'), key: checkInKey });
const faceFactor = z.discriminatedUnion('kind', [digitsFactor, patientFactor, ticketFactor]);
const idNumber = z.string().min(1).max(32);
const personFactor = z.strictObject({ kind: z.literal('person'), idNumber });

const personSchema = z.strictObject({
  idNumber,
  birthDate: z.iso.date(),
  fullName: z.string().min(1).max(200),
  sex: z.enum(['male', 'female']).nullable(),
  patientId: id.nullable(),
});

const consentSchema = z.strictObject({
  id: z.uuid(),
  version: z.string().min(1).max(32),
  language: z.enum(['vi', 'en']),
  textSha256: sha256,
  givenAt: z.iso.datetime({ offset: true }),
  visitKey: checkInKey,
});

/** What is kept of a consent that ended, and told of it. */
export const endedSchema = z.object({
  consent: consentSchema.strip(),
  person: personSchema.pick({ idNumber: true, patientId: true }).strip(),
  endedAt: z.iso.datetime(),
  reason: z.enum(['withdrawn', 'replaced', 'expired']),
});

/** The newest entry of an audit log: its number, and the hash of the chain up to it. */
const headSchema = z.object({ count: z.int().min(1), hash: sha256 });

export const requestSchemas = {
  holds: z.strictObject({ factor: z.discriminatedUnion('kind', [patientFactor, ticketFactor, personFactor]) }),
  missed: z.strictObject({ factor: faceFactor }),
  recognise: z.strictObject({
    factor: faceFactor,
    template: templateSchema,
  }),
  enrol: z.strictObject({
    person: personSchema,
    template: templateSchema,
    consent: consentSchema,
    /** For how long the person was told that the face is kept unused. */
    keptDays: z.int().min(1).max(3_650),
  }),
  confirm: z.strictObject({ enrolmentId: z.uuid() }),
  remember: z.strictObject({ enrolmentId: z.uuid(), ticketKey: checkInKey, patientId: id.nullable() }),
  withdraw: z.strictObject({
    who: z.union([
      z.strictObject({ idNumber }),
      z.strictObject({ patientId: id }),
      z.strictObject({ enrolmentId: z.uuid() }),
    ]),
    actor: z.string().regex(/^(?:kiosk|patient|staff:[a-z0-9._-]{1,32})$/),
  }),
  /** Consents that ended and that the hospital may not have been told of: the kiosk that takes them tells it. */
  ended: z.strictObject({}),
  /** The kiosk has written down that it tells the hospital of these, which it took: the gallery may forget them. */
  settle: z.strictObject({ consents: z.array(z.uuid()).max(maxConsents) }),
  /** The newest entries of the gallery's own audit log, for staff of its machine. */
  audit: z.strictObject({ limit: z.int().min(1).max(10_000) }),
  /** Whether that log is whole, and reaches the head that staff wrote down. */
  verify: z.strictObject({ expected: headSchema.nullable() }),
} as const;
export type RequestName = keyof typeof requestSchemas;

const auditRowSchema = z.object({
  number: z.int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  detail: z.string().nullable(),
  hash: z.string(),
});

/** What is there beyond this is of a newer gallery and left aside. */
export const answerSchemas = {
  holds: z.object({ holds: z.boolean() }),
  missed: z.object({ counted: z.literal(true) }),
  recognise: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('recognised'),
      enrolmentId: z.uuid(),
      person: personSchema.strip(),
      similarity: z.number().min(-1).max(1.001),
    }),
    z.object({ kind: z.literal('not-recognised') }),
  ]),
  enrol: z.object({ enrolmentId: z.uuid() }),
  confirm: z.object({ confirmed: z.literal(true) }),
  withdraw: z.object({ count: z.int().min(1) }),
  ended: z.object({ ended: z.array(endedSchema).max(maxConsents) }),
  settle: z.object({ settled: z.literal(true) }),
  audit: z.object({ entries: z.array(auditRowSchema) }),
  verify: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('intact'), head: headSchema.nullable() }),
    z.object({ kind: z.literal('broken'), number: z.int() }),
    z.object({ kind: z.literal('cut'), head: headSchema.nullable(), expected: headSchema }),
  ]),
  statistics: z.object({
    enrolments: z.int().min(0),
    ofOtherModels: z.int().min(0),
    unreadable: z.int().min(0),
    memoryBytes: z.int().min(0).nullable(),
  }),
} as const;

/**
 * `busy`: this kiosk asks more than a kiosk can. `limited`: too many tries to be recognised failed. `kept-longer`: the gallery
 * keeps faces for longer than the person was told.
 */
const errorWords = [
  'not-admitted',
  'unknown-route',
  'malformed',
  'too-large',
  'wrong-model',
  'kept-longer',
  'unknown',
  'busy',
  'limited',
  'failed',
  'away',
] as const;
export type ErrorWord = (typeof errorWords)[number];

export const refusalSchema = z.object({
  error: z.enum(errorWords),
  /** With `limited`. */
  retryAfterMs: z.int().min(0).max(86_400_000).exactOptional(),
});

/** A template as it travels: Base64 of its values as float32, little endian. */
export function wireTemplate({ embedding, model }: FaceTemplate): { embedding: string; model: string } {
  const bytes = Buffer.alloc(embedding.length * bytesPerValue);
  for (const [index, value] of embedding.entries()) bytes.writeFloatLE(value, index * bytesPerValue);
  return { embedding: bytes.toString('base64'), model };
}

/** The values scaled to length 1: a longer vector would be more similar to everybody. null: they are no template. */
function vectorOf(bytes: Buffer): Float32Array | null {
  const count = bytes.length / bytesPerValue;
  if (!Number.isInteger(count) || count < dimensions.min || count > dimensions.max) return null;
  return unitVector(Float32Array.from({ length: count }, (_, index) => bytes.readFloatLE(index * bytesPerValue)));
}
