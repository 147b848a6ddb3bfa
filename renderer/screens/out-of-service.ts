import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { waysToBegin } from './ways-to-begin.ts';

/** Why nobody can begin here: what the station says of itself, or a scanner that is away. */
export type ClosedReason = Exclude<KioskSnapshot['notices'][number], 'simulated-devices'> | 'no-scanner';

/** null while the kiosk is open, or while a visit under way is allowed to end. */
export function closedReason(
  snapshot: Pick<KioskSnapshot, 'service' | 'notices' | 'devices' | 'visit'>,
): ClosedReason | null {
  if (snapshot.visit.step !== 'attract') return null;
  if (snapshot.service === 'open' && waysToBegin(snapshot.devices).length > 0) return null;
  // A station without a configuration has no scanner either: its own reason comes first.
  return snapshot.notices.find((notice) => notice !== 'simulated-devices') ?? 'no-scanner';
}

/** What an open kiosk can do without. */
export type PartAway = 'reader' | 'camera' | 'hospital';

/**
 * What is away, for a quiet line before a visit begins; the steps of a visit say themselves what they lack. A part that
 * the hospital never meant to have (`not-configured`) is not away.
 */
export function partsAway(
  snapshot: Pick<KioskSnapshot, 'service' | 'notices' | 'devices' | 'visit'>,
): readonly PartAway[] {
  const { devices, visit } = snapshot;
  if (closedReason(snapshot) !== null) return [];
  const away = (part: 'reader' | 'camera') => devices[part] !== 'ready' && devices[part] !== 'not-configured';
  // Only who has shown a chip misses the camera.
  if (visit.step === 'choose' && visit.holder.identity === 'proven') return away('camera') ? ['camera'] : [];
  if (visit.step !== 'attract') return [];
  return [
    // Without a chip there is no portrait to compare: then nobody needs to hear of the camera.
    ...(away('reader')
      ? (['reader'] as const)
      : devices.reader === 'ready' && away('camera')
        ? (['camera'] as const)
        : []),
    ...(devices.hospital === 'unreachable' ? (['hospital'] as const) : []),
  ];
}
