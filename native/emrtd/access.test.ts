import { describe, expect, it } from 'vitest';
import { withPace } from '../../fixtures/cards/issue.ts';
import { specimenDomainKey } from '../../fixtures/cards/specimen-keys.ts';
import { MAX_WRONG_KEYS } from './access.ts';
import { fromHex, toHex } from './bytes.ts';
import type { AccessKey, MrzKey } from './chip.ts';
import { COMMAND, IMAGE, MRZ, openDoor as open, WRONG_MRZ, type Door, type Setting } from './testing-door.ts';
import { status } from './testing.ts';
import { madeChip } from './testing-simulator.ts';

const CAN = { can: IMAGE.can! };
const WRONG_CAN = { can: '000000' };

const protocolOf = ({ opened }: Door): string | false => opened.ok && opened.chip.protocol.name;
const wrongKey = (tried: number, ask: 'mrz' | 'can'): object => ({
  ok: false,
  failure: { kind: 'wrong-key', tried, ask },
});

describe('PACE first', () => {
  it.each([MRZ, CAN])('opens the chip, and selects its application inside: %o', async (key) => {
    const door = await open({ keys: [key], known: { cardAccess: 'short-id', extended: 'none' } });
    expect(door.opened).toMatchObject({ ok: true, chip: { key, cam: null, protocol: { name: 'pace' } } });
    expect(door.chip.log).toEqual([
      'b0 9c00',
      COMMAND.mse,
      ...Array<string>(4).fill(COMMAND.generalAuthenticate),
      COMMAND.selectApplication,
    ]);
    expect(door.findings).toEqual([]);
  });

  it('learns how EF.CardAccess is reached and that there are no extended lengths, and does not ask again', async () => {
    const first = await open({ options: { shortIdentifierRefusal: 0x6a86 } });
    expect(first.profile.current).toMatchObject({ cardAccess: 'select', extended: 'none' });
    const { profile } = await open({});
    expect(profile.current).toMatchObject({ cardAccess: 'short-id', extended: 'none' });
    const next = await open({ known: profile.current });
    expect(next.chip.log.indexOf(COMMAND.mse)).toBe(1);
  });

  it('hands on what the chip authentication mapping left to verify', async () => {
    const door = await open({ image: madeChip('pace-cam').image });
    expect(door.opened).toMatchObject({ ok: true, chip: { cam: { domain: { kind: 'ec' } } } });
  });

  it('tries the next variant where the chip turns down the first', async () => {
    const offers = [
      { mapping: 'CAM', cipher: 'AES-128', parameterId: 13, explicitDomain: null },
      { mapping: 'GM', cipher: '3DES', parameterId: 13, explicitDomain: null },
    ] as const;
    const image = withPace(IMAGE, offers, specimenDomainKey(13, 'mapping').secretKey);
    let asked = 0;
    const door = await open({
      image,
      watch: { before: ({ text }) => (text === COMMAND.mse && ++asked === 1 ? status(0x6a80) : null) },
    });
    expect(door.opened).toMatchObject({ ok: true, chip: { protocol: { offer: { mapping: 'GM', cipher: '3DES' } } } });
    expect(door.findings).toEqual([]);
  });
});

