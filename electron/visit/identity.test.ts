import { describe, expect, it } from 'vitest';
import {
  ageOn,
  codeAgainstChip,
  evidenceOf,
  type Identity,
  isSomebodyElse,
  isTypedOnly,
  personAgainstRecord,
  personOf,
} from './identity.ts';
import { fakeDocuments } from './visit-testing-documents.ts';
import {
  codeOf,
  hanh,
  holderOf,
  insuranceCodeOf,
  patientCode,
  recordFor,
  slipCode,
  typedOf,
} from './visit-testing-people.ts';
import { identityBy } from './visit-testing-plan.ts';

const byCode = identityBy();
const chip = (holder: Partial<ReturnType<typeof holderOf>> = {}): Identity['chip'] => ({
  holder: { ...holderOf(hanh), ...holder },
  verdict: 'anchored',
  isProven: true,
  expiredOn: null,
  portrait: null,
});

describe('the person', () => {
  it('is what the chip says, and the code where the chip says nothing', () => {
    const said = personOf({ ...byCode, chip: chip({ residence: 'Số 9, Huế', sex: 'female' }) }, null);
    expect(said).toMatchObject({ residence: 'Số 9, Huế', sex: 'female', patientCode: null, insuranceNumber: null });
    const silent = { oldIdNumber: null, fullName: null, birthDate: null, sex: null, residence: null };
    expect(personOf({ ...byCode, chip: chip(silent) }, recordFor(hanh))).toMatchObject({
      idNumber: hanh.idNumber,
      oldIdNumber: hanh.oldIdNumber,
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
      sex: null,
      residence: hanh.residence,
      patientCode: 'BN-00417',
    });
  });

  it('behind a typed number is what the record says, but for the birth date', () => {
    const typed = identityBy(typedOf({ ...hanh, birthDate: '1990' }));
    expect(personOf(typed, null)).toMatchObject({
      idNumber: hanh.idNumber,
      birthDate: '1990',
      fullName: null,
      sex: null,
    });
    expect(personOf(typed, recordFor(hanh))).toMatchObject({
      birthDate: '1990',
      fullName: hanh.fullName,
      sex: 'female',
      patientCode: 'BN-00417',
      residence: null,
    });
    expect(personOf({ ...typed, chip: chip() }, null)).toMatchObject({
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
      residence: hanh.residence,
    });
  });

  it('of an insurance card is what the card says, and the record where it says nothing', () => {
    const card = insuranceCodeOf(hanh);
    expect(personOf(identityBy(card), recordFor({ ...hanh, fullName: 'Other' }))).toMatchObject({
      idNumber: null,
      insuranceNumber: 'DN4010112345678',
      patientCode: 'BN-00417',
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
      residence: hanh.residence,
    });
    const bare = identityBy({ ...card, fullName: null, birthDate: null, sex: null, address: null });
    const nothing = { fullName: null, birthDate: null, sex: null, patientCode: null };
    expect(personOf(bare, null)).toMatchObject(nothing);
    expect(personOf(bare, recordFor(hanh))).toMatchObject({
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
      sex: 'female',
    });
  });

  it('whose name lost letters has the name of the record or of the chip, and none where neither says one', () => {
    const lost = { ...codeOf(hanh), fullName: 'Nguy\uFFFDn', warnings: ['name-unreadable'] };
    expect(personOf(identityBy(lost), null)).toMatchObject({ idNumber: hanh.idNumber, fullName: null });
    expect(personOf(identityBy(lost), recordFor(hanh)).fullName).toBe(hanh.fullName);
    expect(personOf({ ...identityBy(lost), chip: chip() }, null).fullName).toBe(hanh.fullName);
    expect(codeAgainstChip(lost, holderOf(hanh), fakeDocuments)).toEqual([]);
  });

  it('of a slip is whom the hospital names, and nobody is nobody', () => {
    const bySlip = identityBy(slipCode);
    expect(personOf(bySlip, recordFor(hanh))).toMatchObject({
      idNumber: null,
      patientCode: 'BN-00417',
      fullName: hanh.fullName,
      birthDate: hanh.birthDate,
    });
    expect(personOf(bySlip, null)).toEqual(personOf(null, null));
    expect(Object.values(personOf(null, null)).every((value) => value === null)).toBe(true);
  });

  it('is not the one on an insurance card that is shown later', () => {
    expect(personOf({ ...byCode, shownInsurance: insuranceCodeOf(hanh) }, null).insuranceNumber).toBeNull();
  });

  it('is known by a typed number alone until the chip has been read', () => {
    const typed = identityBy(typedOf(hanh));
    expect([isTypedOnly(typed), isTypedOnly({ ...typed, chip: chip() }), isTypedOnly(byCode)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('behind a paper code is what the record says', () => {
    const byPaper = { ...byCode, code: patientCode };
    expect(personOf(byPaper, recordFor(hanh))).toMatchObject({
      idNumber: null,
      fullName: hanh.fullName,
      sex: 'female',
    });
    expect(personOf(byPaper, null)).toMatchObject({
      patientCode: 'BN-00417',
      fullName: null,
      birthDate: null,
      sex: null,
    });
  });
});

describe('the evidence', () => {
  it('stands in the order it came', () => {
    expect(evidenceOf(byCode)).toEqual([{ method: 'code-scanned' }]);
    const face = { method: 'face-matches-chip', similarity: 0.7 } as const;
    expect(evidenceOf({ ...byCode, chip: chip(), face })).toEqual([
      { method: 'code-scanned' },
      { method: 'chip-read', verdict: 'anchored' },
      face,
    ]);
    expect(evidenceOf(identityBy(typedOf(hanh)))).toEqual([{ method: 'number-typed' }]);
    expect(evidenceOf({ ...byCode, isVneid: true })).toEqual([
      { method: 'code-scanned' },
      { method: 'vneid-verified' },
    ]);
    expect(evidenceOf({ ...byCode, chipSkipped: 'no-card' })).toEqual([
      { method: 'code-scanned' },
      { method: 'chip-not-read', reason: 'no-card' },
    ]);
  });
});

describe('code and chip', () => {
  const fields = (holder: Partial<ReturnType<typeof holderOf>>) =>
    codeAgainstChip(codeOf(hanh), { ...holderOf(hanh), ...holder }, fakeDocuments).map(({ field }) => field);

  it.each([
    [{}, []],
    [{ idNumber: null, birthDate: null, fullName: null }, []],
    [{ birthDate: '1990' }, []],
    [{ birthDate: '1990-03' }, []],
    [{ fullName: hanh.fullName.toUpperCase() }, []],
    [{ birthDate: '1990-04' }, ['birthDate']],
    [{ idNumber: '001190012346' }, ['idNumber']],
    [{ fullName: 'Nguyễn Thị Hoa' }, ['fullName']],
  ])('with %o contradict each other in %o', (holder, expected) => {
    expect(fields(holder)).toEqual(expected);
  });
});

describe('a typed number and the chip', () => {
  it.each([
    [{ fullName: 'Anybody' }, []],
    [{ birthDate: '1991-01-01', idNumber: '001190012346' }, ['idNumber', 'birthDate']],
  ])('with %o contradict each other in %o', (holder, expected) => {
    const conflicts = codeAgainstChip(typedOf(hanh), { ...holderOf(hanh), ...holder }, fakeDocuments);
    expect(conflicts.map(({ field }) => field)).toEqual(expected);
  });
});

describe('documents and record', () => {
  const person = personOf(byCode, null);
  it.each([
    [person, {}, []],
    [{ ...person, birthDate: null, fullName: null }, { birthDate: '2000-01-01', fullName: 'X' }, []],
    [person, { birthDate: null }, []],
    [person, { birthDate: '1990' }, []],
    [person, { birthDate: '1990-03-15', fullName: 'Nguyễn Hoa' }, ['birthDate', 'fullName']],
  ])('contradict each other only where both speak', (documents, record, expected) => {
    const conflicts = personAgainstRecord(documents, { ...recordFor(hanh), ...record }, fakeDocuments);
    expect(conflicts.map(({ field }) => field)).toEqual(expected);
  });

  it.each([
    [{ wasMerged: true }, 'BN-1', ['patientCode']],
    [{ wasMerged: true }, null, []],
    [{ wasMerged: true }, 'BN-00417', []],
    [{ wasMerged: true, patientCode: null }, 'BN-1', []],
    [{ wasMerged: false }, 'BN-1', []],
  ] as const)('of a merged record (%o) with the paper code %s differ in %o', (record, code, expected) => {
    const whose = { ...recordFor(hanh), ...record };
    const conflicts = personAgainstRecord({ ...person, patientCode: code }, whose, fakeDocuments);
    expect(conflicts.map(({ field }) => field)).toEqual(expected);
    expect(isSomebodyElse(byCode, whose, fakeDocuments)).toBe(false);
  });

  it.each([
    ['the same', {}, {}, false],
    ['another birth date', {}, { birthDate: '1991-03-14' }, true],
    ['another name, the birth date right', {}, { fullName: 'Nguyễn Hoa' }, false],
    ['another name, the record without a birth date', {}, { fullName: 'Nguyễn Hoa', birthDate: null }, true],
    ['no birth date in either, the name right', { birthDate: null }, { birthDate: null }, false],
    ['another name, no birth date on the card', { birthDate: null }, { fullName: 'Nguyễn Hoa', birthDate: null }, true],
  ])('with %s are of two people or not', (_, card, record, expected) => {
    const identity = identityBy({ ...insuranceCodeOf(hanh), ...card });
    expect(isSomebodyElse(identity, { ...recordFor(hanh), ...record }, fakeDocuments)).toBe(expected);
  });

  it.each([
    ['1990-03-14', '1990-03-14', false],
    ['1990-03-14', '1990', false],
    ['1990', '1990', false],
    ['1990', '1990-03-14', true],
    ['1990-03-14', '1991-03-14', true],
    ['1990-03-14', null, true],
  ])(
    'show that a typed number is one’s own only by the birth date: %s for a record with %s',
    (typed, recorded, expected) => {
      const record = { ...recordFor(hanh), birthDate: recorded };
      const identity = identityBy(typedOf({ ...hanh, birthDate: typed }));
      expect(isSomebodyElse(identity, record, fakeDocuments)).toBe(expected);
      expect(isSomebodyElse({ ...identity, chip: chip() }, { ...record, birthDate: null }, fakeDocuments)).toBe(false);
    },
  );
});

describe('the age', () => {
  it.each([
    ['2026-03-02', '2012-03-02', 14],
    ['2026-03-02', '2012-03-03', 13],
    ['2026-03-02', '2012', 14],
    ['2026-03-02', '2012-03', 14],
    ['2026-03-02', '2012-04', 13],
    ['2026-03-02', null, null],
    ['2026-03-02', 'unknown', null],
  ])('on %s of somebody born %s is %s', (day, birthDate, age) => {
    expect(ageOn(day, birthDate)).toBe(age);
  });
});
