import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ticketCode } from '../native/citizen-id/ticket-code.ts';
import { runVisit, type VisitReport, type Way } from '../fixtures/simulators/patient.ts';
import { openPatientCamera } from '../fixtures/simulators/patient-face.ts';
import { removeDataFolder, temporaryDataFolder } from './harness/data-folder.ts';
import { hospitalSettings, openHospital } from './harness/hospital.ts';
import { person } from './harness/people.ts';
import { startStationProcess } from './harness/station-alone.ts';
import { joinStation } from './harness/station-client.ts';

/** The ticket of an earlier half-day and the face of its owner: another visit without any other paper. */

/** A kiosk whose morning lasts all day, and one whose afternoon began at midnight. */
const afternoonFrom = { never: 'hospital.afternoonFrom = "23:59"', always: 'hospital.afternoonFrom = "00:00"' };

it('brings its owner to a number, and nobody while it is of the present half-day', async () => {
  const hospital = await openHospital();
  const folder = temporaryDataFolder([...hospitalSettings(hospital), afternoonFrom.never]);
  const opened = await openPatientCamera();
  if (!opened.ok) throw new Error(opened.detail);
  onTestFinished(async () => {
    await opened.camera.close();
    await hospital.close();
    removeDataFolder(folder);
  });
  const patient = person('p02');
  const face = opened.camera.of(patient);

  /** Visits one after the other, and the code of the last one's ticket. */
  const visits = async (...wanted: [Way, Parameters<typeof runVisit>[3]][]) => {
    const station = startStationProcess(folder);
    const hand = await joinStation(station.socketPath);
    try {
      const reports: VisitReport[] = [];
      for (const [via, options] of wanted) reports.push(await runVisit(hand.connection, patient, via, options));
      const [row] = await hand.queue();
      return { reports, code: ticketCode(row?.key ?? '') };
    } finally {
      hand.close();
      await station.stop();
    }
  };

  const first = await visits(['card', { face, answers: { enrols: true } }]);
  expect(first.reports).toMatchObject([{ outcome: 'ticket', enrolment: 'enrolled' }]);
  const shows = first.code;
  const early = await visits(['ticket-face', { face, shows }]);
  expect(early.reports).toMatchObject([{ outcome: 'stopped' }]);
  const file = join(folder, 'kiosk.toml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(afternoonFrom.never, afternoonFrom.always));
  const later = await visits(['ticket-face', { face, shows }], ['ticket-face', { face, shows, clinicId: 'ngoai' }]);
  expect(later.reports).toMatchObject([{ outcome: 'ticket' }, { outcome: 'ticket' }]);
  for (const { evidence } of later.reports) {
    expect(evidence).toContainEqual(expect.stringMatching(/^face-returning:ticket/));
  }
  // Of those who say nothing of another clinic, nobody is asked for one.
  expect(later.reports.map(({ stepsMs }) => 'choose' in stepsMs)).toEqual([false, true]);
});
