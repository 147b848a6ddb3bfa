import { describe, expect, it } from 'vitest';
import type { Appointment, Eligibility, HospitalPatient, PatientMatch } from '../../sync/his/hospital-api.ts';
import type { Identity } from './identity.ts';
import { askHospital, askInsurance, learnPatient, patientIdOf, referralOf, withoutHospital } from './lookup.ts';
import { FakeHospital, fakePorts, type KioskOptions, unreachable } from './visit-testing.ts';
import {
  appointment,
  codeOf,
  covered,
  eyeClinic,
  hanh,
  insuranceCodeOf,
  khoa,
  patientCode,
  recordFor,
  typedOf,
} from './visit-testing-people.ts';
import { away, found, identityBy } from './visit-testing-plan.ts';

const { signal } = new AbortController();

async function ask(hospital: FakeHospital, identity: Identity = identityBy(), options: KioskOptions = {}) {
  return askHospital({ ports: fakePorts({ hospital, ...options }), identity }, signal);
}

function answering(match: PatientMatch): FakeHospital {
  const hospital = new FakeHospital();
  hospital.answers.findPatient = { ok: true, value: match };
  return hospital;
}

const record = (changes: Partial<HospitalPatient>): PatientMatch => ({
  kind: 'one',
  patient: { ...recordFor(hanh), ...changes },
});
const methods = (hospital: FakeHospital): string[] => hospital.calls.map(({ method }) => method);

describe('somebody whom the hospital knows', () => {
  it('is asked about once: insurance, appointments of the days around, the last visit', async () => {
    const hospital = new FakeHospital();
    const lastVisit = { clinicId: 'eye', doctorId: 'mai' };
    hospital.answers.lastVisit = { ok: true, value: lastVisit };
    const lookup = await ask(hospital);
    expect(lookup).toEqual({ ...found, lastVisit, clinics: lookup.clinics });
    expect(hospital.lastCallOf('appointments').request).toEqual({
      patientId: `patient-${hanh.idNumber}`,
      from: '2026-02-23',
      to: '2026-03-09',
    });
    expect(methods(hospital)).toEqual(['findPatient', 'clinics', 'eligibility', 'appointments', 'lastVisit']);
    expect(patientIdOf(lookup)).toBe(`patient-${hanh.idNumber}`);
    expect(patientIdOf(null)).toBeNull();
  });

  it('goes on with what has answered', async () => {
    const hospital = new FakeHospital();
    Object.assign(hospital.answers, {
      eligibility: unreachable,
      appointments: unreachable,
      lastVisit: unreachable,
      clinics: unreachable,
    });
    const lookup = await ask(hospital);
    expect(lookup).toMatchObject({ reachable: true, eligibility: null, appointments: [], lastVisit: null });
    expect(lookup.clinics).toEqual([{ ...eyeClinic, waiting: null }]);
  });

  it('is known by the name and birth date of the record where the code has none', async () => {
    const hospital = new FakeHospital();
    await ask(hospital, identityBy(patientCode));
    expect(hospital.lastCallOf('eligibility').request).toMatchObject({
      patientId: `patient-${hanh.idNumber}`,
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
    });
  });
});

describe('of a record that staff must see first', () => {
  it.each([
    [record({ standing: 'deceased' })],
    [record({ standing: 'blocked' })],
    [record({ birthDate: '1991-03-14' })],
    [{ kind: 'several', count: 2 } as const],
    [{ kind: 'merged-away' } as const],
  ])('%o nothing more is asked', async (match) => {
    const hospital = answering(match);
    const lookup = await ask(hospital);
    expect(methods(hospital)).toEqual(['findPatient', 'clinics']);
    expect(lookup).toMatchObject({ patient: { kind: match.kind }, eligibility: null, appointments: [] });
  });

  it('which a typed number finds, with another birth date, nothing is learned', async () => {
    const hospital = answering(record({ birthDate: '1991-03-14' }));
    await ask(hospital, identityBy(typedOf(hanh)));
    await ask(hospital, identityBy(insuranceCodeOf(hanh)));
    expect(hospital.callsOf('appointments')).toEqual([]);
  });
});

describe('somebody whom no key finds', () => {
  it('is asked about with the insurance alone', async () => {
    const hospital = answering({ kind: 'none' });
    expect(await ask(hospital)).toMatchObject({ patient: { kind: 'none' }, eligibility: covered, appointments: [] });
    expect(methods(hospital)).toEqual(['findPatient', 'clinics', 'eligibility', 'similarPatients']);
  });

  it.each([
    [typedOf(hanh), { idNumber: hanh.idNumber }],
    [insuranceCodeOf(hanh), { insuranceNumber: 'DN4010112345678' }],
  ])('of %o is asked about by it', async (code, request) => {
    const hospital = answering({ kind: 'none' });
    await ask(hospital, identityBy(code));
    expect(hospital.lastCallOf('eligibility').request).toMatchObject({ patientId: null, ...request });
  });

  it('is nobody behind a paper code', async () => {
    const hospital = answering({ kind: 'none' });
    await ask(hospital, identityBy(patientCode));
    expect(methods(hospital)).toEqual(['findPatient', 'clinics']);
  });
});

