/** A card that lies. Every case must end in a value, within the limits the reader sets itself. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from './bytes.ts';
import { MAX_FILE_BYTES } from './files.ts';
import { MAX_APDUS, MAX_CHAINED_RESPONSES } from './link.ts';
import { UNKNOWN_CHIP } from './profile.ts';
import { MAX_SHORT_OFFSET } from './read-binary.ts';
import { readChip } from './reader.ts';
import type { ChipReadResult } from './chip.ts';
import { FakeChip, status, type FakeChipOptions } from './testing.ts';
import { document, SAMPLE_KEY, type TestDocument } from './testing-documents.ts';
import { encodeTlv } from './tlv.ts';

const SOD = 0x1d;
let sample: TestDocument;
beforeAll(() => {
  sample = document(500);
});

/** The sample with some files replaced, by short identifier. */
const withFiles = (files: [number, Uint8Array][], options: Partial<FakeChipOptions> = {}): FakeChip =>
  FakeChip.of(sample, { files: new Map([...sample.groups, [SOD, sample.sod], ...files]), ...options });
/** In a reader that knows the kind of chip: no PACE, no extended length. */
const profile = {
  recall: () => ({ ...UNKNOWN_CHIP, cardAccess: 'none', extended: 'none' }) as const,
  remember: (): undefined => undefined,
};
const read = (chip: FakeChip): Promise<ChipReadResult> =>
  readChip(chip, { keys: [SAMPLE_KEY], groups: [1, 13, 2], profile });
const protocol = { ok: false, failure: { kind: 'protocol' } };

describe('lengths that lie', () => {
  it.each([
    ['more bytes than there are', '7782ffff', 'more'],
    ['more bytes than a file may have', '7783ffffff', 'limit'],
    ['one byte more than there is', '770201', 'one'],
    ['a length of four bytes', '7784000000ff', 'four'],
    ['an indefinite length', '77800000', 'indefinite'],
    ['the tag of another file', '6103000000', 'tag'],
    ['padding', '00000000', 'padding'],
  ])('a file of %s', async (_, hex) => {
    const chip = withFiles([[SOD, fromHex(hex)]]);
    expect(await read(chip)).toMatchObject(protocol);
    expect(chip.log.length).toBeLessThan(10);
  });

  it('a length beyond the limit is refused at the first block', async () => {
    const size = MAX_FILE_BYTES;
    const chip = withFiles([
      [2, concat(fromHex('7583'), Uint8Array.of(size >> 16, size >> 8, size), new Uint8Array(300))],
    ]);
    expect(await read(chip)).toMatchObject(protocol);
    expect(chip.log.at(-1)).toBe('b0 8200');
  });

  it('a file that ends in the middle of its header', async () => {
    expect(await read(withFiles([[SOD, fromHex('7782')]]))).toMatchObject(protocol);
    expect(await read(withFiles([[SOD, fromHex('77')]]))).toMatchObject(protocol);
  });

  it('a group longer than short offsets reach is left out, and said so', async () => {
    const long = encodeTlv(0x75, new Uint8Array(MAX_SHORT_OFFSET + 300));
    const result = await read(withFiles([[2, long]]));
    expect(result.ok && result.chip.findings.map(({ id }) => id)).toEqual(['group-too-long']);
    expect(result.ok && result.chip.portrait).toBeNull();
  });

  it('the longest group short offsets reach is read', async () => {
    const longest = encodeTlv(0x75, new Uint8Array(MAX_SHORT_OFFSET + 1 - 4));
    const result = await read(withFiles([[2, longest]]));
    expect(result.ok && result.chip.dataGroups.get(2)).toHaveLength(MAX_SHORT_OFFSET + 1);
    expect(result.ok && result.chip.authenticity.verdict).toBe('invalid');
  });

  it('an empty file', async () => {
    expect(await read(withFiles([[SOD, new Uint8Array()]]))).toMatchObject(protocol);
  });
});

