import { describe, expect, it } from 'vitest';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import { deskDraft, streamOf, visitDraft } from './drafts.ts';
import { type Identity, personOf } from './identity.ts';
import { keysOf, type Lookup, patientReference } from './lookup.ts';
import { fakePorts } from './visit-testing.ts';
import { appointment, codeOf, covered, eyeClinic, hanh, patientCode, recordFor } from './visit-testing-people.ts';

const ports = fakePorts();
const identity: Identity = { code: codeOf(hanh), codeSha256: 'abc', chip: null, chipSkipped: null, face: null };
const elder: Identity = { ...identity, code: codeOf({ ...hanh, birthDate: '1951-03-02' }) };
const found: Lookup = {
  reachable: true,
  patient: { kind: 'one', patient: recordFor(hanh) },
  eligibility: covered,
  appointment,
  clinics: [eyeClinic],
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
});

describe('the draft of a visit', () => {
  it('claims coverage only where the insurer named a number', () => {
    const coverage = (lookup: Lookup) => visitDraft(ports, identity, lookup, eyeClinic).coverage;
    expect(coverage(found)).toEqual({
      insuranceNumber: 'DN4010112345678',
      validFrom: '2026-01-01',
      validTo: '2026-12-31',
    });
    expect(coverage(outcome({ insuranceNumber: null }))).toBeNull();
    expect(coverage(outcome({ outcome: 'technical' }))).toBeNull();
    expect(coverage(unknown)).toBeNull();
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
    [unknown, person, { kind: 'new' }],
    [unknown, { ...person, idNumber: null, insuranceNumber: 'DN4' }, { kind: 'new' }],
    [unknown, { ...person, idNumber: null, passportNumber: 'C1' }, { kind: 'new' }],
    [unknown, { ...person, idNumber: null }, { kind: 'provisional', reason: 'no-strong-key' }],
    [{ ...unknown, reachable: false }, person, { kind: 'provisional', reason: 'hospital-unreachable' }],
    [
      { ...unknown, patient: { kind: 'not-asked' } as const },
      person,
      { kind: 'provisional', reason: 'hospital-unreachable' },
    ],
  ])('is decided by keys and by what the hospital said', (lookup, whose, expected) => {
    expect(patientReference(lookup, whose)).toEqual(expected);
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
