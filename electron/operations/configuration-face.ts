import { z } from 'zod';
import { faceModelsSchema } from '../bridge/face-models.ts';
import {
  defaultEvidenceRights,
  type EvidenceLevel,
  evidenceLevels,
  type EvidenceRights,
} from '../visit/evidence-level.ts';
import { keepsSecrets, milliseconds, mustKeepSecrets, serverUrl, tls } from './configuration-his.ts';

/** The sections about faces: the models, where enrolled faces are kept, and what each level of evidence may do. */

/** Every model is an entry; what is left out is as shipped. */
export const faceSchema = z.strictObject({ models: faceModelsSchema }).prefault({});

const server = z
  .strictObject({ url: serverUrl.optional(), tls, timeoutMs: milliseconds.min(100).default(2_000) })
  .prefault({});

export type FacesSetting = {
  minimumAge: number;
  keptDays: number;
  failuresPerFactor: number;
  failuresPerHour: number;
} & (
  | { gallery: 'off' }
  | { gallery: 'local' }
  | {
      gallery: 'hospital';
      server: { url: string; tls: z.infer<typeof tls> & { client: object }; timeoutMs: number };
    }
);

/** Tries that fail with one factor are counted over this time. */
export const factorWindowMs = 15 * 60_000;

export const facesSchema = z
  .strictObject({
    gallery: z.enum(['off', 'local', 'hospital']).default('local'),
    minimumAge: z.int().min(16, { error: 'must not be below 16: no child is enrolled' }).max(120).default(18),
    keptDays: z.int().min(1).max(1_095).default(365),
    failuresPerFactor: z.int().min(1).max(20).default(5),
    failuresPerHour: z.int().min(1).max(1_000).default(30),
    server,
  })
  .transform(({ gallery, server, ...rest }, context): FacesSetting => {
    if (gallery !== 'hospital') return { gallery, ...rest };
    const { url, tls, timeoutMs } = server;
    const wrong = (message: string, ...path: string[]): never => {
      context.addIssue({ code: 'custom', message, path: ['server', ...path] });
      return z.NEVER;
    };
    if (url === undefined) return wrong('must be given for gallery = "hospital"', 'url');
    if (!url.startsWith('https:') || !keepsSecrets(url)) return wrong(mustKeepSecrets, 'url');
    if (tls.client === null)
      return wrong('must be given: the gallery knows kiosks by their certificate', 'tls', 'certificate');
    return { gallery, ...rest, server: { url, tls: { ...tls, client: tls.client }, timeoutMs } };
  })
  .prefault({});

const rights = (level: EvidenceLevel) => {
  const { selfService, spellsName, checkAtDoor } = defaultEvidenceRights[level];
  return z
    .strictObject({
      selfService: z.boolean().default(selfService),
      spellsName: z.boolean().default(spellsName),
      checkAtDoor: z.boolean().default(checkAtDoor),
    })
    .prefault({});
};

export const evidenceSchema = z
  .strictObject(
    Object.fromEntries(evidenceLevels.map((level) => [level, rights(level)])) as Record<
      EvidenceLevel,
      z.ZodPrefault<z.ZodObject<{ [Right in keyof EvidenceRights]: z.ZodDefault<z.ZodBoolean> }, z.core.$strict>>
    >,
  )
  .prefault({});

/** A face that fails never refuses a visit by itself; how a person moves is asked where a face is kept or found again. */
export const livenessSchema = z
  .strictObject({
    enrolment: z.boolean().default(true),
    returning: z.boolean().default(true),
    movements: z.int().min(1).max(4).default(2),
    kinds: z
      .array(z.enum(['blink', 'turn']))
      .min(1, { error: 'must name one at least' })
      .refine((list) => new Set(list).size === list.length, { error: 'names one twice' })
      .default(['blink', 'turn']),
  })
  .prefault({});
