import { z } from 'zod';
import shipped from './face-weights.json' with { type: 'json' };

/**
 * The models of the face check, each an entry of the configuration. A hospital with a licensed or recalibrated one names it
 * there: another embedding model takes the same 112 x 112 ArcFace alignment and brings its own thresholds; another detector or
 * landmark model answers in the same layout.
 */

const share = z.number().min(0).max(1);

/** Batch, channels, height, width; float32. */
const shapeOf = (...shape: [1, 1 | 3, number, number]) =>
  z
    .tuple([
      z.literal(1),
      z.union([z.literal(1), z.literal(3)]),
      z.int().min(16).max(1_024),
      z.int().min(16).max(1_024),
    ])
    .default(shape);

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256, 64 digits in lower-case hexadecimal' });

/** A plain name: what a hospital adds lies in the folder `models` of the data folder. */
const file = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.onnx$/, { error: 'must be a plain file name, x.onnx' });

type ShippedFile = Exclude<keyof typeof shipped.files, 'LICENSE'>;

/** Pixel value v in 0..255 becomes (v - mean) / scale. */
const normalisationOf = (mean: number, scale: number) =>
  z.strictObject({ mean: z.number().default(mean), scale: z.number().positive().default(scale) }).prefault({});

const common = (name: ShippedFile) => ({
  file: file.default(name),
  sha256: sha256.default(shipped.files[name].sha256),
  /** The name of the model's one input. */
  input: z.string().min(1).max(64).default('input'),
  /** As its owner grants it; stands in the list of licences. */
  licence: z.string().min(1).max(200).default('MIT (the package declares it; training data undisclosed)'),
});

const colour = z.enum(['rgb', 'bgr', 'grey']);

const detectionSchema = z
  .strictObject({
    ...common('fr_detect.onnx'),
    shape: shapeOf(1, 3, 240, 320),
    colour: colour.default('rgb'),
    normalisation: normalisationOf(127, 128),
    scores: z.string().min(1).max(64).default('scores'),
    boxes: z.string().min(1).max(64).default('boxes'),
    thresholds: z.strictObject({ score: share.default(0.5), overlap: share.default(0.3) }).prefault({}),
  })
  .prefault({});

const landmarksSchema = z
  .strictObject({
    ...common('fr_landmark.onnx'),
    shape: shapeOf(1, 1, 64, 64),
    colour: colour.default('grey'),
    normalisation: normalisationOf(0, 256),
    output: z.string().min(1).max(64).default('output'),
  })
  .prefault({});

const embeddingSchema = z
  .strictObject({
    ...common('fr_feature.onnx'),
    shape: shapeOf(1, 3, 112, 112),
    colour: colour.default('rgb'),
    normalisation: normalisationOf(127, 128),
    output: z.string().min(1).max(64).default('output'),
    dimension: z.int().min(64).max(2_048).default(512),
    /** Cosine similarities (README, "Thresholds"). */
    thresholds: z
      .strictObject({
        /** Against the chip's portrait: from here on the same person, */
        accept: share.default(0.5),
        /** and from here on worth another try. */
        retry: share.default(0.4),
        /** Against an enrolled face, */
        returning: share.default(0.5),
        /** and this far above the next one that the factor fits. */
        margin: share.default(0.08),
        /** Throughout a challenge to its first picture. */
        continuity: share.default(0.6),
      })
      .refine(({ accept, retry }) => retry <= accept, { error: 'must not be above accept', path: ['retry'] })
      .prefault({}),
  })
  .prefault({});

const livenessSchema = z
  .strictObject({
    /** Off: the challenge decides alone. */
    use: z.boolean().default(true),
    ...common('fr_liveness.onnx'),
    shape: shapeOf(1, 3, 128, 128),
    colour: colour.default('rgb'),
    normalisation: normalisationOf(0, 1),
    output: z.string().min(1).max(64).default('output'),
    /** The square around the face's box, in its larger side. */
    boxScale: z.number().min(1).max(6).default(2.7),
    /** Which of the scores, after softmax, is that of a living face. */
    realIndex: z.int().min(0).max(8).default(0),
    /** Below it the picture counts as one vote against. */
    thresholds: z.strictObject({ real: share.default(0.5) }).prefault({}),
  })
  .prefault({});

const eyeSchema = z
  .strictObject({
    /** Off: the landmarks tell alone whether the eyes are open. */
    use: z.boolean().default(true),
    ...common('fr_eye.onnx'),
    shape: shapeOf(1, 1, 24, 24),
    colour: colour.default('grey'),
    normalisation: normalisationOf(0, 255),
    output: z.string().min(1).max(64).default('output'),
    /** Which of the scores, after softmax, is that of a closed eye. */
    closedIndex: z.int().min(0).max(8).default(0),
  })
  .prefault({});

export const faceModelsSchema = z
  .strictObject({
    detection: detectionSchema,
    landmarks: landmarksSchema,
    embedding: embeddingSchema,
    eye: eyeSchema,
    liveness: livenessSchema,
  })
  .prefault({});
export type FaceModels = z.infer<typeof faceModelsSchema>;
export type DetectionModel = FaceModels['detection'];
export type LandmarkModel = FaceModels['landmarks'];
export type EmbeddingModel = FaceModels['embedding'];
export type EyeModel = FaceModels['eye'];
export type LivenessModel = FaceModels['liveness'];
export type FaceModel = DetectionModel | LandmarkModel | EmbeddingModel | EyeModel | LivenessModel;

/** What ships with the application, and what it was measured with. */
export const shippedFaceModels: FaceModels = faceModelsSchema.parse({});

const shippedHashes = new Map(Object.entries(shipped.files).map(([name, { sha256: hash }]) => [name, hash]));

/** Whether the application brings this file; any other one lies in the data folder. */
export const isShipped = ({ file: name, sha256: hash }: Pick<FaceModel, 'file' | 'sha256'>): boolean =>
  shippedHashes.get(name) === hash;

/** Those that are loaded. */
export const usedModels = ({ detection, landmarks, embedding, eye, liveness }: FaceModels): FaceModel[] => [
  detection,
  landmarks,
  embedding,
  ...(eye.use ? [eye] : []),
  ...(liveness.use ? [liveness] : []),
];

/** Where the page's host serves the models of the data folder. */
export const modelsPath = '/models/';
