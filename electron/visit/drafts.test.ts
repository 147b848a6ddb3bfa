import { describe, expect, it } from 'vitest';
import type { Eligibility, PatientField } from '../../sync/his/hospital-api.ts';
import { deskDraft, streamOf, visitDraft } from './drafts.ts';
import { type Identity, personOf } from './identity.ts';
import { keysOf, type Lookup, patientReference } from './lookup.ts';
import type { VisitPorts } from './ports.ts';
import { fakePorts } from './visit-testing.ts';
import {
  appointment,
  codeOf,
  covered,
  eyeClinic,
  eyeDay,
  hanh,
  patientCode,
  recordFor,
} from './visit-testing-people.ts';

const ports = fakePorts();
const identity: Identity = { code: codeOf(hanh), codeSha256: 'abc', chip: null, chipSkipped: null, face: null };
const elder: Identity = { ...identity, code: codeOf({ ...hanh, birthDate: '1951-03-02' }) };
const found: Lookup = {
  reachable: true,
  patient: { kind: 'one', patient: recordFor(hanh) },
  eligibility: covered,
  appointment,
  clinics: [eyeClinic],
  today: [],
  asOf: null,
};
const unknown: Lookup = { ...found, patient: { kind: 'none' }, eligibility: null, appointment: null };
const outcome = (changes: Partial<Eligibility>): Lookup => ({ ...found, eligibility: { ...covered, ...changes } });

describe('the stream', () => {
  it('is legal priority first, then insurance, else paying', () => {
    expect(streamOf(ports, elder, found)).toEqual({ stream: 'priority', priorityReason: 'age-75-or-more' });
    expect(streamOf(ports, identity, found)).toEqual({ stream: 'insured', priorityReason: null });
    expect(streamOf(ports, identity, outcome({ outcome: 'not-covered' })).stream).toBe('paying');
    expect(streamOf(ports, identity, unknown).stream).toBe('paying');
  });

  it('is one that the hospital runs', () => {
    const among = (...streams: VisitPorts['streams']) => {
      const narrow = { ...ports, streams };
      return [
        streamOf(narrow, elder, found),
        streamOf(narrow, elder, unknown),
        streamOf(narrow, identity, found),
        streamOf(narrow, identity, unknown),
      ].map(({ stream, priorityReason }) => (priorityReason === null ? stream : `${stream} for ${priorityReason}`));
    };
    expect(among('insured', 'paying')).toEqual(['insured', 'paying', 'insured', 'paying']);
    const old = 'priority for age-75-or-more';
    expect(among('paying', 'priority')).toEqual([old, old, 'paying', 'paying']);
    expect(among('insured', 'priority')).toEqual([old, old, 'insured', 'insured']);
    expect(among('paying')).toEqual(['paying', 'paying', 'paying', 'paying']);
    expect(among('priority')).toEqual([old, old, 'priority', 'priority']);
  });
});

describe('the draft of a visit', () => {
  it('claims coverage only where the insurer named a number', () => {
    const coverage = (lookup: Lookup) => visitDraft(ports, identity, lookup, eyeClinic).coverage;
    expect(coverage(found)).toEqual({
      insuranceNumber: 'DN4010112345678',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
      registeredFacility: '01005',
    });
    expect(coverage(outcome({ registeredFacility: null }))?.registeredFacility).toBeNull();
    expect(coverage(outcome({ insuranceNumber: null }))).toBeNull();
    expect(coverage(outcome({ outcome: 'technical' }))).toBeNull();
    expect(coverage(unknown)).toBeNull();
  });

  it('carries what the hospital says for the check-in table, and the examination of the clinic’s day', () => {
    const read = { days: [eyeDay], fetchedAt: '2026-03-02T07:40:00+07:00' };
    const checkIn = (lookup: Lookup, id: string) =>
      visitDraft(fakePorts({ readModel: () => read }), identity, lookup, { ...eyeClinic, id }).checkIn;
    expect(checkIn(found, 'eye')).toEqual({
      objectCode: '1.1',
      careType: '01',
      service: { code: '02.1896', name: 'Khám Mắt' },
    });
    const nothing = { objectCode: null, careType: null, service: null };
    expect(checkIn(unknown, 'skin')).toEqual(nothing);
    expect(checkIn(outcome({ objectCode: null, careType: null }), 'skin')).toEqual(nothing);
  });

  it('creates no patient that lacks what the hospital wants of one, whatever the cache holds', () => {
    const reference = (fields: PatientField[] | null) => {
      const requiredFields = () => fields ?? expect.fail('a damaged page');
      return visitDraft(fakePorts({ requiredFields }), identity, unknown, eyeClinic).patient;
    };
    expect(reference(['fullName', 'birthDate'])).toEqual({ kind: 'new' });
    expect(reference(['fullName', 'sex'])).toEqual({ kind: 'provisional', reason: 'fields-missing' });
    expect(reference(null)).toEqual({ kind: 'new' });
  });

  it('keeps the appointment only at its own clinic', () => {
    const at = (id: string) => visitDraft(ports, identity, found, { ...eyeClinic, id }).appointmentId;
    expect(at('eye')).toBe('appointment-7');
    expect(at('skin')).toBeNull();
    expect(visitDraft(ports, identity, unknown, eyeClinic).appointmentId).toBeNull();
  });
});

