/** One face check without its view: portrait and camera frames go to the worker, what it measures goes to the station. */
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { Camera, CameraState } from './camera.ts';
import type { FacePlace, FromFaceWorker, Portrait, ToFaceWorker } from './worker-messages.ts';

/** What is used of a Worker. */
export interface FaceWorker {
  postMessage(message: ToFaceWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromFaceWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export type FaceMode =
  /** Compared with the chip's portrait: a few good pictures decide. */
  | { kind: 'portrait'; portrait: Portrait }
  /** Movements are asked for, and the passive model is, too. */
  | { kind: 'live' };

export interface FaceWatchParts {
  /** Named in every measurement, so that the station knows which comparison it belongs to. */
  comparison: number;
  mode: FaceMode;
  /** Its models are loaded, or being loaded (warm-worker.ts). */
  worker: FaceWorker;
  openCamera: (onState: (state: CameraState) => void) => Camera;
  send: (intent: VisitIntent) => void;
  /** Where the face in front is in the latest picture; null without one. */
  onPlace: (place: FacePlace | null) => void;
  /** Milliseconds of a clock that never goes back. */
  clock: () => number;
}

/** Three frames a second find whoever steps before the camera, and leave a small machine time to paint. */
export const searchIntervalMs = 333;
/** Once somebody is there, and through a movement: a blink takes 100 to 400 ms; a camera in dim light has no more to give. */
export const quickIntervalMs = 80;
/** Looking for the next picture costs nothing; measuring one does. A camera at 10 pictures a second then gives all ten. */
export const emptyIntervalMs = 20;

/** Starts at once; the answer ends it and releases everything. */
export function watchFace({ comparison, mode, worker, openCamera, send, onPlace, clock }: FaceWatchParts): () => void {
  let running = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let startedMs = clock();
  let intervalMs = mode.kind === 'live' ? quickIntervalMs : searchIntervalMs;

  const stop = (): void => {
    running = false;
    clearTimeout(timer);
    worker.terminate();
    camera.close();
  };

  /** The worker is asked for one frame at a time, so a slow machine measures less often instead of falling behind. */
  const next = (afterMs: number): void => {
    timer = setTimeout(() => void takeFrame(), Math.max(0, startedMs + afterMs - clock()));
  };
  const takeFrame = async (): Promise<void> => {
    startedMs = clock();
    const frame = await camera.capture();
    if (!running) {
      frame?.close();
    } else if (frame) {
      worker.postMessage({ type: 'frame', frame }, [frame]);
    } else {
      next(emptyIntervalMs);
    }
  };

  const workerFailed = (): void => {
    if (!running) return;
    stop();
    // To the visit a camera nobody can look through is a camera that does not answer.
    send({ type: 'camera', state: 'not-responding' });
  };
  worker.onerror = workerFailed;
  worker.onmessage = ({ data }) => {
    if (!running) return;
    switch (data.type) {
      case 'portrait':
        send({ type: 'face-portrait', comparison, embedding: data.embedding });
        return;
      case 'sample':
        send({ type: 'face-sample', comparison, embedding: data.embedding, quality: data.quality });
        onPlace(data.place);
        if (data.embedding) intervalMs = quickIntervalMs;
        next(intervalMs);
        return;
      case 'failed':
        workerFailed();
        return;
    }
  };

  worker.postMessage({ type: 'begin', asksLiveness: mode.kind === 'live' }, []);
  if (mode.kind === 'portrait') {
    const bytes = bytesOf(mode.portrait.base64);
    worker.postMessage({ type: 'portrait', mediaType: mode.portrait.mediaType, bytes }, [bytes]);
  }
  const camera = openCamera((state) => {
    if (running) send({ type: 'camera', state });
  });
  next(0);
  return stop;
}

/** The bytes of a base64 text; a text that is none has no bytes, hence no portrait. */
function bytesOf(base64: string): ArrayBuffer {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
  } catch {
    return new ArrayBuffer(0);
  }
}
