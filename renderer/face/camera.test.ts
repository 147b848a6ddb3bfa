import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCamera, openDeviceStream, stateOfOpenError, type CameraState } from './camera.ts';

class FakeTrack extends EventTarget {
  stopped = false;
  label = 'HD Webcam';
  stop(): void {
    this.stopped = true;
  }
}

class FakeStream {
  readonly track = new FakeTrack();
  getTracks = () => [this.track];
  getVideoTracks = () => [this.track];
}

class FakeVideo extends EventTarget {
  srcObject: unknown = null;
  videoWidth = 640;
  play = async () => undefined;
  private awaited: (() => void) | null = null;
  requestVideoFrameCallback = (callback: () => void): number => {
    this.awaited = callback;
    return 1;
  };
  cancelVideoFrameCallback = (): void => {
    this.awaited = null;
  };
  /** The device delivers a picture. */
  present(): void {
    const callback = this.awaited;
    this.awaited = null;
    callback?.();
  }
}

const named = (name: string): Error => Object.assign(new Error('the driver said no'), { name });

function setUp(openStream: () => Promise<FakeStream>) {
  const video = new FakeVideo();
  const states: CameraState[] = [];
  const camera = openCamera({
    video: video as unknown as HTMLVideoElement,
    openStream: openStream as unknown as () => Promise<MediaStream>,
    refuses: (label) => label === 'OBS Virtual Camera',
    onState: (state) => states.push(state),
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { camera, video, states, settle };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('camera', () => {
  it('is ready with its first picture, gives pictures, and lets go of the device', async () => {
    const bitmap = {};
    vi.stubGlobal('createImageBitmap', async () => bitmap);
    const stream = new FakeStream();
    const { camera, video, states, settle } = setUp(async () => stream);
    await settle();
    expect(video.srcObject).toBe(stream);
    expect(await camera.capture()).toBeNull();
    video.dispatchEvent(new Event('playing'));
    expect(states).toEqual(['ready']);
    video.present();
    expect(await camera.capture()).toBe(bitmap);
    camera.close();
    expect(stream.track.stopped).toBe(true);
    expect(video.srcObject).toBeNull();
    await vi.runAllTimersAsync();
    expect(states).toEqual(['ready']);
  });

  it('gives each picture once: the same one twice would look like a film', async () => {
    const bitmap = {};
    vi.stubGlobal('createImageBitmap', async () => bitmap);
    const { camera, video, settle } = setUp(async () => new FakeStream());
    await settle();
    video.dispatchEvent(new Event('playing'));
    expect(await camera.capture()).toBeNull();
    video.present();
    expect(await camera.capture()).toBe(bitmap);
    expect(await camera.capture()).toBeNull();
    video.present();
    expect(await camera.capture()).toBe(bitmap);
    camera.close();
  });

  it('is refused before its first picture when it is a program, and asked again', async () => {
    const [program, device] = [new FakeStream(), new FakeStream()];
    program.track.label = 'OBS Virtual Camera';
    const openStream = vi.fn<() => Promise<FakeStream>>().mockResolvedValueOnce(program).mockResolvedValueOnce(device);
    const { camera, video, states, settle } = setUp(openStream);
    await settle();
    expect(states).toEqual(['refused']);
    expect(program.track.stopped).toBe(true);
    expect(video.srcObject).toBeNull();
    await vi.advanceTimersByTimeAsync(3000);
    video.dispatchEvent(new Event('playing'));
    expect(states).toEqual(['refused', 'ready']);
    expect(video.srcObject).toBe(device);
    camera.close();
  });

  it('has no picture while the element has none or the device goes away', async () => {
    vi.stubGlobal('createImageBitmap', async () => {
      throw named('InvalidStateError');
    });
    const { camera, video, settle } = setUp(async () => new FakeStream());
    await settle();
    video.dispatchEvent(new Event('playing'));
    video.present();
    expect(await camera.capture()).toBeNull();
    video.present();
    video.videoWidth = 0;
    expect(await camera.capture()).toBeNull();
    camera.close();
  });

  it('is asked again when there was none', async () => {
    const openStream = vi.fn<() => Promise<FakeStream>>();
    openStream.mockRejectedValueOnce(named('NotFoundError'));
    openStream.mockRejectedValueOnce(named('NotFoundError'));
    openStream.mockResolvedValueOnce(new FakeStream());
    const { camera, video, states } = setUp(openStream);
    await vi.advanceTimersByTimeAsync(6000);
    expect(openStream).toHaveBeenCalledTimes(3);
    video.dispatchEvent(new Event('playing'));
    expect(states).toEqual(['not-reachable', 'ready']);
    camera.close();
  });

  it('does not respond when it opens without a picture, and is opened again', async () => {
    const [dark, bright] = [new FakeStream(), new FakeStream()];
    const openStream = vi.fn<() => Promise<FakeStream>>().mockResolvedValueOnce(dark).mockResolvedValueOnce(bright);
    const { camera, video, states } = setUp(openStream);
    await vi.advanceTimersByTimeAsync(5000);
    expect(states).toEqual(['not-responding']);
    expect(dark.track.stopped).toBe(true);
    await vi.advanceTimersByTimeAsync(3000);
    expect(video.srcObject).toBe(bright);
    camera.close();
  });

  it('does not respond when opening hangs, and is closed when it opens after the end', async () => {
    const late = Promise.withResolvers<FakeStream>();
    const { camera, states, settle } = setUp(() => late.promise);
    await vi.advanceTimersByTimeAsync(5000);
    expect(states).toEqual(['not-responding']);
    camera.close();
    const stream = new FakeStream();
    late.resolve(stream);
    await settle();
    expect(stream.track.stopped).toBe(true);
  });

  it('that opens after its end leaves the next face check’s picture on the element', async () => {
    const late = Promise.withResolvers<FakeStream>();
    const { camera, video, settle } = setUp(() => late.promise);
    camera.close();
    const next = new FakeStream();
    video.srcObject = next;
    const stream = new FakeStream();
    late.resolve(stream);
    await settle();
    expect(stream.track.stopped).toBe(true);
    expect(video.srcObject).toBe(next);
  });

  it('stays silent when opening fails after the end', async () => {
    const late = Promise.withResolvers<FakeStream>();
    const { camera, states, settle } = setUp(() => late.promise);
    camera.close();
    late.reject(named('NotReadableError'));
    await settle();
    await vi.runAllTimersAsync();
    expect(states).toEqual([]);
  });

  it('says when it is muted and when it is back', async () => {
    const stream = new FakeStream();
    const { camera, video, states, settle } = setUp(async () => stream);
    await settle();
    video.dispatchEvent(new Event('playing'));
    stream.track.dispatchEvent(new Event('mute'));
    stream.track.dispatchEvent(new Event('mute'));
    stream.track.dispatchEvent(new Event('unmute'));
    expect(states).toEqual(['ready', 'not-responding', 'ready']);
    camera.close();
  });

  it('is opened again after it was pulled, and no longer hears the old device', async () => {
    const [pulled, again] = [new FakeStream(), new FakeStream()];
    const openStream = vi.fn<() => Promise<FakeStream>>().mockResolvedValueOnce(pulled).mockResolvedValueOnce(again);
    const { camera, video, states, settle } = setUp(openStream);
    await settle();
    video.dispatchEvent(new Event('playing'));
    pulled.track.dispatchEvent(new Event('ended'));
    expect(video.srcObject).toBeNull();
    await vi.advanceTimersByTimeAsync(3000);
    expect(video.srcObject).toBe(again);
    video.dispatchEvent(new Event('playing'));
    pulled.track.dispatchEvent(new Event('mute'));
    expect(states).toEqual(['ready', 'not-reachable', 'ready']);
    camera.close();
  });
});

describe('opening errors', () => {
  it.each(['NotFoundError', 'NotAllowedError', 'OverconstrainedError', 'SecurityError'])(
    '%s: not reachable',
    (name) => {
      expect(stateOfOpenError(named(name))).toBe('not-reachable');
    },
  );
  it('everything else: not responding', () => {
    expect(stateOfOpenError(named('NotReadableError'))).toBe('not-responding');
    expect(stateOfOpenError('odd')).toBe('not-responding');
  });
});

describe('the device', () => {
  it('is asked for 640 x 480 without sound, pinned when configured', async () => {
    const getUserMedia = vi.fn(async () => new FakeStream());
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
    const video = { width: { ideal: 640 }, height: { ideal: 480 } };
    await openDeviceStream(null);
    expect(getUserMedia).toHaveBeenLastCalledWith({ audio: false, video });
    await openDeviceStream('lobby');
    expect(getUserMedia).toHaveBeenLastCalledWith({ audio: false, video: { ...video, deviceId: { exact: 'lobby' } } });
  });
});
