/** Both adapters before their pretend hospitals, with somebody to name for every check, and hospitals that lie. */
import { randomUUID } from 'node:crypto';
import { createMockHis, type MockHis } from '../../fixtures/his/mock-his.ts';
import { createRestMock, type RestMock } from '../../fixtures/his/rest-mock.ts';
import { appointmentsOf, specimenPeople, type SpecimenPerson } from '../../fixtures/people/person.ts';
import { bodyBuilder } from '../../sync/his/bundle.ts';
import type { CheckedHospital, CheckResult } from '../../sync/his/conformance-check.ts';
import { checkHospital } from '../../sync/his/conformance.ts';
import { createFhirHospital } from '../../sync/his/fhir-hospital.ts';
import type { HospitalApi, PatientKeys } from '../../sync/his/hospital-api.ts';
import { fhirSystems } from '../../sync/his/identifiers.ts';
import { restBodyBuilder } from '../../sync/his/rest-body.ts';
import { createRestHospital } from '../../sync/his/rest-hospital.ts';
import { serviceMoment } from '../../sync/queue/service-day.ts';

const timeZone = 'Asia/Ho_Chi_Minh';
const now = (): Date => new Date();
const moment = () => serviceMoment(now(), timeZone, '12:00');

/** What a specimen person has beyond people.json. p01 is insured and has an appointment today. */
const changes: Readonly<Record<string, Partial<SpecimenPerson>>> = {
  p01: {
    appointments: [
      { clinicId: 'mat', time: '09:00', dayOffset: -2, status: 'cancelled' },
      { clinicId: 'mat', time: '09:00', dayOffset: 3 },
    ],
    lastVisit: { clinicId: 'ngoai' },
  },
  p03: { records: { count: 1, standing: 'blocked' } },
  p05: { records: { count: 1, standing: 'deceased' } },
  p08: { records: { count: 1, standing: 'merged' } },
};
const people = specimenPeople().map((person) => ({ ...person, ...changes[person.id] }));

export const noKeys: PatientKeys = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
};

const keysOf = (id: string): PatientKeys => ({
  ...noKeys,
  idNumber: people.find((person) => person.id === id)?.citizen?.idNumber ?? '',
});

/** Where nobody has an appointment. */
const closedClinic = 'da-lieu';
const absentDoctor = 'bs-binh';

export async function check(
  hospital: CheckedHospital,
  readOnly = false,
  stranger: HospitalApi | null = null,
): Promise<CheckResult[]> {
  return checkHospital({
    hospital,
    stranger,
    knownPatient: keysOf('p01'),
    mergedPatient: keysOf('p08'),
    standings: [
      { keys: keysOf('p03'), standing: 'blocked' },
      { keys: keysOf('p05'), standing: 'deceased' },
    ],
    appointmentCode: people.filter(({ id }) => id === 'p01').flatMap(appointmentsOf)[0]?.code ?? null,
    closedClinicId: closedClinic,
    readOnly,
    kioskId: 'CHECK',
    moment,
    newKey: randomUUID,
  });
}

/** The hospital's today as a period. */
export function today(): { from: string; to: string } {
  const { serviceDate } = moment();
  return { from: serviceDate, to: serviceDate };
}

export const failures = (results: readonly CheckResult[]): string[] =>
  results.filter(({ outcome }) => outcome.kind === 'failed').map(({ id, outcome }) => `${id}: ${outcome.detail}`);

export const kindOf = (results: readonly CheckResult[], id: string) =>
  results.find((each) => each.id === id)?.outcome.kind;

/** What a check makes of a hospital that behaves but in what `lie` puts in its place. Reading checks change nothing. */
export async function kindOfLie(
  hospital: CheckedHospital,
  id: string,
  lie: (api: HospitalApi) => Partial<HospitalApi>,
): Promise<string | undefined> {
  const api = { ...hospital.api, ...lie(hospital.api) };
  return kindOf(await check({ ...hospital, api }, id.startsWith('reads.')), id);
}

/** A hospital that cannot do with what matches. */
export const refusing =
  (api: HospitalApi, body: RegExp): HospitalApi['submit'] =>
  async (key, sent) =>
    body.test(sent)
      ? { kind: 'dead', status: 400, detail: 'http-400', refusal: { reason: 'other', sendTo: null } }
      : api.submit(key, sent);

export interface CheckedHospitals {
  mock: MockHis;
  rest: RestMock;
  overFhir: CheckedHospital;
  overRest: CheckedHospital;
  /** The REST hospital, asked with another secret. */
  stranger: HospitalApi;
  close(): Promise<void>;
}

export async function openCheckedHospitals(): Promise<CheckedHospitals> {
  const facility = { facilityCode: '01001', hospitalName: 'Bệnh viện Mẫu' };
  const limits = { kioskId: 'CHECK', timeoutMs: 5_000, submitTimeoutMs: 10_000, timeZone, now };
  const mock = await createMockHis({ now, timeZone, people });
  mock.staff.setClinic(closedClinic, { hours: [] });
  mock.staff.setDoctorAbsent(absentDoctor, true);
  const systems = fhirSystems();
  const overFhir = {
    api: createFhirHospital({ ...limits, baseUrl: mock.url, facilityCode: facility.facilityCode, systems }),
    buildBody: bodyBuilder(systems, facility),
  };
  const signing = { merchantId: 'kiosk', signingSecret: randomUUID() };
  const rest = await createRestMock({ now, timeZone, people, ...signing });
  rest.rules.hours.set(closedClinic, { from: '9999', to: '9999' });
  rest.rules.absentDoctors.add(absentDoctor);
  const overRest = {
    api: createRestHospital({ ...limits, baseUrl: rest.url, ...signing }),
    buildBody: restBodyBuilder(facility),
  };
  const stranger = createRestHospital({ ...limits, baseUrl: rest.url, merchantId: 'kiosk', signingSecret: 'guess' });
  return {
    mock,
    rest,
    overFhir,
    overRest,
    stranger,
    async close() {
      await Promise.all([overFhir.api.close(), overRest.api.close(), stranger.close()]);
      await mock.close();
      await rest.close();
    },
  };
}
