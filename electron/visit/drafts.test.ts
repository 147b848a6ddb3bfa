import { describe, expect, it } from 'vitest';
import type { Eligibility, PatientField } from '../../sync/his/hospital-api.ts';
import type { DeskReason } from '../../sync/registration.ts';
import { deskDraft, visitDraft } from './drafts.ts';
import { personOf } from './identity.ts';
import { type Lookup, patientReference } from './lookup.ts';
import type { VisitPlan } from './visit-choice.ts';
import { fakePorts } from './visit-testing.ts';
import {
  appointment,
  codeOf,
  covered,
  eyeClinic,
  eyeDay,
  hanh,
  insuranceCodeOf,
  khoa,
  minh,
  patientCode,
  recordFor,
  typedOf,
} from './visit-testing-people.ts';
import { away, found, identityBy, planOf, unknown } from './visit-testing-plan.ts';

const ports = fakePorts();
const identity = identityBy();
const plan = (changes: Partial<VisitPlan> = {}) => planOf(ports, changes);
const outcome = (changes: Partial<Eligibility>): Lookup => ({ ...found, eligibility: { ...covered, ...changes } });

describe('the draft of a visit', () => {
  it('claims coverage only where the insurer named a number and the patient does not pay', () => {
    const coverage = (lookup: Lookup, isPaying = false) => visitDraft(plan({ lookup, isPaying })).coverage;
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
    expect(coverage(found, true)).toBeNull();
  });

  it('names the card that the insurer named; one that was shown later only once it was confirmed', () => {
    const number = (changes: Partial<VisitPlan>) => visitDraft(plan(changes)).person.insuranceNumber;
    expect(number({})).toBe('DN4010112345678');
    expect(number({ lookup: unknown })).toBeNull();
    expect(number({ identity: identityBy(insuranceCodeOf(hanh)), lookup: unknown })).toBe('DN4010112345678');
    const other = identityBy(codeOf(hanh), { shownInsurance: insuranceCodeOf(khoa) });
    expect(number({ identity: other })).toBe('DN4010112345678');
    expect(number({ identity: other, lookup: outcome({ outcome: 'check-name' }) })).toBeNull();
    expect(number({ identity: other, lookup: unknown })).toBeNull();
  });

  it('carries what the hospital says for the check-in table, and the examination of the clinic’s day', () => {
    const read = { days: [eyeDay], fetchedAt: '2026-03-02T07:40:00+07:00' };
    const checkIn = (lookup: Lookup, id: string, isPaying = false) => {
      const choice = { clinic: { ...eyeClinic, id }, doctor: null, appointments: [] };
      return visitDraft(plan({ ports: fakePorts({ readModel: () => read }), lookup, choice, isPaying })).checkIn;
    };
    const service = { code: '02.1896', name: 'Khám Mắt' };
    expect(checkIn(found, 'eye')).toEqual({ objectCode: '1.1', careType: '01', service });
    expect(checkIn(found, 'eye', true)).toEqual({ objectCode: null, careType: '01', service });
    const nothing = { objectCode: null, careType: null, service: null };
    expect(checkIn(unknown, 'skin')).toEqual(nothing);
    expect(checkIn(outcome({ objectCode: null, careType: null }), 'skin')).toEqual(nothing);
  });

  it('creates no patient that lacks what the hospital wants of one, whatever the cache holds', () => {
    const reference = (fields: PatientField[] | null) => {
      const requiredFields = () => fields ?? expect.fail('a damaged page');
      return visitDraft(plan({ ports: fakePorts({ requiredFields }), lookup: unknown })).patient;
    };
    expect(reference(['fullName', 'birthDate'])).toEqual({ kind: 'new' });
    expect(reference(['fullName', 'sex'])).toEqual({ kind: 'provisional', reason: 'fields-missing' });
    // A page that cannot be read, or a hospital that never said.
    expect(reference(null)).toEqual({ kind: 'provisional', reason: 'fields-missing' });
  });

  it('carries choice, doctor, appointment, moment, declaration, carer and referral', () => {
    const doctor = { id: 'mai', name: 'BS. Lê Mai' };
    const referral = { number: 'CT-1', facility: null, validTo: null };
    const later = { serviceDate: '2026-03-03', session: 'morning' } as const;
    const draft = visitDraft(
      plan({
        choice: { clinic: eyeClinic, doctor, appointments: [appointment, { ...appointment, id: 'appointment-8' }] },
        later,
        declared: ['disability'],
        carer: personOf(identityBy(codeOf(khoa)), null),
        lookup: outcome({ referral }),
      }),
    );
    expect(draft).toMatchObject({
      kind: 'visit',
      clinic: { id: 'eye', name: 'Khám Mắt' },
      stream: 'priority',
      priorityReason: 'disability',
      appointmentId: 'appointment-7',
      otherAppointmentIds: ['appointment-8'],
      doctor,
      referral,
      declared: ['disability'],
      carer: { idNumber: khoa.idNumber, fullName: khoa.fullName },
      planned: later,
      conflicts: [],
      codeSha256: 'abc',
    });
    expect(visitDraft(plan())).toMatchObject({
      appointmentId: null,
      otherAppointmentIds: [],
      doctor: null,
      referral: null,
      carer: null,
    });
  });

  it('hands the details of a new patient on, and what staff have to ask', () => {
    const requiredFields = (): PatientField[] => ['phone', 'guardian'];
    const child = { identity: identityBy(codeOf(minh)), lookup: unknown, ports: fakePorts({ requiredFields }) };
    const phone = { field: 'phone', value: '0912345678', source: 'typed' } as const;
    expect(visitDraft(plan({ ...child, answers: [phone] }))).toMatchObject({
      answers: [phone],
      missing: ['guardian'],
    });
  });

  it('tells of a name that the record writes differently, for staff to settle', () => {
    const patient = { ...recordFor(hanh), fullName: 'Nguyễn Bích Hạnh' };
    expect(visitDraft(plan({ lookup: { ...found, patient: { kind: 'one', patient } } })).conflicts).toEqual([
      { field: 'fullName', shown: hanh.fullName, found: 'Nguyễn Bích Hạnh' },
    ]);
    expect(visitDraft(plan({ lookup: unknown })).conflicts).toEqual([]);
  });
});

