/**
 * The face worker: holds the models and is the only place where pictures are looked at. Embeddings and figures leave it,
 * pictures never do.
 */
import { createCanvasSampler } from './canvas-sampler.ts';
import { openPagePipeline } from './page-models.ts';
import type { AnalyseOptions, FaceAnalysis, FacePipeline } from './pipeline/pipeline.ts';
import { isComparable } from './pipeline/quality.ts';
import type { FromFaceWorker, ToFaceWorker } from './worker-messages.ts';

const sampler = createCanvasSampler();
let pipeline: FacePipeline | null = null;
let hasLiveness = false;
let asksLiveness = false;
let previous: Float32Array | null = null;

/** One message after the other: the models are there before the portrait, and the portrait's answer before any frame's. */
let turn: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToFaceWorker>): void => {
  turn = turn.then(() => handle(data)).catch(() => answer({ type: 'failed', reason: 'runtime' }));
};

async function handle(message: ToFaceWorker): Promise<void> {
  switch (message.type) {
    case 'load': {
      hasLiveness = message.models.liveness.use;
      const opened = await openPagePipeline(message.models);
      if (opened.ok) pipeline = opened.pipeline;
      else answer({ type: 'failed', reason: opened.reason });
      return;
    }
    case 'begin':
      asksLiveness = message.asksLiveness && hasLiveness;
      return;
    case 'portrait': {
      const picture = await decodePortrait(message);
      const analysis = picture && (await analyse(picture, { previous: null, asksLiveness: false }));
      answer({ type: 'portrait', embedding: analysis?.best ? Array.from(analysis.best.embedding) : null });
      return;
    }
    case 'frame': {
      const analysis = await analyse(message.frame, { previous, asksLiveness });
      if (!analysis) return;
      const { best, quality, thumbnail } = analysis;
      previous = thumbnail;
      const usable = best !== null && isComparable(quality);
      answer({
        type: 'sample',
        embedding: usable ? Array.from(best.embedding) : null,
        quality,
        place: best?.place ?? null,
      });
      return;
    }
  }
}

/** Null when the bytes are no picture. */
async function decodePortrait({
  mediaType,
  bytes,
}: Extract<ToFaceWorker, { type: 'portrait' }>): Promise<ImageBitmap | null> {
  return createImageBitmap(new Blob([bytes], { type: mediaType })).catch(() => null);
}

/** Null after models that were not opened, which was answered then. */
async function analyse(picture: ImageBitmap | VideoFrame, options: AnalyseOptions): Promise<FaceAnalysis | null> {
  const seen = sampler.see(picture);
  picture.close();
  try {
    return pipeline && (await pipeline.analyse(seen, options));
  } finally {
    sampler.forget();
  }
}

function answer(message: FromFaceWorker): void {
  self.postMessage(message);
}
