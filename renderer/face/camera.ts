/** The camera of one face check: opened when it begins, watched while it lasts, released when it ends. */

/** `refused`: it is a program that plays what it likes. */
export type CameraState = 'ready' | 'not-reachable' | 'not-responding' | 'refused';

export interface Camera {
  /** The picture of this moment; null while there is none, or no other than the last. The caller closes it. */
  capture(): Promise<ImageBitmap | null>;
  /** Stops the device: its lamp goes out. */
  close(): void;
}

export interface CameraParts {
  video: HTMLVideoElement;
  openStream: () => Promise<MediaStream>;
  /** Whether the camera whose track has this name may not be used. */
  refuses: (label: string) => boolean;
  /** Hears every change of state, never the same one twice in a row. */
  onState: (state: CameraState) => void;
}

/** A device that opened must show a picture by then. */
const firstFrameTimeoutMs = 5000;
/** Pause before an absent or failed camera is asked again. */
const reopenPauseMs = 3000;

/** The size the quality limits were measured at; the device is pinned where the kiosk has one configured. */
export async function openDeviceStream(deviceId: string | null): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: 640 },
      height: { ideal: 480 },
      ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
    },
  });
}

/** Absent, forbidden or another device than the pinned one: not reachable. Everything else is a device that fails. */
export function stateOfOpenError(error: unknown): CameraState {
  const absent = ['NotFoundError', 'NotAllowedError', 'OverconstrainedError', 'SecurityError'];
  return error instanceof Error && absent.includes(error.name) ? 'not-reachable' : 'not-responding';
}

/** Opens the camera and keeps it open: a camera that was pulled or failed is asked again until `close`. */
export function openCamera({ video, openStream, refuses, onState }: CameraParts): Camera {
  let state: CameraState | null = null;
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  /** The element shows a picture that was not captured yet: a slow camera gives the same one twice, which looks like a film. */
  let isFresh = false;
  let awaited = 0;
  /** Ends with each stream, so that no late event of a stopped one is heard. */
  let listening = new AbortController();

  const enter = (next: CameraState): void => {
    if (state === next) return;
    state = next;
    onState(next);
  };

  const release = (): void => {
    clearTimeout(timer);
    listening.abort();
    video.cancelVideoFrameCallback(awaited);
    isFresh = false;
    for (const track of stream?.getTracks() ?? []) track.stop();
    // The element may show the next face check's stream by now: one that opened late must not blind it.
    if (stream !== null && video.srcObject === stream) video.srcObject = null;
    stream = null;
  };

  const fail = (next: CameraState): void => {
    release();
    enter(next);
    timer = setTimeout(() => void open(), reopenPauseMs);
  };

  const awaitPicture = (): void => {
    awaited = video.requestVideoFrameCallback(() => {
      isFresh = true;
    });
  };

  const open = async (): Promise<void> => {
    // A driver that hangs never answers at all; one that opens may still show nothing.
    timer = setTimeout(() => (stream ? fail('not-responding') : enter('not-responding')), firstFrameTimeoutMs);
    try {
      stream = await openStream();
    } catch (error) {
      if (!closed) fail(stateOfOpenError(error));
      return;
    }
    if (closed) {
      release();
      return;
    }
    if (stream.getVideoTracks().some(({ label }) => refuses(label))) {
      fail('refused');
      return;
    }
    listening = new AbortController();
    const { signal } = listening;
    video.addEventListener(
      'playing',
      () => {
        clearTimeout(timer);
        enter('ready');
      },
      { signal },
    );
    for (const track of stream.getVideoTracks()) {
      // A muted track is a device that is there and delivers nothing; an ended one was pulled.
      track.addEventListener('mute', () => enter('not-responding'), { signal });
      track.addEventListener('unmute', () => enter('ready'), { signal });
      track.addEventListener('ended', () => fail('not-reachable'), { signal });
    }
    video.srcObject = stream;
    awaitPicture();
    // Rejected only when the element is emptied meanwhile, which is handled where that happens.
    video.play().catch(() => undefined);
  };

  void open();
  return {
    capture: async () => {
      if (state !== 'ready' || video.videoWidth === 0 || !isFresh) return null;
      isFresh = false;
      awaitPicture();
      // Rejected when the device goes away between the two lines.
      return createImageBitmap(video).catch(() => null);
    },
    close: () => {
      closed = true;
      release();
    },
  };
}
