/** What the pipeline needs of a model runtime, and nothing else of it. */
import type { FaceModel } from '../../../electron/bridge/face-models.ts';

/** A loaded model; it takes one tensor of its entry's shape and answers by the names of its outputs. */
export interface FaceSession {
  run(input: Float32Array): Promise<Readonly<Record<string, Float32Array>>>;
  release(): Promise<void>;
}

/** `detail` follows on "The face model x.onnx". */
export interface ModelProblem {
  ok: false;
  model: FaceModel;
  reason: 'model-missing' | 'model-damaged' | 'runtime';
  detail: string;
}

/** Opens the file of an entry, once it is the file the entry means. */
export type CreateFaceSession = (model: FaceModel) => Promise<{ ok: true; session: FaceSession } | ModelProblem>;

export const outputNamesOf = (model: FaceModel): string[] =>
  'scores' in model ? [model.scores, model.boxes] : [model.output];
