import type { ReaderStatus } from '../native/readers/port.ts';
import type { ScannerStatus } from '../native/scanner/port.ts';
import type { KioskSnapshot, StaffNote } from './bridge/snapshot.ts';
import type { Configuration } from './operations/configuration.ts';
import type { QueueAlarm } from './queue-care.ts';
import type { VisitView } from './visit/visit.ts';

type DeviceState = KioskSnapshot['devices']['scanner'];

const notConfigured = { state: 'unavailable', reason: 'not-configured' } as const;

const stateOf = (status: ScannerStatus | ReaderStatus | typeof notConfigured): DeviceState =>
  status.state === 'unavailable' ? status.reason : 'ready';

export interface KioskParts {
  configuration: Configuration;
  scanner: ScannerStatus | null;
  reader: ReaderStatus | null;
  hospitalReachable: boolean;
  staffCall: KioskSnapshot['staffCall'];
  notices: KioskSnapshot['notices'];
  alarm: QueueAlarm | null;
  /** The queue was damaged of late; how many registrations came through. */
  salvaged: { saved: number; lost: number } | null;
  /** The data folder turned out to be an older copy; numbers were skipped. */
  isOlderCopy: boolean;
  /** Minutes that the hospital's clock is ahead, negative behind; null while it is near enough. */
  clockMinutesOff: number | null;
  visit: VisitView;
}

/** The whole snapshot but its sequence. The kiosk is open while any one way to identify works. */
export function kioskView(parts: KioskParts): Omit<KioskSnapshot, 'sequence'> {
  const { configuration, visit } = parts;
  const scanner = stateOf(parts.scanner ?? notConfigured);
  // A chip opens only with the code's data, so a reader alone identifies nobody; a visit under way goes on.
  const open = scanner === 'ready' || visit.visit.step !== 'attract';
  return {
    hospital: configuration.hospital.name,
    kioskId: configuration.kiosk.id,
    location: configuration.kiosk.location,
    language: visit.language,
    devices: {
      scanner,
      reader: stateOf(parts.reader ?? notConfigured),
      camera: configuration.devices.camera.kind === 'none' ? 'not-configured' : visit.camera,
      hospital: parts.hospitalReachable ? 'reachable' : 'unreachable',
    },
    camera: configuration.devices.camera,
    service: open ? 'open' : 'closed',
    notices: parts.notices,
    staffNotes: staffNotes(parts),
    staffCall: parts.staffCall,
    idleSecondsLeft: visit.idleSecondsLeft,
    visit: visit.visit,
  };
}

function staffNotes({ alarm, salvaged, isOlderCopy, clockMinutesOff }: KioskParts): StaffNote[] {
  const minutes = alarm?.waitingMinutes ?? null;
  return [
    ...(salvaged ? [{ kind: 'salvaged' as const, saved: salvaged.saved, lost: salvaged.lost }] : []),
    ...(isOlderCopy ? [{ kind: 'older-copy' as const }] : []),
    ...(alarm && alarm.dead > 0 ? [{ kind: 'refused' as const, count: alarm.dead }] : []),
    ...(minutes === null ? [] : [{ kind: 'waiting' as const, minutes }]),
    ...(clockMinutesOff === null ? [] : [{ kind: 'clock' as const, minutes: Math.abs(clockMinutesOff) }]),
  ];
}

/** Why a station that started cannot take registrations. */
export type ClosedNotice = Exclude<KioskSnapshot['notices'][number], 'simulated-devices'>;

/** What a station shows that cannot take registrations: a closed kiosk, with the reason for staff. */
export function closedView(configuration: Configuration, notice: ClosedNotice): Omit<KioskSnapshot, 'sequence'> {
  return {
    hospital: configuration.hospital.name,
    kioskId: configuration.kiosk.id,
    location: configuration.kiosk.location,
    language: configuration.kiosk.language,
    devices: {
      scanner: 'not-configured',
      reader: 'not-configured',
      camera: 'not-configured',
      hospital: 'unreachable',
    },
    camera: { kind: 'none' },
    service: 'closed',
    notices: [notice],
    staffNotes: [],
    // Without a working configuration there is no hospital to tell: the screen offers no button that does nothing.
    staffCall: 'unavailable',
    idleSecondsLeft: null,
    visit: { step: 'attract', prompt: 'welcome' },
  };
}
