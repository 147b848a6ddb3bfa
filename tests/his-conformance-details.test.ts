import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HospitalApi, HospitalPatient, HospitalResult } from '../sync/his/hospital-api.ts';
import {
  type CheckedHospitals,
  kindOfLie,
  noKeys,
  openCheckedHospitals,
  refusing,
  today,
} from './harness/checked-hospitals.ts';

/** Hospitals that lie about records, slips and what patients bring. */

let hospitals: CheckedHospitals;

beforeAll(async () => {
  hospitals = await openCheckedHospitals();
});
afterAll(() => hospitals.close());

type Lie = [checkId: string, lie: (api: HospitalApi) => Partial<HospitalApi>];

const ok = <T>(value: T): HospitalResult<T> => ({ ok: true, value });

const changed = <T>(answer: HospitalResult<T>, change: (value: T) => T): HospitalResult<T> =>
  answer.ok ? ok(change(answer.value)) : answer;

const withPatient = (
  api: HospitalApi,
  change: (patient: HospitalPatient) => HospitalPatient,
): Partial<HospitalApi> => ({
  findPatient: async (keys) =>
    changed(await api.findPatient(keys), (match) =>
      match.kind === 'one' ? { kind: 'one', patient: change(match.patient) } : match,
    ),
});

const somewhere = { clinicId: 'mat', doctorId: null };
const unit = { code: '1', name: 'Phường Một', provinceCode: '01', provinceName: 'Hà Nội' };
const noSlip = { namesPatient: false, patient: null, appointment: null, referral: null };
const daysOf = (api: HospitalApi, change: (day: Day) => Day): Partial<HospitalApi> => ({
  schedule: async (date) => changed(await api.schedule(date), (days) => days.map(change)),
});
type Day = Extract<Awaited<ReturnType<HospitalApi['schedule']>>, { ok: true }>['value'][number];
const tomorrow = { serviceDate: '2999-01-01', session: 'morning' } as const;

const readLies: Lie[] = [
  [
    'reads.clinics',
    (api) => ({
      clinics: async () =>
        changed(await api.clinics(), (all) =>
          all.map((clinic) => ({ ...clinic, specialty: { code: 'noi', name: { vi: clinic.id, en: '' } } })),
        ),
    }),
  ],
  // It does not look at the days.
  ['reads.appointments', (api) => ({ appointments: (id) => api.appointments(id, today()) })],
  [
    'reads.appointments',
    (api) => ({
      appointments: async (id, period) =>
        changed(await api.appointments(id, period), (all) => all.map((each) => ({ ...each, start: 'in the morning' }))),
    }),
  ],
  ['reads.standing', (api) => withPatient(api, (patient) => ({ ...patient, standing: 'active' }))],
  [
    'reads.standing',
    (api) =>
      withPatient(api, (patient) => ({
        ...patient,
        standing: patient.standing === 'active' ? 'blocked' : patient.standing,
      })),
  ],
  ['reads.merged', (api) => withPatient(api, (patient) => ({ ...patient, wasMerged: false }))],
  ['reads.merged', (api) => withPatient(api, (patient) => ({ ...patient, wasMerged: true }))],
  ['reads.merged', () => ({ findPatient: async () => ok({ kind: 'merged-away' }) })],
  ['reads.unknown-slip', () => ({ findSlip: async () => ok(noSlip) })],
  ['reads.slip', () => ({ findSlip: async () => ok(null) })],
  [
    'reads.slip',
    (api) => ({
      findSlip: async (asked) =>
        changed(await api.findSlip(asked), (slip) => (slip === null ? null : { ...slip, patient: null })),
    }),
  ],
  [
    'reads.slip',
    (api) => ({
      findSlip: async (asked) =>
        changed(await api.findSlip(asked), (slip) =>
          slip === null || slip.appointment === null
            ? slip
            : { ...slip, appointment: { ...slip.appointment, start: 'soon' } },
        ),
    }),
  ],
  // It does not look at whose visits they are.
  ['reads.last-visit', () => ({ lastVisit: async () => ok(somewhere) })],
  [
    'reads.last-visit',
    (api) => ({
      lastVisit: async (id) =>
        changed(await api.lastVisit(id), (visit) => (visit === null ? null : { ...visit, clinicId: '' })),
    }),
  ],
  ['reads.address-units', () => ({ addressUnits: async () => ok([unit, unit]) })],
  ['reads.address-units', () => ({ addressUnits: async () => ok([{ ...unit, name: '' }]) })],
  [
    'reads.address-units',
    () => ({ addressUnits: async () => ok([unit, { ...unit, code: '2', provinceName: 'Huế' }]) }),
  ],
  [
    'reads.later-sessions',
    (api) => daysOf(api, (day) => ({ ...day, later: [{ ...tomorrow, serviceDate: '2020-01-01' }] })),
  ],
  [
    'reads.later-sessions',
    (api) => daysOf(api, (day) => ({ ...day, later: [{ ...tomorrow, serviceDate: '2999-02-30' }] })),
  ],
  ['reads.later-sessions', (api) => daysOf(api, (day) => ({ ...day, later: [tomorrow, tomorrow] }))],
  [
    'reads.doctors',
    (api) => daysOf(api, (day) => ({ ...day, doctors: day.doctors.map((doctor) => ({ ...doctor, isAbsent: true })) })),
  ],
  ['reads.doctors', (api) => daysOf(api, (day) => ({ ...day, doctors: [...day.doctors, ...day.doctors] }))],
];

