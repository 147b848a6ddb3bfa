import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import type { AccessKey, ChipData, ReadProgress } from './chip.ts';
import { readChip, type ReadChipOptions } from './reader.ts';
import { FakeChip, status, type FakeChipOptions } from './testing.ts';
import { document, SAMPLE_KEY, type TestDocument } from './testing-documents.ts';

const WRONG_KEY: AccessKey = { ...SAMPLE_KEY, expiryDate: '991231' };
const GROUPS = [2, 13, 1];

let sample: TestDocument;
beforeAll(() => {
  sample = document();
});

const read = (chip: FakeChip, options: Partial<ReadChipOptions> = {}): ReturnType<typeof readChip> =>
  readChip(chip, { keys: [SAMPLE_KEY], groups: GROUPS, ...options });

async function readWell(chip: FakeChip, options: Partial<ReadChipOptions> = {}): Promise<ChipData> {
  const result = await read(chip, options);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.chip;
}

const ids = (chip: ChipData): string[] => chip.findings.map(({ id }) => id);

describe('reading a chip', () => {
  it('reads SOD, DG1, DG13 and then the portrait, by short identifier and without EF.COM', async () => {
    const chip = FakeChip.of(sample);
    const data = await readWell(chip, { anchors: [sample.anchor] });
    expect(chip.log.slice(0, 4)).toEqual(['a4 040c', '84 0000', '82 0000', 'b0 9d00']);
    expect(chip.log.filter((text) => /^b0 [89]/.test(text))).toEqual(['b0 9d00', 'b0 8100', 'b0 8d00', 'b0 8200']);
    expect(chip.log.some((text) => text === 'a4 020c')).toBe(false);
    expect(data.mrz.name).toEqual({ primary: 'NGUYEN', secondary: 'VAN AN' });
    expect(data.portrait?.mediaType).toBe('image/jpeg');
    expect(data.portrait?.bytes).toHaveLength(1000);
    expect([...data.dataGroups.keys()]).toEqual([1, 13, 2]);
    for (const [group, bytes] of data.dataGroups) expect(toHex(bytes)).toBe(toHex(sample.groups.get(group)!));
    expect(toHex(data.sod)).toBe(toHex(sample.sod));
    expect(data.authenticity).toMatchObject({ verdict: 'anchored', findings: [] });
    expect(data.findings).toEqual([]);
    expect(data.cost.apdus).toBe(chip.log.length);
    expect(data.cost.bytesReceived).toBeGreaterThan(sample.sod.length);
  });

  it('asks for no block more than the sizes need', async () => {
    const chip = FakeChip.of(sample);
    await readWell(chip);
    const sizes = [sample.sod, ...GROUPS.map((group) => sample.groups.get(group)!)].map(({ length }) => length);
    const blocks = sizes.reduce((sum, size) => sum + Math.ceil(size / 231), 0);
    expect(chip.log).toHaveLength(3 + blocks);
  });

  it('is consistent only, where no anchor is configured', async () => {
    expect((await readWell(FakeChip.of(sample))).authenticity.verdict).toBe('consistent');
  });

  it('gives the names before the portrait is asked for', async () => {
    const chip = FakeChip.of(sample);
    const seen: string[] = [];
    await readWell(chip, {
      onNames: ({ dg1, dg13 }) => {
        seen.push(toHex(dg1), toHex(dg13!));
        expect(chip.log).not.toContain('b0 8200');
      },
    });
    expect(seen).toEqual([toHex(sample.groups.get(1)!), toHex(sample.groups.get(13)!)]);
  });

  it('gives the names without DG13 and without portrait', async () => {
    const seen: (Uint8Array | null)[] = [];
    const data = await readWell(FakeChip.of(sample), { groups: [], onNames: ({ dg13 }) => seen.push(dg13) });
    expect(seen).toEqual([null]);
    expect(data.portrait).toBeNull();
    expect([...data.dataGroups.keys()]).toEqual([1]);
  });

  it('reports bytes of an exact total as soon as the last size is known', async () => {
    const progress: ReadProgress[] = [];
    await readWell(FakeChip.of(sample), { onProgress: (step) => progress.push(step) });
    const total = [sample.sod, ...sample.groups.values()].reduce((sum, { length }) => sum + length, 0);
    expect(progress[0]).toEqual({ bytes: 231, total: 0 });
    expect(progress.at(-1)).toEqual({ bytes: total, total });
    expect(new Set(progress.map((step) => step.total))).toEqual(new Set([0, total]));
    expect(progress.map(({ bytes }) => bytes)).toEqual(progress.map(({ bytes }) => bytes).sort((a, b) => a - b));
  });

  it('tries each key once, in order, and skips what cannot be a key', async () => {
    const chip = FakeChip.of(sample);
    const nonsense = { ...SAMPLE_KEY, birthDate: '15/03/1985' };
    await readWell(chip, { keys: [nonsense, WRONG_KEY, SAMPLE_KEY, WRONG_KEY] });
    expect(chip.log.filter((text) => text === '82 0000')).toHaveLength(2);
  });

  it('says how many keys did not fit', async () => {
    const result = await read(FakeChip.of(sample), { keys: [WRONG_KEY, { ...WRONG_KEY, birthDate: '900101' }] });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'wrong-key', tried: 2 }, cost: { apdus: 5 } });
  });

  it('calls a chip without the application no document', async () => {
    const chip = FakeChip.of(sample, { before: ({ index }) => (index === 0 ? status(0x6a82) : null) });
    expect(await read(chip)).toMatchObject({ failure: { kind: 'not-a-document' } });
  });
});

