/** From a picture to the embedding of the face in front: detect, landmarks, align, embed. */
import type { FaceQuality } from '../../../electron/bridge/intent.ts';
import { detectionModel, embeddingModel, landmarkModel } from '../models.ts';
import { alignFace } from './align.ts';
import { decodeFaces, letterboxOf, letterboxTensor, type DetectedFace } from './detect.ts';
import { chipTensor, unitVector } from './embedding.ts';
import { meanLuma, type RgbaImage } from './image.ts';
import { decodeLandmarks, fivePoints, landmarkSquare, landmarkTensor } from './landmarks.ts';
import { chipFigures, headPose } from './quality.ts';
import type { CreateFaceSession, FaceSession } from './session.ts';

export interface FaceAnalysis {
  /** Faces that may be meant: the largest, and every other at least half its area. 0 when nobody is there. */
  faces: number;
  /** Of the largest face; without a face, the picture's own luma and zeros. */
  quality: FaceQuality;
  /** The largest face. */
  best: { embedding: Float32Array; quality: FaceQuality } | null;
}

export interface FacePipeline {
  analyse(image: RgbaImage): Promise<FaceAnalysis>;
  close(): Promise<void>;
}

/** Loads the three models. Calls of `analyse` take turns, since a session runs one picture at a time. */
export async function createFacePipeline({
  createSession,
}: {
  createSession: CreateFaceSession;
}): Promise<FacePipeline> {
  const detect = await createSession(detectionModel.file);
  const landmarks = await createSession(landmarkModel.file);
  const embed = await createSession(embeddingModel.file);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    analyse: (image) => {
      const analysis = turn.then(() => analyse(image, { detect, landmarks, embed }));
      turn = analysis.catch(() => undefined);
      return analysis;
    },
    close: async () => {
      await turn;
      await Promise.all([detect.release(), landmarks.release(), embed.release()]);
    },
  };
}

async function analyse(
  image: RgbaImage,
  { detect, landmarks, embed }: Record<'detect' | 'landmarks' | 'embed', FaceSession>,
): Promise<FaceAnalysis> {
  const [, , frameHeight, frameWidth] = detectionModel.inputShape;
  const letterbox = letterboxOf(image, frameWidth, frameHeight);
  const detected = await detect.run(letterboxTensor(image, letterbox, detectionModel), detectionModel.inputShape);
  const found = decodeFaces(
    output(detected, detectionModel.outputs.scores),
    output(detected, detectionModel.outputs.boxes),
    letterbox,
    detectionModel,
  );
  const { face, faces } = faceInFront(found);
  if (!face) return nobody(image);

  const square = landmarkSquare(face.box);
  const marked = await landmarks.run(landmarkTensor(image, square, landmarkModel), landmarkModel.inputShape);
  const points = fivePoints(decodeLandmarks(output(marked, landmarkModel.output), square, landmarkModel.points));
  const chip = alignFace(image, points);
  if (!chip) return nobody(image);

  const embedded = await embed.run(chipTensor(chip, embeddingModel), embeddingModel.inputShape);
  const embedding = unitVector(output(embedded, embeddingModel.output));
  if (!embedding) return nobody(image);

  const quality = { faces, widthPx: face.box.width, ...chipFigures(chip), ...headPose(points) };
  return { faces, quality, best: { embedding, quality } };
}

function output(outputs: Readonly<Record<string, Float32Array>>, name: string): Float32Array {
  const values = outputs[name];
  if (!values) throw new Error(`The face model has no output named ${name}.`);
  return values;
}

/** People queueing behind do not count until their face is more than half as large as the one in front. */
export function faceInFront(found: readonly DetectedFace[]): { face: DetectedFace | null; faces: number } {
  const area = ({ box }: DetectedFace): number => box.width * box.height;
  const bySize = [...found].sort((one, other) => area(other) - area(one));
  const face = bySize[0] ?? null;
  return { face, faces: face ? bySize.filter((other) => 2 * area(other) >= area(face)).length : 0 };
}

const nobody = (image: RgbaImage): FaceAnalysis => ({
  faces: 0,
  quality: {
    faces: 0,
    widthPx: 0,
    luma: meanLuma(image),
    sharpness: 0,
    yawDegrees: 0,
    pitchDegrees: 0,
    rollDegrees: 0,
  },
  best: null,
});
