import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'vite';
import { shippedFaceModels } from '../../electron/bridge/face-models.ts';
import { crossOriginIsolation } from '../../electron/shell-policy.ts';
import { type FaceComparison, startComparison, takeFrame } from '../../electron/visit/face-decision.ts';
import { frameProblem } from '../../electron/visit/face-guidance.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';
import { createNodeFace, type NodeFace } from '../../renderer/face/pipeline/node-face.ts';
import type { FaceBenchResult } from '../../renderer/face-bench-worker.ts';
import { benchGallery } from '../../sync/faces/gallery-bench-testing.ts';
import { launchBrowser } from '../harness/browser.ts';
import { type BenchGroup, type Measurement, measurement, median } from './measurement.ts';

/**
 * What a face costs: a camera frame in Chromium beside its three models alone, how many frames a decision takes, and the search in
 * a gallery beside one embedding. Specimen faces say nothing about accuracy: that is `tiepdon face bench FOLDER`.
 */

const root = join(import.meta.dirname, '..', '..');
const peopleFolder = join(root, 'fixtures', 'people');
const { embedding: model } = shippedFaceModels;

const frames = 60;
const tries = 3;
/** The largest gallery that is measured. */
const enrolments = 100_000;

/** The page's own code, as a packaged kiosk isolates it. */
async function inChromium(): Promise<FaceBenchResult> {
  const server = await createServer({
    configFile: join(root, 'renderer', 'vite.config.ts'),
    root: join(root, 'renderer'),
    server: { host: '127.0.0.1', headers: crossOriginIsolation, fs: { allow: [root] } },
    logLevel: 'error',
  });
  const browser = await launchBrowser();
  try {
    await server.listen();
    const address = server.httpServer?.address();
    if (!address || typeof address === 'string') throw new Error('The page server has no address.');
    const page = await browser.newPage();
    const picture = (name: string): string => `/@fs${join(peopleFolder, name)}`;
    const query = new URLSearchParams([
      ['frames', String(frames)],
      ...['p01/live1.jpg', 'p07/live2.jpg', 'p13/live1.jpg'].map((name) => ['picture', picture(name)]),
    ]);
    await page.goto(`http://127.0.0.1:${String(address.port)}/face-bench.html?${query.toString()}`);
    const handle = await page.waitForFunction(
      () => (globalThis as { faceBench?: FaceBenchResult | { error: string } }).faceBench,
      undefined,
      { timeout: 180_000 },
    );
    const result = await handle.jsonValue();
    if (!result || 'error' in result) throw new Error(result?.error ?? 'The page measured nothing.');
    return result;
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Frames from the first that can be used to the decision, one figure a person. */
async function framesToDecide(face: NodeFace): Promise<number[]> {
  const { accept, retry } = model.thresholds;
  const policy = { accept, retry, dimension: model.dimension };
  const counts: number[] = [];
  for (const { pictures } of specimenPeople()) {
    if (pictures === null) continue;
    const read = (name: string): Uint8Array => readFileSync(join(peopleFolder, pictures, `${name}.jpg`));
    const portrait = await face.analysePicture(read('portrait'));
    let comparison: FaceComparison = {
      ...startComparison(tries),
      portrait: portrait.best && [...portrait.best.embedding],
    };
    let used = 0;
    for (let frame = 0; frame < tries * 5; frame += 1) {
      const { best, quality } = await face.analysePicture(read(`live${String((frame % 3) + 1)}`));
      if (used > 0 || frameProblem(quality) === null) used += 1;
      const step = takeFrame(comparison, { embedding: best && [...best.embedding], quality }, policy);
      if (step.kind === 'matched') {
        counts.push(used);
        break;
      }
      if (step.kind === 'not-matched') throw new Error(`${pictures} does not match the own portrait.`);
      comparison = step.comparison;
    }
  }
  return counts;
}

async function gallery(embeddingMs: number): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-faces-'));
  try {
    const figures = await benchGallery(folder, enrolments, model.dimension);
    const mebibytes = (bytes: number): number => bytes / 2 ** 20;
    return [
      measurement('face.gallery.search', figures.searchMs, 'ms', { reference: embeddingMs, goal: 0.01 }),
      measurement('face.gallery.try', figures.recogniseMs, 'ms'),
      measurement('face.gallery.scan-of-all', figures.scanAllMs, 'ms'),
      measurement('face.gallery.templates', mebibytes(figures.templatesBytes), 'MiB'),
      measurement('face.gallery.resident', mebibytes(figures.residentBytes), 'MiB'),
      measurement('face.gallery.file', mebibytes(figures.fileBytes), 'MiB'),
      measurement('face.gallery.open', figures.openMs, 'ms'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const faceBench: BenchGroup = {
  prefix: 'face.',
  looksAtFaces: true,
  run: async () => {
    const { modelsMs, embeddingMs, frameMs, threads, lowestAgreement } = await inChromium();
    const face = await createNodeFace(join(root, 'renderer', 'face', 'weights'));
    const decided = await framesToDecide(face);
    await face.close();
    return [
      measurement('face.frame.chromium', frameMs, 'ms', { reference: modelsMs, goal: 1.3 }),
      measurement('face.embedding.chromium', embeddingMs, 'ms'),
      measurement('face.threads.chromium', threads, 'count'),
      measurement('face.canvas-agreement.chromium', lowestAgreement, 'count'),
      measurement('face.frames-to-decide.median', median(decided), 'count', { goal: 5 }),
      measurement('face.frames-to-decide.worst', Math.max(...decided), 'count'),
      ...(await gallery(embeddingMs)),
    ];
  },
};
