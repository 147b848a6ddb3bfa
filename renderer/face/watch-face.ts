/** One face check without its view: portrait and camera frames go to the worker, what it measures goes to the station. */
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { Camera, CameraState } from './camera.ts';
import type { FromFaceWorker, Portrait, ToFaceWorker } from './worker-messages.ts';

/** What is used of a Worker. */
export interface FaceWorker {
  postMessage(message: ToFaceWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromFaceWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export interface FaceWatchParts {
  /** Named in every measurement, so that the station knows which comparison it belongs to. */
  comparison: number;
  portrait: Portrait;
  worker: FaceWorker;
  openCamera: (onState: (state: CameraState) => void) => Camera;
  send: (intent: VisitIntent) => void;
  /** Milliseconds of a clock that never goes back. */
  clock: () => number;
}

/** Three frames a second are plenty for a comparison and leave a small machine time to paint. */
export const sampleIntervalMs = 333;

/** Starts at once; the answer ends it and releases everything. */
export function watchFace({ comparison, portrait, worker, openCamera, send, clock }: FaceWatchParts): () => void {
  let running = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let startedMs = clock();

  const stop = (): void => {
    running = false;
    clearTimeout(timer);
    worker.terminate();
    camera.close();
  };

  /** The worker is asked for one frame at a time, so a slow machine measures less often instead of falling behind. */
  const next = (): void => {
    timer = setTimeout(() => void takeFrame(), Math.max(0, startedMs + sampleIntervalMs - clock()));
  };
  const takeFrame = async (): Promise<void> => {
    startedMs = clock();
    const frame = await camera.capture();
    if (!running) {
      frame?.close();
    } else if (frame) {
      worker.postMessage({ type: 'frame', frame }, [frame]);
    } else {
      next();
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
        next();
        return;
      case 'failed':
        workerFailed();
        return;
    }
  };

  const bytes = bytesOf(portrait.base64);
  worker.postMessage({ type: 'portrait', mediaType: portrait.mediaType, bytes }, [bytes]);
  const camera = openCamera((state) => {
    if (running) send({ type: 'camera', state });
  });
  next();
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