describe('groups that are not there', () => {
  it.each([
    [0x6982, 'group-denied'],
    [0x6a82, 'group-absent'],
    [0x6a83, 'group-absent'],
    [0x6a88, 'group-absent'],
    [0x6985, 'group-refused'],
  ])('goes on after %i', async (word, finding) => {
    const progress: ReadProgress[] = [];
    const data = await readWell(FakeChip.of(sample, { refused: new Map([[13, word]]) }), {
      onProgress: (step) => progress.push(step),
    });
    expect(ids(data)).toEqual([finding]);
    expect([...data.dataGroups.keys()]).toEqual([1, 2]);
    expect(data.authenticity.verdict).toBe('consistent');
    expect(progress.at(-1)!.bytes).toBe(progress.at(-1)!.total);
  });

  it.each([
    [0x6982, 'group-denied'],
    [0x6a82, 'group-absent'],
  ])('believes a refusal in the clear (%i) when it comes twice', async (word, finding) => {
    const chip: FakeChip = FakeChip.of(sample, {
      before: ({ text }) => {
        if (text !== 'b0 8d00') return null;
        chip.forgetSession();
        return status(word);
      },
    });
    expect(ids(await readWell(chip))).toEqual(['session-resumed', 'session-resumed', finding]);
  });

  it('does not ask for a group the SOD does not list, nor for one that cannot exist', async () => {
    const chip = FakeChip.of(sample);
    const data = await readWell(chip, { groups: [1, 11, 17, 0] });
    expect(ids(data)).toEqual(['group-not-listed']);
    expect(chip.log).not.toContain('b0 8b00');
  });

  it.each([1, 0x1d])('cannot do without file %i', async (shortId) => {
    const chip = FakeChip.of(sample, { refused: new Map([[shortId, 0x6982]]) });
    expect(await read(chip)).toMatchObject({ failure: { kind: 'protocol' } });
  });
});

