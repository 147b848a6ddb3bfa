/** Codes before the camera, without their view: frames go to the worker, the bytes of a code go to the station. */
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { Camera, CameraState } from '../face/camera.ts';
import type { FromCodeWorker, ToCodeWorker } from './worker-messages.ts';

/** What is used of a Worker. */
export interface CodeWorker {
  postMessage(message: ToCodeWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromCodeWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

export interface CodeWatchParts {
  worker: CodeWorker;
  openCamera: (onState: (state: CameraState) => void) => Camera;
  send: (intent: VisitIntent) => void;
  onState: (state: CameraState) => void;
  /** Milliseconds of a clock that never goes back. */
  clock: () => number;
  /** By a press: the code is answered although it may be the one that was shown before. */
  isAsked: boolean;
}

/** Ten looks a second: a code that is held still for the blink of an eye is seen. */
export const lookIntervalMs = 100;
/** A code stays before the camera while the screen changes: it is sent once. */
export const sameCodeMs = 2_000;
/** What the station takes; a longer one is no code of ours. */
const maxCodeBytes = 1_024;

/** Starts at once; the answer ends it and releases everything. */
export function watchCodes({ worker, openCamera, send, onState, clock, isAsked }: CodeWatchParts): () => void {
  let running = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let startedMs = clock();
  let last: { base64: string; seenMs: number } | null = null;

  const stop = (): void => {
    running = false;
    last = null;
    clearTimeout(timer);
    worker.terminate();
    camera.close();
  };

  /** One frame at a time, so a slow machine looks less often instead of falling behind. */
  const next = (): void => {
    timer = setTimeout(() => void takeFrame(), Math.max(0, startedMs + lookIntervalMs - clock()));
  };
  const takeFrame = async (): Promise<void> => {
    startedMs = clock();
    const frame = await camera.capture();
    if (!running) frame?.close();
    else if (frame) worker.postMessage({ type: 'frame', frame }, [frame]);
    else next();
  };

  const tell = (code: Uint8Array): void => {
    if (code.length > maxCodeBytes) return;
    const base64 = btoa(String.fromCharCode(...code));
    const isSame = last?.base64 === base64 && clock() - last.seenMs < sameCodeMs;
    last = { base64, seenMs: clock() };
    if (!isSame) send({ type: 'camera-code', base64, isAsked });
  };

  const fail = (): void => {
    if (!running) return;
    stop();
    onState('not-responding');
  };
  worker.onerror = fail;
  worker.onmessage = ({ data }) => {
    if (!running) return;
    if (data.type === 'failed') {
      fail();
      return;
    }
    for (const code of data.codes) tell(code);
    next();
  };

  const camera = openCamera((state) => {
    if (running) onState(state);
  });
  next();
  return stop;
}
