import type { HospitalApi } from '../sync/his/hospital-api.ts';
import type { DatabaseProblem } from '../sync/queue/database.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { ServiceMoment } from '../sync/queue/service-day.ts';
import type { Timers } from '../sync/queue/timers.ts';
import { openHospital } from './hospital.ts';
import type { ClosedNotice } from './kiosk-view.ts';
import { describeSalvage, openKioskQueue } from './kiosk-queue.ts';
import { type Configuration, describeProblem, loadConfiguration } from './operations/configuration.ts';
import type { DataFolder } from './operations/data-folder.ts';
import { keyOptionsOf } from './operations/key-access.ts';
import { openDatabaseKey } from './operations/key-opening.ts';
import type { Log } from './operations/log.ts';
import type { SafeStorage } from './operations/safe-storage.ts';
import { openSimulation, type Simulation, wantsSimulation } from './simulation.ts';

/** What a station stands on: without any of these it starts closed and says why. */
interface Opened {
  configuration: Configuration;
  world: Simulation | null;
  hospital: HospitalApi;
  queue: KioskQueue;
  /** The queue was damaged: how many registrations came through. */
  salvaged: { saved: number; lost: number } | null;
  isQueueSuspect: () => boolean;
}

/** What the parts of a station that is open share. */
export interface StationGround extends Opened {
  folder: DataFolder;
  log: Log & { close(): void };
  timers: Timers;
  now: () => Date;
  /** Day and session of the hospital, now or at an instant. */
  moment: (instant?: Date) => ServiceMoment;
}

export type Foundation =
  | ({ ok: true } & Opened)
  /** `problem`: the whole reason, for IT staff. */
  | { ok: false; notice: ClosedNotice; problem: string };

export interface FoundationOptions {
  folder: DataFolder;
  log: Log;
  safeStorage: SafeStorage | null;
  now: () => Date;
}

const noticeOf = {
  'wrong-key': 'key-unusable',
  damaged: 'queue-damaged',
  'not-writable': 'data-folder-unwritable',
  'newer-schema': 'newer-version',
  locked: 'folder-in-use',
} as const satisfies Record<DatabaseProblem, ClosedNotice>;

/** Configuration, key, simulated surroundings, hospital and queue, in this order. The caller holds the folder's lock. */
export async function layFoundation({ folder, log, safeStorage, now }: FoundationOptions): Promise<Foundation> {
  const closed = (notice: ClosedNotice, problem: string): Foundation => ({ ok: false, notice, problem });
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) {
    log.write('configuration-wrong', { problems: loaded.problems.length, firstLine: loaded.problems[0]?.line ?? null });
    return closed('configuration-wrong', loaded.problems.map(describeProblem).join('\n'));
  }
  const { configuration } = loaded;
  log.write('configuration-loaded', { source: loaded.source });

  const key = await openDatabaseKey(keyOptionsOf(folder, configuration.keys, safeStorage));
  if (!key.ok) {
    log.write('key-not-opened', { problem: key.problem });
    return closed(key.problem === 'copied-folder' ? 'folder-copied' : 'key-unusable', key.message);
  }
  if (key.unfinished !== null) {
    log.write('key-unfinished', {});
    process.stderr.write(`${key.unfinished}\n`);
  }

  const world = await openSimulation(configuration, folder.path);
  if (!world && wantsSimulation(configuration)) {
    return closed('simulation-absent', 'The configuration names simulated devices, which this installation lacks.');
  }
  const opened = openHospital({
    configuration,
    folder: folder.path,
    environment: process.env,
    mockUrl: world?.hospitalUrl ?? null,
    now,
  });
  if (!opened.ok) {
    await world?.close();
    return closed('configuration-wrong', opened.message);
  }
  const { api: hospital, buildBody } = opened.hospital;

  const { databaseFile: file } = folder;
  const queueOpened = openKioskQueue({ file, keyHex: key.keyHex, now, buildBody, configuration, log });
  if (!queueOpened.ok) {
    await Promise.all([world?.close(), hospital.close()]);
    return closed(noticeOf[queueOpened.problem], queueOpened.message);
  }
  const { queue, salvaged, isSuspect } = queueOpened;
  if (salvaged) process.stderr.write(`${describeSalvage(salvaged)}\n`);
  return {
    ok: true,
    configuration,
    world,
    hospital,
    queue,
    salvaged: salvaged && salvaged.registrations,
    isQueueSuspect: isSuspect,
  };
}
