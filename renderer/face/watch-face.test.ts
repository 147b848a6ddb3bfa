import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaceQuality, VisitIntent } from '../../electron/bridge/intent.ts';
import type { CameraState } from './camera.ts';
import { sampleIntervalMs, watchFace, type FaceWorker } from './watch-face.ts';
import type { FromFaceWorker, ToFaceWorker } from './worker-messages.ts';

const quality: FaceQuality = {
  faces: 1,
  widthPx: 150,
  luma: 120,
  sharpness: 200,
  yawDegrees: 0,
  pitchDegrees: 0,
  rollDegrees: 0,
};

class FakeWorker implements FaceWorker {
  readonly heard: ToFaceWorker[] = [];
  terminated = false;
  onmessage: FaceWorker['onmessage'] = null;
  onerror: FaceWorker['onerror'] = null;
  postMessage(message: ToFaceWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: FromFaceWorker): void {
    this.onmessage?.({ data } as MessageEvent<FromFaceWorker>);
  }
  get frames(): number {
    return this.heard.filter(({ type }) => type === 'frame').length;
  }
}

function setUp(base64 = btoa('JPEG')) {
  const worker = new FakeWorker();
  const sent: VisitIntent[] = [];
  let tellState: (state: CameraState) => void = () => undefined;
  const picture = { close: vi.fn() };
  const camera = { capture: vi.fn(async () => picture as unknown as ImageBitmap | null), close: vi.fn() };
  const stop = watchFace({
    comparison: 7,
    portrait: { mediaType: 'image/jpeg', base64 },
    worker,
    openCamera: (onState) => {
      tellState = onState;
      return camera;
    },
    send: (intent) => sent.push(intent),
    clock: () => Date.now(),
  });
  return { worker, sent, camera, picture, stop, tellState: (state: CameraState) => tellState(state) };
}

const elapse = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('face watch', () => {
  it('hands the portrait to the worker first, and its embedding to the station', () => {
    const { worker, sent, stop } = setUp();
    const [message] = worker.heard;
    if (message?.type !== 'portrait') throw new Error('the portrait comes first');
    expect(new TextDecoder().decode(message.bytes)).toBe('JPEG');
    worker.say({ type: 'portrait', embedding: null });
    expect(sent).toEqual([{ type: 'face-portrait', comparison: 7, embedding: null }]);
    stop();
  });

  it('hands over an empty portrait when its text is no base64', () => {
    const { worker, stop } = setUp('@@@');
    expect(worker.heard[0]).toMatchObject({ type: 'portrait', bytes: { byteLength: 0 } });
    stop();
  });

  it('tells the station how the camera is', () => {
    const { sent, tellState, stop } = setUp();
    tellState('not-reachable');
    tellState('ready');
    expect(sent).toEqual([
      { type: 'camera', state: 'not-reachable' },
      { type: 'camera', state: 'ready' },
    ]);
    stop();
  });

  it('asks for about three frames a second, and for none before the last was answered', async () => {
    const { worker, sent, stop } = setUp();
    await elapse(sampleIntervalMs);
    expect(worker.frames).toBe(1);
    await elapse(10 * sampleIntervalMs);
    expect(worker.frames).toBe(1);
    worker.say({ type: 'sample', embedding: [1], quality });
    await elapse(0);
    expect(worker.frames).toBe(2);
    worker.say({ type: 'sample', embedding: null, quality });
    await elapse(sampleIntervalMs - 1);
    expect(worker.frames).toBe(2);
    await elapse(1);
    expect(worker.frames).toBe(3);
    expect(sent).toEqual([
      { type: 'face-sample', comparison: 7, embedding: [1], quality },
      { type: 'face-sample', comparison: 7, embedding: null, quality },
    ]);
    stop();
  });

  it('waits for a camera that has no picture yet', async () => {
    const { worker, camera, stop } = setUp();
    camera.capture.mockResolvedValueOnce(null);
    await elapse(sampleIntervalMs);
    expect(worker.frames).toBe(0);
    await elapse(sampleIntervalMs);
    expect(worker.frames).toBe(1);
    stop();
  });

  it('releases camera and worker at the end, and says nothing afterwards', async () => {
    const { worker, sent, camera, tellState, stop } = setUp();
    stop();
    expect(worker.terminated).toBe(true);
    expect(camera.close).toHaveBeenCalledOnce();
    worker.say({ type: 'sample', embedding: [1], quality });
    worker.onerror?.({} as ErrorEvent);
    tellState('not-reachable');
    await elapse(10 * sampleIntervalMs);
    expect(sent).toEqual([]);
    expect(worker.frames).toBe(0);
  });

  it('drops a picture that was taken while it ended', async () => {
    const { worker, camera, picture, stop } = setUp();
    const late = Promise.withResolvers<ImageBitmap | null>();
    camera.capture.mockReturnValueOnce(late.promise);
    await elapse(sampleIntervalMs);
    stop();
    late.resolve(picture as unknown as ImageBitmap);
    await elapse(0);
    expect(picture.close).toHaveBeenCalledOnce();
    expect(worker.frames).toBe(0);
  });

  it.each([
    ['its models are missing', (worker: FakeWorker) => worker.say({ type: 'failed', reason: 'model-missing' })],
    ['it does not start', (worker: FakeWorker) => worker.onerror?.({} as ErrorEvent)],
  ])('ends with a camera that does not respond when the worker fails: %s', (_, fail) => {
    const { worker, sent, camera } = setUp();
    fail(worker);
    fail(worker);
    expect(sent).toEqual([{ type: 'camera', state: 'not-responding' }]);
    expect(worker.terminated).toBe(true);
    expect(camera.close).toHaveBeenCalledOnce();
  });
});
