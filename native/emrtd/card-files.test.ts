import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScriptedChip } from './apdu-testing.ts';
import { concat, fromHex, toHex } from './bytes.ts';
import { MAX_CARD_FILE_BYTES, readAtrInfo, readCardAccess, type CardFileResult } from './card-files.ts';
import { ChipLink, MAX_APDUS } from './link.ts';
import { LearningProfile, type ChipProfile } from './profile.ts';
import { encodeTlv } from './tlv.ts';

const CARD_ACCESS = encodeTlv(0x31, new Uint8Array(20).fill(0x05));
const BY_SHORT_ID = '00b09c0000';
const SELECT_MASTER_FILE = '00a4000c023f00';
const SELECT_CARD_ACCESS = '00a4020c02011c';
const SELECT_ATR_INFO = '00a4020c022f01';
const READ = '00b0000000';

const given = (content: Uint8Array): string => `${toHex(content)}9000`;

const knowing = (known: Partial<ChipProfile>): LearningProfile => {
  const profile = new LearningProfile();
  profile.learn(known);
  return profile;
};

/** The same content in whatever answers it came. */
const read = (result: CardFileResult): string | null => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.bytes && toHex(result.bytes);
};

describe('EF.CardAccess', () => {
  it('is read by its short identifier, which is remembered', async () => {
    const chip = new ScriptedChip(given(CARD_ACCESS));
    const profile = new LearningProfile();
    expect(read(await readCardAccess(new ChipLink(chip), profile))).toBe(toHex(CARD_ACCESS));
    expect(chip.sent).toEqual([BY_SHORT_ID]);
    expect(profile.current.cardAccess).toBe('short-id');
  });

  it.each(['6d00', '9000'])('is selected on a chip that answers %s to the master file', async (answer) => {
    const chip = new ScriptedChip('6a82', answer, '9000', given(CARD_ACCESS));
    const profile = new LearningProfile();
    expect(read(await readCardAccess(new ChipLink(chip), profile))).toBe(toHex(CARD_ACCESS));
    expect(chip.sent).toEqual([BY_SHORT_ID, SELECT_MASTER_FILE, SELECT_CARD_ACCESS, READ]);
    expect(profile.current.cardAccess).toBe('select');

    const next = new ScriptedChip(answer, '9000', given(CARD_ACCESS));
    expect(read(await readCardAccess(new ChipLink(next), profile))).toBe(toHex(CARD_ACCESS));
    expect(next.sent).toEqual([SELECT_MASTER_FILE, SELECT_CARD_ACCESS, READ]);
  });

  it.each(['6a82', '6982', '6d00', '6b00', '9000'])('is not there on a chip that answers %s', async (answer) => {
    const chip = new ScriptedChip(answer, '6d00', answer === '9000' ? '6a82' : answer);
    const profile = new LearningProfile();
    expect(read(await readCardAccess(new ChipLink(chip), profile))).toBeNull();
    expect(profile.current.cardAccess).toBe('none');
  });

  it('is not asked for again where the kind of chip has none', async () => {
    const chip = new ScriptedChip();
    expect(read(await readCardAccess(new ChipLink(chip), knowing({ cardAccess: 'none' })))).toBeNull();
    expect(chip.sent).toEqual([]);
  });

  it('is looked for the other way when a remembered one does not hold', async () => {
    const profile = knowing({ cardAccess: 'short-id' });
    const chip = new ScriptedChip('6a82', '6d00', '9000', given(CARD_ACCESS));
    expect(read(await readCardAccess(new ChipLink(chip), profile))).toBe(toHex(CARD_ACCESS));
    expect(profile.current.cardAccess).toBe('select');
    expect(read(await readCardAccess(new ChipLink(new ScriptedChip('6d00', '6a82')), profile))).toBeNull();
    expect(profile.current.cardAccess).toBe('none');
  });

  it('is put together from as many answers as its size takes', async () => {
    const long = encodeTlv(0x31, new Uint8Array(600).fill(0x05));
    const rest = new ScriptedChip(
      given(long.subarray(0, 256)),
      `${toHex(long.subarray(256, 500))}6282`,
      given(long.subarray(500)),
    );
    expect(read(await readCardAccess(new ChipLink(rest), new LearningProfile()))).toBe(toHex(long));
    expect(rest.sent).toEqual([BY_SHORT_ID, '00b0010000', '00b001f400']);

    const single = new ScriptedChip('319000', given(CARD_ACCESS.subarray(1)));
    expect(read(await readCardAccess(new ChipLink(single), new LearningProfile()))).toBe(toHex(CARD_ACCESS));
  });

  it('is taken as it is where it makes no sense', async () => {
    const chip = new ScriptedChip('0031029000');
    expect(read(await readCardAccess(new ChipLink(chip), new LearningProfile()))).toBe('003102');
  });

  it('is what came so far when the chip stops in the middle', async () => {
    const long = encodeTlv(0x31, new Uint8Array(300));
    const chip = new ScriptedChip(given(long.subarray(0, 256)), '6b00');
    expect(read(await readCardAccess(new ChipLink(chip), new LearningProfile()))).toBe(toHex(long.subarray(0, 256)));
  });

  it('that states more than such a file holds is not read on', async () => {
    const lie = concat(fromHex('3183ffffff'), new Uint8Array(251));
    const chip = new ScriptedChip(given(lie));
    expect(read(await readCardAccess(new ChipLink(chip), new LearningProfile()))).toBe(toHex(lie));
    expect(chip.sent).toHaveLength(1);
  });

  it('is asked for in smaller blocks where the chip refuses large ones (6700)', async () => {
    const chip = new ScriptedChip('6700', '6700', given(CARD_ACCESS));
    expect(read(await readCardAccess(new ChipLink(chip), new LearningProfile()))).toBe(toHex(CARD_ACCESS));
    expect(chip.sent).toEqual([BY_SHORT_ID, '00b09c00c0', '00b09c00a0']);

    const none = new ScriptedChip(...Array<string>(5).fill('6700'), '6d00', '6a82');
    expect(read(await readCardAccess(new ChipLink(none), new LearningProfile()))).toBeNull();
    expect(none.sent.at(4)).toBe('00b09c0070');
  });

  it('is not learned about from a card that was pulled', async () => {
    for (const answers of [[], ['6a82'], ['6a82', '6d00'], ['6a82', '6d00', '9000']]) {
      const profile = new LearningProfile();
      expect(await readCardAccess(new ChipLink(new ScriptedChip(...answers)), profile)).toMatchObject({
        ok: false,
        failure: { kind: 'card-lost' },
      });
      expect(profile.current.cardAccess).toBe('unknown');
    }
  });

  it('of any content takes bounded time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 256 }),
        async (start, step) => {
          const block = concat(start, new Uint8Array(step)).subarray(0, step);
          const link = new ChipLink({ transmit: async () => ({ ok: true, response: concat(block, fromHex('9000')) }) });
          const result = await readCardAccess(link, new LearningProfile());
          expect(result.ok ? (result.bytes ?? []).length : 0).toBeLessThan(MAX_CARD_FILE_BYTES + 256);
          expect(link.cost().apdus).toBeLessThanOrEqual(MAX_APDUS);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('EF.ATR/INFO (ISO/IEC 7816-4, 12.7.1)', () => {
  const learnt = async (
    content: string,
    known: Partial<ChipProfile> = { cardAccess: 'short-id' },
  ): Promise<unknown> => {
    const profile = knowing(known);
    await readAtrInfo(new ChipLink(new ScriptedChip(`${toHex(fromHex(content))}9000`)), profile);
    return profile.current.extended;
  };

  it.each([
    ['two bytes each', '7f6608 02020fa0 02022000', 4000, 8192],
    ['a zero before a high bit', '7f660a 020300ffff 020300ffff', 0xffff, 0xffff],
    ['among other objects', '4701 00 7f6608 02021000 02021000 5f5101 00', 4096, 4096],
    ['more than there can be', '7f6609 02021000 0203ffffff', 4096, 0x10002],
  ])('extended length: %s', async (_, content, commandBytes, responseBytes) => {
    expect(await learnt(content)).toEqual({ commandBytes, responseBytes, failures: 0 });
  });

  it.each([
    ['no such object', '4701 00'],
    ['nothing in it', '7f6600'],
    ['no numbers in it', '7f6602 02ff'],
    ['one number', '7f6604 02021000'],
    ['three numbers', '7f660c 02021000 02021000 02021000'],
    ['another tag', '7f6608 04021000 02021000'],
    ['a number too long', '7f660a 02021000 020400001000'],
    ['short commands', '7f6608 02020105 02021000'],
    ['short answers', '7f6608 02021000 02020102'],
  ])('no extended length: %s', async (_, content) => {
    expect(await learnt(content)).toBe('none');
  });

  it('is reached the way EF.CardAccess was', async () => {
    const content = fromHex('7f66080202100002021000');
    const byShortId = new ScriptedChip(given(content));
    await readAtrInfo(new ChipLink(byShortId), knowing({ cardAccess: 'short-id' }));
    expect(byShortId.sent).toEqual(['00b0810000']);
    for (const cardAccess of ['select', 'none'] as const) {
      const selected = new ScriptedChip('6d00', '9000', given(content));
      const profile = knowing({ cardAccess });
      expect(read(await readAtrInfo(new ChipLink(selected), profile))).toBe(toHex(content));
      expect(selected.sent).toEqual([SELECT_MASTER_FILE, SELECT_ATR_INFO, READ]);
      expect(profile.current.extended).toMatchObject({ responseBytes: 4096 });
    }
  });

  it('that is not there means short lengths', async () => {
    const profile = knowing({ cardAccess: 'none' });
    expect(read(await readAtrInfo(new ChipLink(new ScriptedChip('6d00', '6a82')), profile))).toBeNull();
    expect(profile.current.extended).toBe('none');
  });

  it('is not learned about from a card that was pulled', async () => {
    for (const answers of [[], ['6d00'], ['6d00', '9000']]) {
      const profile = knowing({ cardAccess: 'none' });
      expect(await readAtrInfo(new ChipLink(new ScriptedChip(...answers)), profile)).toMatchObject({ ok: false });
      expect(profile.current.extended).toBe('unknown');
    }
  });
});
