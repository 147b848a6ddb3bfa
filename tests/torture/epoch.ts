import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MockHis } from '../../fixtures/his/mock-his.ts';
import { createMockHis } from '../../fixtures/his/mock-his.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';
import { checkAudit, checkPeople, violations } from './check.ts';
import { drain } from './drain.ts';
import { instantAt, timeZone } from './kiosk-parts.ts';
import { makeOldFile } from './old-version.ts';
import { type CyclePlan, drawRounds } from './plan.ts';
import { applyRule, liftRules } from './rules.ts';
import { openWire, type Wire } from './wire.ts';
import { type Ending, startWorker, type Worker } from './worker.ts';

/** Two kiosks and a hospital that begin with nothing, live so many cycles, and are compared at the end. */
export interface EpochOptions {
  folder: string;
  cacheFolder: string;
  seed: number;
  cycles: number;
}

export interface EpochReport {
  cycles: number;
  /** How often a kiosk died, by step; `moment` where it was killed at none of them. */
  deaths: Map<string, number>;
  registrations: number;
  printed: number;
  confirmed: number;
  refused: number;
  /** Sentences; none when all is well. */
  violations: string[];
}

interface Kiosk {
  kioskId: string;
  folder: string;
  wire: Wire;
  /** Loaded already, for the next cycle. */
  next: Worker;
}

export async function runEpoch({ folder, cacheFolder, seed, cycles }: EpochOptions): Promise<EpochReport> {
  const hospital = await createMockHis({
    databasePath: join(folder, 'hospital.db'),
    now: () => instantAt({ days: 0, isAfternoon: false }),
    timeZone,
    people: specimenPeople(),
  });
  // The made-up visits say no more of anybody.
  hospital.staff.setRequiredFields(['fullName', 'birthDate', 'sex']);
  const kiosks = await Promise.all(
    ['K1', 'K2'].map((kioskId) => openKiosk(kioskId, folder, cacheFolder, hospital.port)),
  );
  const deaths = new Map<string, number>();
  const report: EpochReport = {
    cycles: 0,
    deaths,
    registrations: 0,
    printed: 0,
    confirmed: 0,
    refused: 0,
    violations: [],
  };
  try {
    startOld(kiosks);
    for (const plans of drawRounds(seed, Math.ceil(cycles / kiosks.length))) {
      const endings = await Promise.all(plans.map((plan) => cycle(plan, kiosks, hospital, cacheFolder)));
      report.cycles += endings.length;
      for (const [index, ending] of endings.entries()) {
        if (ending.kind === 'killed') deaths.set(ending.at ?? 'moment', (deaths.get(ending.at ?? 'moment') ?? 0) + 1);
        if (ending.kind !== 'failed') continue;
        report.violations.push(`cycle ${report.cycles}: ${plans[index]?.kiosk} ended: ${ending.detail}`);
      }
      if (report.violations.length > 0) return report;
    }
    await compare(kiosks, hospital, report);
    return report;
  } finally {
    for (const { next, wire } of kiosks) {
      next.kill();
      await wire.close();
    }
    await hospital.close();
  }
}

async function openKiosk(kioskId: string, parent: string, cacheFolder: string, hospitalPort: number): Promise<Kiosk> {
  const folder = join(parent, kioskId);
  mkdirSync(folder);
  return { kioskId, folder, wire: await openWire(hospitalPort), next: startWorker(cacheFolder) };
}

/** The first kiosk comes from the former version, so that its first starts migrate. */
function startOld([kiosk]: readonly Kiosk[]): void {
  if (kiosk === undefined) return;
  const lines = makeOldFile(join(kiosk.folder, 'queue.db'), kiosk.kioskId).map((visit) =>
    JSON.stringify({ event: 'committed', ...visit }),
  );
  appendFileSync(join(kiosk.folder, 'journal.jsonl'), `${lines.join('\n')}\n`);
}

async function cycle(
  plan: CyclePlan,
  kiosks: readonly Kiosk[],
  hospital: MockHis,
  cacheFolder: string,
): Promise<Ending> {
  const kiosk = kiosks[plan.kiosk];
  if (kiosk === undefined) throw new Error('no such kiosk');
  const { kioskId, folder, wire, next: worker } = kiosk;
  kiosk.next = startWorker(cacheFolder);
  const { kill, actions } = plan;
  applyRule(hospital, plan.rule);
  for (const fault of plan.faults) hospital.failNext(fault, { delayMs: 400, retryAfterS: 1, intervalMs: 1 });
  wire.setCut(plan.isOffline);

  let left = kill?.by === 'wire' ? kill.count : 0;
  let killedBy: string | null = null;
  wire.watch((step) => {
    if (kill?.by !== 'wire' || step !== kill.at) return 'pass';
    left -= 1;
    if (left !== 0) return 'pass';
    killedBy = step;
    worker.kill();
    // What the hospital says now, nobody hears; what the kiosk had said is on its way.
    return step === 'answer-on-the-wire' ? 'swallow' : 'pass';
  });
  await worker.loaded;
  const timer = kill?.by === 'moment' ? setTimeout(worker.kill, kill.afterMs) : null;
  const ending = await worker.run({
    kioskId,
    folder,
    hospitalUrl: wire.url,
    actions,
    kill: kill?.by === 'itself' ? kill : null,
  });
  if (timer !== null) clearTimeout(timer);
  return ending.kind === 'killed' ? { ...ending, at: ending.at ?? killedBy } : ending;
}

async function compare(kiosks: readonly Kiosk[], hospital: MockHis, report: EpochReport): Promise<void> {
  hospital.clearFaults();
  liftRules(hospital);
  const drained = [];
  for (const { kioskId, folder } of kiosks) drained.push({ folder, ...(await drain(folder, kioskId, hospital.url)) });
  try {
    const rows = drained.flatMap((kiosk) => kiosk.rows);
    report.registrations = rows.filter(({ amendment }) => amendment === null).length;
    report.printed = rows.filter(({ ticketShown }) => ticketShown).length;
    report.confirmed = rows.filter(({ state }) => state === 'confirmed').length;
    report.refused = rows.filter(({ state }) => state === 'dead').length;
    report.violations.push(
      ...violations(drained, { registrations: hospital.registrations(), acceptedKeys: hospital.acceptedKeys() }),
      ...(await checkAudit(drained, hospital)),
      ...(await checkPeople(hospital)),
    );
  } finally {
    for (const { queue } of drained) queue.close();
  }
}
