import { describe, expect, it } from 'vitest';
import { ageOn, codeAgainstChip, evidenceOf, type Identity, personAgainstRecord, personOf } from './identity.ts';
import { fakeDocuments } from './visit-testing.ts';
import { codeOf, hanh, holderOf, patientCode, recordFor } from './visit-testing-people.ts';

const byCode: Identity = { code: codeOf(hanh), codeSha256: 'abc', chip: null, chipSkipped: null, face: null };
const chip = (holder: Partial<ReturnType<typeof holderOf>> = {}): Identity['chip'] => ({
  holder: { ...holderOf(hanh), ...holder },
  verdict: 'anchored',
  isProven: true,
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
