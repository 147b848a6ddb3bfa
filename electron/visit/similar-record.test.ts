/** Whoever no key finds may still have a record, and whoever has no strong key may have one as well. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strongKey } from '../../sync/his/person.ts';
import { personOf, type UsableCode } from './identity.ts';
import { askHospital, type Lookup, patientReference } from './lookup.ts';
import { FakeHospital, fakePorts, unreachable } from './visit-testing.ts';
import { codeOf, hanh, insuranceCodeOf, typedOf } from './visit-testing-people.ts';
import { identityBy, unknown as nobody } from './visit-testing-plan.ts';

const person = personOf(identityBy(), null);
const one = { ok: true, value: 1 } as const;

/** The look-up of somebody whom no key finds. */
function unknown(hospital: FakeHospital, code: UsableCode = codeOf(hanh)): Promise<Lookup> {
  hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
  const ports = fakePorts({ hospital });
  return askHospital({ ports, identity: identityBy(code) }, new AbortController().signal);
}

describe('somebody whom no key finds', () => {
  it('may be the one with the same name and birth date: staff must look', async () => {
    const hospital = new FakeHospital();
    hospital.answers.similarPatients = one;
    const lookup = await unknown(hospital);
    expect(hospital.lastCallOf('similarPatients').request).toEqual({
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
    });
    expect(lookup.patient).toEqual({ kind: 'similar' });
    expect(patientReference(lookup, person, [])).toEqual({ kind: 'provisional', reason: 'similar-record' });
  });

  it.each([{ ok: true, value: 0 } as const, unreachable])('is new when the hospital answers %o', async (answer) => {
    const hospital = new FakeHospital();
    hospital.answers.similarPatients = answer;
    const lookup = await unknown(hospital);
    expect(lookup.patient).toEqual({ kind: 'none' });
    expect(patientReference(lookup, person, [])).toEqual({ kind: 'new' });
  });

  it.each([typedOf(hanh), { ...insuranceCodeOf(hanh), birthDate: null }])(
    'is not looked for with half of it: %o',
    async (code) => {
      const hospital = new FakeHospital();
      hospital.answers.similarPatients = one;
      expect((await unknown(hospital, code)).patient).toEqual({ kind: 'none' });
      expect(hospital.callsOf('similarPatients')).toEqual([]);
    },
  );
});

it('is new only with a key that the hospital’s side calls strong', () => {
  const key = fc.constantFrom(null, '001085012345');
  const keys = fc.record({
    idNumber: key,
    oldIdNumber: key,
    insuranceNumber: key,
    passportNumber: key,
    patientCode: key,
  });
  fc.assert(
    fc.property(keys, (its) => {
      const whose = { ...person, ...its };
      expect(patientReference(nobody, whose, []).kind).toBe(strongKey(whose) === null ? 'provisional' : 'new');
    }),
  );
});
