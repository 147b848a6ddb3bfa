/** What chips in the field make of lengths, and sessions that end over it. */
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { dataGroupFile, emptyFile, FileReader, type FileResult, type PartialFile } from './files.ts';
import { ChipLink } from './link.ts';
import type { TransmitResult } from './port.ts';
import { LearningProfile, type ChipProfile } from './profile.ts';
import type { SecureMessaging } from './secure-messaging.ts';
import { FakeChip, status, type Exchange, type FakeChipOptions } from './testing.ts';
import { encodeTlv } from './tlv.ts';

const DG2 = dataGroupFile(2)!;
const CONTENT = encodeTlv(
  DG2.tag,
  new Uint8Array(796).map((_, index) => (index * 7) & 0xff),
);
const LARGE: Partial<ChipProfile> = { extended: { commandBytes: 4096, responseBytes: 512, failures: 0 } };

/** A chip with an 800-byte DG2, its profile, and one file that is being read. */
class Rig {
  readonly chip: FakeChip;
  readonly profile = new LearningProfile();
  readonly reader: FileReader;
  partial: PartialFile = emptyFile(DG2);
  session: SecureMessaging;

  constructor(options: Partial<FakeChipOptions> = {}, known: Partial<ChipProfile> = {}) {
    this.chip = new FakeChip({ files: new Map([[2, CONTENT]]), ...options });
    this.session = this.chip.openSession();
    this.profile.learn(known);
    this.reader = new FileReader(new ChipLink(this.chip), this.profile, () => undefined);
  }

  read(): Promise<FileResult> {
    return this.reader.read(this.session, this.partial);
  }

  /** Goes on in a new session. */
  again(): Promise<FileResult> {
    this.session = this.chip.openSession();
    return this.read();
  }

  /** Whether the whole content was read. */
  async readsAll(result = this.read()): Promise<boolean> {
    const read = await result;
    return read.ok && toHex(read.bytes) === toHex(CONTENT);
  }
}

/** Ends the session with this word at the commands that fit. */
function leaving(
  word: number,
  fits: (exchange: Exchange) => boolean,
  options: Partial<FakeChipOptions> = {},
  known = {},
): Rig {
  const rig: Rig = new Rig(
    {
      ...options,
      before: (exchange) => {
        if (!fits(exchange)) return null;
        rig.chip.forgetSession();
        return status(word);
      },
    },
    known,
  );
  return rig;
}

describe('block sizes a chip refuses', () => {
  it.each([
    [192, [223, 192, 192]],
    [160, [223, 192, 160]],
    [128, [223, 192, 160, 128]],
    [112, [223, 192, 160, 128, 112]],
  ])('it takes %i at most: down the ladder, once for its kind', async (bytes, asked) => {
    const rig = new Rig({ maxBlock: { bytes, answer: 'protected' } });
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked.slice(0, asked.length)).toEqual(asked);
    expect(rig.profile.current.maxBlockBytes).toBe(bytes);

    const next = new Rig({ maxBlock: { bytes, answer: 'protected' } }, rig.profile.current);
    expect(await next.readsAll()).toBe(true);
    expect(next.chip.asked[0]).toBe(bytes);
    expect(next.chip.asked).not.toContain(223);
  });

  it('it refuses the smallest: the file is no good', async () => {
    const rig = new Rig({ maxBlock: { bytes: 100, answer: 'protected' } });
    expect(await rig.read()).toMatchObject({ ok: false, kind: 'refused', detail: 'DG2: 6700' });
    const naked = new Rig({ maxBlock: { bytes: 100, answer: 'naked' } }, { maxBlockBytes: 112 });
    expect(await naked.read()).toMatchObject({ ok: false, kind: 'broken', probing: false });
  });

  it('it refuses in the clear: each step costs a session, and no byte is read twice', async () => {
    const rig = new Rig({ maxBlock: { bytes: 160, answer: 'naked' } });
    expect(await rig.read()).toMatchObject({ ok: false, kind: 'broken', probing: true, refusal: null });
    expect(await rig.again()).toMatchObject({ ok: false, kind: 'broken', probing: true });
    expect(await rig.readsAll(rig.again())).toBe(true);
    expect(rig.chip.asked).toEqual([223, 192, 160, 160, 160, 160, 160]);
  });
});

