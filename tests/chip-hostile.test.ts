/**
 * Cards that lie: about lengths, about depth, about how much there is. Every read ends in a value within the reader's own
 * limits, and nothing made up is ever anchored. `npm run fuzz` goes on where the random part of this suite stops.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ChipImage, dataGroupFile, FILE } from '../fixtures/cards/chip-image.ts';
import { chipProfiles } from '../fixtures/cards/chip-profiles.ts';
import { concat, hex } from '../fixtures/cards/tlv.ts';
import { ChipSimulator, type ChipSimulatorOptions } from '../fixtures/simulators/chip.ts';
import { judgeSignature } from '../native/emrtd/authenticity.ts';
import type { ChipReadResult } from '../native/emrtd/chip.ts';
import { MAX_FILE_BYTES } from '../native/emrtd/files.ts';
import { MAX_APDUS, MAX_CHAINED_RESPONSES } from '../native/emrtd/link.ts';
import { readChip } from '../native/emrtd/reader.ts';
import { card, fileTargets, trust } from './fuzz/files.ts';
import { failureText, fuzzTargets } from './fuzz/targets.ts';

/** CAM reads EF.CardSecurity, too. */
const withMapping = chipProfiles['pace-cam'].make(card).image;
const short = { extendedLength: null };
/** EF.CardSecurity is not needed: its chain is given up, and the one after it ends the read. */
const MAX_CHAINS = 2;
/** Commands of a read without any trouble, with short lengths. */
const USUAL_APDUS = 40;

interface Read {
  result: ChipReadResult;
  commands: number;
}

async function read(
  image: ChipImage,
  options: ChipSimulatorOptions,
  answer = (_index: number, genuine: () => Uint8Array): Uint8Array => genuine(),
): Promise<Read> {
  const chip = new ChipSimulator(image, options);
  let commands = 0;
  const result = await readChip(
    {
      transmit: async (command) => ({ ok: true, response: answer(commands++, () => chip.transmit(command)) }),
    },
    { keys: [image.accessKey], groups: [1, 2, 13, 14, 15], trust },
  );
  return { result, commands };
}

const FILES = [
  ['SOD', FILE.sod, 'files', '77'],
  ['DG1', dataGroupFile(1), 'files', '61'],
  ['DG2', dataGroupFile(2), 'files', '75'],
  ['DG13', dataGroupFile(13), 'files', '6d'],
  ['DG14', dataGroupFile(14), 'files', '6e'],
  ['DG15', dataGroupFile(15), 'files', '6f'],
  ['EF.CardAccess', FILE.cardAccess, 'masterFiles', '31'],
  ['EF.CardSecurity', FILE.cardSecurity, 'masterFiles', '30'],
  ['EF.ATR/INFO', FILE.atrInfo, 'masterFiles', '7f66'],
] as const;

/** Elements within elements of five bytes of header each, as deep as a file may be long. */
function deep(tag: string): Uint8Array {
  const levels = Math.floor(MAX_FILE_BYTES / 5) - 1;
  const headers = Array.from({ length: levels }, (_, level) => {
    const sizeBytes = (levels - 1 - level) * 5;
    return concat(level === 0 ? hex(tag) : hex('30'), Uint8Array.of(0x83, sizeBytes >> 16, sizeBytes >> 8, sizeBytes));
  });
  return concat(...headers);
}

const LIES: readonly [string, (tag: string) => Uint8Array][] = [
  ['4 GiB', (tag) => hex(`${tag}84ffffffff`)],
  ['2 GiB, a negative number for some', (tag) => hex(`${tag}847fffffff`)],
  ['16 MiB', (tag) => hex(`${tag}83ffffff`)],
  ['more than is there', (tag) => concat(hex(`${tag}82ffff`), new Uint8Array(1000).fill(0xff))],
  ['nothing', (tag) => hex(`${tag}00`)],
  ['no end, and so on ten thousand times', (tag) => hex(`${tag}80${'3080'.repeat(10_000)}`)],
  ['no end, and all that is there', (tag) => concat(hex(`${tag}80`), new Uint8Array(MAX_FILE_BYTES).fill(0x30))],
  ['elements within elements', deep],
  ['a hundred thousand siblings', (tag) => concat(hex(`${tag}8301fffa`), new Uint8Array(0x1fffa).fill(0x05))],
  ['zeros', () => new Uint8Array(300)],
];

