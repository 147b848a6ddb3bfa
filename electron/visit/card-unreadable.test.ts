import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, hanh } from './visit-testing-people.ts';

describe('a card that does not answer, or one too many', () => {
  it.each([
    ['mute', 'mute-card'],
    ['several', 'several-cards'],
  ] as const)('%s: is said where a card is awaited, and costs no try', async (reason, problem) => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    kiosk.reader.layUnreadable(reason);
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem, triesLeft: 3 });
    kiosk.reader.layCard();
    expect(kiosk.at('identify').card.state).toBe('reading');
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('verify').cardStillThere).toBe(true);
  });

  it('is said at once when it lies there before the code', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.layUnreadable('mute');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    await usualVisit.awaiting(kiosk);
    expect(kiosk.at('identify').card).toMatchObject({ problem: 'mute-card', triesLeft: 3 });
    await kiosk.send('try-card-again');
    expect(kiosk.at('identify').card).toMatchObject({ problem: 'mute-card', triesLeft: 3 });
    await kiosk.send('continue-without-card');
    await kiosk.send('walk-in');
    expect(kiosk.shown().step).toBe('choose');
  });

  it.each([
    ['mute', 'mute-card'],
    ['several', 'several-cards'],
  ] as const)('%s: is a try in vain when a card was being read', async (reason, problem) => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.layUnreadable(reason);
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem, triesLeft: 2 });
    expect(kiosk.reader.read.options.signal?.aborted).toBe(true);
  });

  it('is said instead of an earlier problem, and costs no further try', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem: 'pulled', triesLeft: 2 });
    for (const [reason, problem] of [
      ['mute', 'mute-card'],
      ['several', 'several-cards'],
      ['mute', 'mute-card'],
    ] as const) {
      kiosk.reader.layUnreadable(reason);
      expect(kiosk.at('identify').card).toEqual({ state: 'problem', problem, triesLeft: 2 });
    }
  });

  it('is still said of a card pulled out to be laid better', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    kiosk.reader.layUnreadable('mute');
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card).toMatchObject({ problem: 'mute-card', triesLeft: 3 });
  });

  it('is read when one of several is left, and awaited when all were taken', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.awaiting(kiosk);
    kiosk.reader.layUnreadable('several');
    kiosk.reader.takeCard();
    expect(kiosk.at('identify').card).toEqual({ state: 'awaited', otherCardThere: false });
    kiosk.reader.layUnreadable('several');
    kiosk.reader.layCard();
    expect(kiosk.at('identify').card.state).toBe('reading');
  });

  it('is still a card to be taken back', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    kiosk.reader.layUnreadable('several');
    expect(kiosk.at('verify').cardStillThere).toBe(true);
    await kiosk.send('start-over');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
  });
});

describe('such a card on the first screen', () => {
  const prompt = (kiosk: FullKiosk) => kiosk.at('attract').prompt;

  it.each(['mute', 'several'] as const)(
    '%s: needs its code first, like any other, until it is taken',
    async (reason) => {
      const kiosk = openFullKiosk();
      kiosk.reader.layUnreadable(reason);
      expect(prompt(kiosk)).toBe('show-code');
      kiosk.reader.takeCard();
      expect(prompt(kiosk)).toBe('welcome');
      kiosk.reader.layUnreadable(reason);
      expect(prompt(kiosk)).toBe('show-code');
      kiosk.reader.layCard();
      expect(prompt(kiosk)).toBe('show-code');
    },
  );

  it('is one that was forgotten once nobody does anything, and a new one is not', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.layUnreadable('mute');
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(prompt(kiosk)).toBe('card-forgotten');
    await kiosk.send('presence');
    kiosk.reader.layUnreadable('several');
    expect(prompt(kiosk)).toBe('card-forgotten');
    kiosk.reader.takeCard();
    kiosk.reader.layUnreadable('mute');
    expect(prompt(kiosk)).toBe('show-code');
  });

  it('is still the forgotten one where that falls silent', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    await kiosk.send('start-over');
    expect(prompt(kiosk)).toBe('card-forgotten');
    kiosk.reader.layUnreadable('mute');
    expect(prompt(kiosk)).toBe('card-forgotten');
    kiosk.reader.takeCard();
    kiosk.reader.layCard();
    kiosk.reader.layUnreadable('mute');
    expect(prompt(kiosk)).toBe('show-code');
  });

  it('is of no use while the kiosk is closed', () => {
    const kiosk = openFullKiosk({ isOpen: () => false });
    kiosk.reader.layUnreadable('mute');
    expect(prompt(kiosk)).toBe('card-forgotten');
  });
});

describe('such a card of whoever comes next', () => {
  it.each(['ticket', 'desk'] as const)(
    'over a %s: is not one to be taken back, nor forgotten afterwards',
    async (step) => {
      const kiosk = openFullKiosk();
      await usualVisit[step](kiosk);
      kiosk.reader.layUnreadable('mute');
      expect(kiosk.at(step).cardStillThere).toBe(false);
      await kiosk.send('finish');
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
      await kiosk.advance(defaultDelays.idleWarningMs);
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'card-forgotten' });
    },
  );

  it('falls silent after it was laid, or is laid after the other’s was taken', async () => {
    for (const how of ['silent', 'after'] as const) {
      const kiosk = openFullKiosk();
      await usualVisit.chipRead(kiosk);
      await kiosk.send('skip-face');
      await kiosk.send('walk-in');
      await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
      await kiosk.send('confirm');
      kiosk.reader.layUnreadable('mute');
      expect(kiosk.at('ticket').cardStillThere).toBe(true);
      kiosk.reader.takeCard();
      if (how === 'silent') kiosk.reader.layCard();
      kiosk.reader.layUnreadable('mute');
      expect(kiosk.at('ticket').cardStillThere).toBe(false);
      await kiosk.send('finish');
      expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    }
  });
});

it('a reader that makes its own key is told the printed number', async () => {
  const kiosk = openFullKiosk();
  await usualVisit.reading(kiosk);
  expect(kiosk.reader.read.options.idNumber).toMatch(/^\d{12}$/);
});
