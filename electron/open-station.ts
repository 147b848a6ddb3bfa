import packageFile from '../package.json' with { type: 'json' };
import { virtualCameraNames } from '../native/camera/virtual-cameras.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';
import { createBridgeHub } from './bridge/hub.ts';
import { serveLocalSocket } from './bridge/local-socket.ts';
import { openIdentification } from './identification.ts';
import { kioskView } from './kiosk-view.ts';
import { lastSalvage, salvageNote } from './last-salvage.ts';
import { oncePerTurn } from './once-per-turn.ts';
import { openPatientParts } from './patient-parts.ts';
import { callForPrinter } from './printer-call.ts';
import { withoutStaffCards } from './staff/staff-cards.ts';
import { openKioskOpening, openStaffSide, type StaffSide } from './staff-side.ts';
import type { StationGround } from './station-foundation.ts';
import { stationHandlers } from './station-handlers.ts';
import { openHospitalSide } from './station-hospital.ts';
import { logStation } from './station-log.ts';
import type { Station } from './station-port.ts';
import { keepUp } from './station-upkeep.ts';
import { openVisit } from './station-visit.ts';
import { followVisitors } from './station-visitors.ts';
import { systemTimers as timers } from './system-timers.ts';

export interface StationStart extends Omit<StationGround, 'timers' | 'moment'> {
  /** Gives the data folder back. */
  release: () => void;
  /** Of `performance.now()`. */
  startedMs: number;
}

const { version } = packageFile;

/** The composition root of everything that is not a screen. It takes what it stands on, and closes it when it stops. */
export async function openStation(start: StationStart): Promise<Station> {
  const { configuration, folder, world, hospital, queue, log, now } = start;
  const { timeZone, afternoonFrom } = configuration.hospital;
  const moment = (instant = now()) => serviceMoment(instant, timeZone, afternoonFrom);
  const ground: StationGround = { ...start, timers, moment };
  queue.note({ actor: 'kiosk', action: 'station-started', detail: version });

  const devices = await openIdentification(configuration, folder.path, world, log);
  let staffSide: StaffSide | null = null;
  const codes = withoutStaffCards(devices.codes, (code) => staffSide?.cardRead(code));
  const identification = { ...devices, codes };
  const { reader, scanner } = identification;
  const onChange = (): void => {
    show();
  };
  const wasSalvaged = start.salvaged !== null;
  const side = await openHospitalSide({ ...ground, wasSalvaged, onChange });
  const { staff, board, watch, olderCopy } = side;
  const hours = openKioskOpening({ configuration, queue, timers, now, onChange });
  const patient = openPatientParts({
    ...ground,
    onChange,
    onHeadphones: (isPlugged) => {
      visit.intent({ type: 'choose-speech', isOn: isPlugged });
    },
    onNotPrinted: () => {
      visit.notPrinted();
    },
    onPrinting: (isPrinting) => {
      visit.printing(isPrinting);
    },
    onPayment: (word) => {
      visit.payment(word);
    },
  });
  const printerCall = callForPrinter({ board, staff: queue.staff, timers });
  const stationVisit = openVisit({ ground, identification, side, hours, patient });
  const { visit, faces } = stationVisit;

  const salvage = lastSalvage(queue.audit);
  const virtualCameras = virtualCameraNames();
  const view = () =>
    kioskView({
      configuration,
      scanner: scanner?.status ?? null,
      reader: reader?.status ?? null,
      hospitalReachable: watch.reachable(),
      staffCall: staff.state(),
      notices: world ? ['simulated-devices'] : [],
      alarm: upkeep.alarm(),
      salvaged: salvageNote(salvage, now()),
      clockMinutesOff: upkeep.clockMinutesOff(),
      isOlderCopy: olderCopy.isOlder(),
      virtualCameras,
      today: moment().serviceDate,
      ...patient.view(),
      opening: hours.view(),
      hasStaff: staffSide?.hasAccounts() ?? false,
      visit: visit.view(),
    });
  let sequence = 0;
  const snapshot = () => ({ kind: 'snapshot', snapshot: { sequence: (sequence += 1), ...view() } }) as const;
  const simulatorState = () => (world ? [{ kind: 'simulator' as const, state: world.state() }] : []);
  const staffOpened = (): Promise<StaffSide> => openingStaff;
  const hub = createBridgeHub(
    stationHandlers({
      ...{ ground, identification, patient, stationVisit, staff, staffOpened, snapshot, simulatorState },
      glass: (send) => staffSide?.glass.open(send) ?? null,
    }),
  );
  const shown = oncePerTurn(() => {
    hub.broadcast(snapshot());
    // A visit that runs on after hours waits for its paper, too.
    const servesAnybody = hours.view().state === 'open' || visit.view().visit.step !== 'attract';
    printerCall.see(patient.view().printer, servesAnybody);
    staffSide?.changed();
  });
  const show = (): void => {
    shown.soon();
  };
  void olderCopy.look().then(show);

  const stopLog = logStation({ log, visit, queue, scanner, reader, nowMs: () => performance.now() });
  const visitors = followVisitors(visit, () => {
    staff.reset();
  });
  const upkeep = keepUp({
    ...ground,
    restingMs: () => visitors.restingMs(),
    isSuspect: start.isQueueSuspect,
    faces,
    onNote: show,
  });
  const openingStaff = openStaffSide({
    ...ground,
    board,
    opening: hours,
    watch,
    visit,
    gallery: stationVisit.gallery,
    printing: patient.printing,
    snapshot: view,
    tellGlass: (news) => {
      hub.broadcast(news);
    },
    onAccounts: show,
  });
  staffSide = await openingStaff;
  const stops = [
    () => {
      hours.stop();
      printerCall.stop();
      upkeep.stop();
      shown.stop();
    },
    stopLog,
    () => {
      visitors.stop();
    },
    visit.subscribe(() => {
      patient.see(visit.view());
      shown.now();
    }),
    scanner?.subscribe(({ type }) => {
      if (type === 'status') show();
    }),
    reader?.subscribe(show),
    queue.onChange(show),
  ];
  world?.onChange(() => {
    for (const message of simulatorState()) hub.broadcast(message);
  });
  const countdown = setInterval(() => {
    if (visit.view().idleSecondsLeft !== null) show();
  }, 1_000);

  // Without the local socket the command line and the browser host have no way in; the screen still has.
  const socket = await serveLocalSocket(folder.socketFile, hub).catch((error: unknown) => {
    log.write('unexpected-error', { where: 'local-socket', error });
    return null;
  });
  log.write('station-started', {
    version,
    simulatedDevices: world !== null,
    startMs: Math.round(performance.now() - start.startedMs),
  });
  return {
    socketPath: folder.socketFile,
    problem: null,
    hospitalUrl: world?.hospitalUrl ?? null,
    attach: (peer) => {
      hub.attach(peer, 'screen');
    },
    onVisitor: (listener) => {
      visitors.onVisitor(listener);
    },
    stop: async () => {
      clearInterval(countdown);
      for (const stop of stops) stop?.();
      await socket?.close();
      visit.stop();
      await staffSide?.stop();
      await patient.stop();
      await side.stop();
      await Promise.all([identification.close(), hospital.close(), faces?.close()]);
      await world?.close();
      queue.close();
      start.release();
      log.write('station-stopped', {});
      log.close();
    },
  };
}
