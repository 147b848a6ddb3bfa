import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitReport, Way } from '../fixtures/simulators/patient.ts';
import { openPatientCamera, type PatientCamera } from '../fixtures/simulators/patient-face.ts';
import { appointmentsOf, specimenPeople } from '../fixtures/people/person.ts';
import { useHeadless } from './harness/headless.ts';
import { anyHour, searchHospital } from './harness/hospital.ts';

/**
 * Every specimen person, every way they can identify themselves, one after the other at one station. Whoever comes again on
 * the same day wants another clinic, so every visit makes a number of its own; what the same clinic again gives, and what
 * else a visit can come to, stands in every-path.test.ts.
 */

/** A slip first: who has registered once has nothing left to arrive for. */
const ways: readonly Way[] = ['appointment', 'card', 'qr', 'typed', 'patient-code', 'vneid', 'bhyt'];

/** One after the other for whoever comes again; nobody comes oftener, and nobody is booked at one and comes again there. */
const otherClinics = ['da-lieu', 'tai-mui-hong', 'san', 'mat', 'ngoai', 'nhi'];

const visits = specimenPeople().flatMap((person) => {
  const booked = appointmentsOf(person).map(({ clinicId }) => clinicId);
  const others = otherClinics.filter((clinicId) => !booked.includes(clinicId));
  return ways
    .flatMap((via) => {
      const expected = person.expected[via];
      return expected ? [{ via, expected }] : [];
    })
    .map(({ via, expected }, index) => ({
      person,
      via,
      expected,
      clinicId: index === 0 ? null : others[index - 1]!,
      name: `${person.id} by ${via}`,
    }));
});

const station = useHeadless({ settings: [anyHour, 'delays.greetMs = 200', 'delays.matchedMs = 20'] });
const reports = new Map<string, VisitReport>();

let camera: PatientCamera;
beforeAll(async () => {
  const opened = await openPatientCamera();
  if (!opened.ok) throw new Error(opened.detail);
  camera = opened.camera;
});
afterAll(() => camera.close());

/** What is written down of how a person identified themselves. */
const evidenceOf: Readonly<Record<Way, RegExp>> = {
  card: /^code-scanned/,
  qr: /^code-scanned/,
  typed: /^number-typed/,
  bhyt: /^code-scanned/,
  'patient-code': /^code-scanned/,
  appointment: /^code-scanned/,
  vneid: /^vneid-verified/,
  face: /^face-returning/,
  'ticket-face': /^face-returning/,
};

describe('every specimen person', () => {
  it.for(visits)('$name ends as their entry says: $expected', async ({ person, via, expected, clinicId, name }) => {
    const { report } = await station().visit(person.id, via, {
      face: via === 'card' ? camera.of(person) : null,
      ...(clinicId !== null && { clinicId }),
      // The hospital of this test is not the simulated world's own, whose codes it would not know.
      ...(via === 'vneid' && { shows: station().hospital.staff.mintVneidToken(person.id) }),
    });
    reports.set(name, report);
    const { outcome, confirmed, evidence, reason } = report;
    expect({ outcome, confirmed }, `${reason ?? 'no reason'}: ${evidence.join()}`).toEqual({
      outcome: expected,
      confirmed: true,
    });
    expect(evidence).toContainEqual(expect.stringMatching(evidenceOf[via]));
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

  it('leaves every number given once, one Encounter a number of a clinic, one follow-up a desk ticket', async () => {
    const rows = await station().hand.queue();
    const given = [...reports.values()].flatMap(({ ticket, others }) => [...(ticket ? [ticket] : []), ...others]);
    expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
    expect(given.map(({ number }) => number).toSorted()).toEqual(rows.map(({ number }) => number).toSorted());
    const desks = visits.filter(({ expected }) => expected === 'desk').length;
    // One person is booked in two clinics, and is given both numbers once.
    expect(rows).toHaveLength(visits.length + 1);
    expect(station().hospital.counts()).toMatchObject({
      encounters: rows.length - desks,
      tickets: rows.length - desks,
      deskFollowUps: desks,
    });
  });

  it('leaves what staff must settle: a Task a contradiction, and none where there is none', async () => {
    const conflicts = await searchHospital(station().hospital, 'Task?code=data-conflict');
    const about = conflicts.map(({ for: patient }) => (patient as { reference: string }).reference);
    expect(about.toSorted()).toEqual(
      [
        // The birth date, every time they come.
        ...visits.filter(({ person }) => person.id === 'f11').map(() => 'Patient/pat-f11'),
        // The name, and the visit goes on.
        'Patient/pat-f18',
        // Name and number of another holder's chip.
        'Patient/pat-p05',
        'Patient/pat-p05',
      ].toSorted(),
    );
    // Of everybody who is new here: this hospital asks more of them than a document says. Whoever comes again is known.
    const newcomers = visits.filter(({ person, expected }) => person.records.count === 0 && expected === 'ticket');
    const details = await searchHospital(station().hospital, 'Task?code=patient-details');
    expect(details).toHaveLength(new Set(newcomers.map(({ person }) => person.id)).size);
  });
});
