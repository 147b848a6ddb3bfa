import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';

/** Why nobody can begin here: what the station says of itself. */
export type ClosedReason = Exclude<KioskSnapshot['notices'][number], 'simulated-devices'>;

/** null while the kiosk is open: without any device a number can still be typed. */
export function closedReason(snapshot: Pick<KioskSnapshot, 'service' | 'notices' | 'visit'>): ClosedReason | null {
  if (snapshot.visit.step !== 'attract' || snapshot.service === 'open') return null;
  // A station never closes without saying why; were it to, what it needs is technical staff.
  return snapshot.notices.find((notice) => notice !== 'simulated-devices') ?? 'start-failed';
}

/** What an open kiosk can do without. */
export type PartAway = 'scanner' | 'reader' | 'camera' | 'hospital';

/**
 * What is away, for a quiet line before a visit begins; the steps of a visit say themselves what they lack. A part that
 * the hospital never meant to have (`not-configured`) is not away.
 */
export function partsAway(
  snapshot: Pick<KioskSnapshot, 'service' | 'notices' | 'devices' | 'visit'>,
): readonly PartAway[] {
  const { devices, visit } = snapshot;
  if (closedReason(snapshot) !== null) return [];
  const away = (part: 'scanner' | 'reader' | 'camera') =>
    devices[part] !== 'ready' && devices[part] !== 'not-configured';
  // Only who has shown a chip misses the camera.
  if (visit.step === 'choose' && visit.holder.identity === 'proven') return away('camera') ? ['camera'] : [];
  if (visit.step !== 'attract') return [];
  return [
    ...(away('scanner') ? (['scanner'] as const) : []),
    // Without a chip there is no portrait to compare: then nobody needs to hear of the camera.
    ...(away('reader')
      ? (['reader'] as const)
      : devices.reader === 'ready' && away('camera')
        ? (['camera'] as const)
        : []),
    ...(devices.hospital === 'unreachable' ? (['hospital'] as const) : []),
  ];
}
