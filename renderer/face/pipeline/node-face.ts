/** The pipeline in Node, for the command line's simulated visits. Pictures are those of specimen people. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode as decodePng } from 'fast-png';
import { env } from 'onnxruntime-web/wasm';
import { faceModels } from '../models.ts';
import type { RgbaImage } from './image.ts';
import { createOrtSession } from './ort-session.ts';
import { createFacePipeline, type FaceAnalysis } from './pipeline.ts';

/** PNG (ISO/IEC 15948), 5.2: the signature begins with it. */
const PNG_FIRST_BYTE = 0x89;

export interface NodeFace {
  /** A JPEG, or a PNG as the station makes it of JPEG 2000. */
  analysePicture(bytes: Uint8Array): Promise<FaceAnalysis>;
  close(): Promise<void>;
}

/** Why the models cannot be loaded from this folder, in one sentence; null when they can. */
export async function faceWeightsProblem(weightsFolder: string): Promise<string | null> {
  for (const { file, sha256 } of faceModels) {
    const bytes = await readFile(join(weightsFolder, file)).catch(() => null);
    if (!bytes) return `The face model ${file} is missing in ${weightsFolder}: run the set-up again.`;
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256) return `The face model ${file} in ${weightsFolder} is damaged: run the set-up again.`;
  }
  return null;
}

/** Loads the models from their folder; throws `faceWeightsProblem`'s sentence when it has one. */
export async function createNodeFace(weightsFolder: string): Promise<NodeFace> {
  const problem = await faceWeightsProblem(weightsFolder);
  if (problem !== null) throw new Error(problem);
  // A development dependency: a packaged kiosk has no specimen pictures to decode.
  const { default: jpeg } = await import('jpeg-js');
  // Threads would keep Node alive and gain little on the 2 cores of a kiosk.
  env.wasm.numThreads = 1;
  const pipeline = await createFacePipeline({
    createSession: async (file) => createOrtSession(await readFile(join(weightsFolder, file))),
  });
  return {
    analysePicture: async (bytes) =>
      pipeline.analyse(
        bytes[0] === PNG_FIRST_BYTE ? pngPixels(bytes) : jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true }),
      ),
    close: () => pipeline.close(),
  };
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
