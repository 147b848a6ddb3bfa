import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { CameraState } from '../face/camera.ts';
import { type CodeWorker, lookIntervalMs, sameCodeMs, watchCodes } from './watch-codes.ts';
import type { FromCodeWorker } from './worker-messages.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function world(capture: () => Promise<ImageBitmap | null>) {
  const sent: VisitIntent[] = [];
  const states: CameraState[] = [];
  const postMessage = vi.fn<CodeWorker['postMessage']>();
  const terminate = vi.fn<CodeWorker['terminate']>();
  const worker: CodeWorker = { postMessage, onmessage: null, onerror: null, terminate };
  const close = vi.fn();
  let tellState: (state: CameraState) => void = () => undefined;
  const stop = watchCodes({
    worker,
    openCamera: (onState) => {
      tellState = onState;
      return { capture, close };
    },
    send: (intent) => sent.push(intent),
    onState: (state) => states.push(state),
    clock: () => performance.now(),
    isAsked: false,
  });
  const says = (data: FromCodeWorker): void => worker.onmessage?.({ data } as MessageEvent<FromCodeWorker>);
  return {
    sent,
    states,
    worker,
    postMessage,
    terminate,
    close,
    stop,
    says,
    camera: (state: CameraState) => tellState(state),
  };
}

const frame = () => ({ close: vi.fn() }) as unknown as ImageBitmap;
const code = (text: string) => new TextEncoder().encode(text);
const intent = (text: string): VisitIntent => ({ type: 'camera-code', base64: btoa(text), isAsked: false });

describe('codes before the camera', () => {
  it('are looked for ten times a second, one frame at a time', async () => {
    const { postMessage, says } = world(async () => frame());
    await vi.advanceTimersByTimeAsync(lookIntervalMs);
    expect(postMessage).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10 * lookIntervalMs);
    expect(postMessage).toHaveBeenCalledTimes(1);
    says({ type: 'codes', codes: [] });
    await vi.advanceTimersByTimeAsync(lookIntervalMs);
    expect(postMessage).toHaveBeenCalledTimes(2);
  });

  it('are sent as their bytes, once while they stay there', async () => {
    const { sent, says } = world(async () => frame());
    says({ type: 'codes', codes: [code('BN26001047')] });
    says({ type: 'codes', codes: [code('BN26001047')] });
    await vi.advanceTimersByTimeAsync(sameCodeMs - 1);
    says({ type: 'codes', codes: [code('BN26001047')] });
    expect(sent).toEqual([intent('BN26001047')]);
    await vi.advanceTimersByTimeAsync(sameCodeMs);
    says({ type: 'codes', codes: [code('BN26001047'), code('LH26001047')] });
    expect(sent).toEqual([intent('BN26001047'), intent('BN26001047'), intent('LH26001047')]);
  });

  it('that are longer than any of ours are none', () => {
    const { sent, says } = world(async () => frame());
    says({ type: 'codes', codes: [new Uint8Array(1_025)] });
    expect(sent).toEqual([]);
  });

  it('are looked for again when the camera had no picture', async () => {
    const pictures = [null, null, frame()];
    const { postMessage } = world(async () => pictures.shift() ?? null);
    await vi.advanceTimersByTimeAsync(3 * lookIntervalMs);
    expect(postMessage).toHaveBeenCalledTimes(1);
  });
});

describe('a camera', () => {
  it('that goes away is told', () => {
    const { camera, states } = world(async () => null);
    camera('ready');
    camera('not-reachable');
    expect(states).toEqual(['ready', 'not-reachable']);
  });

  it('is released at the end, with a frame that arrives too late', async () => {
    const closeLate = vi.fn();
    const late = { close: closeLate } as unknown as ImageBitmap;
    let give: (picture: ImageBitmap) => void = () => undefined;
    const { close, stop, terminate, says, sent, camera, states } = world(
      () => new Promise((resolve) => (give = resolve)),
    );
    await vi.advanceTimersByTimeAsync(lookIntervalMs);
    stop();
    give(late);
    await vi.advanceTimersByTimeAsync(lookIntervalMs);
    says({ type: 'codes', codes: [code('BN26001047')] });
    says({ type: 'failed' });
    camera('ready');
    expect(close).toHaveBeenCalledOnce();
    expect(terminate).toHaveBeenCalledOnce();
    expect(closeLate).toHaveBeenCalledOnce();
    expect([sent, states]).toEqual([[], []]);
  });

  it('is one that does not respond when its worker fails', () => {
    const failed = world(async () => null);
    failed.says({ type: 'failed' });
    failed.worker.onerror?.(new Event('error') as ErrorEvent);
    expect(failed.states).toEqual(['not-responding']);
    expect(failed.close).toHaveBeenCalledOnce();
    const crashed = world(async () => null);
    crashed.worker.onerror?.(new Event('error') as ErrorEvent);
    expect(crashed.states).toEqual(['not-responding']);
  });
});
