import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToStation } from '../../electron/cli/connection.ts';
import { startStation } from '../../electron/station.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';
import { runVisit, type VisitReport, type Way } from '../../fixtures/simulators/patient.ts';
import { openPatientCamera } from '../../fixtures/simulators/patient-face.ts';

/**
 * Whole visits by a patient who answers at once: what remains is the machine's time. The greeting and the moment of
 * thanks after the face are in it; the patient takes the card back as soon as it is read.
 */

export interface Wanted {
  personId: string;
  way: Way;
  outcome: 'ticket' | 'desk';
}

/** One report a visit, in the order they were wanted; throws when one does not end as it should. */
export async function runVisits(wanted: readonly Wanted[]): Promise<VisitReport[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tiepdon-bench-'));
  const own = await startStation({ dataFolder, echoLog: false });
  const station = await connectToStation(own.socketPath);
  const camera = await openPatientCamera();
  if (!station) throw new Error(own.problem ?? 'the station did not start');
  try {
    const people = new Map(specimenPeople().map((person) => [person.id, person]));
    const reports: VisitReport[] = [];
    for (const { personId, way, outcome } of wanted) {
      const person = people.get(personId);
      if (!person) throw new Error(`no specimen person ${personId}`);
      const face = camera.ok ? camera.camera.of(person) : null;
      const report = await runVisit(station, person, way, { face });
      if (report.outcome !== outcome) {
        throw new Error(`${personId} by ${way} ended as ${report.outcome}: ${report.reason ?? ''}`);
      }
      reports.push(report);
    }
    return reports;
  } finally {
    station.close();
    if (camera.ok) await camera.camera.close();
    await own.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

export const wholeMs = ({ stepsMs }: VisitReport): number => Object.values(stepsMs).reduce((sum, ms) => sum + ms, 0);

const visitors = {
  card: [
    ['p02', 'card'],
    ['p08', 'card'],
    ['p12', 'card'],
    ['p15', 'card'],
  ],
  qr: [
    ['f05', 'qr'],
    ['f06', 'qr'],
    ['f12', 'qr'],
  ],
  paper: [
    ['p01', 'patient-code'],
    ['f14', 'appointment'],
  ],
  bhyt: [['p14', 'bhyt']],
  typed: [['f03', 'typed']],
  desk: [
    ['f09', 'qr'],
    ['f10', 'qr'],
    ['f11', 'qr'],
  ],
} as const satisfies Record<string, readonly (readonly [personId: string, way: Way])[]>;

/** The machine's part of a visit in ms, by what the visitor brings. */
export async function machineTimes(): Promise<Record<keyof typeof visitors, number[]>> {
  const kinds = Object.keys(visitors) as (keyof typeof visitors)[];
  const wanted = kinds.flatMap((kind) =>
    visitors[kind].map(([personId, way]) => ({
      kind,
      personId,
      way,
      outcome: kind === 'desk' ? ('desk' as const) : ('ticket' as const),
    })),
  );
  const reports = await runVisits(wanted);
  const times = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])) as Record<
    keyof typeof visitors,
    number[]
  >;
  for (const [index, { kind }] of wanted.entries()) times[kind].push(wholeMs(reports[index]!));
  return times;
}
