import { readFileSync } from 'node:fs';
import { decode as decodePng } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { personaliseCard, personalisePassport } from '../fixtures/cards/personalise.ts';
import { type SpecimenPerson, specimenPeople } from '../fixtures/people/person.ts';
import type { ChainLink, ChipData, Mrz, Verdict } from '../native/emrtd/chip.ts';
import { parseDg1 } from '../native/emrtd/dg1.ts';
import { presentProvinces } from '../native/citizen-id/provinces.ts';
import { vietnameseDocuments } from './documents.ts';
import { defaultPriorityRules } from './operations/configuration-priority.ts';

const documents = vietnameseDocuments(() => '2026-11-22', {
  priorityRules: defaultPriorityRules,
  provinces: presentProvinces({}),
});

const person = (id: string): SpecimenPerson => {
  const found = specimenPeople().find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no specimen person ${id}`);
  return found;
};

function chipOf(image: { files: ReadonlyMap<number, Uint8Array> }, groups: readonly number[]) {
  const dataGroups = new Map(groups.map((group) => [group, image.files.get(0x0100 + group) ?? new Uint8Array()]));
  const mrz = parseDg1(dataGroups.get(1) ?? new Uint8Array());
  if (!mrz.ok) throw new Error(mrz.detail);
  return { mrz: mrz.mrz, dataGroups };
}

describe('the holder of a chip', () => {
  it('is described by DG13 where the card has one', () => {
    const khai = person('p01');
    const holder = documents.holderOf(chipOf(personaliseCard(khai, { portrait: null }), [1, 13]));
    expect(holder).toEqual({
      idNumber: khai.citizen?.idNumber,
      oldIdNumber: khai.citizen?.oldIdNumber,
      fullName: khai.fullName,
      birthDate: khai.birthDate,
      sex: khai.sex,
      residence: khai.citizen?.residence,
      ethnicity: khai.citizen?.ethnicity,
      passportNumber: null,
      expiryDate: khai.citizen?.expiryDate,
    });
  });

  it('is described by the MRZ alone where DG13 is missing', () => {
    const khai = person('p01');
    const holder = documents.holderOf(chipOf(personaliseCard(khai, { portrait: null }), [1]));
    expect(holder).toMatchObject({
      idNumber: khai.citizen?.idNumber,
      birthDate: khai.birthDate,
      sex: khai.sex,
      ethnicity: null,
    });
    expect(documents.sameName(khai.fullName, holder.fullName ?? '')).toBe(true);
  });

  it('of a passport has its number', () => {
    const guest = person('p11');
    const holder = documents.holderOf(chipOf(personalisePassport(guest, { portrait: null }), [1]));
    expect(holder).toMatchObject({
      passportNumber: guest.passport?.number,
      idNumber: null,
      birthDate: guest.birthDate,
    });
  });

  it('born in the last century is no child of this one', () => {
    const old = person('p06');
    const holder = documents.holderOf(chipOf(personaliseCard(old, { portrait: null }), [1]));
    expect(holder.birthDate).toBe(old.birthDate);
  });

  it('is greeted by the name of DG13, else of the MRZ', () => {
    const khai = person('p01');
    const { dataGroups } = chipOf(personaliseCard(khai, { portrait: null }), [1, 13]);
    const [dg1, dg13] = [dataGroups.get(1) ?? new Uint8Array(), dataGroups.get(13) ?? null];
    expect(documents.nameOf({ dg1, dg13 })).toBe(khai.fullName);
    expect(documents.nameOf({ dg1, dg13: null })).toMatch(/^[A-Z ]+$/);
    expect(documents.nameOf({ dg1: new Uint8Array(), dg13: null })).toBeNull();
  });
});

describe('the picture for the screen', () => {
  const stored = new Uint8Array(readFileSync(new URL('../fixtures/cards/portrait.jp2', import.meta.url)));

  it('of a JPEG 2000 portrait is a PNG of the same size', async () => {
    const picture = await documents.pictureOf({ mediaType: 'image/jp2', bytes: stored });
    if (!picture) throw new Error('no picture');
    expect(picture.mediaType).toBe('image/png');
    // A third of 413 x 531, in colour.
    expect(decodePng(picture.bytes)).toMatchObject({ width: 137, height: 177, channels: 3, depth: 8 });
  });

  it.each([
    ['cut off in its boxes', stored.subarray(0, 60)],
    ['cut off in its code stream', stored.subarray(0, -200)],
    ['nothing', new Uint8Array()],
  ])('of a JPEG 2000 portrait that is %s is none', async (_name, bytes) => {
    expect(await documents.pictureOf({ mediaType: 'image/jp2', bytes })).toBeNull();
  });

  it('of a JPEG is the JPEG, and of what says so only none', async () => {
    const bytes = new Uint8Array(readFileSync(new URL('../fixtures/people/p01/portrait.jpg', import.meta.url)));
    expect(await documents.pictureOf({ mediaType: 'image/jpeg', bytes })).toEqual({ mediaType: 'image/jpeg', bytes });
    expect(await documents.pictureOf({ mediaType: 'image/jpeg', bytes: stored })).toBeNull();
  });
});

describe('what is typed', () => {
  it('is judged by the hospital’s day, and opens the chip like a code', () => {
    const typed = (birthDate: string) =>
      documents.typedNumber({ idNumber: '001090012345', birthDate, expiryDate: '14032030' });
    expect(typed('23112026')).toEqual({ ok: false, problem: 'birth-date' });
    const result = typed('14031990');
    if (!result.ok) throw new Error(result.problem);
    expect(result.number).toMatchObject({ birthDate: '1990-03-14', expiryDate: '2030-03-14' });
    expect(documents.accessKeys(result.number)[0]).toEqual({
      documentNumber: '090012345',
      birthDate: '900314',
      expiryDate: '300314',
    });
  });

  it('is a phone number, or none', () => {
    expect([documents.phoneNumber('+84 912 345 678'), documents.phoneNumber('12')]).toEqual(['0912345678', null]);
  });
});

describe('a residence', () => {
  it('names a commune by the present provinces', () => {
    const unit = { code: '00004', name: 'Phường Ba Đình', provinceCode: '01', provinceName: 'Thành phố Hà Nội' };
    expect(documents.communeOf('12 Phố Mơ, Phường Ba Đình, Hà Nội', [unit])).toBe('00004');
    expect(documents.communeOf('12 Phố Mơ', [unit])).toBeNull();
  });
});

describe('legal priority', () => {
  const nothing = { insuranceNumber: null, declared: [] };
  const reason = (birthDate: string) => documents.priority({ ...nothing, birthDate }, '2026-11-22');

  it('follows the hospital’s table of rules', () => {
    expect(reason('1951-11-22')).toBe('age-75-or-more');
    expect(reason('1951-11-23')).toBeNull();
    expect(documents.mayDeclare).toEqual(['pregnancy', 'disability']);
  });

  it('offers nothing to declare that no rule asks for, and nothing twice', () => {
    const rule = { code: 'disabled', kind: 'declared', what: 'disability', source: '' } as const;
    const mayDeclare = (rules: (typeof rule)[]) =>
      vietnameseDocuments(() => '2026-11-22', { priorityRules: rules, provinces: [] }).mayDeclare;
    expect([mayDeclare([]), mayDeclare([rule, { ...rule }])]).toEqual([[], ['disability']]);
  });
});

describe('names', () => {
  it('are the same with and without diacritics, and when an MRZ had no room', () => {
    const long = person('f06').fullName;
    expect(documents.sameName('Đặng Quốc Khải', 'DANG QUOC KHAI')).toBe(true);
    expect(documents.sameName('DANG QUOC KHAI', 'Đặng Quốc Khải')).toBe(true);
    expect(documents.sameName(long, 'NGUYEN TRINH HOANG DO QUYNH PH')).toBe(true);
    expect(documents.sameName('Đặng Quốc Khải', 'Đặng Quốc Khánh')).toBe(false);
  });
});

describe('the verdict about a citizen card', () => {
  const read = { mrz: null, authenticity: { verdict: 'anchored' } } as unknown as ChipData;
  const judged = (country: string | null, verdict: Verdict, issuingState: string | null): Verdict =>
    documents.verdictOf({
      ...read,
      mrz: issuingState === null ? null : ({ issuingState } as Mrz),
      authenticity: { ...read.authenticity, verdict, chain: [{ country } as ChainLink] },
    });

  it.each([
    ['VN', 'anchored', 'VNM', 'anchored'],
    ['VN', 'invalid', 'VNM', 'invalid'],
    [null, 'anchored', 'VNM', 'anchored'],
    ['UT', 'consistent', 'VNM', 'consistent'],
    ['UT', 'anchored', 'UTO', 'anchored'],
    ['UT', 'anchored', 'VNM', 'invalid'],
    ['UT', 'anchored', null, 'invalid'],
  ] as const)('of an authority of %s: %s, on a document of %s, is %s', (country, verdict, state, expected) => {
    expect(judged(country, verdict, state)).toBe(expected);
  });
});
