/** The screen's camera as a scanner: its worker finds codes on the pictures, and whole codes arrive here as bytes. */
import type { ByteSource, SourceHandlers } from './port.ts';

export interface CameraSource extends ByteSource {
  /** A code that the camera sees now; it is told again for as long as it is held there. `isAsked`: as in a scan (port.ts). */
  see(code: Uint8Array, isAsked?: boolean): void;
}

/** Ready at once, whether there is a camera or not: what the screen says of its camera is not this source's to tell. */
export function createCameraSource(): CameraSource {
  let handlers: SourceHandlers | null = null;
  return {
    name: 'camera',
    open: async (opened) => {
      handlers = opened;
      return { ok: true };
    },
    close: async () => {
      handlers = null;
    },
    see: (code, isAsked = false) => handlers?.onCode({ bytes: code, symbology: null, ...(isAsked && { isAsked }) }),
  };
}
