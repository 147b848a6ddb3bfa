/** From a picture to the embedding of the face in front: detect, landmarks, align, embed; and what can be said of the picture. */
import type { FaceModel, FaceModels } from '../../../electron/bridge/face-models.ts';
import type { FaceQuality } from '../../../electron/bridge/intent.ts';
import { alignment, chipOf, chipSize } from './align.ts';
import { covering } from './covering.ts';
import { decodeFaces, letterboxOf, type DetectedFace } from './detect.ts';
import { unitVector } from './embedding.ts';
import { eyeOpening, eyePictures } from './eyes.ts';
import type { Affine } from './geometry.ts';
import { meanLuma, type Box, type RgbaImage } from './image.ts';
import { decodeLandmarks, fivePoints, landmarkSquare, type FivePoints } from './landmarks.ts';
import { backgroundLuma } from './light.ts';
import { openModels, type FaceStages, type FaceStage } from './models.ts';
import { frameChange, thumbnailOf } from './motion.ts';
import { livenessSquare } from './passive-liveness.ts';
import { chipFigures, headPose, isComparable } from './quality.ts';
import { boxView, type Sampler } from './sampler.ts';
import type { CreateFaceSession, ModelProblem } from './session.ts';
import { softmaxShare } from './softmax.ts';

export interface FaceAnalysis {
  /** Of the largest face; without a face, the picture's own luma and zeros. */
  quality: FaceQuality;
  /** The largest face; its place in shares of the picture, 0..1, beyond which it may reach. */
  best: { embedding: Float32Array; quality: FaceQuality; place: Box } | null;
  /** What the next picture is held against. */
  thumbnail: Float32Array;
}

export interface AnalyseOptions {
  /** Of the picture before; null for the first. */
  previous: Float32Array | null;
  /** Whether the passive model looks, too, at a face that may be compared. */
  asksLiveness: boolean;
}

export interface FacePipeline {
  analyse(picture: Sampler, options?: AnalyseOptions): Promise<FaceAnalysis>;
  close(): Promise<void>;
}

/** Loads the models. Calls of `analyse` take turns, since a session runs one picture at a time. */
export async function openFacePipeline({
  models,
  createSession,
}: {
  models: FaceModels;
  createSession: CreateFaceSession;
}): Promise<{ ok: true; pipeline: FacePipeline } | ModelProblem> {
  const opened = await openModels(models, createSession);
  if (!opened.ok) return opened;
  const { stages } = opened;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    ok: true,
    pipeline: {
      analyse: (picture, options = { previous: null, asksLiveness: false }) => {
        const analysis = turn.then(() => analyse(picture, stages, options));
        turn = analysis.catch(() => undefined);
        return analysis;
      },
      close: async () => {
        await turn;
        const { detection, landmarks, embedding, eye, liveness } = stages;
        for (const stage of [detection, landmarks, embedding, eye, liveness]) await stage?.release();
      },
    },
  };
}