describe('the draft for the desk', () => {
  it('carries what was captured', () => {
    const conflicts = [{ field: 'birthDate', shown: '1990', found: '1991' }];
    expect(deskDraft('record-conflict', identity, found, conflicts)).toEqual({
      kind: 'desk',
      reason: 'record-conflict',
      person: personOf(identity, recordFor(hanh)),
      evidence: [{ method: 'code-scanned' }],
      conflicts,
      patient: { kind: 'known', patientId: `patient-${hanh.idNumber}` },
      codeSha256: 'abc',
    });
  });

  it('never creates a patient', () => {
    const reference = (lookup: Lookup | null) => deskDraft('asked-for-staff', identity, lookup, []).patient;
    expect(reference(unknown)).toEqual({ kind: 'provisional', reason: 'no-strong-key' });
    expect(reference({ ...unknown, reachable: false })).toEqual({
      kind: 'provisional',
      reason: 'hospital-unreachable',
    });
    expect(reference(null)).toEqual({ kind: 'provisional', reason: 'hospital-unreachable' });
  });
});

describe('who the registration is for', () => {
  const person = personOf(identity, null);
  it.each([
    [found, person, { kind: 'known', patientId: `patient-${hanh.idNumber}` }],
    [
      { ...unknown, reachable: false, patient: { kind: 'cached', patientId: 'patient-7' } as const },
      person,
      { kind: 'known', patientId: 'patient-7' },
    ],
    [unknown, person, { kind: 'new' }],
    [unknown, { ...person, fullName: null }, { kind: 'provisional', reason: 'fields-missing' }],
    [unknown, { ...person, idNumber: null, insuranceNumber: 'DN4' }, { kind: 'new' }],
    [unknown, { ...person, idNumber: null, passportNumber: 'C1' }, { kind: 'provisional', reason: 'no-strong-key' }],
    [{ ...unknown, patient: { kind: 'similar' } as const }, person, { kind: 'provisional', reason: 'similar-record' }],
    [unknown, { ...person, idNumber: null }, { kind: 'provisional', reason: 'no-strong-key' }],
    [{ ...unknown, reachable: false }, person, { kind: 'provisional', reason: 'hospital-unreachable' }],
    [
      { ...unknown, patient: { kind: 'not-asked' } as const },
      person,
      { kind: 'provisional', reason: 'hospital-unreachable' },
    ],
  ])('is decided by keys and by what the hospital said', (lookup, whose, expected) => {
    expect(patientReference(lookup, whose, ['fullName'])).toEqual(expected);
  });

  it('is searched by keys alone, never by name', () => {
    expect(keysOf(person)).toEqual({
      idNumber: hanh.idNumber,
      oldIdNumber: hanh.oldIdNumber,
      insuranceNumber: null,
      passportNumber: null,
      patientCode: null,
    });
    expect(keysOf(personOf({ ...identity, code: patientCode }, null)).patientCode).toBe('BN-00417');
  });
});
