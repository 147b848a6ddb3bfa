import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockHis, type MockHis } from '../fixtures/his/mock-his.ts';
import { createRestMock, type RestMock } from '../fixtures/his/rest-mock.ts';
import { specimenPeople } from '../fixtures/people/person.ts';
import { bodyBuilder } from '../sync/his/bundle.ts';
import type { CheckedHospital, CheckResult } from '../sync/his/conformance-check.ts';
import { checkHospital } from '../sync/his/conformance.ts';
import { createFhirHospital } from '../sync/his/fhir-hospital.ts';
import type { HospitalApi } from '../sync/his/hospital-api.ts';
import { fhirSystems } from '../sync/his/identifiers.ts';
import { restBodyBuilder } from '../sync/his/rest-body.ts';
import { createRestHospital } from '../sync/his/rest-hospital.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';

/** Both adapters against both pretend hospitals, and hospitals that lie: a check that cannot fail proves nothing. */

const timeZone = 'Asia/Ho_Chi_Minh';
const now = (): Date => new Date();
const people = specimenPeople();
/** Insured, and with an appointment today. */
const knownId =
  people.find(({ citizen, records, appointment }) => citizen && records.count === 1 && appointment)?.citizen
    ?.idNumber ?? '';
/** Where nobody has an appointment. */
const closedClinic = 'da-lieu';

async function check(
  hospital: CheckedHospital,
  readOnly = false,
  stranger: HospitalApi | null = null,
): Promise<CheckResult[]> {
  return checkHospital({
    hospital,
    stranger,
    knownPatient: {
      idNumber: knownId,
      oldIdNumber: null,
      insuranceNumber: null,
      passportNumber: null,
      patientCode: null,
    },
    closedClinicId: closedClinic,
    readOnly,
    kioskId: 'CHECK',
    moment: () => serviceMoment(now(), timeZone, '12:00'),
    newKey: randomUUID,
  });
}

const failures = (results: readonly CheckResult[]): string[] =>
  results.filter(({ outcome }) => outcome.kind === 'failed').map(({ id, outcome }) => `${id}: ${outcome.detail}`);

const kindOf = (results: readonly CheckResult[], id: string) => results.find((each) => each.id === id)?.outcome.kind;

const stops: (() => Promise<void>)[] = [];
const facility = { facilityCode: '01001', hospitalName: 'Bệnh viện Mẫu' };
const limits = { kioskId: 'CHECK', timeoutMs: 5_000, submitTimeoutMs: 10_000, timeZone, now };
let mock: MockHis;
let rest: RestMock;
let hospital: CheckedHospital;
let restHospital: CheckedHospital;

beforeAll(async () => {
  mock = await createMockHis({ now, timeZone, people });
  const systems = fhirSystems();
  hospital = {
    api: createFhirHospital({ ...limits, baseUrl: mock.url, facilityCode: facility.facilityCode, systems }),
    buildBody: bodyBuilder(systems, facility),
  };
  mock.staff.setClinic(closedClinic, { hours: [] });
  const signing = { merchantId: 'kiosk', signingSecret: randomUUID() };
  rest = await createRestMock({ now, timeZone, people, ...signing });
  rest.rules.hours.set(closedClinic, { from: '9999', to: '9999' });
  restHospital = {
    api: createRestHospital({ ...limits, baseUrl: rest.url, ...signing }),
    buildBody: restBodyBuilder(facility),
  };
  stops.push(
    () => hospital.api.close(),
    () => restHospital.api.close(),
    () => mock.close(),
    () => rest.close(),
  );
});

afterAll(async () => {
  for (const stop of stops) await stop();
});

describe('an adapter and its pretend hospital', () => {
  it.each([
    ['FHIR', () => hospital],
    ['REST', () => restHospital],
  ])('over %s hold in every check, again on a second run', async (_name, checked) => {
    for (let run = 1; run <= 2; run += 1) {
      const results = await check(checked());
      expect(failures(results)).toEqual([]);
      const open = results.filter(({ outcome }) => outcome.kind !== 'passed').map(({ id }) => id);
      expect(open).toEqual(['reads.stranger']);
      const known = results.find(({ id }) => id === 'writes.known-patient')?.outcome.detail;
      expect(known).toMatch(/^confirmed as \w+, an appointment$/);
    }
  });

  it('over REST refuse a stranger, who signs with another secret', async () => {
    const stranger = createRestHospital({ ...limits, baseUrl: rest.url, merchantId: 'kiosk', signingSecret: 'guess' });
    stops.push(() => stranger.close());
    const results = await check(restHospital, true, stranger);
    expect(kindOf(results, 'reads.stranger')).toBe('passed');
    // A hospital that lets anybody in.
    expect(kindOf(await check(restHospital, true, restHospital.api), 'reads.stranger')).toBe('failed');
  });

  it('leave nothing behind that waits', () => {
    const { arrivals } = mock.desk();
    expect(arrivals.length).toBeGreaterThan(0);
    expect(arrivals.filter(({ state }) => state !== 'cancelled')).toEqual([]);
    expect(rest.registrations().filter(({ state }) => state !== 'HUY')).toEqual([]);
  });

  it('change nothing when they may only read', async () => {
    const before = mock.counts();
    const results = await check(hospital, true);
    expect(mock.counts()).toEqual(before);
    expect(kindOf(results, 'writes.register')).toBe('left-out');
  });
});