describe('chips with habits of their own', () => {
  const habits: [string, Partial<FakeChipOptions>, string[]][] = [
    ['6282 at the end of a file', { shortFile: 'end-of-file' }, []],
    ['6Cxx for short files', { shortFile: 'exact' }, []],
    ['6Cxx in the clear for short files', { shortFile: 'naked-exact' }, ['session-resumed']],
    ['at most 192 bytes', { maxBlock: { bytes: 192, answer: 'protected' } }, ['smaller-blocks']],
    ['at most 112 bytes', { maxBlock: { bytes: 112, answer: 'protected' } }, ['smaller-blocks']],
    ['fewer bytes than asked for', { maxBlock: { bytes: 100, answer: 'fewer' } }, []],
    ['one byte at first', { maxBlock: { bytes: 1, answer: 'fewer' } }, []],
    [
      '6700 in the clear above 112 bytes',
      { maxBlock: { bytes: 112, answer: 'naked' } },
      ['session-resumed', 'session-resumed', 'session-resumed', 'session-resumed', 'smaller-blocks'],
    ],
  ];
  it.each(habits)('reads one that answers %s', async (_, options, findings) => {
    const data = await readWell(FakeChip.of(sample, options));
    expect(ids(data)).toEqual(findings);
    expect(data.authenticity.verdict).toBe('consistent');
  });

  it('gives up on one that refuses the smallest blocks', async () => {
    const chip = FakeChip.of(sample, { maxBlock: { bytes: 16, answer: 'protected' } });
    expect(await read(chip)).toMatchObject({ failure: { kind: 'protocol' } });
  });

  it('cuts off what follows the content in the file', async () => {
    const padded: TestDocument = { ...sample, groups: new Map(sample.groups) };
    padded.groups.set(1, Uint8Array.from([...sample.groups.get(1)!, 0xff, 0xff, 0xff]));
    const data = await readWell(FakeChip.of(padded));
    expect(data.dataGroups.get(1)).toHaveLength(sample.groups.get(1)!.length);
    expect(data.authenticity.verdict).toBe('consistent');
  });
});

describe('broken sessions', () => {
  /** Breaks the session at the given reads of the portrait's file, counted from its first. */
  const breaking = (breaks: readonly number[], answer: (response: Uint8Array) => Uint8Array): FakeChip => {
    let reads = -1;
    let inPortrait = false;
    const chip: FakeChip = FakeChip.of(sample, {
      after: ({ text }, response) => {
        if (text === 'b0 8200') inPortrait = true;
        if (!inPortrait || !text.startsWith('b0')) return response;
        reads += 1;
        if (!breaks.includes(reads)) return response;
        chip.forgetSession();
        return answer(response);
      },
    });
    return chip;
  };
  const damaged = (response: Uint8Array): Uint8Array =>
    response.map((byte, index) => (index === response.length - 4 ? byte ^ 1 : byte));

  it.each([
    ['6988 in the clear', (): Uint8Array => status(0x6988)],
    ['6982 in the clear', (): Uint8Array => status(0x6982)],
    ['9000 in the clear', (): Uint8Array => status(0x9000)],
    ['a wrong MAC', damaged],
    ['data without a MAC', (): Uint8Array => Uint8Array.of(0x87, 0x02, 0x01, 0x02, 0x90, 0x00)],
  ])('goes on at the byte already read after %s', async (_, answer) => {
    const chip = breaking([2, 4], answer);
    const data = await readWell(chip);
    expect(ids(data)).toEqual(['session-resumed', 'session-resumed']);
    expect(data.authenticity.verdict).toBe('consistent');
    const offset = (2 * 231).toString(16).padStart(4, '0');
    const second = chip.log.indexOf('a4 040c', 1);
    expect(chip.log[second - 1]).toBe(`b0 ${offset}`);
    expect(chip.log.slice(second, second + 5)).toEqual(['a4 040c', '84 0000', '82 0000', 'a4 020c', `b0 ${offset}`]);
  });

  it('gives up when the file it was reading is no longer there', async () => {
    const files = new Map([...sample.groups, [0x1d, sample.sod]]);
    const chip: FakeChip = new FakeChip({
      files,
      before: ({ text }) => {
        if (text !== 'b0 01ce') return null;
        files.delete(0x1d);
        chip.forgetSession();
        return status(0x6988);
      },
    });
    expect(await read(chip)).toMatchObject({ failure: { kind: 'protocol' } });
    expect(chip.log.at(-1)).toBe('a4 020c');
  });

  it('begins a file anew by its short identifier when nothing of it was read', async () => {
    const chip = breaking([0], () => status(0x6988));
    await readWell(chip);
    expect(chip.log.filter((text) => text === 'b0 8200')).toHaveLength(2);
    expect(chip.log).not.toContain('a4 020c');
  });

  it('reports a lost session that the chip reports under protection', async () => {
    const chip = FakeChip.of(sample, { refused: new Map([[13, 0x6988]]) });
    expect(await read(chip)).toMatchObject({ failure: { kind: 'protocol' } });
    expect(chip.log.filter((text) => text === 'b0 8d00')).toHaveLength(3);
  });

  it('goes on after a session that breaks at its first command', async () => {
    let selects = 0;
    const chip: FakeChip = FakeChip.of(sample, {
      before: ({ text }) => {
        if (text === 'a4 020c') selects += 1;
        if (text !== 'b0 01ce' && !(text === 'a4 020c' && selects === 1)) return null;
        if (text === 'b0 01ce' && selects > 0) return null;
        chip.forgetSession();
        return status(0x6988);
      },
    });
    expect(ids(await readWell(chip))).toEqual(['session-resumed', 'session-resumed']);
    expect(selects).toBe(2);
  });

  it('authenticates again twice and no more', async () => {
    const chip = breaking([1, 2, 3], () => status(0x6988));
    const result = await read(chip);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
    expect(chip.log.filter((text) => text === '82 0000')).toHaveLength(3);
  });

  it.each([
    ['a4 040c', 0x6a82],
    ['84 0000', 0x6d00],
    ['82 0000', 0x6300],
    ['a4 020c', 0x6a82],
  ])('gives up when %s fails on the way back', async (command, word) => {
    let broke = false;
    const chip: FakeChip = FakeChip.of(sample, {
      before: ({ text }) => {
        if (text === 'b0 01ce' && !broke) {
          broke = true;
          return status(0x6988);
        }
        return broke && text === command ? status(word) : null;
      },
    });
    const result = await read(chip);
    expect(broke).toBe(true);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
  });
});

