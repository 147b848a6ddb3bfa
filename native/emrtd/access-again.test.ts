/** Opening a chip when the card goes away, and opening it again when its session broke. */
import { describe, expect, it } from 'vitest';
import { COMMAND, IMAGE, MRZ, openDoor as open, WRONG_MRZ } from './testing-door.ts';
import { status } from './testing.ts';
import { madeChip, withWrongMac, type Watch } from './testing-simulator.ts';

describe('a card that is lost', () => {
  const lostAt = (cut: number): Watch => ({
    before: ({ index }) => (index >= cut ? { ok: false, reason: 'card-lost', detail: 'removed' } : null),
  });

  it.each([
    ['PACE', IMAGE, [WRONG_MRZ, MRZ]],
    ['BAC', madeChip('no-card-access-6A82').image, [WRONG_MRZ, MRZ]],
  ] as const)('at every exchange of %s', async (_, image, keys) => {
    const whole = await open({ image, keys });
    expect(whole.opened.ok).toBe(true);
    for (let cut = 0; cut < whole.chip.log.length; cut++) {
      const { opened } = await open({ image, keys, watch: lostAt(cut) });
      expect(opened, `cut at ${cut}`).toEqual({ ok: false, failure: { kind: 'card-lost', detail: 'removed' } });
    }
  });

  it('in a session that breaks at once', async () => {
    const after: Watch['after'] = ({ text }, answer) =>
      text === COMMAND.selectApplication ? withWrongMac(answer) : answer;
    const { opened } = await open({ watch: { after } });
    expect(opened).toEqual({ ok: false, failure: { kind: 'protocol', detail: 'wrong MAC' } });
  });
});

describe('opening again', () => {
  it.each([
    ['pace', IMAGE],
    ['bac', madeChip('no-card-access-6A82').image],
  ] as const)('by %s, with the key that fitted', async (name, image) => {
    const { door, opened, chip } = await open({ image, keys: [WRONG_MRZ, MRZ] });
    if (!opened.ok) throw new Error('not opened');
    const before = chip.log.length;
    const again = await door.reopen(opened.chip);
    expect(again.ok && again.session).not.toBe(opened.chip.session);
    expect(again.ok).toBe(true);
    const bac = [COMMAND.selectApplication, COMMAND.getChallenge, COMMAND.externalAuthenticate];
    const pace = [COMMAND.mse, ...Array<string>(4).fill(COMMAND.generalAuthenticate), COMMAND.selectApplication];
    expect(chip.log.slice(before)).toEqual(name === 'bac' ? bac : pace);
  });

  it('from the master file, for a chip that does not take PACE in its application', async () => {
    const lost = { ok: false, reason: 'card-lost', detail: '' } as const;
    for (const [answer, kind] of [
      [status(0x9000), null],
      [status(0x6d00), null],
      [lost, 'card-lost'],
    ] as const) {
      let isAsked = false;
      const { door, opened, chip } = await open({
        known: { extended: 'none' },
        watch: {
          before: ({ text }) => (text === 'a4 000c' ? answer : isAsked && text === COMMAND.mse ? refuse() : null),
        },
      });
      const refuse = (): Uint8Array => {
        isAsked = false;
        return status(0x6985);
      };
      if (!opened.ok) throw new Error('not opened');
      isAsked = true;
      const again = await door.reopen(opened.chip);
      expect(again).toMatchObject(kind === null ? { ok: true } : { ok: false, failure: { kind } });
      expect(chip.count('a4 000c')).toBe(1);
    }
  });

  it('twice, and no more', async () => {
    let isClosed = false;
    const { door, opened, chip } = await open({
      watch: { before: ({ text }) => (isClosed && text === COMMAND.mse ? status(0x6985) : null) },
    });
    if (!opened.ok) throw new Error('not opened');
    isClosed = true;
    expect(await door.reopen(opened.chip)).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
    expect(chip.count(COMMAND.mse)).toBe(3);
  });

  it('fails with a card that is gone', async () => {
    let isGone = false;
    const { door, opened } = await open({
      watch: { before: () => (isGone ? { ok: false, reason: 'reader-lost', detail: '' } : null) },
    });
    isGone = true;
    expect(opened.ok && (await door.reopen(opened.chip))).toEqual({
      ok: false,
      failure: { kind: 'reader-lost', detail: '' },
    });
  });
});