describe('lengths a chip states (6Cxx)', () => {
  const limited = (bytes: number): Partial<FakeChipOptions> => ({
    inside: ({ expectedBytes = 0 }, answer) => (expectedBytes > bytes ? { status: 0x6c00 + bytes } : answer),
  });

  it('in the middle of a file it is a limit, and remembered', async () => {
    const rig = new Rig(limited(150));
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked).toEqual([223, 150, 150, 150, 150, 150, 50]);
    expect(rig.profile.current.maxBlockBytes).toBe(150);
  });

  it('a tiny one is obeyed, and not remembered', async () => {
    const rig = new Rig(limited(40));
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked.slice(0, 4)).toEqual([223, 40, 223, 40]);
    expect(rig.profile.current.maxBlockBytes).toBeNull();
  });

  it('a chip that refuses the very length it stated is asked for less', async () => {
    const rig = new Rig({
      inside: ({ expectedBytes = 0 }, answer) =>
        expectedBytes === 223 ? { status: 0x6cc8 } : expectedBytes > 160 ? { status: 0x6700 } : answer,
    });
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked.slice(0, 4)).toEqual([223, 200, 192, 160]);
  });

  it('in the clear it ends the session, and is obeyed in the next', async () => {
    const rig = leaving(0x6c5f, ({ index }) => index === 0);
    expect(await rig.read()).toMatchObject({ ok: false, kind: 'broken', probing: true });
    await rig.again();
    expect(rig.chip.asked[0]).toBe(0x5f);
  });

  it('in the clear again, it is a chip that does not know what it wants', async () => {
    const rig = leaving(0x6c5f, () => true);
    expect(await rig.read()).toMatchObject({ kind: 'broken', probing: true });
    expect(await rig.again()).toMatchObject({ kind: 'broken', probing: false });
    const later = leaving(0x6c5f, ({ index }) => index === 1);
    expect(await later.read()).toMatchObject({ kind: 'broken', probing: false });
  });
});

describe('extended length', () => {
  it('reads in blocks as large as EF.ATR/INFO says', async () => {
    const rig = new Rig({ extended: 'content' }, LARGE);
    expect(await rig.readsAll()).toBe(true);
    // 512 bytes carry 479 under AES.
    expect(rig.chip.asked).toEqual([479, 321]);
    expect(rig.profile.current.extended).toEqual(LARGE.extended);
  });

  it('is used for a rest that no short answer carries, and for no smaller one', async () => {
    const forms: boolean[] = [];
    for (const sizeBytes of [479 + 223, 479 + 224, 479 + 256]) {
      const content = encodeTlv(DG2.tag, new Uint8Array(sizeBytes - 4));
      const rig = new Rig(
        {
          files: new Map([[2, content]]),
          extended: 'content',
          inside: ({ extended = false }, answer) => {
            forms.push(extended);
            return answer;
          },
        },
        LARGE,
      );
      expect((await rig.read()).ok).toBe(true);
    }
    expect(forms).toEqual([true, false, true, true, true, true]);
  });

  it.each([
    ['6700', { extended: 'protected' }],
    ['nothing', { extended: 'empty' }],
    ['6F00', { inside: ({ extended }, answer) => (extended ? { status: 0x6f00 } : answer) }],
  ] satisfies [string, Partial<FakeChipOptions>][])('is given up when it is answered with %s', async (_, options) => {
    const rig = new Rig({ ...options }, LARGE);
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked.filter((asked) => asked !== 479)).toEqual([223, 223, 223, 131]);
    expect(rig.profile.current).toMatchObject({ extended: 'none', maxBlockBytes: null });
  });

  it('is not given up over a short identifier that is refused', async () => {
    const rig = new Rig({ extended: 'content', shortIdRefusal: 0x6a86 }, LARGE);
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked).toEqual([479, 321]);
    expect(rig.profile.current.extended).toEqual(LARGE.extended);
  });

  it.each([0x6700, 0x6988, 0x6e00])('is given up when the chip leaves the session over it (%i)', async (word) => {
    const rig = leaving(word, ({ index }) => index === 0, {}, LARGE);
    expect(await rig.read()).toMatchObject({ ok: false, kind: 'broken', probing: true });
    expect(rig.profile.current.extended).toBe('none');
    expect(await rig.readsAll(rig.again())).toBe(true);
    expect(rig.chip.asked[0]).toBe(223);
  });

  it('is not given up over a file the chip keeps to itself', async () => {
    const denied = new Rig({ inside: (_, answer) => ({ ...answer, status: 0x6982 }), extended: 'content' }, LARGE);
    expect(await denied.read()).toMatchObject({ kind: 'denied' });
    expect(denied.profile.current.extended).toEqual(LARGE.extended);
  });

  it('is not given up over a session lost after it worked', async () => {
    const rig = leaving(0x6988, ({ index }) => index === 1, { extended: 'content' }, LARGE);
    expect(await rig.read()).toMatchObject({ kind: 'broken', probing: false });
    expect(await rig.readsAll(rig.again())).toBe(true);
    expect(rig.chip.asked).toEqual([479, 321]);
    expect(rig.profile.current.extended).toEqual(LARGE.extended);
  });

  it('is not given up over cards that are pulled after it worked', async () => {
    let known: Partial<ChipProfile> = LARGE;
    for (let count = 0; count < 3; count++) {
      const before = ({ index }: Exchange): TransmitResult | null =>
        index === 1 ? { ok: false, reason: 'card-lost', detail: '' } : null;
      const rig = new Rig({ before, extended: 'content' }, known);
      expect(await rig.read()).toMatchObject({ kind: 'failed' });
      known = rig.profile.current;
    }
    expect(known.extended).toEqual(LARGE.extended);
  });

  it('is given up when a card is lost twice at its first extended command', async () => {
    let known: Partial<ChipProfile> = LARGE;
    for (const failures of [1, 2]) {
      const rig = new Rig({ before: () => ({ ok: false, reason: 'card-lost', detail: '' }) }, known);
      expect(await rig.read()).toMatchObject({ kind: 'failed' });
      known = rig.profile.current;
      expect(known.extended).toMatchObject({ failures });
    }
    const rig = new Rig({}, known);
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked[0]).toBe(223);
  });

  it('goes back to what is known of short lengths', async () => {
    const rig = new Rig({ extended: 'protected', maxBlock: { bytes: 160, answer: 'protected' } }, LARGE);
    expect(await rig.readsAll()).toBe(true);
    expect(rig.chip.asked.slice(0, 4)).toEqual([479, 223, 192, 160]);
  });
});

