import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, fromHex, toHex } from './bytes.ts';
import type { CipherName } from './keys.ts';
import {
  dataGroupFile,
  emptyFile,
  FileReader,
  MAX_FILE_BYTES,
  SOD_FILE,
  type FileId,
  type FileResult,
} from './files.ts';
import { ChipLink } from './link.ts';
import { LearningProfile, type ChipProfile } from './profile.ts';
import { MAX_SHORT_OFFSET } from './read-binary.ts';
import type { SecureMessaging } from './secure-messaging.ts';
import { FakeChip, status, type FakeChipOptions } from './testing.ts';
import { encodeTlv } from './tlv.ts';

const DG2 = dataGroupFile(2)!;
/** Content that differs at every offset a block may begin at. */
const group = (sizeBytes: number): Uint8Array =>
  encodeTlv(
    DG2.tag,
    new Uint8Array(sizeBytes).map((_, index) => (index * 7 + (index >> 8)) & 0xff),
  );
const LARGE: Partial<ChipProfile> = { extended: { commandBytes: 4096, responseBytes: 4096, failures: 0 } };

interface Rig {
  chip: FakeChip;
  session: SecureMessaging;
  profile: LearningProfile;
  read: (file?: FileId) => Promise<FileResult>;
}

/** A chip with this DG2 in an open session. */
function rig(
  content: Uint8Array,
  options: Partial<FakeChipOptions> = {},
  { cipher = 'AES-128', known = {} }: { cipher?: CipherName; known?: Partial<ChipProfile> } = {},
): Rig {
  const chip = new FakeChip({ files: new Map([[2, content]]), ...options });
  const session = chip.openSession(cipher);
  const profile = new LearningProfile();
  profile.learn(known);
  const reader = new FileReader(new ChipLink(chip), profile, () => undefined);
  return { chip, session, profile, read: (file = DG2) => reader.read(session, emptyFile(file)) };
}

/** The file in hexadecimal. */
async function content(result: Promise<FileResult>): Promise<string> {
  const read = await result;
  if (!read.ok) throw new Error(JSON.stringify(read));
  return toHex(read.bytes);
}

describe('the files of LDS 1 (ICAO 9303-10, table 38)', () => {
  it('have identifiers by number', () => {
    expect(dataGroupFile(1)).toEqual({ name: 'DG1', shortId: 1, fileId: 0x0101, tag: 0x61 });
    expect(dataGroupFile(16)).toEqual({ name: 'DG16', shortId: 16, fileId: 0x0110, tag: 0x70 });
    expect(SOD_FILE).toEqual({ name: 'SOD', shortId: 0x1d, fileId: 0x011d, tag: 0x77 });
    for (const number of [0, 17, -1, 1.5]) expect(dataGroupFile(number)).toBeNull();
  });
});

