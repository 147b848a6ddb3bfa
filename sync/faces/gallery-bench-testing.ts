import { statSync } from 'node:fs';
import { join } from 'node:path';
import { closeDatabase, openDatabase } from '../queue/database.ts';
import { candidatesOf, search } from './comparison.ts';
import { loadTemplates, openGallery } from './gallery.ts';
import type { GalleryOptions } from './gallery.ts';
import { galleryMigrations } from './migrations/index.ts';
import type { EnrolledPerson, FaceFactor } from './port.ts';
import { openSealing } from './row-sealing.ts';
import { openRows } from './rows.ts';
import { unitVector } from './templates.ts';

/** What a gallery of many faces costs. The faces are random directions, the people made up; nothing is left on the disk. */

export interface GalleryFigures {
  templates: number;
  dimension: number;
  fileBytes: number;
  /** Opening the file, every template decrypted. */
  openMs: number;
  /** Of the array of templates, and of everything that opening added to the process. */
  templatesBytes: number;
  residentBytes: number;
  /** From what somebody brings to the verdict on their face, among those whom it fits: the median. */
  searchMs: number;
  /** A whole try that recognises: limits, the person decrypted, audit and two commits on the disk: the median. */
  recogniseMs: number;
  /** The same comparison with every template, which no gallery does. */
  scanAllMs: number;
}

const searches = 2_000;
const tries = 50;
const scans = 5;

/** Fills a gallery in the folder and measures it. With `--expose-gc` the resident size is that of the gallery alone. */
export async function benchGallery(folder: string, templates: number, dimension: number): Promise<GalleryFigures> {
  const options = benchOptions(join(folder, 'faces.db'), dimension);
  fillForBench(options, templates);
  globalThis.gc?.();
  const residentBefore = process.memoryUsage.rss();
  const started = performance.now();
  const opened = openGallery(options);
  if (!opened.ok) throw new Error(opened.detail);
  const openMs = performance.now() - started;
  globalThis.gc?.();
  const residentBytes = process.memoryUsage.rss() - residentBefore;
  const { gallery } = opened;
  const statistics = await gallery.statistics();
  const recogniseMs: number[] = [];
  for (let count = 0; count < tries; count += 1) {
    const ordinal = Math.floor((count * templates) / tries);
    const start = performance.now();
    const found = await gallery.recognise(factorOf(ordinal), {
      embedding: faceOf(ordinal, dimension),
      model: options.model.sha256,
    });
    recogniseMs.push(performance.now() - start);
    if (found.kind !== 'recognised') throw new Error(found.kind);
  }
  await gallery.close();
  return {
    templates,
    dimension,
    fileBytes: statSync(options.file).size,
    openMs,
    templatesBytes: statistics?.memoryBytes ?? 0,
    residentBytes,
    recogniseMs: middle(recogniseMs),
    ...searchTimes(options, templates),
  };
}

/** One line each, for a terminal. `embeddingMs`: of one embedding, measured in the same run. */
export function galleryReport(figures: GalleryFigures, embeddingMs: number | null): string[] {
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  const share =
    embeddingMs === null ? '' : `, ${((100 * figures.searchMs) / embeddingMs).toFixed(2)} % of an embedding`;
  return [
    `${figures.templates} templates of ${figures.dimension} values: ${mebibytes(figures.templatesBytes)} of templates, ` +
      `${mebibytes(figures.residentBytes)} in all, ${mebibytes(figures.fileBytes)} on the disk`,
    `opening: ${(figures.openMs / 1_000).toFixed(1)} s`,
    `search after the factor: ${(1_000 * figures.searchMs).toFixed(0)} µs${share}`,
    `whole try, on the disk: ${figures.recogniseMs.toFixed(1)} ms`,
    `comparing with everybody: ${figures.scanAllMs.toFixed(1)} ms`,
  ];
}

