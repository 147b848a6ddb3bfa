import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { parseCode } from '../native/citizen-id/parse-code.ts';
import { bodyBuilder } from '../sync/his/bundle.ts';
import { createFhirHospital } from '../sync/his/fhir-hospital.ts';
import { fhirSystems } from '../sync/his/identifiers.ts';
import { openQueue } from '../sync/queue/queue.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';
import { startSyncEngine } from '../sync/queue/sync-engine.ts';
import { type BridgePeer, createBridgeHub } from './bridge/hub.ts';
import { serveLocalSocket } from './bridge/local-socket.ts';
import { closedStation } from './closed-station.ts';
import { openReader, openScanner } from './devices.ts';
import { vietnameseDocuments } from './documents.ts';
import { watchHospital } from './hospital-watch.ts';
import { kioskView } from './kiosk-view.ts';
import { type Configuration, describeProblem, loadConfiguration } from './operations/configuration.ts';
import { dataFolderAt, defaultDataFolder, openDataFolder, takeDataFolder } from './operations/data-folder.ts';
import { databaseKey } from './operations/database-key.ts';
import { openLog } from './operations/log.ts';
import { resolveSecret } from './operations/secrets.ts';
import { openSimulation } from './simulation.ts';
import { createStaffCall } from './staff-call.ts';
import { loadAnchors } from './trust.ts';
import { startVisit } from './visit/visit.ts';

/**
 * The station: devices, the visit, the queue, sync. The composition root of everything that is not a screen. It dies and
 * starts again without losing a registration; what it cannot do it shows as a closed kiosk, in words.
 */
export interface Station {
  /** Where the command line and the browser host join. */
  socketPath: string;
  /** Why the kiosk is closed, one sentence for staff; null while it works. */
  problem: string | null;
  hospitalUrl: string | null;
  attach(peer: BridgePeer): void;
  stop(): Promise<void>;
}

export interface StationOptions {
  /** null: `TIEPDON_DATA` or the user's data folder. */
  dataFolder: string | null;
  /** Write the log to standard error as well. */
  echoLog: boolean;
}

const now = (): Date => new Date();
const timers = {
  setTimeout: (callback: () => void, delayMs: number): unknown => setTimeout(callback, delayMs),
  clearTimeout: (id: unknown): void => {
    clearTimeout(id as NodeJS.Timeout);
  },
};

