import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { KioskSnapshot, Language } from '../../electron/bridge/snapshot.ts';
import { useTexts } from '../language/index.ts';
import { openCamera, openDeviceStream } from './camera.ts';
import './face-check.css';
import { simulatedFace } from './simulated-face.ts';
import { watchFace } from './watch-face.ts';
import type { Portrait } from './worker-messages.ts';

export interface FaceCheckProps {
  /** Number of this comparison in the station. */
  comparison: number;
  /** The chip's portrait, compared with the face before the camera. */
  portrait: Portrait;
  language: Language;
  send: (intent: VisitIntent) => void;
  /** As configured; a pinned device and no other. */
  camera: KioskSnapshot['camera'];
}

/**
 * The patient's own picture in a round mirror. While it is on the screen, and only then, the camera runs and its frames are
 * measured; with it go camera, worker, models and portrait.
 */
export function FaceCheck({ comparison, camera, portrait, language, send }: FaceCheckProps) {
  const video = useRef<HTMLVideoElement>(null);
  const chosen = useSyncExternalStore(simulatedFace.subscribe, simulatedFace.get).camera;
  const simulated = camera.kind === 'simulated' && chosen === 'simulated';
  const deviceId = camera.kind === 'device' ? (camera.deviceId ?? undefined) : undefined;
  const text = useTexts(language);
  const onIntent = useEffectEvent((intent: VisitIntent) => send(intent));
  // Each snapshot brings the same portrait in a new object.
  const { mediaType, base64 } = portrait;

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    return watchFace({
      comparison,
      portrait: { mediaType, base64 },
      worker: new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'face' }),
      openCamera: (onState) =>
        openCamera({
          video: element,
          openStream: async () =>
            simulated ? (await import('./simulated-camera.ts')).openSimulatedStream() : openDeviceStream(deviceId),
          onState,
        }),
      send: (intent) => onIntent(intent),
      clock: () => performance.now(),
    });
  }, [comparison, mediaType, base64, simulated, deviceId]);

  return (
    <div className="face-check" role="img" aria-label={text('verify.instruction.look-here')}>
      <video ref={video} muted playsInline disablePictureInPicture />
    </div>
  );
}
