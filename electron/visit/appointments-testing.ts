import type { Appointment } from '../../sync/his/hospital-api.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import { byCode, type FullKiosk, openFullKiosk, pendingEntry } from './visit-testing.ts';
import { appointment, earClinic, eyeClinic } from './visit-testing-people.ts';

/** Patients who have booked, for tests. */

export const atEar: Appointment = {
  ...appointment,
  id: 'appointment-8',
  clinicId: 'ear',
  start: '2026-03-02T08:50:00+07:00',
  practitioner: null,
  practitionerId: null,
};

/** Its hour has passed. */
export const tooLate: Appointment = { ...appointment, id: 'appointment-9', start: '2026-03-02T07:00:00+07:00' };

/** At the step after a patient with these has shown a code. */
export async function booked(...appointments: Appointment[]): Promise<FullKiosk> {
  const kiosk = openFullKiosk({ knownClinics: () => [eyeClinic, earClinic] });
  kiosk.hospital.answers.clinics = { ok: true, value: [eyeClinic, earClinic] };
  kiosk.hospital.answers.appointments = { ok: true, value: appointments };
  await byCode(kiosk);
  return kiosk;
}

/** The appointment's ticket was moved to the other clinic since. */
export function movedToEar({ queue }: FullKiosk): void {
  const there = { key: 'key-9', ticket: { number: 'T-9', official: true } };
  queue.alreadyTheirs = there;
  queue.rows.set(
    'key-9',
    pendingEntry({ ...there, visitKey: 'key-1', amendment: 'change-clinic', clinicId: 'ear', stream: 'priority' }),
  );
}

export const both: PatientIntent = { type: 'arrive', appointmentIds: [appointment.id, atEar.id] };