async function analyse(
  picture: Sampler,
  { detection, landmarks, embedding, eye, liveness }: FaceStages,
  { previous, asksLiveness }: AnalyseOptions,
): Promise<FaceAnalysis> {
  const [, , frameHeight, frameWidth] = detection.model.shape;
  const letterbox = letterboxOf(picture, { width: frameWidth, height: frameHeight });
  const { width, height } = letterbox;
  const whole: Box = { x: 0, y: 0, width: picture.width, height: picture.height };
  const small = picture.view(boxView(whole, width, height), width, height);
  const thumbnail = thumbnailOf(small);
  const change = frameChange(previous, thumbnail);
  const nobody = (): FaceAnalysis => ({ quality: { ...emptyQuality(small), change }, best: null, thumbnail });

  const detected = await detection.run(small, letterbox.left, letterbox.top);
  const { scores, boxes } = detection.model;
  const { face, faces } = faceInFront(decodeFaces(detected(scores), detected(boxes), letterbox, detection.model));
  if (!face) return nobody();

  const square = landmarkSquare(face.box);
  const marked = await landmarks.run(viewFor(landmarks, picture, square));
  const points = decodeLandmarks(marked(landmarks.model.output), square);
  const five = fivePoints(points);
  const toPicture = alignment(five);
  if (!toPicture) return nobody();

  const chip = chipOf(picture, toPicture);
  const [, , , inputSize] = embedding.model.shape;
  const embedded = await embedding.run(inputSize === chipSize ? chip : chipOf(picture, toPicture, inputSize));
  const vector = unitVector(embedded(embedding.model.output));
  if (!vector) return nobody();

  const { box } = face;
  const measured: FaceQuality = {
    faces,
    widthPx: box.width,
    isCut: box.x < 0 || box.y < 0 || box.x + box.width > picture.width || box.y + box.height > picture.height,
    ...chipFigures(chip),
    backgroundLuma: backgroundLuma(small, {
      x: box.x * letterbox.scaleX,
      y: box.y * letterbox.scaleY,
      width: box.width * letterbox.scaleX,
      height: box.height * letterbox.scaleY,
    }),
    ...headPose(five),
    eyeOpening: eyeOpening(points, null),
    ...covering(chip),
    change,
    liveness: null,
  };
  const quality = isComparable(measured)
    ? {
        ...measured,
        ...(eye && { eyeOpening: eyeOpening(points, await closedEyes(chip, toPicture, five, eye)) }),
        ...(asksLiveness && liveness && { liveness: await livenessOf(picture, box, liveness) }),
      }
    : measured;
  const place = {
    x: box.x / picture.width,
    y: box.y / picture.height,
    width: box.width / picture.width,
    height: box.height / picture.height,
  };
  return { quality, best: { embedding: vector, quality, place }, thumbnail };
}

/** How sure the eye model is of each eye that it is closed. */
async function closedEyes(
  chip: RgbaImage,
  toPicture: Affine,
  points: FivePoints,
  stage: NonNullable<FaceStages['eye']>,
): Promise<number[]> {
  const { output, closedIndex } = stage.model;
  const closed: number[] = [];
  for (const picture of eyePictures(chip, toPicture, points, stage.model)) {
    closed.push(softmaxShare((await stage.run(picture))(output), closedIndex));
  }
  return closed;
}

/** The passive model's score of a living face, 0..1. */
async function livenessOf(picture: Sampler, face: Box, stage: NonNullable<FaceStages['liveness']>): Promise<number> {
  const { output, boxScale, realIndex } = stage.model;
  const judged = await stage.run(viewFor(stage, picture, livenessSquare(picture, face, boxScale)));
  return softmaxShare(judged(output), realIndex);
}

/** A part of the picture at the size a model takes. */
function viewFor({ model: { shape } }: FaceStage<FaceModel>, picture: Sampler, box: Box): RgbaImage {
  const [, , height, width] = shape;
  return picture.view(boxView(box, width, height), width, height);
}

/** People queueing behind do not count until their face is more than half as large as the one in front. */
export function faceInFront(found: readonly DetectedFace[]): { face: DetectedFace | null; faces: number } {
  const area = ({ box }: DetectedFace): number => box.width * box.height;
  const bySize = [...found].sort((one, other) => area(other) - area(one));
  const face = bySize[0] ?? null;
  return { face, faces: face ? bySize.filter((other) => 2 * area(other) >= area(face)).length : 0 };
}

function emptyQuality(picture: RgbaImage): FaceQuality {
  const luma = meanLuma(picture);
  return {
    faces: 0,
    widthPx: 0,
    isCut: false,
    luma,
    backgroundLuma: luma,
    sharpness: 0,
    yawDegrees: 0,
    pitchDegrees: 0,
    rollDegrees: 0,
    eyeOpening: 0,
    mask: 0,
    cap: 0,
    glare: 0,
    change: null,
    liveness: null,
  };
}
