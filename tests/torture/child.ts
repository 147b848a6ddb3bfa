import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createFhirHospital } from '../../sync/his/fhir-hospital.ts';
import type { HospitalApi } from '../../sync/his/hospital-api.ts';
import { openQueue, type KioskQueue } from '../../sync/queue/queue.ts';
import { startSyncEngine } from '../../sync/queue/sync-engine.ts';
import { clinics, madeUpDesk, madeUpVisit } from './made-up.ts';
import { hospitalOptions, instantAt, momentAt, queueOptions, syncSettings } from './kiosk-parts.ts';
import type { Action, OwnStep } from './plan.ts';
import { countStatements, countSteps, type StepPhase } from './steps.ts';

/**
 * A kiosk without a screen: queue, sync engine and FHIR adapter, and patients who decide at once. It is given one task and
 * dies of it, or ends.
 */
export interface KioskTask {
  kioskId: string;
  folder: string;
  hospitalUrl: string;
  actions: Action[];
  kill: { at: OwnStep; count: number } | null;
}

/** Of every request: some are never answered. */
const requestTimeoutMs = 250;

/** How long an action may wait for the engine. */
const longestWaitMs = 120;

process.once('message', (task: KioskTask) => {
  void live(task).then(() => process.disconnect());
});
process.send?.('ready');
flushCompileCache();

async function live(task: KioskTask): Promise<void> {
  const steps = countSteps(task.kill);
  let phase: StepPhase = 'opening';
  countStatements(steps, () => phase);
  const clock = { days: 0, isAfternoon: false };
  const now = (): Date => instantAt(clock);

  steps.pass('opening');
  const opened = openQueue({ ...queueOptions(task.folder, task.kioskId), now, newKey: randomUUID });
  if (!opened.ok) throw new Error(`${opened.problem}: ${opened.detail}`);
  const { queue } = opened;
  steps.pass('opened');
  phase = 'running';
  const hospital = createFhirHospital({ ...hospitalOptions(task.kioskId, task.hospitalUrl, requestTimeoutMs), now });
  const engine = startSyncEngine({
    queue,
    submit: async (key, body, signal) => {
      steps.pass('sending');
      const answer = await hospital.submit(key, body, signal, queue.audit.head());
      steps.pass('answered');
      return answer;
    },
    ...syncSettings,
  });

  const patients = receivePatients(task, queue, steps.pass);
  patients.offerUnshown();
  for (const action of task.actions) {
    if (action.do === 'clock') Object.assign(clock, action);
    else if (action.do === 'lease') await lease(queue, hospital, task.kioskId, action, now);
    else if (action.do === 'wait') await untilQuiet(queue);
    else patients.act(action);
    await new Promise((resolve) => setImmediate(resolve));
  }

  phase = 'closing';
  steps.pass('closing');
  await engine.stop();
  await hospital.close();
  queue.close();
  steps.pass('closed');
}

/** What patients and staff do at the kiosk, each written down outside the queue for the comparison afterwards. */
function receivePatients(task: KioskTask, queue: KioskQueue, pass: (step: OwnStep) => void) {
  const journal = (line: object): void => appendFileSync(`${task.folder}/journal.jsonl`, `${JSON.stringify(line)}\n`);
  const printer = openSync(`${task.folder}/printed.txt`, 'a');
  process.once('disconnect', () => closeSync(printer));

  function show(key: string, number: string): void {
    writeSync(printer, `${key} ${number}\n`);
    fsyncSync(printer);
    pass('printed');
    queue.markTicketShown(key);
    journal({ event: 'shown', key });
    pass('shown');
  }

  function register({ person, ...action }: Extract<Action, { do: 'register' | 'desk' }>): void {
    pass('before-commit');
    const clinic = action.do === 'register' ? clinics[action.clinic] : null;
    const draft = action.do === 'register' && clinic ? madeUpVisit(person, clinic, action.stream) : madeUpDesk(person);
    const result = queue.commit({ ...draft, language: 'vi', payer: clinic ? 'undecided' : null });
    if (result.kind === 'failed') throw new Error(result.detail);
    if (result.kind === 'already-registered') return show(result.key, result.ticket.number);
    const { key, ticket, serviceDate, session } = result.registration;
    const clinicId = clinic?.id ?? null;
    const place = `${person} ${clinicId} ${serviceDate} ${session}`;
    journal({ event: 'committed', key, number: ticket.number, clinicId, place });
    pass('committed');
    show(key, ticket.number);
  }

  function amend({ kind, which, clinic }: Extract<Action, { do: 'amend' }>): void {
    const visits = queue.entries(10).filter((entry) => entry.kind === 'visit' && entry.amendment !== 'refusal-notice');
    const chosen = visits[which % Math.max(1, visits.length)];
    const target = clinics[clinic];
    if (chosen === undefined || target === undefined) return;
    const result = queue.amend(
      kind === 'cancel'
        ? { kind, visitKey: chosen.key }
        : { kind, visitKey: chosen.key, clinic: target, stream: 'insured', priorityReason: null, service: null },
    );
    if (result.kind === 'failed') throw new Error(result.detail);
    if (result.kind !== 'amended') return;
    journal({ event: 'amended', key: result.key, number: result.ticket.number });
    pass('amended');
    if (kind === 'change-clinic') show(result.key, result.ticket.number);
  }

  function decide({ decision, which }: Extract<Action, { do: 'staff' }>): void {
    const chosen = decision === 'retry' || decision === 'set-aside' ? queue.worklist() : queue.entries(10);
    const key = chosen[which % Math.max(1, chosen.length)]?.key;
    if (key === undefined) return;
    const method = decision === 'set-aside' ? 'setAside' : decision;
    if (queue[method](key, 'staff:thu') === 'failed') throw new Error(`${decision} failed`);
  }

  return {
    offerUnshown(): void {
      for (const { key, ticket } of queue.unshownTickets()) show(key, ticket.number);
    },
    act(action: Exclude<Action, { do: 'clock' | 'lease' | 'wait' }>): void {
      if (action.do === 'amend') amend(action);
      else if (action.do === 'staff') decide(action);
      else register(action);
    },
  };
}

async function lease(
  queue: KioskQueue,
  hospital: HospitalApi,
  kioskId: string,
  { clinic, size }: Extract<Action, { do: 'lease' }>,
  now: () => Date,
): Promise<void> {
  const clinicId = clinics[clinic]?.id ?? clinics[0].id;
  const { serviceDate, session } = momentAt(now());
  const request = { kioskId, clinicId, serviceDate, session, stream: 'insured' as const, size };
  const answer = await hospital.leaseNumbers(request);
  if (answer.ok) queue.addLease(request, answer.value);
}

function untilQuiet(queue: KioskQueue): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const isQuiet = (): boolean => {
    const { pending, inFlight, held } = queue.statistics();
    return pending + inFlight <= held;
  };
  if (isQuiet()) return Promise.resolve();
  const timer = setTimeout(resolve, longestWaitMs);
  const unsubscribe = queue.onChange(() => {
    if (isQuiet()) resolve();
  });
  return promise.finally(() => {
    clearTimeout(timer);
    unsubscribe();
  });
}
