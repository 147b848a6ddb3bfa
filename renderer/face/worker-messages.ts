/** What the screen and its face worker say to each other. Pictures go one way only. */
import type { FaceQuality } from '../../electron/bridge/intent.ts';

export interface Portrait {
  mediaType: 'image/jpeg' | 'image/png';
  base64: string;
}

export type ToFaceWorker =
  | { type: 'portrait'; mediaType: Portrait['mediaType']; bytes: ArrayBuffer }
  /** Answered by exactly one `sample`; the worker closes the picture. */
  | { type: 'frame'; frame: ImageBitmap | VideoFrame };

export type FromFaceWorker =
  | { type: 'portrait'; embedding: number[] | null }
  | { type: 'sample'; embedding: number[] | null; quality: FaceQuality }
  /** The models or their runtime could not be loaded; nothing else follows. */
  | { type: 'failed'; reason: 'model-missing' | 'model-damaged' | 'runtime' };
