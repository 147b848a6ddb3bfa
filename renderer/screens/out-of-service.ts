import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { readerOfCodes } from './ways-to-begin.ts';

/** Why nobody can begin here: what the station says of itself. */
type ClosedNotice = Exclude<KioskSnapshot['notices'][number], 'simulated-devices'>;
type Shut = Extract<KioskSnapshot['opening'], { state: 'closed' }>;

/** Closed by a fault, or by the hours or staff while everything works; and where to go instead. */
export type Closed =
  { by: 'fault'; notice: ClosedNotice; nearest: Shut['nearest'] } | Pick<Shut, 'by' | 'opens' | 'nearest'>;

/** null while the kiosk is open: without any device a number can still be typed. A visit that runs is finished. */
export function closedReason(
  snapshot: Pick<KioskSnapshot, 'service' | 'opening' | 'notices' | 'visit'>,
): Closed | null {
  const { visit, service, opening } = snapshot;
  if (visit.step !== 'attract') return null;
  if (service === 'open') return opening.state === 'closed' ? opening : null;
  // A station never closes without saying why; were it to, what it needs is technical staff.
  const notice = snapshot.notices.find((each) => each !== 'simulated-devices') ?? 'start-failed';
  return { by: 'fault', notice, nearest: opening.nearest ?? null };
}

/** The questions to somebody whose chip was read: the first of them is where the camera's loss is told of. */
const isAfterFace = (visit: KioskSnapshot['visit']): boolean =>
  (visit.step === 'insurance' ||
    visit.step === 'appointments' ||
    visit.step === 'details' ||
    visit.step === 'choose') &&
  visit.holder.identity === 'proven';

/** What an open kiosk can do without. */
export type PartAway = 'scanner' | 'reader' | 'camera' | 'hospital';

/**
 * What is away, for a quiet line before a visit begins; the steps of a visit say themselves what they lack. A part that
 * the hospital never meant to have (`not-configured`) is not away.
 */
export function partsAway(
  snapshot: Pick<KioskSnapshot, 'service' | 'opening' | 'notices' | 'devices' | 'visit'>,
): readonly PartAway[] {
  const { devices, visit } = snapshot;
  if (closedReason(snapshot) !== null) return [];
  const away = (part: 'scanner' | 'reader' | 'camera') =>
    devices[part] !== 'ready' && devices[part] !== 'not-configured';
  // Only who has shown a chip misses the camera.
  if (isAfterFace(visit)) return away('camera') ? ['camera'] : [];
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

/** The words for a part that is away, which name a way to go on only where that way is there. */
export const awayWords = (part: PartAway, devices: KioskSnapshot['devices']) =>
  (part === 'reader' || part === 'hospital') && readerOfCodes(devices) === null
    ? (`away.withoutCodes.${part}` as const)
    : (`away.${part}` as const);
