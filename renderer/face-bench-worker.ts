/** The measuring of face-bench.ts: bare models and whole frames in turn, so that a busy machine slows both. */
import { env } from 'onnxruntime-web/wasm';
import { shippedFaceModels } from '../electron/bridge/face-models.ts';
import { createCanvasSampler } from './face/canvas-sampler.ts';
import { openPagePipeline, pageSession } from './face/page-models.ts';
import { cosineSimilarity } from './face/pipeline/embedding.ts';
import { pixelSampler } from './face/pipeline/sampler.ts';
import { tensorSize } from './face/pipeline/tensor.ts';

export interface FaceBenchOrder {
  /** The first is timed, all are compared. */
  pictures: string[];
  frames: number;
}

/** Medians in milliseconds. */
export interface FaceBenchResult {
  detectionMs: number;
  landmarksMs: number;
  embeddingMs: number;
  /** Of the sum of the three. */
  modelsMs: number;
  frameMs: number;
  /** A frame's time by that of its models. */
  ratio: number;
  threads: number;
  isolated: boolean;
  width: number;
  height: number;
  /** Lowest similarity of an embedding by canvas to that by pixels, over all pictures. */
  lowestAgreement: number;
}

declare global {
  interface Window {
    /** Published by the page once it has measured. */
    faceBench?: FaceBenchResult | { error: string };
  }
}

const warmUpFrames = 5;

self.onmessage = ({ data }: MessageEvent<FaceBenchOrder>): void => {
  measure(data).then(
    (result) => self.postMessage(result),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};

async function measure({ pictures, frames }: FaceBenchOrder): Promise<FaceBenchResult> {
  const models = { ...shippedFaceModels, liveness: { ...shippedFaceModels.liveness, use: false } };
  const opened = await openPagePipeline(models);
  if (!opened.ok) throw new Error(`${opened.model.file} ${opened.detail}`);
  const { pipeline } = opened;
  const sampler = createCanvasSampler();
  const bare = await Promise.all(
    [models.detection, models.landmarks, models.embedding].map(async (model) => {
      const session = await pageSession(model);
      if (!session.ok) throw new Error(`${model.file} ${session.detail}`);
      return { session: session.session, input: new Float32Array(tensorSize(model)), times: [] as number[] };
    }),
  );
  const bitmaps = await Promise.all(pictures.map(bitmapOf));
  const [timed] = bitmaps;
  if (!timed) throw new Error('No picture to measure.');

  const frameTimes: number[] = [];
  let previous: Float32Array | null = null;
  for (let frame = 0; frame < warmUpFrames + frames; frame += 1) {
    for (const { session, input, times } of bare) {
      const startedMs = performance.now();
      await session.run(input);
      times.push(performance.now() - startedMs);
    }
    const picture = await createImageBitmap(timed);
    const startedMs = performance.now();
    const seen = sampler.see(picture);
    picture.close();
    const { thumbnail, best } = await pipeline.analyse(seen, { previous, asksLiveness: false });
    sampler.forget();
    frameTimes.push(performance.now() - startedMs);
    if (!best) throw new Error('No face in the picture that is measured.');
    previous = thumbnail;
  }

  const [detectionMs = NaN, landmarksMs = NaN, embeddingMs = NaN] = bare.map(({ times }) => medianOf(times));
  const modelsMs = medianOf(
    frameTimes.map((_, round) => bare.reduce((sum, { times }) => sum + (times[round] ?? NaN), 0)),
  );
  const frameMs = medianOf(frameTimes);
  const agreements: number[] = [];
  for (const bitmap of bitmaps) {
    const seen = sampler.see(bitmap);
    const { best: byCanvas } = await pipeline.analyse(seen);
    const pixels = seen.view({ a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0 }, seen.width, seen.height);
    const { best: byPixels } = await pipeline.analyse(pixelSampler(pixels));
    agreements.push(byCanvas && byPixels ? cosineSimilarity(byCanvas.embedding, byPixels.embedding) : 0);
  }
  return {
    detectionMs,
    landmarksMs,
    embeddingMs,
    modelsMs,
    frameMs,
    ratio: frameMs / modelsMs,
    threads: env.wasm.numThreads ?? 1,
    isolated: self.crossOriginIsolated,
    width: timed.width,
    height: timed.height,
    lowestAgreement: Math.min(...agreements),
  };
}

async function bitmapOf(address: string): Promise<ImageBitmap> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`No picture at ${address}.`);
  return createImageBitmap(await response.blob());
}

function medianOf(times: readonly number[]): number {
  const sorted = times.slice(warmUpFrames).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