describe('reads that do not get anywhere', () => {
  it('zero bytes with 9000 in the middle of a file', async () => {
    const cut = sample.groups.get(2)!.subarray(0, 300);
    expect(await read(withFiles([[2, cut]]))).toMatchObject(protocol);
    expect(await read(withFiles([[2, cut]], { shortFile: 'end-of-file' }))).toMatchObject(protocol);
  });

  it('a byte at a time, until the limit', async () => {
    const groups = new Map([...sample.groups, [2, encodeTlv(0x75, new Uint8Array(MAX_APDUS))] as const]);
    const chip = FakeChip.of({ ...sample, groups }, { maxBlock: { bytes: 1, answer: 'fewer' } });
    const result = await read(chip);
    expect(result).toMatchObject({ ...protocol, cost: { apdus: MAX_APDUS } });
    expect(chip.log).toHaveLength(MAX_APDUS);
  }, 30_000);

  it('one length correction after the other, under protection', async () => {
    const chip = FakeChip.of(sample, { inside: () => ({ status: 0x6c10 }) });
    expect(await read(chip)).toMatchObject(protocol);
    expect(chip.asked).toEqual([231, 16, 16]);
  });

  it('an error in the middle of a file', async () => {
    const cut = new Map([[2, sample.groups.get(2)!.subarray(0, 200)]]);
    const chip = withFiles([...cut], { maxBlock: { bytes: 100, answer: 'fewer' }, shortFile: 'exact' });
    expect(await read(chip)).toMatchObject(protocol);
  });
});

describe('chaining without end', () => {
  it('61xx after 61xx', async () => {
    const chip = FakeChip.of(sample, { before: ({ index }) => (index < 3 ? null : fromHex('aaaa6110')) });
    expect(await read(chip)).toMatchObject({ failure: { kind: 'protocol', detail: 'endless response chaining' } });
    expect(chip.log).toHaveLength(3 + 1 + MAX_CHAINED_RESPONSES);
  });

  it('6Cxx after 6Cxx, in the clear', async () => {
    const chip = FakeChip.of(sample, { before: ({ index }) => (index < 1 ? null : status(0x6c08)) });
    expect(await read(chip)).toMatchObject(protocol);
    expect(chip.log).toHaveLength(3);
  });
});

describe('answers of no shape', () => {
  it.each(['', '90'])('no status word: %j', async (hex) => {
    for (let at = 0; at < 6; at++) {
      const chip = FakeChip.of(sample, { before: ({ index }) => (index === at ? fromHex(hex) : null) });
      expect(await read(chip)).toMatchObject(protocol);
    }
  });

  it.each([
    ['a truncated data object', fromHex('8781ff019000')],
    [
      'a thousand empty objects',
      concat(
        new Uint8Array(4000).map((_, index) => (index % 2 ? 0 : 4)),
        fromHex('9000'),
      ),
    ],
    ['noise', concat(new Uint8Array(200).fill(0x99), fromHex('9000'))],
    ['a MAC of zeros', fromHex('990290008e0800000000000000009000')],
  ])('%s instead of every protected answer', async (_, answer) => {
    const chip = FakeChip.of(sample, { before: ({ text }) => (text.startsWith('b0') ? answer : null) });
    expect(await read(chip)).toMatchObject(protocol);
    expect(chip.log.filter((text) => text === '82 0000')).toHaveLength(3);
  });

  it('a DG1 that is none', async () => {
    expect(await read(withFiles([[1, encodeTlv(0x61, fromHex('0401aa'))]]))).toMatchObject(protocol);
  });

  it('a SOD that is none: everything is read, and invalid', async () => {
    const result = await read(withFiles([[SOD, encodeTlv(0x77, fromHex('0401aa'))]]));
    expect(result.ok && [...result.chip.dataGroups.keys()]).toEqual([1, 13, 2]);
    expect(result.ok && result.chip.authenticity).toMatchObject({
      verdict: 'invalid',
      findings: [{ id: 'sod-malformed' }],
    });
  });
});

describe('answers with bits turned over', () => {
  it('are never taken for what the chip holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(300), fc.integer({ min: 1, max: 255 }), async (at, position, mask) => {
        const after: FakeChipOptions['after'] = ({ index }, answer) =>
          index === at
            ? answer.map((byte, offset) => (offset === position % answer.length ? byte ^ mask : byte))
            : answer;
        const result = await read(FakeChip.of(sample, { after }));
        if (!result.ok) return;
        for (const [group, bytes] of result.chip.dataGroups)
          expect(toHex(bytes)).toBe(toHex(sample.groups.get(group)!));
        expect(result.chip.authenticity.verdict).toBe('consistent');
      }),
      { numRuns: 100 },
    );
  });
});
