/** What the pipeline needs of a model runtime, and nothing else of it. */

/** A loaded model with one input named `input`. */
export interface FaceSession {
  run(input: Float32Array, shape: readonly number[]): Promise<Readonly<Record<string, Float32Array>>>;
  release(): Promise<void>;
}

/** Opens the model in this file of the weights folder. */
export type CreateFaceSession = (modelFile: string) => Promise<FaceSession>;