describe('the draft for the desk', () => {
  const about = { ports, identity, lookup: found, conflicts: [], shown: null, carer: null };

  it('carries what was captured', () => {
    expect(deskDraft('appointment', { ...about, carer: personOf(identityBy(codeOf(khoa)), null) })).toEqual({
      kind: 'desk',
      reason: 'appointment',
      person: personOf(identity, recordFor(hanh)),
      evidence: [{ method: 'code-scanned' }],
      conflicts: [],
      appointmentIds: [],
      shown: null,
      carer: personOf(identityBy(codeOf(khoa)), null),
      patient: { kind: 'known', patientId: `patient-${hanh.idNumber}` },
      codeSha256: 'abc',
    });
  });

  it('names the appointments that staff arrange, where it is about them', () => {
    const cancelled = { ...appointment, id: 'appointment-8', status: 'cancelled' as const };
    const lookup = { ...found, appointments: [appointment, cancelled] };
    const ids = (reason: DeskReason, its: Lookup | null) => deskDraft(reason, { ...about, lookup: its }).appointmentIds;
    expect(ids('appointment', lookup)).toEqual(['appointment-8']);
    expect([ids('asked-for-staff', lookup), ids('appointment', null)]).toEqual([[], []]);
  });

  it('takes nothing from a record that contradicts the documents', () => {
    const conflicts = [{ field: 'birthDate', shown: '1990-03-14', found: '1991-03-14' }];
    const typed = identityBy(typedOf(hanh));
    const draft = deskDraft('record-conflict', { ...about, identity: typed, conflicts });
    expect(draft).toMatchObject({ conflicts, person: { idNumber: hanh.idNumber, fullName: null, patientCode: null } });
  });

  it('never creates a patient, and is there for nobody as well', () => {
    const reference = (lookup: Lookup | null) => deskDraft('asked-for-staff', { ...about, lookup }).patient;
    const unreachable = { kind: 'provisional', reason: 'hospital-unreachable' };
    expect(reference(unknown)).toEqual({ kind: 'provisional', reason: 'no-strong-key' });
    expect([reference(away), reference(null)]).toEqual([unreachable, unreachable]);
    expect(deskDraft('no-document', { ...about, identity: null, lookup: null })).toMatchObject({
      person: personOf(null, null),
      evidence: [],
      codeSha256: null,
    });
  });
});

describe('who the registration is for', () => {
  const person = personOf(identity, null);
  it.each([
    [found, person, { kind: 'known', patientId: `patient-${hanh.idNumber}` }],
    [
      { ...away, patient: { kind: 'cached', patientId: 'patient-7' } as const },
      person,
      { kind: 'known', patientId: 'patient-7' },
    ],
    [unknown, person, { kind: 'new' }],
    [unknown, { ...person, residence: null }, { kind: 'provisional', reason: 'fields-missing' }],
    [unknown, { ...person, fullName: null }, { kind: 'provisional', reason: 'fields-missing' }],
    [unknown, { ...person, birthDate: null }, { kind: 'provisional', reason: 'fields-missing' }],
    [unknown, { ...person, idNumber: null, insuranceNumber: 'DN4' }, { kind: 'new' }],
    [unknown, { ...person, idNumber: null, passportNumber: 'C1' }, { kind: 'provisional', reason: 'no-strong-key' }],
    [{ ...unknown, patient: { kind: 'similar' } as const }, person, { kind: 'provisional', reason: 'similar-record' }],
    [unknown, { ...person, idNumber: null }, { kind: 'provisional', reason: 'no-strong-key' }],
    [away, person, { kind: 'provisional', reason: 'hospital-unreachable' }],
    [
      { ...unknown, patient: { kind: 'not-asked' } as const },
      person,
      { kind: 'provisional', reason: 'hospital-unreachable' },
    ],
  ])('is decided by keys and by what the hospital said', (lookup, whose, expected) => {
    // What is asked of the patient, or left to staff, keeps nobody from being new.
    expect(patientReference(lookup, whose, ['residence', 'phone', 'address'])).toEqual(expected);
  });

  it('behind a paper code is searched by that code', () => {
    expect(personOf(identityBy(patientCode), null).patientCode).toBe('BN-00417');
  });
});
