import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { z } from 'zod';
import { readBoundedFile } from '../bounded-file.ts';
import { recordedPlaceSchema } from './key-place.ts';
import { keyStoreKinds } from './key-store.ts';
import { isPrivateMode } from './secrets.ts';
import { writeWholeFile } from './whole-file.ts';

/**
 * `queue.key`: the key of the database, wrapped by the machine's store and, where the hospital has one, by its recovery key.
 * `pending` is the next key while a rotation runs (key-rotation.ts).
 */

/** AES-256, the page cipher of the database. */
const keySizeBytes = 32;
/** Base64 of an RSA-16384 block; what a key ring makes of a key is shorter. */
const longestWrappedKey = 4096;
/** Two keys with everything that belongs to them. */
const largestFileBytes = 64 * 1024;

const wrapped = z.base64().min(1).max(longestWrappedKey);

const wrappedKeySchema = z.strictObject({
  /** Names the key in the audit log; says nothing about it. */
  id: z.string().regex(/^[0-9a-f]{8}$/),
  madeAt: z.iso.datetime(),
  store: z.strictObject({ kind: z.enum(keyStoreKinds), wrapped }),
  recovery: z.strictObject({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/), wrapped }).nullable(),
});
export type WrappedKey = z.infer<typeof wrappedKeySchema>;

const envelopeSchema = z.strictObject({
  version: z.literal(1),
  place: recordedPlaceSchema,
  current: wrappedKeySchema,
  pending: wrappedKeySchema.nullable(),
});
export type KeyEnvelope = z.infer<typeof envelopeSchema>;

export type ReadEnvelope =
  | { kind: 'envelope'; envelope: KeyEnvelope }
  /** What kiosks wrote before there were envelopes: the key itself. */
  | { kind: 'bare-key'; key: Buffer }
  | { kind: 'missing' }
  | { kind: 'failed'; problem: 'damaged-envelope' | 'unreadable'; message: string };

const bareKeyPattern = /^[0-9a-f]{64}$/;

export function readEnvelope(file: string): ReadEnvelope {
  const unreadable = (detail: string) =>
    ({ kind: 'failed', problem: 'unreadable', message: `${file} cannot be read (${detail}).` }) as const;
  let mode: number | undefined;
  try {
    mode = statSync(file, { throwIfNoEntry: false })?.mode;
  } catch (error) {
    return unreadable((error as NodeJS.ErrnoException).code ?? 'unknown');
  }
  if (mode === undefined) return { kind: 'missing' };
  if (!isPrivateMode(mode)) {
    const message = `${file} can be read by others; run: chmod 600 ${file}`;
    return { kind: 'failed', problem: 'unreadable', message };
  }
  const read = readBoundedFile(file, largestFileBytes);
  if (!read.ok && read.reason === 'unreadable') return unreadable(read.detail);
  const text = read.ok ? Buffer.from(read.bytes).toString('utf8').trim() : '';
  if (bareKeyPattern.test(text)) return { kind: 'bare-key', key: Buffer.from(text, 'hex') };
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (envelope.success) return { kind: 'envelope', envelope: envelope.data };
  const message = `${file} is damaged, or of a newer version of this program; restore it alone from a backup of this kiosk; after a whole backup run: tiepdon key enrol --moved`;
  return { kind: 'failed', problem: 'damaged-envelope', message };
}

/** Why it could not be written, in a sentence; null when it is on the disk. */
export function writeEnvelope(file: string, envelope: KeyEnvelope): string | null {
  try {
    writeWholeFile(file, `${JSON.stringify(envelope, null, 2)}\n`);
    return null;
  } catch (error) {
    return `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`;
  }
}

export const newKey = (): Buffer => randomBytes(keySizeBytes);
export const isKey = (bytes: Buffer | null): bytes is Buffer => bytes?.length === keySizeBytes;
export const newKeyId = (): string => randomBytes(4).toString('hex');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
