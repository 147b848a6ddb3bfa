import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import type { EfCom } from './ef-com.ts';
import { emptyFile, SOD_FILE, type PartialFile } from './files.ts';
import { ReadPlan } from './read-plan.ts';
import { ecSigner } from './testing-signers.ts';
import { sod } from './testing-documents.ts';

/** A SOD that lists these groups; nothing else of it matters here. */
const listing = (...groups: number[]): Uint8Array =>
  sod({ groups: new Map(groups.map((group) => [group, new Uint8Array()])), signer, certificates: [] });

let signer: ReturnType<typeof ecSigner>;
let listed: Uint8Array;
beforeAll(() => {
  signer = ecSigner('p256');
  listed = listing(1, 2, 3, 11, 13, 14, 15);
});

const sodOf = (sizeBytes: number): PartialFile => ({
  ...emptyFile(SOD_FILE),
  totalBytes: sizeBytes,
  readBytes: sizeBytes,
});
const planFor = (asked: number[] | 'listed', bytes = listed): ReadPlan => new ReadPlan(sodOf(100), bytes, asked);
const numbers = (plan: ReadPlan): number[] => plan.groups.map(({ group }) => group);

/** As if `readBytes` of `totalBytes` had come. */
function come(plan: ReadPlan, group: number, readBytes: number, totalBytes: number): void {
  const { partial } = plan.find(group)!;
  partial.totalBytes = totalBytes;
  partial.readBytes = readBytes;
}

describe('the order of a read', () => {
  it('is DG14, then what shows names, the rest, and the portrait last', () => {
    expect(numbers(planFor([2, 15, 11, 13, 1, 14]))).toEqual([14, 1, 13, 11, 15, 2]);
  });

  it('has each group once', () => {
    expect(numbers(planFor([1, 13, 13, 1, 14]))).toEqual([14, 1, 13, 15]);
  });

  it('has DG1 in any case, and DG14 and DG15 for the proof where the SOD lists them', () => {
    const plan = planFor([]);
    expect(plan.groups.map(({ group, isAsked }) => [group, isAsked])).toEqual([
      [14, false],
      [1, true],
      [15, false],
    ]);
    expect(numbers(planFor([13], listing(1, 13)))).toEqual([1, 13]);
  });

  it('leaves out what the SOD does not list, and says so', () => {
    const plan = planFor([13, 7, 16], listing(13));
    expect(numbers(plan)).toEqual([1, 13]);
    expect(plan.unlisted).toEqual([7, 16]);
  });

  it('leaves out groups that cannot exist', () => {
    const plan = planFor([0, 17, -1, 1.5]);
    expect(numbers(plan)).toEqual([14, 1, 15]);
    expect(plan.unlisted).toEqual([]);
  });

  it('is what was asked for when the SOD cannot be understood', () => {
    const plan = planFor([2, 13, 15], fromHex('770401020304'));
    expect(numbers(plan)).toEqual([1, 13, 15, 2]);
    expect(plan.unlisted).toEqual([]);
  });

  it('is all the SOD lists, where that is asked for', () => {
    const plan = planFor('listed');
    expect(numbers(plan)).toEqual([14, 1, 13, 3, 11, 15, 2]);
    expect(plan.groups.every(({ isAsked }) => isAsked)).toBe(true);
    expect(plan.unlisted).toEqual([]);
    expect(numbers(planFor('listed', fromHex('770401020304')))).toEqual([1]);
  });

  it('finds a group that is planned', () => {
    expect(planFor([2]).find(2)).toMatchObject({
      group: 2,
      isAsked: true,
      state: 'waiting',
      partial: { readBytes: 0 },
    });
    expect(planFor([2]).find(7)).toBeNull();
  });
});

describe('EF.COM against the SOD', () => {
  const com = (groups: number[], unknownTags: number[] = []): EfCom => ({
    ldsVersion: null,
    unicodeVersion: null,
    groups,
    unknownTags,
  });

  it('differs in nothing, in whatever order', () => {
    expect(planFor([]).differenceTo(com([15, 14, 13, 11, 3, 2, 1]))).toBeNull();
  });

  it.each([
    [com([1, 2, 3, 11, 12, 13, 14, 15]), 'in EF.COM alone: DG12'],
    [com([1, 2, 3, 11, 13, 14, 15], [0x00, 0x7f]), 'in EF.COM alone: tag 00, tag 7F'],
    [com([1, 2, 13, 14, 15]), 'in the SOD alone: DG3, DG11'],
    [com([1, 2, 3, 11, 13, 14, 16], [0x7e]), 'in EF.COM alone: DG16, tag 7E; in the SOD alone: DG15'],
  ])('says in what: %#', (differing, text) => {
    expect(planFor([]).differenceTo(differing)).toBe(text);
  });

  it('has nothing to be held against when the SOD cannot be understood', () => {
    expect(planFor([], fromHex('770401020304')).differenceTo(com([1]))).toBeNull();
  });
});

describe('progress', () => {
  it('has a total once every file that is asked for has begun', () => {
    const plan = planFor([1, 2]);
    expect(plan.progress()).toEqual({ bytes: 100, total: 0 });
    come(plan, 1, 40, 95);
    expect(plan.progress()).toEqual({ bytes: 140, total: 0 });
    come(plan, 1, 95, 95);
    come(plan, 2, 200, 1000);
    expect(plan.progress()).toEqual({ bytes: 395, total: 1195 });
  });

  it('counts a group for the proof alone from its first byte', () => {
    const plan = planFor([1]);
    come(plan, 14, 30, 300);
    come(plan, 1, 95, 95);
    expect(plan.progress()).toEqual({ bytes: 225, total: 495 });
  });

  it('leaves out a group that the chip keeps to itself', () => {
    const plan = planFor([1, 13]);
    come(plan, 1, 95, 95);
    plan.find(13)!.state = 'done';
    expect(plan.progress()).toEqual({ bytes: 195, total: 195 });
  });

  it('has no total while the SOD has none', () => {
    const plan = new ReadPlan(emptyFile(SOD_FILE), listed, []);
    come(plan, 1, 95, 95);
    expect(plan.progress()).toEqual({ bytes: 95, total: 0 });
  });
});
