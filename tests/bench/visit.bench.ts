import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToStation } from '../../electron/cli/connection.ts';
import { startStation } from '../../electron/station.ts';
import { specimenPeople } from '../../fixtures/people/person.ts';
import { runVisit, type VisitReport, type Way } from '../../fixtures/simulators/patient.ts';
import { openPatientCamera } from '../../fixtures/simulators/patient-face.ts';
import { type BenchGroup, measurement, median } from './measurement.ts';

/**
 * Whole visits by a patient who answers at once: what remains is the machine's time. The greeting and the moment of
 * thanks after the face are in it; the patient takes the card back as soon as it is read.
 */
const visitors: Record<Way, readonly string[]> = {
  card: ['p01', 'p02', 'p06', 'p08', 'p12', 'p14', 'p15'],
  qr: ['f03', 'f04', 'f05', 'f06', 'f12', 'f13', 'f14'],
};

async function visits(): Promise<Record<Way, VisitReport[]>> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tiepdon-bench-'));
  const own = await startStation({ dataFolder, echoLog: false });
  const station = await connectToStation(own.socketPath);
  const camera = await openPatientCamera();
  if (!station) throw new Error(own.problem ?? 'the station did not start');
  try {
    const people = specimenPeople();
    const reports: Record<Way, VisitReport[]> = { card: [], qr: [] };
    for (const way of ['card', 'qr'] as const) {
      for (const id of visitors[way]) {
        const person = people.find((candidate) => candidate.id === id);
        if (!person) throw new Error(`no specimen person ${id}`);
        const face = camera.ok ? camera.camera.of(person) : null;
        const report = await runVisit(station, person, way, { face });
        if (report.outcome !== 'ticket') throw new Error(`${id} ended as ${report.outcome}: ${report.reason ?? ''}`);
        reports[way].push(report);
      }
    }
    return reports;
  } finally {
    station.close();
    if (camera.ok) await camera.camera.close();
    await own.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

export const visitBench: BenchGroup = {
  prefix: 'visit.',
  run: async () => {
    const reports = await visits();
    return (['card', 'qr'] as const).flatMap((way) => {
      const steps = ['identify', 'verify', 'choose', 'confirm'] as const;
      const perStep = steps.flatMap((step) => {
        const times = reports[way].flatMap(({ stepsMs }) => stepsMs[step] ?? []);
        return times.length === 0 ? [] : [measurement(`visit.${way}.${step}`, median(times), 'ms')];
      });
      const whole = reports[way].map(({ stepsMs }) => Object.values(stepsMs).reduce((sum, ms) => sum + ms, 0));
      return [...perStep, measurement(`visit.${way}.whole`, median(whole), 'ms', { goal: 10_000 })];
    });
  },
};
