import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FaceModels } from '../bridge/face-models.ts';
import { readBoundedFile } from '../bounded-file.ts';
import { describeProblem, loadConfiguration } from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import type { FaceAnalysis } from '../../renderer/face/pipeline/pipeline.ts';
import type { CreateFaceSession, FaceSession } from '../../renderer/face/pipeline/session.ts';

/** The face pipeline with the models that a data folder's configuration names. */

/** In the order of the pipeline. */
export const faceStages = ['detection', 'landmarks', 'embedding'] as const;
export type FaceStageName = (typeof faceStages)[number];

export interface FaceAtWork {
  models: FaceModels;
  /** Milliseconds of every run of a model, in the order of the pictures. */
  stageMs: Readonly<Record<FaceStageName, number[]>>;
  /** From the bytes of a picture to its embedding; null for what is no JPEG or PNG. Decoding is counted in. */
  analyse(bytes: Uint8Array): Promise<{ analysis: FaceAnalysis; ms: number } | null>;
  close(): Promise<void>;
}

/** A camera of 100 megapixels writes half of it. */
const largestPictureBytes = 64 * 1024 * 1024;

export const readPicture = (path: string) => readBoundedFile(path, largestPictureBytes);

/** In the sources, and in a package. */
const weightsFolder = (): string => {
  const sources = join(import.meta.dirname, '..', '..', 'renderer', 'face', 'weights');
  return existsSync(sources) ? sources : join(import.meta.dirname, '..', 'renderer', 'weights');
};

export type FaceAtWorkResult = { ok: true; face: FaceAtWork } | { ok: false; detail: string };

/** Loads the models of the data folder's configuration; `beside`: those too that measure, and compare nothing. */
export async function openFace({
  data,
  beside,
}: {
  data: string | undefined;
  beside: boolean;
}): Promise<FaceAtWorkResult> {
  const folder = dataFolderAt(data ?? defaultDataFolder(process.env));
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) return { ok: false, detail: loaded.problems.map(describeProblem).join('; ') };
  const { models: configured } = loaded.configuration.face;
  const models = beside ? configured : withoutMeasures(configured);

  // Loaded on demand: the runtime of the models is as large as all else together.
  const { createNodeFace, nodeSessions, PictureError } = await import('../../renderer/face/pipeline/node-face.ts');
  const weights = weightsFolder();
  const stageMs: Record<FaceStageName, number[]> = { detection: [], landmarks: [], embedding: [] };
  const open = nodeSessions(weights, folder.modelsFolder);
  const createSession: CreateFaceSession = async (model) => {
    const opened = await open(model);
    const stage = faceStages.find((name) => models[name] === model);
    return opened.ok && stage ? { ok: true, session: timed(opened.session, stageMs[stage]) } : opened;
  };
  try {
    const face = await createNodeFace(weights, models, folder.modelsFolder, createSession);
    // Every model was tried once on an empty picture when it was opened.
    for (const stage of faceStages) stageMs[stage].length = 0;
    return {
      ok: true,
      face: {
        models,
        stageMs,
        analyse: async (bytes) => {
          const begun = performance.now();
          try {
            const analysis = await face.analysePicture(bytes, { previous: null, asksLiveness: beside });
            return { analysis, ms: performance.now() - begun };
          } catch (error) {
            if (error instanceof PictureError) return null;
            throw error;
          }
        },
        close: () => face.close(),
      },
    };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

const withoutMeasures = (models: FaceModels): FaceModels => ({
  ...models,
  eye: { ...models.eye, use: false },
  liveness: { ...models.liveness, use: false },
});

function timed(session: FaceSession, into: number[]): FaceSession {
  return {
    run: async (input) => {
      const begun = performance.now();
      const outputs = await session.run(input);
      into.push(performance.now() - begun);
      return outputs;
    },
    release: () => session.release(),
  };
}
