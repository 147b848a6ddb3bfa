import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';

/** `card-with-chip`: code, then chip. `card-code`: only its code, the reader being away. `paper`: a patient code. */
export type WayToBegin = 'card-with-chip' | 'card-code' | 'paper';

/**
 * The ways that work right now. All begin at the scanner: the chip opens only with a key from the code. A patient code
 * means something to the hospital alone, so paper needs the hospital too.
 */
export function waysToBegin(devices: KioskSnapshot['devices']): WayToBegin[] {
  if (devices.scanner !== 'ready') return [];
  const card: WayToBegin = devices.reader === 'ready' ? 'card-with-chip' : 'card-code';
  return devices.hospital === 'reachable' ? [card, 'paper'] : [card];
}
