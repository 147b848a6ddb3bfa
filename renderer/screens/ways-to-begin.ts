import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';

type Devices = KioskSnapshot['devices'];

/** `card-with-chip`: code, then chip. `card-code`: only its code, the reader being away. `paper`: a patient code. */
export type WayToBegin = 'card-with-chip' | 'card-code' | 'paper';

/** Whether a code may be shown to the camera now. */
export const cameraReadsCodes = (devices: Devices): boolean =>
  devices.cameraCodes !== 'off' && devices.camera === 'ready';

/** `camera` looks all the time, `camera-when-asked` from a press of its button on. */
export type CodeReader = 'scanner' | 'camera' | 'camera-when-asked';

/** Who reads the codes: the scanner where there is one, or the camera; null: nobody. */
export function readerOfCodes(devices: Devices): CodeReader | null {
  if (devices.scanner === 'ready') return 'scanner';
  if (!cameraReadsCodes(devices)) return null;
  return devices.cameraCodes === 'always' ? 'camera' : 'camera-when-asked';
}

/**
 * The ways that work right now. All begin with a code: the chip opens only with a key from it. A patient code means
 * something to the hospital alone, so paper needs the hospital too. `place`: where a card would be laid, which another one
 * may have taken.
 */
export function waysToBegin(devices: Devices, place: 'free' | 'taken' = 'free'): WayToBegin[] {
  if (readerOfCodes(devices) === null) return [];
  const card: WayToBegin = devices.reader === 'ready' && place === 'free' ? 'card-with-chip' : 'card-code';
  return devices.hospital === 'reachable' ? [card, 'paper'] : [card];
}
