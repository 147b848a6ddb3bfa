/**
 * The face worker: holds the models and is the only place where pictures are looked at. Embeddings and figures leave it,
 * pictures never do.
 */
import { env } from 'onnxruntime-web/wasm';
import runtimeUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { faceModels } from './models.ts';
import type { RgbaImage } from './pipeline/image.ts';
import { createOrtSession } from './pipeline/ort-session.ts';
import { createFacePipeline, type FaceAnalysis } from './pipeline/pipeline.ts';
import { isComparable } from './pipeline/quality.ts';
import type { FromFaceWorker, ToFaceWorker } from './worker-messages.ts';

/** Literal addresses, so that the build finds the files. */
const modelUrls: Readonly<Record<string, URL>> = {
  'fr_detect.onnx': new URL('./weights/fr_detect.onnx', import.meta.url),
  'fr_landmark.onnx': new URL('./weights/fr_landmark.onnx', import.meta.url),
  'fr_feature.onnx': new URL('./weights/fr_feature.onnx', import.meta.url),
};

type FailureReason = Extract<FromFaceWorker, { type: 'failed' }>['reason'];

class ModelFailure extends Error {
  readonly reason: FailureReason;
  constructor(reason: FailureReason) {
    super(reason);
    this.reason = reason;
  }
}

// One thread: 80 ms a frame is enough for three a second. Two take 55 ms, but occupy the core the screen paints with and
// keep an ended worker alive for some seconds (measured on 2 cores).
env.wasm.numThreads = 1;
env.wasm.wasmPaths = { wasm: new URL(runtimeUrl, self.location.href).href };

const pipeline = createFacePipeline({
  createSession: async (file) => createOrtSession(await loadModel(file)),
});
pipeline.catch((error: unknown) => {
  answer({ type: 'failed', reason: error instanceof ModelFailure ? error.reason : 'runtime' });
});

async function loadModel(file: string): Promise<Uint8Array> {
  const url = modelUrls[file];
  const model = faceModels.find((candidate) => candidate.file === file);
  const response = url && (await fetch(url).catch(() => null));
  if (!response?.ok || !model) throw new ModelFailure('model-missing');
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== model.sha256) throw new ModelFailure('model-damaged');
  return new Uint8Array(bytes);
}

/** One message after the other: the portrait's answer comes before any frame's. */
let turn: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<ToFaceWorker>): void => {
  turn = turn
    .then(() => handle(data))
    // Models that did not load were answered above.
    .catch((error: unknown) => {
      if (!(error instanceof ModelFailure)) answer({ type: 'failed', reason: 'runtime' });
    });
};

async function handle(message: ToFaceWorker): Promise<void> {
  switch (message.type) {
    case 'portrait': {
      const picture = await decodePortrait(message);
      const analysis = picture && (await analysePicture(picture));
      answer({ type: 'portrait', embedding: analysis?.best ? Array.from(analysis.best.embedding) : null });
      return;
    }
    case 'frame': {
      const { best, quality } = await analysePicture(message.frame);
      const usable = best !== null && isComparable(quality);
      answer({ type: 'sample', embedding: usable ? Array.from(best.embedding) : null, quality });
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

async function analysePicture(picture: ImageBitmap | VideoFrame): Promise<FaceAnalysis> {
  const image = pixelsOf(picture);
  picture.close();
  try {
    return await (await pipeline).analyse(image);
  } finally {
    image.data.fill(0);
  }
}

function pixelsOf(picture: ImageBitmap | VideoFrame): RgbaImage {
  const width = 'displayWidth' in picture ? picture.displayWidth : picture.width;
  const height = 'displayHeight' in picture ? picture.displayHeight : picture.height;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives workers no canvas.');
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

function answer(message: FromFaceWorker): void {
  self.postMessage(message);
}
