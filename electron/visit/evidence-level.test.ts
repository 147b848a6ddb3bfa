import { expect, it } from 'vitest';
import { defaultEvidenceRights, evidenceLevels, levelOf, rightsOf } from './evidence-level.ts';
import { isSomebodyElse, personOf } from './identity.ts';
import { levelReason } from './rules.ts';
import { fakeDocuments, fakePorts } from './visit-testing.ts';
import { enrolledAs, enrolmentId } from './visit-testing-gallery.ts';
import { codeOf, hanh, holderOf, patientCode, recordFor, typedOf } from './visit-testing-people.ts';
import { identityBy } from './visit-testing-plan.ts';

const chip = { holder: holderOf(hanh), verdict: 'anchored', isProven: true, expiredOn: null, portrait: null } as const;
const returned = { enrolmentId, person: enrolledAs(hanh), hasSwapped: false };
const byFace = identityBy({ kind: 'returning', factor: 'digits', ...returned });
const staff = { method: 'staff-compared', result: 'same-person', by: 'lan' } as const;
const byNumber = identityBy(typedOf(hanh));

it.each([
  ['chip-and-face', identityBy(codeOf(hanh), { chip, face: { method: 'face-matches-chip', similarity: 0.8 } })],
  ['chip-other-face', identityBy(codeOf(hanh), { chip, face: { method: 'face-not-matched', similarity: 0.1 } })],
  ['returning-face', byFace],
  ['returning-face', identityBy(patientCode, { returned })],
  ['chip', identityBy(typedOf(hanh), { chip })],
  ['chip-and-face', identityBy(codeOf(hanh), { chip, staff, face: { method: 'face-matches-chip', similarity: 0.8 } })],
  ['returning-face', identityBy(patientCode, { returned, staff })],
  ['staff-compared', identityBy(codeOf(hanh), { chip, staff, face: { method: 'face-not-matched', similarity: 0.1 } })],
  ['staff-compared', identityBy(patientCode, { staff, face: { method: 'face-not-recognised' } })],
  ['staff-compared', identityBy(codeOf(hanh), { chip, staff })],
  ['staff-compared', identityBy(typedOf(hanh), { staff })],
  ['chip', identityBy(codeOf(hanh), { chip, staff: { ...staff, result: 'other-person' } })],
  ['chip', identityBy(codeOf(hanh), { chip, face: { method: 'face-not-compared', reason: 'declined' } })],
  ['verified-code', identityBy(codeOf(hanh), { isVneid: true })],
  ['code', identityBy(codeOf(hanh))],
  ['code', identityBy(patientCode, { face: { method: 'face-not-compared', reason: 'limited' } })],
  ['code-other-face', identityBy(patientCode, { face: { method: 'face-not-recognised' } })],
  ['typed', byNumber],
] as const)('%s', (level, identity) => {
  expect(levelOf(identity)).toBe(level);
  expect(rightsOf(fakePorts(), identity)).toBe(defaultEvidenceRights[level]);
});

it('no level lets less in by default than the visit did before it was named', () => {
  expect(evidenceLevels.every((level) => defaultEvidenceRights[level].selfService)).toBe(true);
  expect(evidenceLevels.filter((level) => !defaultEvidenceRights[level].spellsName)).toEqual([
    'typed',
    'code-other-face',
    'chip-other-face',
  ]);
});

it('whoever had another movement sees no name and is looked at once more at the door, whatever the level says', () => {
  const swapped = identityBy(patientCode, { returned: { ...returned, hasSwapped: true } });
  expect(rightsOf(fakePorts(), swapped)).toEqual({ selfService: true, spellsName: false, checkAtDoor: true });
});

it('whoever staff have looked at, with a card that has run out or another movement, is not looked at again', () => {
  const swapped = identityBy(patientCode, { staff, returned: { ...returned, hasSwapped: true } });
  expect(rightsOf(fakePorts(), swapped)).toBe(defaultEvidenceRights['returning-face']);
  const outOfDate = identityBy(codeOf(hanh), { staff, chip: { ...chip, expiredOn: '2026-01-01' } });
  expect(rightsOf(fakePorts(), outOfDate)).toBe(defaultEvidenceRights['staff-compared']);
});

it('where the hospital lets nobody in by a number, whoever is brought may come all the same', () => {
  const typed = { selfService: false, spellsName: false, checkAtDoor: true };
  const ports = fakePorts({ policies: { evidence: { ...defaultEvidenceRights, typed } } });
  expect(levelReason({ ports, identity: byNumber, carer: null })).toBe('identity-check');
  expect(levelReason({ ports, identity: byNumber, carer: identityBy(codeOf(hanh)) })).toBeNull();
  expect(levelReason({ ports, identity: null, carer: null })).toBeNull();
});

it('a recognised person is whom the gallery knows, with the code of the record', () => {
  const person = personOf(byFace, recordFor({ ...hanh, fullName: 'Nguyen Hanh' }));
  const { idNumber, fullName, birthDate } = hanh;
  expect(person).toMatchObject({ idNumber, fullName, birthDate, sex: 'female', patientCode: 'BN-00417' });
  expect(isSomebodyElse(byFace, { ...recordFor(hanh), birthDate: '1990-03-15' }, fakeDocuments)).toBe(true);
  expect(isSomebodyElse(byFace, recordFor(hanh), fakeDocuments)).toBe(false);
});
