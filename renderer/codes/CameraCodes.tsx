import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { VisitIntent } from '../../electron/bridge/intent.ts';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { useKiosk } from '../components/kiosk-context.ts';
import type { CameraState } from '../face/camera.ts';
import { useCamera } from '../face/use-camera.ts';
import { CodesPage } from './CodesPage.tsx';
import { watchCodes } from './watch-codes.ts';

interface CameraCodesProps {
  /** As configured; a pinned device and no other. */
  camera: KioskSnapshot['camera'];
  /** null: a part of a page that stays, without words of its own. */
  onClose: (() => void) | null;
  /** A code was seen, and sent. */
  onCode?: () => void;
}

/**
 * The camera as a scanner. While it is on the screen, and only then, the camera runs; its frames are looked at for codes, by
 * a worker that they never leave, and for nothing else.
 */
export function CameraCodes({ camera, onClose, onCode }: CameraCodesProps) {
  const { send } = useKiosk();
  const [state, setState] = useState<CameraState | null>(null);
  const tell = (next: CameraState): void => {
    setState(next);
    send({ type: 'camera', state: next });
  };
  const sendCode = (intent: VisitIntent): void => {
    send(intent);
    onCode?.();
  };
  const eye = <CodeEye camera={camera} send={sendCode} onState={tell} isAsked={onClose !== null} />;
  if (onClose === null) return eye;
  return (
    <CodesPage isAway={state !== null && state !== 'ready'} onClose={onClose}>
      {eye}
    </CodesPage>
  );
}

interface CodeEyeProps {
  camera: KioskSnapshot['camera'];
  send: (intent: VisitIntent) => void;
  onState: (state: CameraState) => void;
  isAsked: boolean;
}

function CodeEye({ camera, send, onState, isAsked }: CodeEyeProps) {
  const video = useRef<HTMLVideoElement>(null);
  const openCamera = useCamera(camera);
  const onIntent = useEffectEvent(send);
  const onCamera = useEffectEvent(onState);

  useEffect(() => {
    const element = video.current;
    if (!element) return;
    return watchCodes({
      worker: new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'codes' }),
      openCamera: (tellState) => openCamera(element, tellState),
      send: (intent) => onIntent(intent),
      onState: (state) => onCamera(state),
      clock: () => performance.now(),
      isAsked,
    });
  }, [openCamera, isAsked]);

  return (
    <div className="code-eye" aria-hidden="true">
      <video ref={video} muted playsInline disablePictureInPicture />
    </div>
  );
}