describe.each(FILES)('%s', (name, file, where, tag) => {
  it.each(LIES)('of %s', async (_, lie) => {
    const image = { ...withMapping, [where]: new Map([...withMapping[where], [file, lie(tag)]]) };
    // A file below the limit is read to its end, and DG1 once more where it is the proof that comes last.
    const blocks = lie(tag).length > 2000 ? Math.ceil(MAX_FILE_BYTES / 200) : 0;
    for (const options of [{}, short]) {
      const { result, commands } = await read(image, options);
      expect(commands).toBeLessThan(2 * (USUAL_APDUS + blocks));
      if (!result.ok) expect(result.failure.kind).toBe('protocol');
      // What is said in the clear changes how the chip is read, not what is in it; EF.CardSecurity is not needed.
      else expect(result.chip.authenticity.verdict).toBe(where === 'files' ? 'invalid' : 'anchored');
    }
  });

  it('is known to the chip of these cases', () => {
    expect(name === 'EF.ATR/INFO' || withMapping[where].has(file)).toBe(true);
  });
});

describe('without end', () => {
  it.each(Array.from({ length: 14 }, (_, index) => index))('61xx from command %i on', async (from) => {
    const { result, commands } = await read(withMapping, {}, (index, genuine) =>
      index < from ? genuine() : hex('aabb6110'),
    );
    expect(result).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
    expect(commands).toBeLessThanOrEqual(from + MAX_CHAINS * (1 + MAX_CHAINED_RESPONSES));
  });

  it.each(['6c00', '6c01', '6cff', '6100', '6700', '6282', '6982', '9000'])('%s to everything', async (status) => {
    for (let from = 0; from < 14; from++) {
      const { result, commands } = await read(withMapping, {}, (index, genuine) =>
        index < from ? genuine() : hex(status),
      );
      expect(result.ok).toBe(false);
      expect(commands).toBeLessThanOrEqual(from + MAX_CHAINS * (1 + MAX_CHAINED_RESPONSES));
    }
  });

  it('a byte at a time', async () => {
    const { result, commands } = await read(withMapping, { ...short, maxLe: 1, leRefusal: 'shorten' });
    expect(commands).toBeLessThanOrEqual(MAX_APDUS);
    expect(result.ok && result.chip.authenticity.verdict).toBe('anchored');
    const portrait = concat(hex('7583018000'), new Uint8Array(0x18000));
    const long = { ...withMapping, files: new Map([...withMapping.files, [dataGroupFile(2), portrait]]) };
    const endless = await read(long, { ...short, maxLe: 1, leRefusal: 'shorten' });
    expect(endless.result).toMatchObject({ ok: false, failure: { kind: 'protocol', detail: 'too many exchanges' } });
    expect(endless.commands).toBe(MAX_APDUS);
  });
});

describe('changed at random', () => {
  it.each(Object.entries(fuzzTargets))('%s', async (name, target) => {
    const details = await target.run({ runs: target.runs });
    if (details.failed) throw new Error(`seed ${details.seed}: ${failureText(name, details)}`);
  });
});

/** Inputs that once did what they must not, and what becomes of them now. */
describe('what went wrong once', () => {
  const folder = new URL('../fixtures/cards/corpus/', import.meta.url);

  it.each(readdirSync(folder))('%s', async (name) => {
    const { target, bytes } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as {
      target: keyof typeof fileTargets;
      bytes: string;
    };
    await fileTargets[target].check(hex(bytes));
    if (target === 'judgement') expect(judgeSignature(hex(bytes), trust).verdict).toBe('invalid');
  });
});
