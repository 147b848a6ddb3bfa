import { afterAll, beforeAll } from 'vitest';
import type { VisitAt, VisitSnapshot, VisitStep } from '../../electron/bridge/snapshot.ts';
import type { MockHis } from '../../fixtures/his/mock-his.ts';
import type { SpecimenPerson } from '../../fixtures/people/person.ts';
import { runVisit, type VisitOptions, type VisitReport, type Way } from '../../fixtures/simulators/patient.ts';
import { removeDataFolder, temporaryDataFolder } from './data-folder.ts';
import { hospitalSettings, openHospital, searchHospital, verifierSetting } from './hospital.ts';
import { person } from './people.ts';
import { startStationProcess, type StationAlone } from './station-alone.ts';
import { joinStation, type StationHand } from './station-client.ts';

/** A station without a screen, and a hospital at which a test looks how a visit ended. */
export interface Headless {
  hospital: MockHis;
  hand: StationHand;
  /** A whole visit of a specimen person. */
  visit(personId: string, via: Way, options?: Partial<VisitOptions>): Promise<Visited>;
}

/** How a visit ended, and all that was shown on the way. */
export interface Visited {
  report: VisitReport;
  /** Steps, each once for every time it was entered; while the hospital is asked there is none. */
  steps: VisitStep[];
  /** Words of the first screen. */
  prompts: VisitAt<'attract'>['prompt'][];
  /** The last that was shown of a step. */
  shown<Step extends VisitStep>(step: Step): VisitAt<Step>;
}

export interface HeadlessOptions {
  settings?: readonly string[];
  /** Whom the hospital knows; none: the specimen people as they are. */
  people?: readonly SpecimenPerson[];
  /** The hospital of another station, which closes it. */
  hospital?: () => MockHis;
}

/** One station for the tests of a file. */
export function useHeadless({ settings = [], people, hospital: shared }: HeadlessOptions = {}): () => Headless {
  let station: StationAlone | null = null;
  let folder: string | null = null;
  let headless: Headless | null = null;
  beforeAll(async () => {
    const hospital = shared?.() ?? (await openHospital(people));
    folder = temporaryDataFolder([...hospitalSettings(hospital), verifierSetting(hospital), ...settings]);
    station = startStationProcess(folder);
    const hand = await joinStation(station.socketPath);
    let seen: VisitSnapshot[] = [];
    hand.connection.onMessage((message) => {
      if (message.kind === 'snapshot') seen.push(message.snapshot.visit);
    });
    headless = {
      hospital,
      hand,
      visit: async (personId, via, options = {}) => {
        seen = [];
        const report = await runVisit(hand.connection, person(personId), via, { face: null, ...options });
        return visited(report, seen);
      },
    };
  });
  afterAll(async () => {
    headless?.hand.close();
    await station?.stop();
    if (!shared) await headless?.hospital.close();
    if (folder !== null) removeDataFolder(folder);
  });
  return () => {
    if (!headless) throw new Error('The station is not started yet.');
    return headless;
  };
}

function visited(report: VisitReport, seen: readonly VisitSnapshot[]): Visited {
  const asked = seen.filter((visit) => visit.step !== 'choose' || visit.state !== 'looking-up');
  return {
    report,
    prompts: seen.flatMap((visit) => (visit.step === 'attract' ? [visit.prompt] : [])),
    steps: asked.map(({ step }) => step).filter((step, index, all) => step !== all[index - 1]),
    shown: <Step extends VisitStep>(step: Step) => {
      const last = seen.findLast((visit) => visit.step === step);
      if (!last) throw new Error(`${step} was not shown.`);
      return last as VisitAt<Step>;
    },
  };
}

/** What reception sees of the ticket that a visit ended with. */
export function arrivalOf({ hospital }: Headless, { report }: Visited) {
  const arrival = hospital.desk().arrivals.find(({ number }) => number === report.ticket?.number);
  if (!arrival) throw new Error(`Nobody arrived: ${report.outcome}, ${report.reason ?? 'no reason'}.`);
  return arrival;
}

/** What reception sees of the desk ticket that a visit ended with. */
export function followUpOf({ hospital }: Headless, { report }: Visited) {
  const followUp = hospital.desk().followUps.find(({ number }) => number === report.ticket?.number);
  if (!followUp) throw new Error(`Nothing for the desk: ${report.outcome}, ${report.reason ?? 'no reason'}.`);
  return followUp;
}

/** The Encounter that the hospital has of a visit. */
export async function encounterOf({ hospital }: Headless, { report }: Visited): Promise<Record<string, unknown>> {
  const [encounter] = await searchHospital(hospital, `Encounter?_id=${report.encounterId ?? 'none'}`);
  if (!encounter) throw new Error(`There is no Encounter: ${report.outcome}, ${report.reason ?? 'no reason'}.`);
  return encounter;
}
