/** What the screen and its face worker say to each other. Pictures go one way only. */
import type { FaceModels } from '../../electron/bridge/face-models.ts';
import type { FaceQuality } from '../../electron/bridge/intent.ts';

export interface Portrait {
  mediaType: 'image/jpeg' | 'image/png';
  base64: string;
}

/** In shares of the picture, 0..1, unmirrored; it may reach beyond. */
export interface FacePlace {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type ToFaceWorker =
  /** The first message. */
  | { type: 'load'; models: FaceModels }
  /** Somebody is before the camera. `asksLiveness`: the passive model looks at each good picture, too. */
  | { type: 'begin'; asksLiveness: boolean }
  | { type: 'portrait'; mediaType: Portrait['mediaType']; bytes: ArrayBuffer }
  /** Answered by exactly one `sample`; the worker closes the picture. */
  | { type: 'frame'; frame: ImageBitmap | VideoFrame };

export type FromFaceWorker =
  | { type: 'portrait'; embedding: number[] | null }
  /** `place`: of the largest face, for the mirror to follow it; null without one. */
  | { type: 'sample'; embedding: number[] | null; quality: FaceQuality; place: FacePlace | null }
  /** The models or their runtime could not be loaded; nothing else follows. */
  | { type: 'failed'; reason: 'model-missing' | 'model-damaged' | 'runtime' };
