/** The FHIR client and the mock hospital, over real HTTP on loopback. */
import { afterEach, beforeEach } from 'vitest';
import { createMockHis, type MockHis } from '../../fixtures/his/mock-his.ts';
import { specimenPeople, type SpecimenPerson } from '../../fixtures/people/person.ts';
import type { OutboxSubject } from '../registration.ts';
import { bodyBuilder } from './bundle.ts';
import { createFhirHospital } from './fhir-hospital.ts';
import type { HospitalApi, LeaseRequest, PatientKeys } from './hospital-api.ts';
import { fhirSystems } from './identifiers.ts';

const systems = fhirSystems();
const people = specimenPeople();

/** A Monday morning at the hospital: 2026-11-23, 08:15:30. */
export const now = (): Date => new Date('2026-11-23T01:15:30Z');
export const body = bodyBuilder(systems, { facilityCode: '01005', hospitalName: 'Bệnh viện Mẫu' });

export const person = (id: string): SpecimenPerson => {
  const found = people.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no specimen ${id}`);
  return found;
};

/** The hospital of the present test, and the kiosk's client of it. */
export let his: MockHis;
export let hospital: HospitalApi;

/** A hospital of its own for every test of the file. */
export function hospitalForEachTest(): void {
  beforeEach(async () => {
    his = await createMockHis({ now, timeZone: 'Asia/Ho_Chi_Minh', people });
    // What the registrations of the tests have.
    his.staff.setRequiredFields(['fullName', 'birthDate', 'sex']);
    hospital = createFhirHospital({
      baseUrl: his.url,
      kioskId: 'K1',
      facilityCode: '01005',
      systems,
      timeoutMs: 5_000,
      submitTimeoutMs: 5_000,
      now,
    });
  });
  afterEach(async () => {
    await hospital.close();
    await his.close();
  });
}

export const submit = (subject: OutboxSubject) => hospital.submit(subject.key, body(subject));

export const noKeys: PatientKeys = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};

export const key = (ordinal: number): string => `00000000-0000-4000-8000-${String(ordinal).padStart(12, '0')}`;

export const leaseRequest: LeaseRequest = {
  kioskId: 'K1',
  clinicId: 'noi-tong-quat',
  serviceDate: '2026-11-23',
  session: 'morning',
  stream: 'insured',
  size: 5,
};
