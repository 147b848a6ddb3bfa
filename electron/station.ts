import packageFile from '../package.json' with { type: 'json' };
import { virtualCameraNames } from '../native/camera/virtual-cameras.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';
import { createBridgeHub } from './bridge/hub.ts';
import { serveLocalSocket } from './bridge/local-socket.ts';
import { leaveWhenBlocked } from './blocked-start.ts';
import { closedStation } from './closed-station.ts';
import { traceOf } from './crash-report.ts';
import { openCodeVerifier } from './code-verifier.ts';
import { areCodesSimulated } from './devices.ts';
import { modelProblems } from './face-models.ts';
import { openFaces } from './faces.ts';
import { openIdentification } from './identification.ts';
import { type ClosedNotice, kioskView } from './kiosk-view.ts';
import { damagedFiles, lastSalvage, salvageNote } from './last-salvage.ts';
import {
  type DataFolder,
  dataFolderAt,
  defaultDataFolder,
  openDataFolder,
  takeDataFolder,
} from './operations/data-folder.ts';
import { type Log, openLog } from './operations/log.ts';
import { readRecoveryPublicKey } from './operations/recovery-key.ts';
import type { SafeStorage } from './operations/safe-storage.ts';
import { oncePerTurn } from './once-per-turn.ts';
import { openPatientParts } from './patient-parts.ts';
import { createScanWatch } from './scan-watch.ts';
import { layFoundation } from './station-foundation.ts';
import { openHospitalSide } from './station-hospital.ts';
import { logStation } from './station-log.ts';
import type { Station, StationOptions, VisitorListener } from './station-port.ts';
import { keepUp } from './station-upkeep.ts';
import { staffDesk } from './staff-desk.ts';
import { openKioskOpening, openStaffSide, type StaffSide } from './staff-side.ts';
import { startVisit } from './visit/visit.ts';
import { visitPorts } from './visit-ports.ts';

type KioskLog = Log & { close(): void };

type Closing = (
  notice: ClosedNotice,
  problem: string,
  socketPath: string | null,
  release?: () => void,
) => Promise<Station>;

const { version } = packageFile;
const now = (): Date => new Date();
const timers = {
  setTimeout: (callback: () => void, delayMs: number): unknown => setTimeout(callback, delayMs),
  clearTimeout: (id: unknown): void => {
    clearTimeout(id as NodeJS.Timeout);
  },
};

/**
 * Starts the station of one data folder: devices, the visit, the queue, sync. The composition root of everything that is not
 * a screen. It dies and starts again without losing a registration. Never fails: a kiosk that cannot work starts closed and
 * says why, in words.
 */
export async function startStation(options: StationOptions): Promise<Station> {
  // Whatever a library creates in the data folder is for this user only.
  process.umask(0o077);
  const path = options.dataFolder ?? defaultDataFolder(process.env);
  const exit = (code: number): void => process.exit(code);
  const closed: Closing = async (notice, problem, socketPath, release) => {
    const station = await closedStation(socketPath, notice, problem, release);
    return options.leavesWhenBlocked === true ? leaveWhenBlocked(station, notice, { exit, ...timers }) : station;
  };
  const opened = openDataFolder(path);
  if (!opened.ok) return closed('data-folder-unwritable', opened.message, dataFolderAt(path).socketFile);
  const { folder } = opened;
  const taken = takeDataFolder(folder);
  if (!taken.ok) return closed(taken.inUse ? 'folder-in-use' : 'data-folder-unwritable', taken.message, null);

  const log = openLog({
    logsFolder: folder.logsFolder,
    level: 'info',
    now,
    ...(options.echoLog ? { echo: process.stderr } : {}),
  });
  try {
    return await openStation(folder, log, taken.release, options.safeStorage ?? null, closed);
  } catch (error) {
    log.write('unexpected-error', { where: 'start', error });
    return closed('start-failed', traceOf(error), folder.socketFile, taken.release);
  }
}

