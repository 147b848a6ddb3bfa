import { type ComponentType, useContext, useEffect, useState } from 'react';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { forgottenCameraMs } from '../pacing.ts';
import type { CodeReader } from '../screens/ways-to-begin.ts';
import { FirstPageContext } from './kiosk-context.ts';

/**
 * The part of the screen in which the camera looks for a code (renderer/codes). `onClose`: null where it stays. `onCode`: a
 * code was seen, and sent.
 */
export type CameraCodesComponent = ComponentType<{
  camera: KioskSnapshot['camera'];
  onClose: (() => void) | null;
  onCode?: () => void;
}>;

/** Who reads codes during a visit, and with what. */
export interface CodeReading {
  by: CodeReader | null;
  camera: KioskSnapshot['camera'];
  CameraCodes: CameraCodesComponent;
}

/** A camera that a press opens, and a press, a code or a while without one closes: it does not stay on. */
export function useAskedCamera() {
  const [isOpen, setIsOpen] = useState(useContext(FirstPageContext) === 'camera');
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => setIsOpen(false), forgottenCameraMs);
    return () => clearTimeout(timer);
  }, [isOpen]);
  return { isOpen, open: () => setIsOpen(true), close: () => setIsOpen(false) };
}
