import { describe, expect, it } from 'vitest';
import type { PatientField } from '../../sync/his/hospital-api.ts';
import type { FieldAnswer } from '../../sync/registration.ts';
import { detailsOf } from './details.ts';
import { type Identity, personOf } from './identity.ts';
import type { VisitPlan } from './visit-choice.ts';
import { fakePorts, type KioskOptions, testPolicies } from './visit-testing.ts';
import { codeOf, hanh, holderOf, khoa, minh, typedOf } from './visit-testing-people.ts';
import { away, found, identityBy, planOf, unknown } from './visit-testing-plan.ts';

const everything: PatientField[] = ['guardian', 'address', 'relative', 'ethnicity', 'phone', 'fullName'];
const unit = { code: '00004', name: 'Hà Nội', provinceCode: '01', provinceName: 'Hà Nội' };
const phone: FieldAnswer = { field: 'phone', value: '0912345678', source: 'typed' };
const relative: FieldAnswer = { field: 'relative', value: '0987654321', source: 'typed' };

const details = (changes: Partial<VisitPlan> = {}, options: KioskOptions = {}) =>
  detailsOf(
    planOf(fakePorts({ requiredFields: () => everything, addressUnits: () => [unit], ...options }), {
      lookup: unknown,
      ...changes,
    }),
  );

const withChip = (holder: Partial<ReturnType<typeof holderOf>> = {}): Identity =>
  identityBy(codeOf(hanh), {
    chip: {
      holder: { ...holderOf(hanh), ...holder },
      verdict: 'anchored',
      isProven: true,
      expiredOn: null,
      portrait: null,
    },
  });

describe('of a new patient', () => {
  it('two questions are asked, and what no document says is for staff', () => {
    expect(details({ identity: identityBy(codeOf(khoa)) })).toEqual({
      ask: ['phone', 'relative'],
      answers: [],
      missing: ['phone', 'relative', 'ethnicity', 'address'],
    });
  });

  it('the chip says ethnicity and address, the code the address', () => {
    expect(details({ identity: withChip() }).answers).toEqual([
      { field: 'ethnicity', value: 'Kinh', source: 'chip' },
      { field: 'address', value: '00004', source: 'chip' },
    ]);
    expect(details({ identity: withChip({ residence: null, ethnicity: null }) }).answers).toEqual([
      { field: 'address', value: '00004', source: 'code' },
    ]);
    expect(details().answers).toEqual([{ field: 'address', value: '00004', source: 'code' }]);
  });

  it('an address that names no commune beyond doubt is for staff', () => {
    expect(details({}, { addressUnits: () => [] }).missing).toContain('address');
    expect(details({}, { addressUnits: () => expect.fail('a damaged page') }).missing).toContain('address');
  });

  it('what was typed counts where it was asked; the questions stay the same', () => {
    const answered = details({ answers: [phone] });
    expect(answered.ask).toEqual(['phone', 'relative']);
    expect(answered.answers).toContainEqual(phone);
    expect(answered.missing).toEqual(['relative', 'ethnicity']);
  });

  it('no more is asked than the hospital allows', () => {
    const policies = (askAtMost: number) => ({ policies: { ...testPolicies, details: { askAtMost } } });
    const one = details({ answers: [phone, relative] }, policies(1));
    expect(one.ask).toEqual(['phone']);
    expect(one.answers).not.toContainEqual(relative);
    expect(one.missing).toContain('relative');
    expect(details({}, policies(0)).ask).toEqual([]);
  });

  it('nothing is wanted that the hospital did not declare', () => {
    const nothing = { ask: [], answers: [], missing: [] };
    expect(details({}, { requiredFields: () => ['fullName', 'residence'] })).toEqual(nothing);
    expect(details({}, { requiredFields: () => expect.fail('a damaged page') })).toEqual(nothing);
  });

  it('who has a record that may be theirs is asked as well; who is known, or not looked up, is not', () => {
    expect(details({ lookup: { ...unknown, patient: { kind: 'similar' } } }).ask).toHaveLength(2);
    for (const lookup of [found, away, { ...unknown, patient: { kind: 'several' } as const }]) {
      expect(details({ lookup })).toEqual({ ask: [], answers: [], missing: [] });
    }
  });
});

describe('the guardian of a child', () => {
  const only = { requiredFields: (): PatientField[] => ['guardian'] };
  const child = identityBy(codeOf(minh));

  it('is the carer, by name', () => {
    expect(details({ identity: child, carer: personOf(identityBy(), null) }, only)).toEqual({
      ask: [],
      answers: [{ field: 'guardian', value: hanh.fullName, source: 'carer' }],
      missing: [],
    });
  });

  it('is for staff to ask where nobody came, or nobody with a name', () => {
    for (const carer of [null, personOf(identityBy(typedOf(hanh)), null)]) {
      expect(details({ identity: child, carer }, only)).toEqual({ ask: [], answers: [], missing: ['guardian'] });
    }
  });

  it.each([
    ['2020-03-03', ['guardian']],
    ['2020-03-02', []],
    ['1990-03-14', []],
  ])('born %s is wanted: %o', (birthDate, missing) => {
    expect(details({ identity: identityBy(codeOf({ ...minh, birthDate })) }, only).missing).toEqual(missing);
  });

  it('of a visit for another day is wanted by the age of that day', () => {
    const identity = identityBy(codeOf({ ...minh, birthDate: '2020-03-03' }));
    const missing = (serviceDate: string) =>
      details({ identity, later: { serviceDate, session: 'morning' } }, only).missing;
    expect([missing('2026-03-02'), missing('2026-03-03')]).toEqual([['guardian'], []]);
  });

  it('is not wanted where nobody knows the age', () => {
    const { kind } = { kind: 'patient-code' } as const;
    expect(details({ identity: identityBy({ kind, patientCode: 'BN-1' }) }, only).missing).toEqual([]);
  });
});