const away = { ok: false, failure: { kind: 'unreachable', detail: 'refused' } } as const;

const writeLies: Lie[] = [
  [
    'writes.call-staff',
    (api) => ({ callStaff: async (call) => (call.urgency === 'emergency' ? away : api.callStaff(call)) }),
  ],
  ['writes.planned', (api) => ({ submit: refusing(api, /DAT_TRUOC/) })],
  // Whatever a ticket is for, it is for today.
  [
    'writes.planned',
    (api) => ({
      ticket: async (key) =>
        changed(await api.ticket(key), (ticket) =>
          ticket === null ? null : { ...ticket, moment: { serviceDate: today().from, session: 'morning' } },
        ),
    }),
  ],
  // One visit for whatever is sent.
  [
    'writes.planned',
    (api) => ({
      submit: async (key, body) => {
        const answer = await api.submit(key, body);
        return answer.kind === 'confirmed' ? { ...answer, encounterId: 'KB1' } : answer;
      },
    }),
  ],
  ['writes.chosen-doctor', (api) => ({ submit: refusing(api, /MA_BAC_SI/) })],
  ['writes.referral', (api) => ({ submit: refusing(api, /SO_GIAY_CHUYEN_TUYEN/) })],
  ['writes.answers', (api) => ({ submit: refusing(api, /TRA_LOI/) })],
  ['writes.answers', (api) => ({ submit: refusing(api, /TU_KHAI/) })],
  ['writes.carer', (api) => ({ submit: refusing(api, /NGUOI_DI_CUNG/) })],
  ['writes.differences', (api) => ({ submit: refusing(api, /DANG_KY.*MAU_THUAN/) })],
];

describe('a hospital that lies', () => {
  it.each([...readLies, ...writeLies])('fails in %s', async (id, lie) => {
    expect(await kindOfLie(hospitals.overRest, id, lie)).toBe('failed');
  });
});

describe('a referral that is taken once only', () => {
  it('fails', async () => {
    const seen = new Set<string>();
    const once = (api: HospitalApi): Partial<HospitalApi> => ({
      submit: async (key, body) => {
        const { CHUYEN_TUYEN: referral } = JSON.parse(body) as { CHUYEN_TUYEN?: { SO_GIAY_CHUYEN_TUYEN: string } };
        const number = referral?.SO_GIAY_CHUYEN_TUYEN;
        const isSecond = number !== undefined && seen.has(number);
        if (number !== undefined) seen.add(number);
        return isSecond ? refusing(api, /./)(key, body) : api.submit(key, body);
      },
    });
    expect(await kindOfLie(hospitals.overRest, 'writes.referral', once)).toBe('failed');
  });
});

it('a known patient who cannot be found fails in what is asked of them', async () => {
  const nobody = (api: HospitalApi): Partial<HospitalApi> => ({ findPatient: () => api.findPatient(noKeys) });
  for (const id of ['reads.standing', 'reads.merged', 'reads.last-visit']) {
    expect(await kindOfLie(hospitals.overRest, id, nobody)).toBe('failed');
  }
});

it('a hospital that offers no slips is not asked for one', async () => {
  const without = (): Partial<HospitalApi> => ({
    capabilities: async () => ok({ software: 'old', version: null, offers: [] }),
    findSlip: async () => ok(null),
  });
  expect(await kindOfLie(hospitals.overRest, 'reads.slip', without)).toBe('not-offered');
});
