/** The pipeline in Node: for the command line, and for simulated patients. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode as decodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { env } from 'onnxruntime-web/wasm';
import {
  isShipped,
  shippedFaceModels,
  usedModels,
  type FaceModel,
  type FaceModels,
} from '../../../electron/bridge/face-models.ts';
import type { RgbaImage } from './image.ts';
import { createOrtSession } from './ort-session.ts';
import { openFacePipeline, type AnalyseOptions, type FaceAnalysis } from './pipeline.ts';
import { pixelSampler } from './sampler.ts';
import type { CreateFaceSession, ModelProblem } from './session.ts';

/** PNG (ISO/IEC 15948), 5.2: the signature begins with it. */
const PNG_FIRST_BYTE = 0x89;

export interface NodeFace {
  /** A JPEG, or a PNG as the station makes it of JPEG 2000. Rejects with a {@link PictureError} when it is neither. */
  analysePicture(bytes: Uint8Array, options?: AnalyseOptions): Promise<FaceAnalysis>;
  close(): Promise<void>;
}

/** Opens shipped models from the one folder, a hospital's own from the other. */
export const nodeSessions =
  (weightsFolder: string, modelsFolder: string): CreateFaceSession =>
  async (model) => {
    const read = await readModel(model, weightsFolder, modelsFolder);
    return read.ok ? createOrtSession(read.bytes, model) : read;
  };

/** Which model is missing or another file than its entry means, in one sentence; null when all are there. */
export async function faceModelsProblem(
  models: FaceModels,
  weightsFolder: string,
  modelsFolder: string,
): Promise<string | null> {
  for (const model of usedModels(models)) {
    const read = await readModel(model, weightsFolder, modelsFolder);
    if (!read.ok) return sentenceOf(read);
  }
  return null;
}

/**
 * Loads the models; `modelsFolder` is that of those which do not ship. Throws one sentence that names the model and what is
 * wrong with it.
 */
export async function createNodeFace(
  weightsFolder: string,
  models: FaceModels = shippedFaceModels,
  modelsFolder = weightsFolder,
  createSession = nodeSessions(weightsFolder, modelsFolder),
): Promise<NodeFace> {
  // Threads would keep Node alive and gain little on the 2 cores of a kiosk.
  env.wasm.numThreads = 1;
  const opened = await openFacePipeline({ models, createSession });
  if (!opened.ok) throw new Error(sentenceOf(opened));
  const { pipeline } = opened;
  return {
    analysePicture: async (bytes, options) => pipeline.analyse(pixelSampler(decoded(bytes)), options),
    close: () => pipeline.close(),
  };
}

async function readModel(
  model: FaceModel,
  weightsFolder: string,
  modelsFolder: string,
): Promise<{ ok: true; bytes: Uint8Array } | ModelProblem> {
  const shipped = isShipped(model);
  const folder = shipped ? weightsFolder : modelsFolder;
  const bytes = await readFile(join(folder, model.file)).catch(() => null);
  if (!bytes) {
    const remedy = shipped ? 'run the set-up again' : 'copy it there';
    return { ok: false, model, reason: 'model-missing', detail: `is missing in ${folder}: ${remedy}` };
  }
  if (createHash('sha256').update(bytes).digest('hex') === model.sha256) return { ok: true, bytes };
  const detail = shipped
    ? `in ${folder} is damaged: run the set-up again`
    : `in ${folder} is not the file with the SHA-256 that the configuration names`;
  return { ok: false, model, reason: 'model-damaged', detail };
}

const sentenceOf = ({ model, detail }: ModelProblem): string => `The face model ${model.file} ${detail}.`;

/** The bytes are no JPEG or PNG, or a damaged one. */
export class PictureError extends Error {}

function decoded(bytes: Uint8Array): RgbaImage {
  try {
    return bytes[0] === PNG_FIRST_BYTE ? pngPixels(bytes) : jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true });
  } catch (error) {
    throw new PictureError('The picture cannot be decoded.', { cause: error });
  }
}

/** The picture as RGBA: the station's PNG is grey or RGB, eight bits a sample. */
function pngPixels(bytes: Uint8Array): RgbaImage {
  const { width, height, channels, data: samples } = decodePng(bytes);
  const data = new Uint8ClampedArray(width * height * 4).fill(0xff);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      data[pixel * 4 + colour] = samples[pixel * channels + (colour % channels)] ?? 0;
    }
  }
  return { width, height, data };
}
