import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HospitalApi } from '../sync/his/hospital-api.ts';
import {
  check,
  type CheckedHospitals,
  failures,
  kindOf,
  kindOfLie,
  noKeys,
  openCheckedHospitals,
  refusing,
} from './harness/checked-hospitals.ts';

/** Both adapters against both pretend hospitals, and hospitals that lie: a check that cannot fail proves nothing. */

let hospitals: CheckedHospitals;

beforeAll(async () => {
  hospitals = await openCheckedHospitals();
});
afterAll(() => hospitals.close());

describe('an adapter and its pretend hospital', () => {
  it.each([
    ['FHIR', () => hospitals.overFhir],
    ['REST', () => hospitals.overRest],
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

  it('say whether what is to be paid comes with a code', async () => {
    const { mock, rest, overFhir, overRest } = hospitals;
    const said = async (checked: typeof overFhir) =>
      (await check(checked)).find(({ id }) => id === 'writes.invoice')?.outcome;
    expect(await said(overFhir)).toEqual({ kind: 'passed', detail: 'none' });
    mock.staff.setFee(150_000);
    rest.rules.fee = 150_000;
    for (const checked of [overFhir, overRest]) {
      expect(await said(checked)).toEqual({ kind: 'passed', detail: 'open, with a payment code' });
    }
    mock.staff.setFee(null);
    rest.rules.fee = null;
  });

  it('over REST refuse a stranger, who signs with another secret', async () => {
    const { overRest, stranger } = hospitals;
    expect(kindOf(await check(overRest, true, stranger), 'reads.stranger')).toBe('passed');
    // A hospital that lets anybody in.
    expect(kindOf(await check(overRest, true, overRest.api), 'reads.stranger')).toBe('failed');
  });

  it('leave nothing behind that waits', () => {
    const { mock, rest } = hospitals;
    const { arrivals } = mock.desk();
    expect(arrivals.length).toBeGreaterThan(0);
    expect(arrivals.filter(({ state }) => state !== 'cancelled')).toEqual([]);
    expect(rest.registrations().filter(({ state }) => state !== 'HUY')).toEqual([]);
  });

  it('change nothing when they may only read', async () => {
    const { mock, overFhir } = hospitals;
    const before = mock.counts();
    const results = await check(overFhir, true);
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

const twice = (answer: Awaited<ReturnType<HospitalApi['clinics']>>) =>
  answer.ok ? { ok: true as const, value: [...answer.value, ...answer.value] } : answer;

const withNumber =
  (api: HospitalApi, number: () => string | null): HospitalApi['submit'] =>
  async (key, body) => {
    const answer = await api.submit(key, body);
    return answer.kind === 'confirmed' ? { ...answer, number: number() } : answer;
  };

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
    expect(await kindOfLie(hospitals.overFhir, id, lie)).toBe('failed');
  });

  it('is a hospital whose adapter breaks', async () => {
    const { overFhir } = hospitals;
    const api = { ...overFhir.api, requiredFields: () => Promise.reject(new TypeError('a bug')) };
    const results = await check({ ...overFhir, api }, true);
    expect(results.find(({ id }) => id === 'reads.required-fields')?.outcome).toEqual({
      kind: 'failed',
      detail: 'the adapter broke (TypeError)',
    });
  });

  it('may lack what a kiosk can do without', async () => {
    const absent = async () => ({ ok: false, failure: { kind: 'refused', status: 404, detail: 'http-404' } }) as const;
    const { overFhir } = hospitals;
    const lacks = {
      schedule: absent,
      requiredFields: absent,
      ticket: absent,
      findSlip: absent,
      lastVisit: absent,
      addressUnits: absent,
    };
    const results = await check({ ...overFhir, api: { ...overFhir.api, ...lacks } });
    expect(failures(results)).toEqual([]);
    expect(results.filter(({ outcome }) => outcome.kind === 'not-offered').map(({ id }) => id)).toEqual([
      'reads.schedule',
      'reads.required-fields',
      'reads.unknown-ticket',
      'reads.unknown-slip',
      'reads.slip',
      'reads.last-visit',
      'reads.address-units',
      'reads.later-sessions',
      'reads.doctors',
      'writes.own-number',
      'writes.planned',
      'writes.chosen-doctor',
      'writes.ticket',
      'writes.change-clinic',
      'writes.cancel',
    ]);
  });
});