describe('BAC', () => {
  it.each(['no-card-access-6A82', 'no-card-access-6982', 'no-card-access-6D00'] as const)(
    'where there is no PACE: %s',
    async (name) => {
      const { image, options } = madeChip(name);
      const door = await open({ image, options });
      expect(protocolOf(door)).toBe('bac');
      expect(door.findings).toEqual([]);
      expect(door.profile.current.cardAccess).toBe('none');
      const next = await open({ image, options, known: door.profile.current });
      expect(next.chip.log).toEqual([COMMAND.selectApplication, COMMAND.getChallenge, COMMAND.externalAuthenticate]);
    },
  );

  it.each(['pace-refused-at-mse-6982', 'pace-refused-at-mse-6A80', 'pace-refused-at-nonce'] as const)(
    'where PACE is turned down before the secret was used: %s',
    async (name) => {
      const { image, options } = madeChip(name);
      const door = await open({ image, options, keys: [WRONG_MRZ, CAN, MRZ] });
      expect(protocolOf(door)).toBe('bac');
      expect(door.opened).toMatchObject({ chip: { key: MRZ, cam: null } });
      // Once for the MRZ, once for the CAN: turned down is turned down.
      expect(door.findings).toEqual(['pace-refused', 'pace-refused']);
      expect(door.chip.count(COMMAND.mse)).toBe(2);
    },
  );

  it('never after a token that did not hold', async () => {
    const door = await open({ keys: [WRONG_MRZ] });
    expect(door.opened).toEqual(wrongKey(1, 'mrz'));
    expect(door.chip.log).not.toContain(COMMAND.getChallenge);
  });

  it('never after a token that did not hold, though the chip turns PACE down afterwards', async () => {
    let asked = 0;
    const door = await open({
      keys: [WRONG_MRZ, MRZ],
      watch: { before: ({ text }) => (text === COMMAND.mse && ++asked === 2 ? status(0x6985) : null) },
    });
    expect(door.opened).toEqual(wrongKey(1, 'mrz'));
    expect(door.findings).toEqual(['pace-refused']);
    expect(door.chip.log).not.toContain(COMMAND.getChallenge);
  });

  it('never after a chip that does not know the password', async () => {
    const { image, options } = madeChip('pace-bad-token');
    const door = await open({ image, options, keys: [MRZ, CAN] });
    expect(door.opened).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
    expect(door.chip.log).not.toContain(COMMAND.getChallenge);
    expect(door.chip.count(COMMAND.mse)).toBe(1);
  });

  it('on a chip that wants a new SELECT after a wrong key', async () => {
    const { image } = madeChip('no-card-access-6A82');
    const door = await open({ image, options: { reselectAfterFailure: true }, keys: [WRONG_MRZ, MRZ] });
    expect(protocolOf(door)).toBe('bac');
    expect(door.chip.count(COMMAND.selectApplication)).toBe(2);
  });

  it.each([
    ['an EF.CardAccess nobody understands', fromHex('3003020101'), 'card-access-malformed'],
    ['PACE nobody knows', fromHex('3111 300f 060a 04007f00070202040909 020102'), 'pace-unsupported'],
    ['an EF.CardAccess without PACE', fromHex('3100'), null],
  ])('where there is %s', async (_, cardAccess, finding) => {
    const door = await open({ image: { ...IMAGE, masterFiles: new Map([[0x011c, cardAccess]]) } });
    expect(protocolOf(door)).toBe('bac');
    expect(door.findings).toEqual(finding === null ? [] : [finding]);
  });
});

describe('a kind of chip remembered as one without PACE', () => {
  const known = { cardAccess: 'none', extended: 'none' } as const;

  it.each(['pace-only', 'pace-only-no-challenge'] as const)('is asked again when it has no BAC: %s', async (name) => {
    const { image, options } = madeChip(name);
    const door = await open({ image, options: { ...options, masterFile: 'selectable' }, known });
    expect(protocolOf(door)).toBe('pace');
    expect(door.profile.current.cardAccess).not.toBe('none');
  });

  it('is asked again when its application wants PACE first (6982)', async () => {
    let selects = 0;
    const door = await open({
      image: madeChip('pace-only').image,
      known,
      watch: { before: ({ text }) => (text === COMMAND.selectApplication && ++selects === 1 ? status(0x6982) : null) },
    });
    expect(protocolOf(door)).toBe('pace');
  });

  it('is asked again once, and may be lost meanwhile', async () => {
    const image = { ...madeChip('no-card-access-6A82').image, bac: false };
    const door = await open({ image, known, keys: [MRZ, WRONG_MRZ] });
    expect(door.opened).toMatchObject({
      failure: { kind: 'protocol', detail: 'the chip takes neither PACE nor BAC as this reader knows them' },
    });
    expect(door.chip.count('b0 9c00')).toBe(1);
    const lost = await open({
      image,
      known,
      watch: { before: ({ text }) => (text === 'b0 9c00' ? { ok: false, reason: 'card-lost', detail: '' } : null) },
    });
    expect(lost.opened).toMatchObject({ failure: { kind: 'card-lost' } });
  });
});