/** One hospital after the other that behaves but in one thing. */
const liars: readonly [checkId: string, lie: (api: HospitalApi) => Partial<HospitalApi>][] = [
  ['reads.capabilities', () => ({ capabilities: async () => away })],
  ['reads.clinics', () => ({ clinics: async () => ({ ok: true, value: [] }) })],
  ['reads.clinics', (api) => ({ clinics: async () => twice(await api.clinics()) })],
  [
    'reads.schedule',
    (api) => ({
      schedule: async (date) => {
        const days = await api.schedule(date);
        return days.ok
          ? { ok: true, value: days.value.map((day) => ({ ...day, hours: [{ opens: '7 h', closes: '16 h' }] })) }
          : days;
      },
    }),
  ],
  ['reads.find-nobody', () => ({ findPatient: async () => ({ ok: true, value: { kind: 'several', count: 2 } }) })],
  ['reads.similar-to-nobody', () => ({ similarPatients: async () => ({ ok: true, value: 2 }) })],
  ['reads.find-one', () => ({ findPatient: async () => ({ ok: true, value: { kind: 'none' } }) })],
  [
    'reads.eligibility-nobody',
    (api) => ({
      eligibility: async (subject) => {
        const answer = await api.eligibility(subject);
        return answer.ok ? { ok: true, value: { ...answer.value, outcome: 'covered' } } : answer;
      },
    }),
  ],
  [
    'reads.day-appointments',
    (api) => ({
      dayAppointments: async (date) => {
        const all = await api.dayAppointments(date);
        return all.ok ? { ok: true, value: all.value.map((one) => ({ ...one, keys: noKeys })) } : all;
      },
    }),
  ],
  // What is left when an adapter drops whom it could not find again.
  ['reads.day-appointments', () => ({ dayAppointments: async () => ({ ok: true, value: [] }) })],
  [
    'reads.day-appointments',
    (api) => ({
      dayAppointments: async (date) => {
        const all = await api.dayAppointments(date);
        return all.ok ? { ok: true, value: all.value.map((one) => ({ ...one, start: 'in the morning' })) } : all;
      },
    }),
  ],
  ['reads.clock', () => ({ clockOffsetMs: () => 3_600_000 })],
  ['reads.clock', () => ({ clockOffsetMs: () => null })],
  ['writes.leases', () => ({ leaseNumbers: async () => ({ ok: true, value: { prefix: 'A', first: 1, last: 3 } }) })],
  ['writes.register', (api) => ({ submit: withNumber(api, () => null) })],
  ['writes.same-key-thrice', (api) => ({ submit: withNumber(api, () => randomUUID()) })],
  ['writes.same-key-in-parallel', (api) => ({ submit: withEncounter(api, () => randomUUID()) })],
  [
    'writes.same-key-other-body',
    () => ({
      submit: async () => ({ kind: 'confirmed', encounterId: 'e', alreadyThere: false, number: 'A001' }),
    }),
  ],
  ['writes.one-place-a-person', (api) => ({ submit: withEncounter(api, () => randomUUID()) })],
  ['writes.one-place-in-parallel', (api) => ({ submit: withEncounter(api, () => randomUUID()) })],
  ['writes.ticket', () => ({ ticket: async () => ({ ok: true, value: null }) })],
  [
    'writes.change-clinic',
    (api) => ({
      ticket: async (key) => {
        const answer = await api.ticket(key);
        return answer.ok && answer.value ? { ok: true, value: { ...answer.value, clinicId: 'nowhere' } } : answer;
      },
    }),
  ],
  [
    'writes.cancel',
    (api) => ({
      ticket: async (key) => {
        const answer = await api.ticket(key);
        return answer.ok && answer.value ? { ok: true, value: { ...answer.value, state: 'waiting' } } : answer;
      },
    }),
  ],
  ['writes.full-visit', (api) => ({ submit: refusing(api, /"resourceType":"Coverage"/) })],
  ['writes.known-patient', (api) => ({ submit: refusing(api, /"reference":"Patient\//) })],
  ['writes.own-number', (api) => ({ submit: withNumber(api, () => 'A077') })],
  [
    'writes.own-number',
    (api) => ({
      ticket: async (key) => {
        const answer = await api.ticket(key);
        return answer.ok && answer.value ? { ok: true, value: { ...answer.value, number: 'A077' } } : answer;
      },
    }),
  ],
  ['writes.refusal-notice', (api) => ({ submit: refusing(api, /registration-refused/) })],
  ['writes.refusal-notice', (api) => ({ submit: forgetful(api) })],
  ['writes.desk-conflicts', (api) => ({ submit: refusing(api, /conflict-6/) })],
  ['writes.desk-conflicts', (api) => ({ submit: forgetful(api) })],
  ['writes.closed-clinic', () => ({ submit: async () => confirmed })],
  ['writes.closed-clinic', (api) => ({ submit: withoutReason(api) })],
  ['writes.unknown-clinic', () => ({ submit: async () => confirmed })],
  ['writes.half-a-body', () => ({ submit: async () => confirmed })],
  [
    'writes.desk-follow-up',
    () => ({ submit: async () => ({ kind: 'paused', refused: 'credentials', detail: 'http-401' }) }),
  ],
  ['writes.call-staff', () => ({ callStaff: async () => away })],
  ['writes.invoice', () => ({ invoiceStatus: async () => ({ ok: true, value: { kind: 'balanced' } }) })],
  ['writes.audit-head', () => ({ auditHead: async () => ({ ok: true, value: { count: 1, hash: '0'.repeat(64) } }) })],
];

const away = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } } as const;
const confirmed = { kind: 'confirmed', encounterId: 'e', alreadyThere: false, number: 'A001' } as const;
const noKeys = { idNumber: null, oldIdNumber: null, insuranceNumber: null, passportNumber: null, patientCode: null };

const twice = (answer: Awaited<ReturnType<HospitalApi['clinics']>>) =>
  answer.ok ? { ok: true as const, value: [...answer.value, ...answer.value] } : answer;

const withNumber =
  (api: HospitalApi, number: () => string | null): HospitalApi['submit'] =>
  async (key, body) => {
    const answer = await api.submit(key, body);
    return answer.kind === 'confirmed' ? { ...answer, number: number() } : answer;
  };

/** A hospital that cannot do with what matches. */
const refusing =
  (api: HospitalApi, body: RegExp): HospitalApi['submit'] =>
  async (key, sent) =>
    body.test(sent)
      ? { kind: 'dead', status: 400, detail: 'http-400', refusal: { reason: 'other', sendTo: null } }
      : api.submit(key, sent);

/** Takes everything, and each time as if for the first time. */
const forgetful =
  (api: HospitalApi): HospitalApi['submit'] =>
  async (key, body) => {
    const answer = await api.submit(key, body);
    return answer.kind === 'confirmed' ? { ...answer, alreadyThere: false } : answer;
  };

const withoutReason =
  (api: HospitalApi): HospitalApi['submit'] =>
  async (key, body) => {
    const answer = await api.submit(key, body);
    return answer.kind === 'dead' ? { ...answer, refusal: { reason: 'other', sendTo: null } } : answer;
  };

const withEncounter =
  (api: HospitalApi, encounterId: () => string): HospitalApi['submit'] =>
  async (key, body) => {
    const answer = await api.submit(key, body);
    return answer.kind === 'confirmed' ? { ...answer, encounterId: encounterId() } : answer;
  };

describe('a hospital that lies', () => {
  it.each(liars)('fails in %s', async (id, lie) => {
    const results = await check({ ...hospital, api: { ...hospital.api, ...lie(hospital.api) } });
    expect(kindOf(results, id)).toBe('failed');
  });

  it('is a hospital whose adapter breaks', async () => {
    const api = { ...hospital.api, requiredFields: () => Promise.reject(new TypeError('a bug')) };
    const results = await check({ ...hospital, api }, true);
    expect(results.find(({ id }) => id === 'reads.required-fields')?.outcome).toEqual({
      kind: 'failed',
      detail: 'the adapter broke (TypeError)',
    });
  });

  it('may lack what a kiosk can do without', async () => {
    const absent = async () => ({ ok: false, failure: { kind: 'refused', status: 404, detail: 'http-404' } }) as const;
    const api = { ...hospital.api, schedule: absent, requiredFields: absent, ticket: absent };
    const results = await check({ ...hospital, api }, true);
    expect(failures(results)).toEqual([]);
    expect(kindOf(results, 'reads.schedule')).toBe('not-offered');
  });
});
