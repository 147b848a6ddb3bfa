import { randomUUID } from 'node:crypto';
import { createFhirHospital } from '../../sync/his/fhir-hospital.ts';
import { openDatabase } from '../../sync/queue/database.ts';
import { queueOn, type KioskQueue } from '../../sync/queue/queue.ts';
import type { QueueEntry } from '../../sync/queue/port.ts';
import { startSyncEngine } from '../../sync/queue/sync-engine.ts';
import { hospitalOptions, instantAt, queueOptions, syncSettings } from './kiosk-parts.ts';

/** What a kiosk holds once the hospital has answered everything. */
export interface Drained {
  kioskId: string;
  rows: QueueEntry[];
  /** Of each day: what is offered again to the patients who have not seen it. */
  unshown: ReadonlyMap<string, readonly string[]>;
  queue: KioskQueue;
}

/** Longest wait for an outbox to become empty; a queue that stalls is a failure. */
const drainTimeoutMs = 120_000;
const actor = 'staff:thu';

/**
 * Starts the kiosk once more with the hospital well again. Staff release what they held, try again what was refused, and set
 * aside what is refused for good.
 */
export async function drain(folder: string, kioskId: string, hospitalUrl: string): Promise<Drained> {
  let days = 0;
  const now = (): Date => instantAt({ days, isAfternoon: false });
  const options = { ...queueOptions(folder, kioskId), now, newKey: randomUUID };
  const opened = openDatabase(options.file, options.keyHex);
  if (!opened.ok) throw new Error(`${opened.problem}: ${opened.detail}`);
  const { database } = opened;
  const halves = database
    .prepare('SELECT count(*) FROM registration WHERE sequence NOT IN (SELECT sequence FROM outbox)')
    .pluck()
    .get();
  if (halves !== 0) throw new Error(`${String(halves)} registrations without what is sent`);
  const queue = queueOn(database, options);
  const { inFlight } = queue.statistics();
  if (inFlight > 0) throw new Error(`${inFlight} rows in flight after a start`);

  for (const { key } of queue.rows(Number.MAX_SAFE_INTEGER, { held: true })) queue.release(key, actor);
  const hospital = createFhirHospital({ ...hospitalOptions(kioskId, hospitalUrl), now });
  const engine = startSyncEngine({
    queue,
    submit: (key, body, signal) => hospital.submit(key, body, signal, queue.audit.head()),
    ...syncSettings,
  });
  const tried = new Set<string>();
  for (;;) {
    await untilSent(queue);
    const refused = queue.worklist();
    if (refused.length === 0 && queue.statistics().pending === 0) break;
    for (const { key, refusal } of refused) {
      const isFinal = tried.has(key) || (refusal !== null && refusal.reason !== 'other');
      tried.add(key);
      const result = isFinal ? queue.setAside(key, actor) : queue.retry(key, actor);
      if (result === 'failed') throw new Error('staff could not decide');
    }
  }
  await engine.stop();
  await hospital.close();

  const unshown = new Map<string, readonly string[]>();
  for (days of [-1, 0, 1]) {
    for (const { key, serviceDate } of queue.unshownTickets()) {
      unshown.set(serviceDate, [...(unshown.get(serviceDate) ?? []), key]);
    }
  }
  return { kioskId, rows: queue.rows(Number.MAX_SAFE_INTEGER), unshown, queue };
}

/** Until nothing can be sent: what is left waits behind a refused row. */
async function untilSent(queue: KioskQueue): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = (): void => {
    const { pending, inFlight } = queue.statistics();
    const isWaitingForStaff = queue.worklist().length > 0;
    if (inFlight === 0 && (pending === 0 || isWaitingForStaff)) resolve();
  };
  const timer = setTimeout(
    () => reject(new Error(`the outbox is not empty: ${JSON.stringify(queue.statistics())}`)),
    drainTimeoutMs,
  );
  const unsubscribe = queue.onChange(look);
  look();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    unsubscribe();
  }
}