describe('a card that is pulled', () => {
  it('is lost at every exchange, and never an exception', async () => {
    const whole = FakeChip.of(sample);
    await readWell(whole);
    for (let cut = 0; cut < whole.log.length; cut++) {
      const chip = FakeChip.of(sample, {
        before: ({ index }) => (index >= cut ? { ok: false, reason: 'card-lost', detail: 'removed' } : null),
      });
      const result = await read(chip);
      expect(result, `cut at ${cut}`).toMatchObject({
        ok: false,
        failure: { kind: 'card-lost', detail: 'removed' },
        cost: { apdus: cut + 1 },
      });
    }
  });

  it('is lost at every exchange of a session that is being renewed', async () => {
    const breakAt = 4;
    const habit = (cut: number): FakeChip =>
      FakeChip.of(sample, {
        before: ({ index }) => {
          if (index >= cut) return { ok: false, reason: 'reader-lost', detail: 'unplugged' };
          return index === breakAt ? status(0x6988) : null;
        },
      });
    const whole = habit(Infinity);
    await readWell(whole);
    for (let cut = breakAt; cut < whole.log.length; cut++) {
      expect(await read(habit(cut)), `cut at ${cut}`).toMatchObject({ ok: false, failure: { kind: 'reader-lost' } });
    }
  });

  it('is lost between two keys', async () => {
    const chip = FakeChip.of(sample, {
      before: ({ index }) => (index === 3 ? { ok: false, reason: 'card-lost', detail: '' } : null),
    });
    expect(await read(chip, { keys: [WRONG_KEY, SAMPLE_KEY] })).toMatchObject({ failure: { kind: 'card-lost' } });
  });
});

describe('a visit that ends', () => {
  it('stops before every exchange', async () => {
    const whole = FakeChip.of(sample);
    await readWell(whole);
    for (let stop = 0; stop < whole.log.length; stop++) {
      const controller = new AbortController();
      if (stop === 0) controller.abort();
      const chip = FakeChip.of(sample, {
        after: ({ index }, response) => {
          if (index === stop - 1) controller.abort();
          return response;
        },
      });
      const result = await read(chip, { signal: controller.signal });
      expect(result).toMatchObject({ ok: false, failure: { kind: 'cancelled' }, cost: { apdus: stop } });
      expect(chip.log).toHaveLength(stop);
    }
  });

  it('is not told of a card pulled after it', async () => {
    const controller = new AbortController();
    const chip = FakeChip.of(sample, {
      before: () => {
        controller.abort();
        return { ok: false, reason: 'card-lost', detail: '' };
      },
    });
    expect(await read(chip, { signal: controller.signal })).toMatchObject({ failure: { kind: 'cancelled' } });
  });
});
