/** The pipeline in Node, for the command line's simulated visits. Pictures are JPEG files of specimen people. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'onnxruntime-web/wasm';
import { faceModels } from '../models.ts';
import { createOrtSession } from './ort-session.ts';
import { createFacePipeline, type FaceAnalysis } from './pipeline.ts';

export interface NodeFace {
  analyseJpeg(bytes: Uint8Array): Promise<FaceAnalysis>;
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
    analyseJpeg: async (bytes) => pipeline.analyse(jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true })),
    close: () => pipeline.close(),
  };
}