/** Makes the file with so many enrolments in a few transactions; by the gallery's own rows and seals. */
function fillForBench({ file, keyHex, model }: GalleryOptions, templates: number): void {
  const opened = openDatabase(file, keyHex, galleryMigrations);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const rows = openRows(database);
  const sealing = openSealing(keyHex);
  const insert = database.transaction((from: number, to: number) => {
    for (let ordinal = from; ordinal < to; ordinal += 1) {
      const content = { person: personOf(ordinal), consent: consentOf(ordinal), tickets: [`visit-${ordinal}`] };
      const row = sealing.seal({ id: uuidOf(ordinal), model: model.sha256 }, content, faceOf(ordinal, model.dimension));
      rows.insert(row, sealing.factorHashes(content), {
        ...{ created: '2026-03-02T01:30:00.000Z', day: '2026-03-02', pendingSince: null },
      });
    }
  });
  for (let from = 0; from < templates; from += 10_000) insert(from, Math.min(templates, from + 10_000));
  closeDatabase(database);
}

function benchOptions(file: string, dimension: number): GalleryOptions {
  return {
    file,
    keyHex: '5a'.repeat(32),
    place: 'hospital',
    now: () => new Date(),
    today: () => '2026-03-02',
    newId: () => crypto.randomUUID(),
    thresholds: { returning: 0.5, margin: 0.08 },
    model: { sha256: 'a1'.repeat(32), dimension },
    keptDays: 365,
    limits: { failuresPerFactor: 5, factorWindowMs: 900_000, failuresPerHour: 30 },
    audit: null,
  };
}

/** The search alone, on a connection of its own, and the walk over all that it saves. */
function searchTimes(
  { file, keyHex, model, thresholds }: GalleryOptions,
  templates: number,
): Pick<GalleryFigures, 'searchMs' | 'scanAllMs'> {
  const opened = openDatabase(file, keyHex, galleryMigrations);
  if (!opened.ok) throw new Error(opened.detail);
  const { database } = opened;
  const rows = openRows(database);
  const sealing = openSealing(keyHex);
  const { templates: loaded } = loadTemplates(rows, sealing, model);
  const searchMs = Array.from({ length: searches }, (_, count) => {
    // Spread over the file, so that the cache of pages has no part in it.
    const ordinal = (count * 7_919) % templates;
    const probe = faceOf(ordinal, model.dimension);
    const start = performance.now();
    const candidates = candidatesOf(rows, loaded, sealing.factorHash(factorOf(ordinal)));
    const verdict = search(loaded, candidates, probe, thresholds);
    const tookMs = performance.now() - start;
    if (verdict.kind !== 'recognised') throw new Error(verdict.reason);
    return tookMs;
  });
  const probe = faceOf(0, model.dimension);
  const scanAllMs = Array.from({ length: scans }, () => {
    const start = performance.now();
    let best = 0;
    for (let number = 1; number <= templates; number += 1) best = Math.max(best, loaded.similarity(number, probe));
    if (best < 0.99) throw new Error('not found');
    return performance.now() - start;
  });
  closeDatabase(database);
  return { searchMs: middle(searchMs), scanAllMs: middle(scanAllMs) };
}

function middle(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** xorshift32 from the ordinal: the same face each time it is asked for. */
function faceOf(ordinal: number, dimension: number): Float32Array {
  let state = (ordinal + 1) * 2_654_435_761;
  const values = Float32Array.from({ length: dimension }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  });
  return unitVector(values) as Float32Array;
}

const uuidOf = (ordinal: number): string => `00000000-0000-4000-8000-${String(ordinal).padStart(12, '0')}`;

/** Everybody with the same four digits has one day of birth: of 100,000 people ten fit each factor, far more than in a town. */
const personOf = (ordinal: number): EnrolledPerson => ({
  idNumber: String(1_080_000_000 + ordinal).padStart(12, '0'),
  birthDate: `19${50 + (ordinal % 50)}-05-17`,
  fullName: `Nguyễn Thị Thử ${ordinal}`,
  sex: 'female',
  patientId: `patient-${ordinal}`,
});

const consentOf = (ordinal: number) => ({
  id: uuidOf(ordinal),
  version: '1',
  language: 'vi' as const,
  textSha256: 'c0'.repeat(32),
  givenAt: '2026-03-02T08:30:00+07:00',
  visitKey: `visit-${ordinal}`,
});

function factorOf(ordinal: number): FaceFactor {
  const { idNumber, birthDate } = personOf(ordinal);
  return { kind: 'digits', lastFour: idNumber.slice(-4), birthDate };
}
