/** What page and worker of the camera's codes say to each other. Frames go in and never come out. */

export type ToCodeWorker = { type: 'frame'; frame: ImageBitmap };

export type FromCodeWorker =
  /** The bytes of the codes on the frame, usually none. */
  { type: 'codes'; codes: Uint8Array[] } | { type: 'failed' };
