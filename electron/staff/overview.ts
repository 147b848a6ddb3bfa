import type { QueueStatistics } from '../../sync/queue/port.ts';
import type { PrinterView } from '../bridge/paper-snapshot.ts';
import type { KioskSnapshot } from '../bridge/snapshot.ts';
import type { Component, Limit, Overview } from '../bridge/staff-overview.ts';
import type { NamedClinic } from './arrivals.ts';
import type { HiddenParts } from './route.ts';

export interface OverviewParts {
  snapshot: Pick<KioskSnapshot, 'devices' | 'service' | 'opening' | 'visit' | 'today' | 'speech'>;
  statistics: QueueStatistics;
  parts: HiddenParts & { isDiskRefusing: boolean };
  clockOffsetMs: number | null;
  now: Date;
  openTasks: number;
  clinics: readonly NamedClinic[];
}

type DeviceState = KioskSnapshot['devices']['scanner'];

/** The kiosk in the words of CUSS 2. */
export function overviewOf(parts: OverviewParts): Overview {
  const { snapshot, statistics, clockOffsetMs, now, openTasks, clinics } = parts;
  const { devices, opening, today, speech } = snapshot;
  const { lamp, gallery, isDiskRefusing } = parts.parts;
  const components: Component[] = [
    device('scanner', devices.scanner),
    isReading(snapshot) ? { name: 'reader', state: 'BUSY', reason: null } : device('reader', devices.reader),
    device('camera', devices.camera),
    printer(devices.printer),
    device('headphones', speech.headphones === 'absent' ? 'not-configured' : 'ready'),
    device('lamp', lamp ?? 'not-configured'),
    galleryPart(gallery),
    isDiskRefusing
      ? { name: 'disk', state: 'UNAVAILABLE', reason: 'THRESHOLD_ERROR' }
      : { name: 'disk', state: 'READY', reason: null },
    devices.hospital === 'reachable'
      ? { name: 'hospital', state: 'READY', reason: null }
      : { name: 'hospital', state: 'UNAVAILABLE', reason: 'NOT_RESPONDING' },
  ];
  const { pending, inFlight, confirmed, dead, held, oldestPendingAgeMs } = statistics;
  return {
    state: stateOf(snapshot),
    limits: limitsOf(snapshot, components),
    components,
    opening,
    queue: {
      pending,
      inFlight,
      confirmed,
      dead,
      held,
      oldestPendingMinutes: oldestPendingAgeMs === null ? null : Math.floor(oldestPendingAgeMs / 60_000),
    },
    clockOffsetMs: clockOffsetMs === null ? null : Math.round(clockOffsetMs),
    now: now.toISOString(),
    today,
    openTasks,
    clinics: clinics.map(({ id, name }) => ({ id, name })),
  };
}

function stateOf({ service, opening, visit }: OverviewParts['snapshot']): Overview['state'] {
  if (service === 'closed') return 'UNAVAILABLE';
  // A visit that runs when the kiosk closes is finished.
  if (visit.step !== 'attract') return 'ACTIVE';
  if (opening.state === 'closed') return opening.by === 'hours' ? 'STOPPED' : 'DISABLED';
  return 'AVAILABLE';
}

function limitsOf({ service, opening }: OverviewParts['snapshot'], components: readonly Component[]): Limit[] {
  const isConsumed = ({ reason }: Component): boolean => reason === 'MEDIA_EMPTY' || reason === 'MEDIA_LOW';
  const isBroken = (part: Component): boolean =>
    !['hospital', 'disk'].includes(part.name) && part.state === 'UNAVAILABLE' && !isConsumed(part);
  const isAway = (name: Component['name']): boolean =>
    components.some((part) => part.name === name && part.state === 'UNAVAILABLE');
  const found: Record<Limit, boolean> = {
    HOURS: opening.state === 'closed' && opening.by === 'hours',
    HARDWARE: components.some(isBroken),
    CONSUMABLES: components.some(isConsumed),
    INTERNAL: service === 'closed' || isAway('disk'),
    BACKEND: isAway('hospital'),
  };
  return (Object.keys(found) as Limit[]).filter((limit) => found[limit]);
}

const reasons = {
  'not-reachable': 'NOT_REACHABLE',
  'not-responding': 'NOT_RESPONDING',
  'media-empty': 'MEDIA_EMPTY',
  'media-jammed': 'MEDIA_JAMMED',
  'cover-open': 'COVER_OPEN',
  'hardware-error': 'HARDWARE_ERROR',
} as const;

const isReading = ({ visit }: OverviewParts['snapshot']): boolean =>
  visit.step === 'identify' && visit.card.state === 'reading';

function galleryPart(state: HiddenParts['gallery']): Component {
  const name = 'gallery';
  if (state === 'away') return { name, state: 'UNAVAILABLE', reason: 'NOT_RESPONDING' };
  if (state === 'refusing') return { name, state: 'UNAVAILABLE', reason: null };
  return { name, state: state === null ? 'NOT_CONFIGURED' : 'READY', reason: null };
}

function device(name: 'scanner' | 'reader' | 'camera' | 'headphones' | 'lamp', state: DeviceState): Component {
  if (state === 'ready') return { name, state: 'READY', reason: null };
  if (state === 'not-configured') return { name, state: 'NOT_CONFIGURED', reason: null };
  return { name, state: 'UNAVAILABLE', reason: reasons[state] };
}

function printer(view: PrinterView): Component {
  const name = 'printer';
  switch (view.state) {
    case 'not-configured':
      return { name, state: 'NOT_CONFIGURED', reason: null };
    case 'ready':
      return { name, state: 'READY', reason: view.isLow ? 'MEDIA_LOW' : null };
    case 'busy':
      return { name, state: 'BUSY', reason: null };
    case 'unavailable':
      return { name, state: 'UNAVAILABLE', reason: reasons[view.reason] };
  }
}
