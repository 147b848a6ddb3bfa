import type { ClinicInfo, HospitalApi } from '../sync/his/hospital-api.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import type { ServiceMoment } from '../sync/queue/service-day.ts';
import { startSyncEngine } from '../sync/queue/sync-engine.ts';
import type { Timers } from '../sync/queue/timers.ts';
import { type HospitalWatch, watchHospital } from './hospital-watch.ts';
import { lookForOlderCopy, type OlderCopy } from './older-copy.ts';
import type { Configuration } from './operations/configuration.ts';
import type { Log } from './operations/log.ts';
import { type HospitalReadModel, keepReadModel } from './read-model.ts';
import { createStaffCall, type StaffCall } from './staff-call.ts';
import { type CallBoard, createCallBoard } from './staff/call-board.ts';

export interface HospitalSideParts {
  configuration: Configuration;
  hospital: HospitalApi;
  queue: KioskQueue;
  log: Log;
  timers: Timers;
  now: () => Date;
  moment: () => ServiceMoment;
  wasSalvaged: boolean;
  /** Something of it shows on the screen. */
  onChange: () => void;
}

/** Everything of the station that talks to the hospital by itself: sending, watching, remembering, calling staff. */
export interface HospitalSide {
  staff: StaffCall;
  /** The calls, for whoever of the staff has the kiosk's own page open. */
  board: CallBoard;
  readModel: HospitalReadModel;
  watch: HospitalWatch;
  olderCopy: OlderCopy;
  /** What travels is waited for, and written down. */
  stop(): Promise<void>;
}

/** Hours, quotas and appointments change a few times a day; quotas are counted down here in between. */
const readModelMs = 5 * 60_000;

/** Opens it; the answer of the hospital about an older copy is waited for a second at most. */
export async function openHospitalSide(parts: HospitalSideParts): Promise<HospitalSide> {
  const { configuration, hospital, queue, log, timers, now, moment, onChange: show } = parts;
  const { kiosk } = configuration;
  const board = createCallBoard({ now, ...timers });
  const staff = createStaffCall({
    hospital,
    board,
    now,
    ...timers,
    kioskId: kiosk.id,
    location: kiosk.location.vi,
    onChange: show,
  });
  const olderCopy = lookForOlderCopy({
    hospital,
    queue,
    kioskId: kiosk.id,
    wasSalvaged: parts.wasSalvaged,
    onFound: () => {
      log.write('queue-older-copy', {});
    },
    onFailure: (error) => {
      log.write('unexpected-error', { where: 'older-copy', error });
    },
  });
  await olderCopy.lookBriefly();
  const readModel = keepReadModel({
    hospital,
    store: queue.readModel,
    today: () => moment().serviceDate,
    everyMs: readModelMs,
    nowMs: () => performance.now(),
    onTrouble: (part, reason) => {
      log.write('read-model-failed', { part, reason });
    },
    ...timers,
  });
  const watch = watchHospital({
    hospital,
    fallback: readModel.clinics() ?? configuredClinics(configuration),
    everyMs: configuration.sync.heartbeatMs,
    ...timers,
    onChange: (reachable) => {
      if (reachable) log.write('hospital-reachable', {});
      else log.write('hospital-unreachable', { pending: queue.statistics().pending });
      if (reachable) {
        sync.networkUp();
        staff.wake();
        readModel.refresh();
        void olderCopy.look().then(show);
      }
      show();
    },
    onClinics: (clinics) => {
      readModel.keepClinics(clinics);
      // A new patient who lacks what is wanted by now would be refused after all.
      void readModel.requiredFieldsNow();
    },
  });
  const sync = startSyncEngine({
    queue,
    submit: async (registrationKey, body, signal) => {
      await olderCopy.look();
      const head = olderCopy.isSettled() ? queue.audit.head() : null;
      const answer = await hospital.submit(registrationKey, body, signal, head);
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
  return {
    staff,
    board,
    readModel,
    watch,
    olderCopy,
    stop: async () => {
      watch.stop();
      readModel.stop();
      staff.stop();
      board.stop();
      olderCopy.stop();
      await sync.stop();
    },
  };
}

/** What is offered before the hospital has ever answered. */
const configuredClinics = ({ clinics }: Configuration): ClinicInfo[] =>
  clinics.map((clinic) => ({
    ...clinic,
    open: true,
    waiting: null,
    building: null,
    specialty: null,
    isScreening: false,
  }));