describe('a session that ends', () => {
  it('goes on at the byte already read', async () => {
    const rig = leaving(0x6988, ({ index }) => index === 2);
    expect(await rig.read()).toMatchObject({ kind: 'broken', probing: false, refusal: null });
    expect(rig.partial.readBytes).toBe(446);
    expect(await rig.readsAll(rig.again())).toBe(true);
    expect(rig.chip.log).toEqual(['b0 8200', 'b0 00df', 'b0 01be', 'a4 020c', 'b0 01be', 'b0 029d']);
  });

  it('with a wrong MAC says nothing about the file', async () => {
    const rig = new Rig({ after: (_, answer) => answer.map((byte, index) => (index === 20 ? byte ^ 1 : byte)) });
    expect(await rig.read()).toMatchObject({ kind: 'broken', probing: false, refusal: null, detail: 'wrong MAC' });
  });

  it.each([
    [0x6a82, 'absent'],
    [0x6982, 'denied'],
    [0x6985, null],
  ])('with %i may mean the file, as long as nothing of it came', async (word, refusal) => {
    const first = leaving(word, ({ index }) => index === 0);
    expect(await first.read()).toMatchObject({ kind: 'broken', refusal });
    const later = leaving(word, ({ index }) => index === 1);
    expect(await later.read()).toMatchObject({ kind: 'broken', refusal: null });

    const selected = leaving(word, ({ text }) => text === 'a4 020c', {}, { shortIds: 'refused' });
    expect(await selected.read()).toMatchObject({ kind: 'broken', refusal });
    const reselected = leaving(word, ({ text, index }) => text === 'a4 020c' || index === 1);
    await reselected.read();
    expect(await reselected.again()).toMatchObject({ kind: 'broken', refusal: null });
  });

  it('at SELECT with a wrong MAC says nothing either', async () => {
    const rig = new Rig({ after: (_, answer) => answer.map((byte) => byte ^ 1) }, { shortIds: 'refused' });
    expect(await rig.read()).toMatchObject({ kind: 'broken', refusal: null });
  });

  it('and a file that is no longer there', async () => {
    const files = new Map([[2, CONTENT]]);
    const rig = leaving(0x6988, ({ index }) => index === 1, { files });
    await rig.read();
    files.clear();
    const failure = { kind: 'protocol', detail: 'DG2 cannot be selected again: 6A82' };
    expect(await rig.again()).toEqual({ ok: false, kind: 'failed', failure });
  });
});