describe('while the hospital does not answer', () => {
  const known = { patientId: 'patient-7', appointments: [appointment] };

  it('the cache knows the id and the appointments of today', async () => {
    const hospital = new FakeHospital();
    hospital.answers.findPatient = unreachable;
    const lookup = await ask(hospital, identityBy(), { knownPatient: () => known });
    expect(lookup).toEqual({
      ...away,
      patient: { kind: 'cached', patientId: 'patient-7' },
      appointments: [appointment],
      clinics: lookup.clinics,
    });
    expect(patientIdOf(lookup)).toBe('patient-7');
    expect(methods(hospital)).toEqual(['findPatient', 'clinics']);
  });

  it('the cache knows nobody by a number that was only typed, since nothing there shows that it is theirs', () => {
    const ports = fakePorts({ knownPatient: () => known });
    expect(withoutHospital({ ports, identity: identityBy(typedOf(hanh)) })).toEqual(away);
  });

  it('nobody is known before a code was shown, or by a cache that cannot be read', async () => {
    const ports = fakePorts({ knownPatient: () => expect.fail('a damaged page') });
    expect(withoutHospital({ ports, identity: identityBy() })).toEqual(away);
    expect(await askHospital({ ports, identity: null }, signal)).toEqual(away);
  });
});

describe('another insurance card', () => {
  it('is asked about by its own number, with the person as they are known', async () => {
    const hospital = new FakeHospital();
    const answer: Eligibility = { ...covered, code: '060', outcome: 'check-name' };
    hospital.answers.eligibility = { ok: true, value: answer };
    const identity = identityBy(codeOf(hanh), {
      shownInsurance: { ...insuranceCodeOf(khoa), cardNumber: '0987654321' },
    });
    const ports = fakePorts({ hospital });
    expect(await askInsurance(ports, found, identity, signal)).toEqual(answer);
    expect(hospital.lastCallOf('eligibility').request).toEqual({
      patientId: `patient-${hanh.idNumber}`,
      idNumber: hanh.idNumber,
      insuranceNumber: '0987654321',
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
    });
    hospital.answers.eligibility = unreachable;
    expect(await askInsurance(ports, found, identity, signal)).toBeNull();
  });
});

describe('the referral', () => {
  const own = { number: 'CT-1', facility: 'Trạm y tế Mẫu', validTo: '2026-12-31' };
  const paper = { ...own, number: 'CT-2', clinicId: 'eye' };
  const day = '2026-03-02';
  const eligibility = { ...covered, referral: own };
  const slip = { namesPatient: false, patient: null, appointment: null, referral: paper };

  it('is the one of the slip, or else the insurer’s, or none', () => {
    expect(referralOf({ ...found, eligibility, slip }, day)).toEqual({ ...own, number: 'CT-2' });
    expect(referralOf({ ...found, eligibility, slip: { ...slip, referral: null } }, day)).toEqual(own);
    const none = [found, { ...found, eligibility: null }, null].map((lookup) => referralOf(lookup, day));
    expect(none).toEqual([null, null, null]);
  });

  it('is the one that still holds on the day, or else the slip’s', () => {
    const over = { ...slip, referral: { ...paper, validTo: '2026-03-01' } };
    const number = (its: typeof own) =>
      referralOf({ ...found, eligibility: { ...covered, referral: its }, slip: over }, day)?.number;
    expect(number(own)).toBe('CT-1');
    expect(number({ ...own, validTo: '2026-02-01' })).toBe('CT-2');
    expect(referralOf({ ...found, eligibility, slip: over }, '2026-03-01')?.number).toBe('CT-2');
  });
});

describe('whom the hospital has found', () => {
  const learned = (identity: Identity | null, lookup: typeof found | null) => {
    const calls: unknown[] = [];
    const ports = fakePorts({ learnPatient: (keys, patientId) => void calls.push([keys, patientId]) });
    learnPatient({ ports, identity, lookup });
    return calls;
  };

  it('is learned by every key that is theirs, and not by a card that may be anybody’s', () => {
    const identity = identityBy(codeOf(hanh), { shownInsurance: insuranceCodeOf(khoa) });
    const { idNumber, oldIdNumber } = hanh;
    const keys = { idNumber, oldIdNumber, insuranceNumber: null, passportNumber: null, patientCode: 'BN-00417' };
    expect(learned(identity, found)).toEqual([[keys, `patient-${hanh.idNumber}`]]);
  });

  it('is nobody before a code was shown, and nobody whom it did not find', () => {
    expect([learned(null, found), learned(identityBy(), away), learned(identityBy(), null)]).toEqual([[], [], []]);
  });

  it('is still served when that cannot be kept', () => {
    const ports = fakePorts({ learnPatient: () => expect.fail('a damaged page') });
    expect(() => {
      learnPatient({ ports, identity: identityBy(), lookup: found });
    }).not.toThrow();
  });
});

it('appointments stay in the hospital’s order', async () => {
  const hospital = new FakeHospital();
  const second: Appointment = { ...appointment, id: 'appointment-8', start: '2026-03-02T10:00:00+07:00' };
  hospital.answers.appointments = { ok: true, value: [appointment, second] };
  expect((await ask(hospital)).appointments).toEqual([appointment, second]);
});
