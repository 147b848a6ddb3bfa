import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runVisit, type VisitReport, type Way } from '../fixtures/simulators/patient.ts';
import { openPatientCamera, type PatientCamera } from '../fixtures/simulators/patient-face.ts';
import { specimenPeople } from '../fixtures/people/person.ts';
import type { MockHis } from '../fixtures/his/mock-his.ts';
import { removeDataFolder, temporaryDataFolder } from './harness/data-folder.ts';
import { hospitalSettings, openHospital } from './harness/hospital.ts';
import { joinStation, type StationHand } from './harness/station-client.ts';
import { startStationProcess, type StationAlone } from './harness/station-alone.ts';

/** Every specimen person, every way they can identify themselves, one after the other at one station. */

const visits = specimenPeople().flatMap((person) =>
  (['card', 'qr'] as const).flatMap((via: Way) => {
    const expected = person.expected[via];
    return expected ? [{ person, via, expected, name: `${person.id} by ${via}` }] : [];
  }),
);

let hospital: MockHis;
let folder: string;
let station: StationAlone;
let hand: StationHand;
let camera: PatientCamera;
const reports = new Map<string, VisitReport>();

beforeAll(async () => {
  hospital = await openHospital();
  folder = temporaryDataFolder([...hospitalSettings(hospital), 'delays.greetMs = 200', 'delays.matchedMs = 20']);
  station = startStationProcess(folder);
  hand = await joinStation(station.socketPath);
  const opened = await openPatientCamera();
  if (!opened.ok) throw new Error(opened.detail);
  camera = opened.camera;
});

afterAll(async () => {
  await camera.close();
  hand.close();
  await station.stop();
  await hospital.close();
  removeDataFolder(folder);
});

/** Whoever comes a second time on one day chooses another clinic: the first one would answer with the first number. */
const clinicOf = (person: { expected: object }, via: Way) =>
  via === 'qr' && 'card' in person.expected ? { clinicId: 'da-lieu' } : {};

describe('every specimen person', () => {
  it.for(visits)('$name ends as their entry says: $expected', async ({ person, via, expected, name }) => {
    const face = via === 'card' ? camera.of(person) : null;
    const report = await runVisit(hand.connection, person, via, { face, ...clinicOf(person, via) });
    reports.set(name, report);
    expect({ outcome: report.outcome, confirmed: report.confirmed }).toEqual({ outcome: expected, confirmed: true });
    expect(report.evidence[0]).toMatch(/^code-scanned/);
    if (expected === 'ticket') expect(report.encounterId).toMatch(/\S/);
    else expect(report.reason).not.toBe('step-failed');
  });

  it('compares faces with a portrait in JPEG 2000, too', () => {
    const [person] = visits.filter(
      ({ person: { card }, via }) => via === 'card' && card?.profile === 'jpeg2000-portrait',
    );
    const report = reports.get(person?.name ?? '');
    expect(report?.evidence, `card problems: ${String(report?.cardProblems)}`).toContainEqual(
      expect.stringMatching(/^face-matches-chip/),
    );
  });

  it('leaves every number given once, one Encounter a ticket, one follow-up a desk ticket', async () => {
    const rows = await hand.queue();
    expect(rows).toHaveLength(visits.length);
    expect(new Set(rows.map(({ number }) => number)).size).toBe(visits.length);
    const tickets = visits.filter(({ expected }) => expected === 'ticket').length;
    expect(hospital.counts()).toMatchObject({
      encounters: tickets,
      tickets,
      deskFollowUps: visits.length - tickets,
    });
    expect([...reports.values()].flatMap(({ ticket }) => (ticket ? [ticket.number] : [])).toSorted()).toEqual(
      rows.map(({ number }) => number).toSorted(),
    );
  });
});
