import { randomUUID } from 'node:crypto';
import packageFile from '../package.json' with { type: 'json' };
import { bodyBuilder } from '../sync/his/bundle.ts';
import { createFhirHospital } from '../sync/his/fhir-hospital.ts';
import { fhirSystems } from '../sync/his/identifiers.ts';
import { openQueue } from '../sync/queue/queue.ts';
import { startSyncEngine } from '../sync/queue/sync-engine.ts';
import { type BridgePeer, createBridgeHub } from './bridge/hub.ts';
import { serveLocalSocket } from './bridge/local-socket.ts';
import { closedStation } from './closed-station.ts';
import { openReader, openScanner } from './devices.ts';
import { watchHospital } from './hospital-watch.ts';
import { openJudging } from './judging.ts';
import { kioskView } from './kiosk-view.ts';
import { type Configuration, describeProblem, loadConfiguration } from './operations/configuration.ts';
import {
  type DataFolder,
  dataFolderAt,
  defaultDataFolder,
  openDataFolder,
  takeDataFolder,
} from './operations/data-folder.ts';
import { databaseKey } from './operations/database-key.ts';
import { type Log, openLog } from './operations/log.ts';
import { resolveSecret } from './operations/secrets.ts';
import { openSimulation, wantsSimulation } from './simulation.ts';
import { logStation } from './station-log.ts';
import { createStaffCall } from './staff-call.ts';
import { startVisit } from './visit/visit.ts';
import { visitPorts } from './visit-ports.ts';

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

type KioskLog = Log & { close(): void };

const { version } = packageFile;
const now = (): Date => new Date();
const timers = {
  setTimeout: (callback: () => void, delayMs: number): unknown => setTimeout(callback, delayMs),
  clearTimeout: (id: unknown): void => {
    clearTimeout(id as NodeJS.Timeout);
  },
};

/** Starts the station of one data folder. Never fails: a kiosk that cannot work starts closed and says why. */
export async function startStation(options: StationOptions): Promise<Station> {
  // Whatever a library creates in the data folder is for this user only.
  process.umask(0o077);
  const path = options.dataFolder ?? defaultDataFolder(process.env);
  const opened = openDataFolder(path);
  if (!opened.ok) return closedStation(dataFolderAt(path).socketFile, 'data-folder-unwritable', opened.message);
  const { folder } = opened;
  const taken = takeDataFolder(folder);
  if (!taken.ok) return closedStation(null, taken.inUse ? 'folder-in-use' : 'data-folder-unwritable', taken.message);

  const log = openLog({
    logsFolder: folder.logsFolder,
    level: 'info',
    now,
    ...(options.echoLog ? { echo: process.stderr } : {}),
  });
  try {
    return await openStation(folder, log, taken.release);
  } catch (error) {
    log.write('unexpected-error', { where: 'start', error });
    return closedStation(folder.socketFile, 'start-failed', describe(error), taken.release);
  }
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : 'the program failed');

async function openStation(folder: DataFolder, log: KioskLog, release: () => void): Promise<Station> {
  const startedMs = performance.now();
  const closed = (notice: Parameters<typeof closedStation>[1], problem: string): Promise<Station> => {
    log.write('station-refused', { reason: notice });
    return closedStation(folder.socketFile, notice, problem, release);
  };
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) {
    const problem = loaded.problems.map(describeProblem).join('\n');
    log.write('configuration-wrong', { problems: loaded.problems.length, firstLine: loaded.problems[0]?.line ?? null });
    return closed('configuration-wrong', problem);
  }
  const { configuration } = loaded;
  log.write('configuration-loaded', { source: loaded.source });
  const key = databaseKey(folder);
  if (!key.ok) return closed('queue-damaged', key.message);

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
    onListenerError: (error) => {
      log.write('unexpected-error', { where: 'queue-listener', error });
    },
    onWriteFailure: (operation) => {
      log.write('queue-write-failed', { operation });
    },
  });
  if (!queueOpened.ok) {
    log.write('queue-not-opened', { problem: queueOpened.problem });
    return closed('queue-damaged', queueOpened.detail);
  }
  const { queue } = queueOpened;
  const { pending, dead, confirmed } = queue.statistics();
  log.write('queue-opened', { pending, dead, confirmed });

  const world = await openSimulation(configuration, folder.path);
  if (!world && wantsSimulation(configuration)) {
    queue.close();
    return closed('simulation-absent', 'The configuration names simulated devices, which this installation lacks.');
  }
  const judging = openJudging(folder.path, configuration);
  const { anchors, crls, problems } = judging.trust;
  log.write('trust-loaded', { authorities: anchors.length, revocationLists: crls.length, problems: problems.length });
  const reader = await openReader(configuration.devices.reader, world?.cardSlot ?? null, judging);
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
    now,
    ...timers,
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
        sync.networkUp();
        staff.wake();
      }
      show();
    },
  });
  const sync = startSyncEngine({
    queue,
    submit: async (registrationKey, body, signal) => {
      const answer = await hospital.submit(registrationKey, body, signal);
      if (answer.kind === 'paused') log.write('sync-paused', {});
      return answer;
    },
    random: Math.random,
    timers,
    lanesInFlight: configuration.sync.lanesInFlight,
    heartbeatMs: configuration.sync.heartbeatMs,
    onReachability: (reachable) => {
      watch.report(reachable);
    },
  });

  const { ports, parse } = visitPorts({ configuration, hospital, queue, clinics: () => watch.clinics(), now });
  const visit = startVisit({
    ports,
    queue,
    devices: { scanner, reader, parseCode: parse, cameraConfigured: configuration.devices.camera.kind !== 'none' },
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
          staffCall: staff.state(),
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
    settleQueueRow: (registrationKey, decision) => queue.decideDead(registrationKey, decision),
    greeting: () => [snapshot(), ...simulatorState()],
    rejected: () => {
      log.write('message-refused', {});
    },
    failed: (error) => {
      log.write('unexpected-error', { where: 'bridge', error });
    },
  });
  const show = (): void => {
    hub.broadcast(snapshot());
  };

  let step = visit.view().visit.step;
  const stops = [
    logStation({ log, visit, queue, scanner, reader, nowMs: () => performance.now() }),
    visit.subscribe(() => {
      const next = visit.view().visit.step;
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
      hub.attach(peer);
    },
    stop: async () => {
      clearInterval(countdown);
      for (const stop of stops) stop?.();
      await socket?.close();
      visit.stop();
      watch.stop();
      staff.stop();
      await sync.stop();
      await Promise.all([scanner?.close(), reader?.close(), hospital.close(), judging.close()]);
      await world?.close();
      queue.close();
      release();
      log.write('station-stopped', {});
      log.close();
    },
  };
}

/** The mock hospital's address, or the configured one. */
function hospitalUrl({ his }: Configuration, mockUrl: string | null): string {
  return his.kind === 'fhir' ? his.url : (mockUrl ?? '');
}

function hospitalToken({ his }: Configuration, folder: string): string | null {
  if (his.kind !== 'fhir' || his.token === null) return null;
  const secret = resolveSecret(his.token, folder, process.env);
  return secret.ok ? secret.value : null;
}