describe('reading a file', () => {
  it.each([
    ['3DES', 231],
    ['AES-128', 223],
  ] as const)('asks under %s for as much as a short answer carries', async (cipher, most) => {
    const { chip, read } = rig(group(496), {}, { cipher });
    expect(await content(read())).toBe(toHex(group(496)));
    expect(chip.asked).toEqual([most, most, 500 - 2 * most]);
    expect(chip.log).toEqual(['b0 8200', `b0 00${most.toString(16)}`, `b0 0${(2 * most).toString(16)}`]);
  });

  it('reports every block', async () => {
    const seen: number[] = [];
    const chip = new FakeChip({ files: new Map([[2, group(496)]]) });
    const session = chip.openSession();
    const partial = emptyFile(DG2);
    const reader = new FileReader(new ChipLink(chip), new LearningProfile(), () => seen.push(partial.readBytes));
    await reader.read(session, partial);
    expect(seen).toEqual([223, 446, 500]);
    expect(await reader.read(session, partial)).toMatchObject({ ok: true });
    expect(chip.log).toHaveLength(3);
  });

  it.each([
    ['9000 with what is left', { shortFile: 'success' }],
    ['6282', { shortFile: 'end-of-file' }],
    ['6Cxx', { shortFile: 'exact' }],
  ] as const)('of less than a block is answered with %s', async (_, options) => {
    const { read, profile } = rig(group(40), options);
    expect(await content(read())).toBe(toHex(group(40)));
    expect(profile.current.maxBlockBytes).toBeNull();
  });

  it('cuts off what follows the content', async () => {
    const { read } = rig(concat(group(40), fromHex('ffffff')));
    expect(await content(read())).toBe(toHex(group(40)));
    const exactly = rig(concat(group(221), fromHex('ffffff')));
    expect(await content(exactly.read())).toBe(toHex(group(221)));
  });

  it('takes fewer bytes than it asked for, down to one at a time', async () => {
    for (const bytes of [100, 1]) {
      const { read } = rig(group(150), { maxBlock: { bytes, answer: 'fewer' } });
      expect(await content(read())).toBe(toHex(group(150)));
    }
  });

  it('reaches beyond 32,767 bytes with the odd READ BINARY', async () => {
    const large = group(MAX_SHORT_OFFSET + 40_000);
    const { read, chip } = rig(large, { longOffsets: true });
    expect(await content(read())).toBe(toHex(large));
    // DO'53' may take four of the 223 bytes.
    expect(chip.asked.filter((asked) => asked === 219).length).toBeGreaterThan(100);
    const extended = rig(large, { longOffsets: true, extended: 'content' }, { known: LARGE });
    expect(await content(extended.read())).toBe(toHex(large));
  });

  it('leaves out a file the chip cannot hand out beyond 32,767 bytes', async () => {
    const { read } = rig(group(MAX_SHORT_OFFSET + 300));
    expect(await read()).toMatchObject({ ok: false, kind: 'too-long', detail: 'DG2: 6D00' });
    const fitting = group(MAX_SHORT_OFFSET + 1 - 4);
    expect(await content(rig(fitting).read())).toBe(toHex(fitting));
  });

  it.each(['aabb', '5303aabb'])('takes no content beyond 32,767 bytes in another wrapper: %s', async (wrong) => {
    const { read } = rig(group(MAX_SHORT_OFFSET + 300), {
      longOffsets: true,
      inside: ({ ins }, answer) => (ins === 0xb1 ? { ...answer, data: fromHex(wrong) } : answer),
    });
    const failure = { kind: 'protocol', detail: 'DG2: content without its wrapper' };
    expect(await read()).toEqual({ ok: false, kind: 'failed', failure });
  });

  it('gives back any content in any blocks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 256 }), async (sizeBytes, bytes) => {
        const { read } = rig(group(sizeBytes), { maxBlock: { bytes, answer: 'fewer' } });
        expect(await content(read())).toBe(toHex(group(sizeBytes)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('files that are not there', () => {
  it.each([
    [0x6982, 'denied'],
    [0x6a82, 'absent'],
    [0x6a83, 'absent'],
    [0x6a88, 'absent'],
    [0x6985, 'refused'],
  ])('%i', async (word, kind) => {
    const { read } = rig(group(40), { files: new Map(), refused: new Map([[2, word]]) });
    // Selected by its long identifier it is not there either.
    expect(await read()).toMatchObject({ ok: false, kind: 'absent', detail: 'DG2: 6A82' });

    const known = rig(group(40), {
      files: new Map([
        [1, encodeTlv(0x61)],
        [2, group(40)],
      ]),
      refused: new Map([[2, word]]),
    });
    await known.read(dataGroupFile(1)!);
    expect(await known.read()).toMatchObject({ ok: false, kind, detail: `DG2: ${word.toString(16).toUpperCase()}` });
    expect(known.chip.log).toEqual(['b0 8100', 'b0 8200']);
  });
});

describe('short identifiers', () => {
  const files = new Map([
    [1, encodeTlv(0x61, fromHex('aa'))],
    [2, group(300)],
  ]);

  it.each([0x6a82, 0x6a86, 0x6982])('refused with %i: every file is selected, and remembered so', async (word) => {
    const { chip, profile, read } = rig(group(0), { files, shortIdRefusal: word });
    expect(await content(read())).toBe(toHex(group(300)));
    expect(profile.current).toMatchObject({ shortIds: 'refused' });
    expect(chip.log.filter((text) => text === 'a4 020c')).toHaveLength(1);
    expect(await content(read(dataGroupFile(1)!))).toBe('6101aa');
    expect(chip.log.slice(-2)).toEqual(['a4 020c', 'b0 0000']);
  });

  it('that work are remembered', async () => {
    const { profile, read } = rig(group(10));
    await read();
    expect(profile.current.shortIds).toBe('work');
  });

  it('that worked on another card of the same ATR may be refused by this one', async () => {
    const { profile, read } = rig(group(300), { shortIdRefusal: 0x6a82 }, { known: { shortIds: 'work' } });
    expect(await content(read())).toBe(toHex(group(300)));
    expect(profile.current.shortIds).toBe('refused');
  });
});

describe('files that lie', () => {
  it.each([
    ['a length beyond what is there', '7582ffff', 'DG2 ends before its stated length'],
    ['a length beyond any file', '7583ffffff', 'DG2 states 16777220 bytes'],
    ['a length of four bytes', '7584000000ff', 'DG2: length too long'],
    ['an indefinite length', '75800000', 'DG2: indefinite length'],
    ['another tag', '61020000', 'DG2 begins with another tag'],
    ['padding', '0000', 'DG2: padding where a tag belongs'],
    ['half a header', '7582', 'DG2 ends before its stated length'],
    ['nothing', '', 'DG2 ends before its stated length'],
  ])('%s', async (_, hex, detail) => {
    const { chip, read } = rig(fromHex(hex));
    expect(await read()).toEqual({ ok: false, kind: 'failed', failure: { kind: 'protocol', detail } });
    expect(chip.log.length).toBeLessThan(4);
  });

  it('the limit itself is no lie', async () => {
    const most = MAX_FILE_BYTES - 5;
    const options = { extended: 'content', longOffsets: true } as const;
    expect((await rig(encodeTlv(DG2.tag, new Uint8Array(most)), options, { known: LARGE }).read()).ok).toBe(true);
    expect((await rig(encodeTlv(DG2.tag, new Uint8Array(most + 1)), options, { known: LARGE }).read()).ok).toBe(false);
  });

  it('one length correction (6Cxx) after the other', async () => {
    const { chip, read } = rig(group(300), { inside: () => ({ status: 0x6c10 }) });
    expect(await read()).toMatchObject({ ok: false, kind: 'refused', detail: 'DG2: 6C10' });
    // Perhaps the short identifier was refused: the file is asked for once more after SELECT, which is corrected, too.
    expect(chip.asked).toEqual([223, 16, 16]);
  });

  it('an error in the middle', async () => {
    const cut = rig(group(300).subarray(0, 223), { shortFile: 'exact' });
    expect(await cut.read()).toMatchObject({
      kind: 'failed',
      failure: { detail: 'DG2: 6C00 after 223 bytes' },
    });
  });
});

describe('a card that is gone', () => {
  it.each([0, 1, 2])('at exchange %i', async (cut) => {
    const { read } = rig(group(300), {
      shortIdRefusal: 0x6a82,
      before: ({ index }) => (index === cut ? { ok: false, reason: 'card-lost', detail: 'removed' } : null),
    });
    expect(await read()).toEqual({ ok: false, kind: 'failed', failure: { kind: 'card-lost', detail: 'removed' } });
  });

  it('is not what a broken session is', async () => {
    const { read } = rig(group(300), { before: ({ index }) => (index === 1 ? status(0x6988) : null) });
    expect(await read()).toMatchObject({ ok: false, kind: 'broken', probing: false, refusal: null });
  });
});