describe('wrong keys', () => {
  const others = (count: number): MrzKey[] =>
    Array.from({ length: count }, (_, index) => ({ ...MRZ, expiryDate: `3301${10 + index}` }));

  it('are skipped until one fits, each tried once, and those that cannot be one are not tried', async () => {
    const nonsense = { ...MRZ, birthDate: '15/03/1985' };
    const door = await open({ keys: [nonsense, WRONG_MRZ, { can: '' }, MRZ, WRONG_MRZ] });
    expect(door.opened).toMatchObject({ ok: true, chip: { key: MRZ } });
    expect(door.chip.count(COMMAND.mse)).toBe(2);
  });

  it('are limited', async () => {
    const door = await open({ keys: [...others(MAX_WRONG_KEYS), MRZ] });
    expect(door.opened).toEqual(wrongKey(MAX_WRONG_KEYS, 'mrz'));
    const bac = await open({ image: madeChip('no-card-access-6A82').image, keys: [...others(MAX_WRONG_KEYS), MRZ] });
    expect(bac.opened).toEqual(wrongKey(MAX_WRONG_KEYS, 'mrz'));
    expect((await open({ keys: [...others(MAX_WRONG_KEYS - 1), MRZ] })).opened.ok).toBe(true);
  });

  it('stop where the chip takes few more of them (63Cx)', async () => {
    const { image, options } = madeChip('pace-wrong-password-63Cx');
    const door = await open({ image, options, keys: [WRONG_CAN, { can: '111111' }, CAN, MRZ] });
    expect(door.opened).toEqual(wrongKey(2, 'mrz'));
    expect(door.findings).toEqual(['few-tries-left']);
    expect((await open({ image, options, keys: [WRONG_CAN, CAN] })).opened.ok).toBe(true);
  });

  it.each([
    ['the printed data does not fit', {}, [WRONG_MRZ], wrongKey(1, 'mrz')],
    ['the card access number does not fit', {}, [WRONG_CAN], wrongKey(1, 'can')],
    ['neither fits', {}, [WRONG_CAN, WRONG_MRZ], wrongKey(2, 'mrz')],
    ['there is no key', {}, [], wrongKey(0, 'mrz')],
    [
      'a chip without PACE gets a card access number',
      { image: madeChip('no-card-access-6A82').image },
      [CAN],
      wrongKey(0, 'mrz'),
    ],
    [
      'a chip turns down the printed data and has no BAC',
      { image: madeChip('pace-only').image, watch: { before: onlyCan } },
      [MRZ],
      wrongKey(0, 'can'),
    ],
    [
      'it then gets the wrong card access number',
      { image: madeChip('pace-only').image, watch: { before: onlyCan } },
      [MRZ, WRONG_CAN],
      wrongKey(1, 'can'),
    ],
    [
      'a chip turns down both, and has no BAC',
      { image: madeChip('pace-only').image, options: { paceRefusal: { step: 'mse', status: 0x6a80 } } },
      [MRZ, CAN],
      { ok: false, failure: { kind: 'protocol' } },
    ],
  ] satisfies [string, Setting, AccessKey[], object][])(
    'what to ask the holder for when %s',
    async (_, setting, keys, expected) => {
      expect((await open({ ...setting, keys })).opened).toMatchObject(expected);
    },
  );

  function onlyCan({ text, bytes }: { text: string; bytes: Uint8Array }): Uint8Array | null {
    const isMrz = toHex(bytes).includes('830101');
    return text === COMMAND.mse && isMrz ? status(0x6a88) : null;
  }
});

describe('cards that are none of ours', () => {
  it('have no such application', async () => {
    const before = (): Uint8Array => status(0x6a82);
    expect((await open({ watch: { before } })).opened).toEqual({
      ok: false,
      failure: { kind: 'not-a-document', detail: 'SELECT of the eMRTD application: 6A82' },
    });
  });
});
