import type { ReaderStatus } from '../native/readers/port.ts';
import type { ScannerStatus } from '../native/scanner/port.ts';
import { usualDisplay } from './bridge/display-snapshot.ts';
import type { KioskSnapshot, StaffNote } from './bridge/snapshot.ts';
import type { Configuration } from './operations/configuration.ts';
import { calledBy } from './operations/configuration-tickets.ts';
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
  /** Names of cameras that are programs. */
  virtualCameras: string[];
  /** The hospital's day, YYYY-MM-DD. */
  today: string;
  printer: KioskSnapshot['devices']['printer'];
  paper: KioskSnapshot['paper'];
  mayPrintAgain: boolean;
  payment: KioskSnapshot['payment'];
  speech: Omit<KioskSnapshot['speech'], 'isOn'>;
  opening: KioskSnapshot['opening'];
  /** Somebody of the staff has an account. */
  hasStaff: boolean;
  visit: VisitView;
}

/** The whole snapshot but its sequence. A station that runs is open: without any device a number can still be typed. */
export function kioskView(parts: KioskParts): Omit<KioskSnapshot, 'sequence'> {
  const { configuration, visit } = parts;
  const { camera } = configuration.devices;
  const scanner = stateOf(parts.scanner ?? notConfigured);
  return {
    hospital: configuration.hospital.name,
    kioskId: configuration.kiosk.id,
    location: configuration.kiosk.location,
    language: visit.language,
    display: visit.display,
    panel: configuration.kiosk.panel,
    speech: { ...parts.speech, isOn: visit.speechOn },
    devices: {
      scanner,
      cameraCodes: camera.kind === 'none' ? 'off' : camera.codes,
      keyboardScanner: configuration.devices.scanner.some(({ kind }) => kind === 'keyboard'),
      reader: stateOf(parts.reader ?? notConfigured),
      camera: cameraState(camera, visit.camera),
      printer: parts.printer,
      hospital: parts.hospitalReachable ? 'reachable' : 'unreachable',
    },
    camera: camera.kind === 'device' ? { ...camera, virtualNames: parts.virtualCameras } : camera,
    faceModels: configuration.face.models,
    faceReturn: visit.faceReturn,
    service: 'open',
    opening: parts.opening,
    hasStaff: parts.hasStaff,
    notices: parts.notices,
    staffNotes: staffNotes(parts),
    staffCall: parts.staffCall,
    today: parts.today,
    idleSecondsLeft: visit.idleSecondsLeft,
    strayCode: visit.strayCode,
    codes: visit.codes,
    paper: parts.paper,
    mayPrintAgain: parts.mayPrintAgain,
    calledBy: calledBy(configuration.tickets.calledBy),
    payment: parts.payment,
    visit: visit.visit,
  };
}

/** A camera that is a program is, to staff, a device that is not the one that was configured. */
function cameraState({ kind }: Configuration['devices']['camera'], said: VisitView['camera']): DeviceState {
  if (kind === 'none') return 'not-configured';
  return said === 'refused' ? 'not-reachable' : said;
}

function staffNotes({
  configuration,
  alarm,
  salvaged,
  isOlderCopy,
  clockMinutesOff,
  printer,
}: KioskParts): StaffNote[] {
  const minutes = alarm?.waitingMinutes ?? null;
  return [
    ...(salvaged ? [{ kind: 'salvaged' as const, saved: salvaged.saved, lost: salvaged.lost }] : []),
    ...(isOlderCopy ? [{ kind: 'older-copy' as const }] : []),
    ...(alarm && alarm.dead > 0 ? [{ kind: 'refused' as const, count: alarm.dead }] : []),
    ...(minutes === null ? [] : [{ kind: 'waiting' as const, minutes }]),
    ...(printer.state === 'unavailable' ? [{ kind: 'printer' as const, reason: printer.reason }] : []),
    ...(printer.state === 'ready' && printer.isLow ? [{ kind: 'paper-low' as const }] : []),
    // One that was left out on purpose is no news.
    ...(printer.state === 'not-configured' && configuration.devices.printer.kind === 'simulated'
      ? [{ kind: 'no-printer' as const }]
      : []),
    ...(clockMinutesOff === null ? [] : [{ kind: 'clock' as const, minutes: Math.abs(clockMinutesOff) }]),
  ];
}

/** Why a station that started cannot take registrations. */
export type ClosedNotice = Exclude<KioskSnapshot['notices'][number], 'simulated-devices'>;

/** It has no clock to tell whether a place with hours of its own is open. */
const nearestAlways = ({ opening }: Configuration) => (opening.nearestHours ? null : (opening.nearest ?? null));

/** What a station shows that cannot take registrations: a closed kiosk, with the reason for staff. */
export function closedView(configuration: Configuration, notice: ClosedNotice): Omit<KioskSnapshot, 'sequence'> {
  return {
    hospital: configuration.hospital.name,
    kioskId: configuration.kiosk.id,
    location: configuration.kiosk.location,
    language: configuration.kiosk.language,
    display: usualDisplay,
    panel: configuration.kiosk.panel,
    speech: { voices: [], headphones: 'absent', hasKeypad: false, isOn: false },
    devices: {
      scanner: 'not-configured',
      cameraCodes: 'off',
      keyboardScanner: false,
      reader: 'not-configured',
      camera: 'not-configured',
      printer: { state: 'not-configured' },
      hospital: 'unreachable',
    },
    camera: { kind: 'none' },
    faceModels: configuration.face.models,
    faceReturn: false,
    service: 'closed',
    opening: { state: 'open', nearest: nearestAlways(configuration) },
    hasStaff: false,
    notices: [notice],
    staffNotes: [],
    // Without a working configuration there is no hospital to tell: the screen offers no button that does nothing.
    staffCall: 'unavailable',
    // Nothing that it shows has a date.
    today: '',
    idleSecondsLeft: null,
    strayCode: 'none',
    codes: { taken: 0, inVain: 0 },
    paper: 'none',
    mayPrintAgain: false,
    calledBy: calledBy(configuration.tickets.calledBy),
    payment: { state: 'none' },
    visit: { step: 'attract', prompt: 'welcome' },
  };
}