async function openStation(
  folder: DataFolder,
  log: KioskLog,
  release: () => void,
  safeStorage: SafeStorage | null,
  closed: Closing,
): Promise<Station> {
  const startedMs = performance.now();
  const laid = await layFoundation({ folder, log, safeStorage, now });
  if (!laid.ok) {
    log.write('station-refused', { reason: laid.notice });
    return closed(laid.notice, laid.problem, folder.socketFile, release);
  }
  const { configuration, world, hospital, queue, salvaged, isQueueSuspect } = laid;
  const { hospital: site, kiosk } = configuration;
  const moment = () => serviceMoment(now(), site.timeZone, site.afternoonFrom);
  queue.note({ actor: 'kiosk', action: 'station-started', detail: version });

  const identification = await openIdentification(configuration, folder.path, world, log);
  const { reader, scanner, codes, keyboard, camera } = identification;

  const side = await openHospitalSide({
    configuration,
    hospital,
    queue,
    log,
    timers,
    now,
    moment,
    wasSalvaged: salvaged !== null,
    onChange: () => {
      show();
    },
  });
  const { staff, board, readModel, watch, olderCopy } = side;
  const opening = openKioskOpening({
    ...{ configuration, queue, timers, now },
    onChange: () => {
      show();
    },
  });

  const patient = openPatientParts({
    configuration,
    folder,
    world,
    hospital,
    queue,
    log,
    timers,
    now,
    moment,
    onChange: () => {
      show();
    },
    onHeadphones: (isPlugged) => {
      visit.intent({ type: 'choose-speech', isOn: isPlugged });
    },
    onNotPrinted: () => {
      visit.notPrinted();
    },
  });

  const modelTrouble = modelProblems(configuration.face.models, folder.modelsFolder);
  if (modelTrouble.length > 0) log.write('face-models-wrong', { count: modelTrouble.length });
  // Without its models the camera sees nobody.
  const cameraConfigured = configuration.devices.camera.kind !== 'none' && modelTrouble.length === 0;
  const faces = openFaces({ configuration, folder, queue, log, now });
  const virtualCameras = virtualCameraNames();
  const { ports, parse } = visitPorts({
    configuration,
    hospital,
    queue,
    readModel,
    clinics: () => watch.clinics(),
    faces,
    isOpen: () => opening.view().state === 'open',
    headphonesPlugged: () => patient.speech.view().headphones === 'plugged',
    verifyCode: openCodeVerifier({
      configuration,
      dataFolder: folder.path,
      mockUrl: world?.hospitalUrl ?? null,
      today: () => moment().serviceDate,
    }),
    now,
  });
  const visit = startVisit({
    ports,
    queue,
    devices: {
      scanner: codes,
      reader,
      parseCode: parse,
      cameraConfigured,
    },
    language: kiosk.language,
  });

  const salvage = lastSalvage(queue.audit);
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
      opening: opening.view(),
      visit: visit.view(),
    });
  let sequence = 0;
  const snapshot = () => ({ kind: 'snapshot', snapshot: { sequence: (sequence += 1), ...view() } }) as const;
  const simulatorState = () => (world ? [{ kind: 'simulator' as const, state: world.state() }] : []);
  const hub = createBridgeHub({
    intent: (intent) => {
      if (intent.type === 'call-staff') staff.call('help');
      if (intent.type === 'emergency') staff.call('emergency');
      if (intent.type === 'print-again') patient.printing.again();
      if (intent.type === 'camera-code') camera.see(Buffer.from(intent.base64, 'base64'));
      else visit.intent(intent);
    },
    keys: (keys) => {
      keyboard.type(keys);
    },
    speak: (wanted) => patient.speech.speak(wanted),
    navigatorKey: (key) => {
      patient.speech.navigatorKey(key);
    },
    watchScans: createScanWatch({ scanner: codes, parse, now, mayTellText: areCodesSimulated(configuration) }),
    ...(world ? { simulate: (command) => world.handle(command) } : {}),
    staff: staffDesk({
      queue,
      faces,
      hospital,
      accounts: async (question) => (await staffOpened).accounts(question),
      kioskId: kiosk.id,
      recoveryKey: () => {
        const { recoveryKey } = configuration.keys;
        return recoveryKey === undefined ? null : readRecoveryPublicKey(folder.path, recoveryKey);
      },
      damagedFiles: () => damagedFiles(folder.databaseFile),
    }),
    greeting: () => [snapshot(), ...simulatorState()],
    rejected: () => {
      log.write('message-refused', {});
    },
    failed: (error) => {
      log.write('unexpected-error', { where: 'bridge', error });
    },
  });
  let staffSide: StaffSide | null = null;
  const shown = oncePerTurn(() => {
    hub.broadcast(snapshot());
    staffSide?.changed();
  });
  const show = (): void => {
    shown.soon();
  };
  void olderCopy.look().then(show);

  const tellVisitor = (listeners: Iterable<VisitorListener>): void => {
    const { visit: shownVisit, visitor } = visit.view();
    const isAtRest = shownVisit.step === 'attract' && shownVisit.prompt === 'welcome';
    for (const listener of listeners) listener({ isAtRest, visitor });
  };
  let step = visit.view().visit.step;
  const visitorListeners = new Set<VisitorListener>();
  let restSinceMs: number | null = performance.now();
  const upkeep = keepUp({
    configuration,
    queue,
    hospital,
    log,
    now,
    moment,
    timers,
    restingMs: () => (restSinceMs === null ? null : performance.now() - restSinceMs),
    isSuspect: isQueueSuspect,
    faces,
    onNote: show,
  });
  const staffOpened = openStaffSide({
    ...{ configuration, folder, queue, board, opening, hospital, watch, timers, now, log },
    printing: patient.printing,
    snapshot: view,
  });
  staffSide = await staffOpened;
  const stops = [
    () => {
      opening.stop();
      upkeep.stop();
    },
    () => {
      shown.stop();
    },
    logStation({ log, visit, queue, scanner, reader, nowMs: () => performance.now() }),
    visit.subscribe(() => {
      const next = visit.view().visit.step;
      if (next === 'attract' && step !== 'attract') staff.reset();
      if (next !== step) restSinceMs = next === 'attract' ? performance.now() : null;
      step = next;
      patient.see(visit.view());
      tellVisitor(visitorListeners);
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
    startMs: Math.round(performance.now() - startedMs),
  });
  return {
    socketPath: folder.socketFile,
    problem: null,
    hospitalUrl: world?.hospitalUrl ?? null,
    attach: (peer) => {
      hub.attach(peer, 'screen');
    },
    onVisitor: (listener) => {
      visitorListeners.add(listener);
      tellVisitor([listener]);
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
      release();
      log.write('station-stopped', {});
      log.close();
    },
  };
}
