import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaceQuality, VisitIntent } from '../../electron/bridge/intent.ts';
import type { CameraState } from './camera.ts';
import { FakeWorker } from './face-worker-testing.ts';
import { emptyIntervalMs, quickIntervalMs, searchIntervalMs, watchFace, type FaceMode } from './watch-face.ts';
import type { FacePlace } from './worker-messages.ts';

const quality: FaceQuality = {
  faces: 1,
  widthPx: 150,
  isCut: false,
  luma: 120,
  backgroundLuma: 120,
  sharpness: 200,
  yawDegrees: 0,
  pitchDegrees: 0,
  rollDegrees: 0,
  eyeOpening: 0.3,
  mask: 0,
  cap: 0,
  glare: 0,
  change: 1,
  liveness: null,
};
const place: FacePlace = { x: 0.4, y: 0.3, width: 0.2, height: 0.3 };

const portraitOf = (base64: string): FaceMode => ({
  kind: 'portrait',
  portrait: { mediaType: 'image/jpeg', base64 },
});

function setUp(mode: FaceMode = portraitOf(btoa('JPEG'))) {
  const worker = new FakeWorker();
  const sent: VisitIntent[] = [];
  const places: (FacePlace | null)[] = [];
  let tellState: (state: CameraState) => void = () => undefined;
  const picture = { close: vi.fn() };
  const camera = { capture: vi.fn(async () => picture as unknown as ImageBitmap | null), close: vi.fn() };
  const stop = watchFace({
    comparison: 7,
    mode,
    worker,
    openCamera: (onState) => {
      tellState = onState;
      return camera;
    },
    send: (intent) => sent.push(intent),
    onPlace: (seen) => places.push(seen),
    clock: () => Date.now(),
  });
  return { worker, sent, places, camera, picture, stop, tellState: (state: CameraState) => tellState(state) };
}

const elapse = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('face watch', () => {
  it('says what is looked for, hands over the portrait, and its embedding to the station', () => {
    const { worker, sent, stop } = setUp();
    const [start, message] = worker.heard;
    expect(start).toEqual({ type: 'begin', asksLiveness: false });
    if (message?.type !== 'portrait') throw new Error('the portrait comes second');
    expect(new TextDecoder().decode(message.bytes)).toBe('JPEG');
    worker.say({ type: 'portrait', embedding: null });
    expect(sent).toEqual([{ type: 'face-portrait', comparison: 7, embedding: null }]);
    stop();
  });

  it('hands over an empty portrait when its text is no base64', () => {
    const { worker, stop } = setUp(portraitOf('@@@'));
    expect(worker.heard[1]).toMatchObject({ type: 'portrait', bytes: { byteLength: 0 } });
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

  it('looks at once, then about three times a second, and never before the last picture was answered', async () => {
    const { worker, sent, places, stop } = setUp();
    await elapse(0);
    expect(worker.frames).toBe(1);
    await elapse(10 * searchIntervalMs);
    expect(worker.frames).toBe(1);
    worker.say({ type: 'sample', embedding: null, quality, place: null });
    await elapse(0);
    expect(worker.frames).toBe(2);
    worker.say({ type: 'sample', embedding: null, quality, place });
    await elapse(searchIntervalMs - 1);
    expect(worker.frames).toBe(2);
    await elapse(1);
    expect(worker.frames).toBe(3);
    const sample = { type: 'face-sample', comparison: 7, embedding: null, quality };
    expect(sent).toEqual([sample, sample]);
    expect(places).toEqual([null, place]);
    stop();
  });

  it('looks as often as the camera has a picture once there is a face to compare', async () => {
    const { worker, stop } = setUp();
    await elapse(0);
    worker.say({ type: 'sample', embedding: [1], quality, place });
    await elapse(quickIntervalMs);
    expect(worker.frames).toBe(2);
    worker.say({ type: 'sample', embedding: null, quality, place: null });
    await elapse(quickIntervalMs - 1);
    expect(worker.frames).toBe(2);
    await elapse(1);
    expect(worker.frames).toBe(3);
    stop();
  });

  it('does so from the beginning where movements are asked for, without a portrait', async () => {
    const { worker, stop } = setUp({ kind: 'live' });
    expect(worker.heard).toEqual([{ type: 'begin', asksLiveness: true }]);
    await elapse(0);
    expect(worker.frames).toBe(1);
    worker.say({ type: 'sample', embedding: null, quality, place: null });
    await elapse(quickIntervalMs);
    expect(worker.frames).toBe(2);
    stop();
  });

  it('asks a camera that has no picture yet again soon', async () => {
    const { worker, camera, stop } = setUp();
    camera.capture.mockResolvedValueOnce(null);
    await elapse(emptyIntervalMs - 1);
    expect(worker.frames).toBe(0);
    await elapse(1);
    expect(worker.frames).toBe(1);
    stop();
  });

  it('releases camera and worker at the end, and says nothing afterwards', async () => {
    const { worker, sent, camera, tellState, stop } = setUp();
    stop();
    expect(worker.terminated).toBe(true);
    expect(camera.close).toHaveBeenCalledOnce();
    worker.say({ type: 'sample', embedding: [1], quality, place });
    worker.onerror?.({} as ErrorEvent);
    tellState('not-reachable');
    await elapse(10 * searchIntervalMs);
    expect(sent).toEqual([]);
    expect(worker.frames).toBe(0);
  });

  it('drops a picture that was taken while it ended', async () => {
    const { worker, camera, picture, stop } = setUp();
    const late = Promise.withResolvers<ImageBitmap | null>();
    camera.capture.mockReturnValueOnce(late.promise);
    await elapse(searchIntervalMs);
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
