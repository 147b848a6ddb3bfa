import { join } from 'node:path';
import { assert, expect, onTestFinished } from 'vitest';
import type { AuditEntry } from '../queue/audit.ts';
import { mondayMorning, temporaryFolder, testKeyHex } from '../queue/test-queue.ts';
import { openGallery } from './gallery.ts';
import type { Gallery, GalleryOptions } from './gallery.ts';
import type { Enrolment, EnrolledPerson, FaceFactor, FaceGallery, FaceTemplate } from './port.ts';

/** What the tests of this folder share. All people are made up, and all faces are directions in a small space. */

export const testDimension = 64;
export const testModel = 'a1'.repeat(32);
export const minuteMs = 60_000;

export function galleryFile(): string {
  return join(temporaryFolder(), 'faces.db');
}

export function galleryOptions(file: string, changes: Partial<GalleryOptions> = {}): GalleryOptions {
  const now = changes.now ?? (() => new Date(mondayMorning));
  return {
    file,
    keyHex: testKeyHex,
    place: 'kiosk',
    now,
    today: () => now().toISOString().slice(0, 10),
    newId: () => crypto.randomUUID(),
    thresholds: { returning: 0.5, margin: 0.08 },
    model: { sha256: testModel, dimension: testDimension },
    keptDays: 365,
    limits: { failuresPerFactor: 5, factorWindowMs: 15 * minuteMs, failuresPerHour: 30 },
    audit: () => true,
    ...changes,
  };
}

export function openOrThrow(options: GalleryOptions): Gallery {
  const opened = openGallery(options);
  assert(opened.ok, JSON.stringify(opened));
  return opened.gallery;
}

/** A gallery on a temporary file, closed when the test ends, and what it wrote to the audit log. */
export function testGallery(changes: Partial<GalleryOptions> = {}): { gallery: Gallery; entries: AuditEntry[] } {
  const entries: AuditEntry[] = [];
  const audit = (entry: AuditEntry) => entries.push(entry) > 0;
  const gallery = openOrThrow(galleryOptions(galleryFile(), { audit, ...changes }));
  onTestFinished(() => gallery.close());
  return { gallery, entries };
}

/** A face that has nothing in common with those of other numbers; up to 59. `model`: seen by another one. */
export function face(number: number, model = testModel): FaceTemplate {
  return { embedding: Float32Array.from({ length: testDimension }, (_, at) => (at === number ? 1 : 0)), model };
}

/** A face with these cosine similarities to the faces of these numbers. */
export function alike(similarities: Readonly<Record<number, number>>): FaceTemplate {
  const embedding = new Float32Array(testDimension);
  for (const [number, similarity] of Object.entries(similarities)) embedding[Number(number)] = similarity;
  const shared = embedding.reduce((sum, value) => sum + value * value, 0);
  embedding[testDimension - 1] = Math.sqrt(Math.max(0, 1 - shared));
  return { embedding, model: testModel };
}

export function enrolled(number: number, changes: Partial<EnrolledPerson> = {}): EnrolledPerson {
  return {
    idNumber: `001080${String(number).padStart(6, '0')}`,
    birthDate: '1980-05-17',
    fullName: `Nguyễn Thị Thử ${number}`,
    sex: 'female',
    patientId: `patient-${number}`,
    ...changes,
  };
}

export function enrolment(number: number, changes: Partial<EnrolledPerson> = {}, template = face(number)): Enrolment {
  return {
    person: enrolled(number, changes),
    template,
    consent: {
      id: crypto.randomUUID(),
      version: '1',
      language: 'vi',
      textSha256: 'c0'.repeat(32),
      givenAt: '2026-03-02T08:30:00+07:00',
      visitKey: `visit-${number}`,
    },
  };
}

/** Enrols, confirms and expects it to work; the enrolment's id. */
export async function enrol(gallery: FaceGallery, wanted: Enrolment): Promise<string> {
  const enrolmentId = await enrolPending(gallery, wanted);
  expect(await gallery.confirm(enrolmentId)).toEqual({ kind: 'confirmed' });
  return enrolmentId;
}

export async function enrolPending(gallery: FaceGallery, wanted: Enrolment): Promise<string> {
  const result = await gallery.enrol(wanted);
  assert(result.kind === 'enrolled', JSON.stringify(result));
  return result.enrolmentId;
}

/** What one hears who asks once, by what they agreed to. */
export async function endedOf(gallery: FaceGallery): Promise<[consentId: string, reason: string][]> {
  return ((await gallery.ended()) ?? []).map(({ consent, reason }) => [consent.id, reason]);
}

export function digits({ idNumber, birthDate }: Pick<EnrolledPerson, 'idNumber' | 'birthDate'>): FaceFactor {
  return { kind: 'digits', lastFour: idNumber.slice(-4), birthDate };
}

export const patient = (patientId: string) => ({ kind: 'patient', patientId }) as const;
export const ticket = (key: string) => ({ kind: 'ticket', key }) as const;