/** Starts the station of one data folder. Never fails: a kiosk that cannot work starts closed and says why. */
export async function startStation(options: StationOptions): Promise<Station> {
  const startedMs = performance.now();
  const path = options.dataFolder ?? defaultDataFolder(process.env);
  const opened = openDataFolder(path);
  if (!opened.ok) return closedStation(dataFolderAt(path).socketFile, 'data-folder-unwritable', opened.message);
  const { folder } = opened;
  const taken = takeDataFolder(folder);
  if (!taken.ok) return closedStation(null, 'data-folder-unwritable', taken.message);

  const log = openLog({
    logsFolder: folder.logsFolder,
    level: 'info',
    now,
    ...(options.echoLog ? { echo: process.stderr } : {}),
  });
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) {
    const problem = loaded.problems.map(describeProblem).join('\n');
    log.write('configuration-wrong', { problems: loaded.problems.length, firstLine: loaded.problems[0]?.line ?? null });
    return closedStation(folder.socketFile, 'configuration-wrong', problem, taken.release);
  }
  const { configuration } = loaded;
  const key = databaseKey({ kind: 'file', keyFile: folder.keyFile, databaseFile: folder.databaseFile });
  if (!key.ok) return closedStation(folder.socketFile, 'queue-damaged', key.message, taken.release);

  const { hospital: site, kiosk } = configuration;
  const systems = fhirSystems(configuration.his.systems);
  const queueOpened = openQueue({
    file: folder.databaseFile,
    keyHex: key.keyHex,
    kioskId: kiosk.id,
    now,
    timeZone: site.timeZone,
    afternoonFrom: site.afternoonFrom,
    newKey: randomUUID,
    buildBody: bodyBuilder(systems, { facilityCode: site.facilityCode, hospitalName: site.name.vi }),
    onWriteFailure: (operation) => {
      log.write('queue-write-failed', { operation });
    },
  });
  if (!queueOpened.ok) {
    log.write('queue-not-opened', { problem: queueOpened.problem });
    return closedStation(folder.socketFile, 'queue-damaged', queueOpened.detail, taken.release);
  }
  const { queue } = queueOpened;

  const world = await openSimulation(configuration, folder.path);
  const anchors = loadAnchors(within(folder.path, configuration.trust.cscaFolder));
  const reader = await openReader(configuration.devices.reader, world?.cardSlot ?? null, anchors);
  const scanner = openScanner(configuration.devices.scanner, world?.scannerSource ?? null);

  const hospital = createFhirHospital({
    baseUrl: hospitalUrl(configuration, world?.hospitalUrl ?? null),
    kioskId: kiosk.id,
    facilityCode: site.facilityCode,
    systems,
    token: () => hospitalToken(configuration, folder.path),
    timeoutMs: configuration.his.timeoutMs,
    submitTimeoutMs: configuration.his.submitTimeoutMs,
    timeZone: site.timeZone,
    now,
  });
  const staff = createStaffCall({
    hospital,
    kioskId: kiosk.id,
    location: kiosk.location,
    onChange: () => {
      show();
    },
  });
  const watch = watchHospital({
    hospital,
    fallback: configuration.clinics.map((clinic) => ({ ...clinic, open: true, waiting: null })),
    everyMs: configuration.sync.heartbeatMs,
    ...timers,
    onChange: (reachable) => {
      log.write(reachable ? 'hospital-reachable' : 'hospital-unreachable', {});
      if (reachable) {
        sync.wake();
        staff.wake();
      }
      show();
    },
  });
  const sync = startSyncEngine({
    queue,
    submit: (registrationKey, body, signal) => hospital.submit(registrationKey, body, signal),
    random: Math.random,
    timers,
    lanesInFlight: configuration.sync.lanesInFlight,
    heartbeatMs: configuration.sync.heartbeatMs,
    onReachability: (reachable) => {
      watch.report(reachable);
    },
  });

  const moment = () => serviceMoment(now(), site.timeZone, site.afternoonFrom);
  const today = () => moment().serviceDate;
  const patientCode = new RegExp(configuration.codes.patientCode, 'u');
  const clockTime = new Intl.DateTimeFormat('en-GB', { timeZone: site.timeZone, hour: '2-digit', minute: '2-digit' });
  const visit = startVisit({
    ports: {
      now,
      day: () => {
        const { serviceDate, session } = moment();
        return { serviceDate, session };
      },
      localTime: (instant) => clockTime.format(new Date(instant)),
      kioskId: kiosk.id,
      knownClinics: () => watch.clinics(),
      leaseSize: configuration.numbers.leaseSize,
      hospital,
      queue,
      documents: vietnameseDocuments(today),
      policies: configuration.policies,
      delays: configuration.delays,
    },
    queue,
    devices: {
      scanner,
      reader,
      parseCode: (bytes) => parseCode(bytes, { patientCode, today: today() }),
      cameraConfigured: configuration.devices.camera.kind !== 'none',
    },
    language: kiosk.language,
  });

  let sequence = 0;
  const snapshot = () =>
    ({
      kind: 'snapshot',
      snapshot: {
        sequence: (sequence += 1),
        ...kioskView({
          configuration,
          scanner: scanner?.status ?? null,
          reader: reader?.status ?? null,
          hospitalReachable: watch.reachable(),
          staffCalled: staff.isKnown(),
          notices: world ? ['simulated-devices'] : [],
          visit: visit.view(),
        }),
      },
    }) as const;
  const simulatorState = () => (world ? [{ kind: 'simulator' as const, state: world.state() }] : []);
  const hub = createBridgeHub({
    intent: (intent) => {
      if (intent.type === 'call-staff') staff.call();
      visit.intent(intent);
    },
    ...(world ? { simulate: (command) => world.handle(command) } : {}),
    queueRows: (limit) =>
      queue.rows(limit).map(({ ticket, ...row }) => ({ ...row, number: ticket.number, official: ticket.official })),
    greeting: () => [snapshot(), ...simulatorState()],
    rejected: () => {
      log.write('message-refused', {});
    },
  });
  const show = (): void => {
    hub.broadcast(snapshot());
  };

  let step = visit.view().visit.step;
  const stops = [
    visit.subscribe(() => {
      const next = visit.view().visit.step;
      if (next !== step) log.write('visit-step', { from: step, to: next });
      if (next === 'attract' && step !== 'attract') staff.reset();
      step = next;
      show();
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

  const socket = await serveLocalSocket(folder.socketFile, hub);
  log.write('station-started', {
    simulatedDevices: world !== null,
    startMs: Math.round(performance.now() - startedMs),
  });
  return {
    socketPath: folder.socketFile,
    problem: null,
    hospitalUrl: world?.hospitalUrl ?? null,
    attach: (peer) => {
      hub.attach(peer);
    },
    stop: async () => {
      clearInterval(countdown);
      for (const stop of stops) stop?.();
      await socket.close();
      visit.stop();
      watch.stop();
      await sync.stop();
      await Promise.all([scanner?.close(), reader?.close(), hospital.close()]);
      await world?.close();
      queue.close();
      taken.release();
      log.write('station-stopped', {});
      log.close();
    },
  };
}

const within = (folder: string, path: string): string => (isAbsolute(path) ? path : join(folder, path));

/** The mock hospital's address, or the configured one. */
function hospitalUrl({ his }: Configuration, mockUrl: string | null): string {
  // Port 9 discards: a mock that is absent from a packaged kiosk is a hospital that never answers.
  return his.kind === 'fhir' ? his.url : (mockUrl ?? 'http://127.0.0.1:9');
}

function hospitalToken({ his }: Configuration, folder: string): string | null {
  if (his.kind !== 'fhir' || his.token === null) return null;
  const secret = resolveSecret(his.token, folder, process.env);
  return secret.ok ? secret.value : null;
}
