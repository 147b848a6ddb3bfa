import { useEffect, useEffectEvent, useRef } from 'react';
import type { FaceModels } from '../../electron/bridge/face-models.ts';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { KioskSnapshot, Language } from '../../electron/bridge/snapshot.ts';
import { useTexts } from '../language/index.ts';
import './face-check.css';
import { followFace, mirrorTransform, wholeView } from './mirror.ts';
import { useCamera } from './use-camera.ts';
import { pageFaceWorkers } from './warm-worker.ts';
import { watchFace, type FaceMode } from './watch-face.ts';
import type { FacePlace } from './worker-messages.ts';

export interface FaceCheckProps {
  /** Number of this comparison in the station. */
  comparison: number;
  mode: FaceMode;
  /** As configured. */
  models: FaceModels;
  language: Language;
  send: (intent: VisitIntent) => void;
  /** As configured; a pinned device and no other. */
  camera: KioskSnapshot['camera'];
}

/**
 * The patient's own picture in a round mirror that follows the face. While it is on the screen, and only then, the camera runs
 * and its frames are measured; with it go camera, worker, models and portrait.
 */
export function FaceCheck({ comparison, mode, models, camera, language, send }: FaceCheckProps) {
  const video = useRef<HTMLVideoElement>(null);
  const view = useRef(wholeView);
  const openCamera = useCamera(camera);
  const text = useTexts(language);
  const portrait = mode.kind === 'portrait' ? mode.portrait.base64 : null;

  const follow = (place: FacePlace | null): void => {
    const element = video.current;
    if (!element || element.videoWidth === 0) return;
    const size = { width: element.videoWidth, height: element.videoHeight };
    view.current = followFace(view.current, place, size);
    element.style.transform = mirrorTransform(view.current, size);
  };

  const onIntent = useEffectEvent(send);
  // Each snapshot brings the same portrait and models in new objects: they count as of the beginning.
  const watch = useEffectEvent((element: HTMLVideoElement) =>
    watchFace({
      comparison,
      mode,
      worker: pageFaceWorkers.take(models),
      openCamera: (onState) => openCamera(element, onState),
      send: (intent) => onIntent(intent),
      onPlace: follow,
      clock: () => performance.now(),
    }),
  );

  useEffect(() => {
    const element = video.current;
    let stop: (() => void) | null = null;
    let isGone = false;
    // React's development mode mounts everything twice: only the second time takes what was made ready.
    queueMicrotask(() => {
      if (element && !isGone) stop = watch(element);
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [comparison, mode.kind, portrait, openCamera]);

  return (
    <div className="face-check" role="img" aria-label={text('verify.instruction.look-here')}>
      <video ref={video} muted playsInline disablePictureInPicture onLoadedMetadata={() => follow(null)} />
    </div>
  );
}
