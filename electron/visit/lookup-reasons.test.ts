/** What the hospital's answer says against going on: each its own way to the desk. */
import { describe, expect, it } from 'vitest';
import type { HospitalPatient } from '../../sync/his/hospital-api.ts';
import type { Identity } from './identity.ts';
import type { Lookup } from './lookup.ts';
import { lookupReason, recordConflicts } from './rules.ts';
import { fakePorts } from './visit-testing.ts';
import {
  closedClinic,
  codeOf,
  covered,
  eyeDay,
  hanh,
  insuranceCodeOf,
  patientCode,
  recordFor,
  slipCode,
  typedOf,
} from './visit-testing-people.ts';
import { away, found, identityBy, unknown } from './visit-testing-plan.ts';

const ports = fakePorts();
const reason = (lookup: Lookup | null, identity: Identity | null = identityBy(), its = ports) =>
  lookupReason({ ports: its, identity, lookup });
const record = (changes: Partial<HospitalPatient>): Lookup => ({
  ...found,
  patient: { kind: 'one', patient: { ...recordFor(hanh), ...changes } },
});

describe('the visit goes on', () => {
  it.each([
    ['found', found],
    ['new', unknown],
    ['perhaps known', { ...unknown, patient: { kind: 'similar' } as const }],
    ['not looked up', away],
    ['whose record was merged into another', record({ wasMerged: true })],
    ['whose name the record writes differently', record({ fullName: 'Nguyễn Hoa' })],
  ])('for somebody who is %s', (_, lookup) => {
    expect(reason(lookup)).toBeNull();
  });

  it('whatever is said of the insurance', () => {
    for (const changes of [{ outcome: 'counter', code: '001' } as const, { openStay: true }]) {
      expect(reason({ ...found, eligibility: { ...covered, ...changes } })).toBeNull();
    }
  });

  it('for nobody, and before the hospital was asked', () => {
    expect([reason(found, null), reason(null)]).toEqual([null, null]);
    expect(recordConflicts({ ports, identity: null, lookup: found })).toEqual([]);
    expect(recordConflicts({ ports, identity: identityBy(), lookup: unknown })).toEqual([]);
  });
});

describe('the desk takes over', () => {
  it.each([
    [{ ...found, patient: { kind: 'several' } as const }, 'several-patients'],
    [{ ...found, patient: { kind: 'merged-away' } as const }, 'record-merged'],
    [record({ standing: 'deceased' }), 'patient-deceased'],
    [record({ standing: 'blocked' }), 'patient-blocked'],
    [record({ birthDate: '1991-03-14' }), 'record-conflict'],
    [record({ birthDate: '1991-03-14', standing: 'deceased' }), 'record-conflict'],
    [record({ birthDate: null, fullName: 'Nguyễn Hoa' }), 'record-conflict'],
    [{ ...found, clinics: [closedClinic] }, 'no-clinic'],
  ] as const)('from %o: %s', (lookup, expected) => {
    expect(reason({ ...lookup, clinics: [...lookup.clinics] })).toBe(expected);
  });

  it.each([typedOf(hanh), insuranceCodeOf(hanh)])('of %o with another birth date in the record', (code) => {
    const lookup = record({ birthDate: '1991-03-14' });
    const identity = identityBy(code);
    expect(reason(lookup, identity)).toBe('record-conflict');
    expect(recordConflicts({ ports, identity, lookup })).toEqual([
      { field: 'birthDate', shown: hanh.birthDate, found: '1991-03-14' },
    ]);
  });

  it.each([patientCode, slipCode])('where nobody knows who is behind %o', (code) => {
    const identity = identityBy(code);
    expect([reason(unknown, identity), reason(away, identity), reason(found, identity)]).toEqual([
      'patient-unknown',
      'hospital-away',
      null,
    ]);
  });

  it('not while a closed clinic may be registered at for later', () => {
    const later = [{ serviceDate: '2026-03-03', session: 'morning' } as const];
    const readModel = () => ({ days: [{ ...eyeDay, clinicId: 'skin', later }], fetchedAt: '2026-03-02' });
    expect(
      reason({ ...found, clinics: [closedClinic] }, identityBy(codeOf(hanh)), fakePorts({ readModel })),
    ).toBeNull();
  });
});
