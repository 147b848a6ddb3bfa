import { describe, expect, it } from 'vitest';
import { NO_COST } from '../../native/emrtd/chip.ts';
import { defaultDelays } from './delays.ts';
import { byCode, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { chipOf, codeOf, hanh, khoa, patientCode, tracesOf } from './visit-testing-people.ts';
import { layStrange } from './visit-testing-ways.ts';

/** Somebody else comes up while a visit is running, with a card or a code. */

const cancelled = { ok: false, failure: { kind: 'cancelled' }, cost: NO_COST } as const;

const steps = ['verify', 'appointments', 'choose', 'confirm'] as const;

describe('another card', () => {
  it.each(steps)('at %s: asked whose visit this is, and nothing of the first one is shown', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    await layStrange(kiosk);
    expect(kiosk.shown()).toEqual({ step: 'whose', about: 'card', canStart: true, cardStillThere: false });
    expect(tracesOf(hanh).filter((trace) => JSON.stringify(kiosk.visit.view()).includes(trace))).toEqual([]);
    await kiosk.send('go-on-visit');
    expect(kiosk.at(step).cardStillThere).toBe(true);
    expect(kiosk.state().context.other).toBeNull();
  });

  it('begins a visit of its own: its code is wanted, and the first one is gone', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await layStrange(kiosk);
    await kiosk.send('start-for-other');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'show-code' });
    expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
    expect(kiosk.visit.view().language).toBe('vi');
    kiosk.scanner.show(codeOf(khoa));
    await settle();
    expect(kiosk.at('identify').card.state).toBe('reading');
  });

  it('that is taken away again is no question any more', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await layStrange(kiosk);
    kiosk.reader.takeCard();
    expect(kiosk.shown().step).toBe('choose');
    kiosk.reader.layCard();
    kiosk.reader.takeCard();
    expect(kiosk.shown().step).toBe('choose');
    await kiosk.advance(defaultDelays.ownCardMs);
    expect(kiosk.shown().step).toBe('choose');
  });

  it('that is the same one, laid once more, is no question', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    for (const how of ['names', 'read'] as const) {
      kiosk.reader.layCard();
      await settle();
      const { read } = kiosk.reader;
      if (how === 'names') {
        read.options.onNames?.({ dg1: new Uint8Array(), dg13: null });
        expect(read.options.signal?.aborted).toBe(true);
      }
      read.answer(how === 'names' ? cancelled : chipOf(hanh));
      await settle();
      expect(kiosk.shown().step).toBe('choose');
      kiosk.reader.takeCard();
    }
  });

  it('that does not say in time whose it is, or cannot be read, is asked about', async () => {
    for (const how of ['silent', 'crash', 'mute'] as const) {
      const kiosk = openFullKiosk();
      await usualVisit.choose(kiosk);
      if (how === 'mute') kiosk.reader.layUnreadable('mute');
      else kiosk.reader.layCard();
      if (how === 'crash') kiosk.reader.read.crash();
      await settle();
      if (how === 'silent') await kiosk.advance(defaultDelays.ownCardMs);
      expect(kiosk.at('whose').about).toBe('card');
    }
  });

  it('of a visit by paper is asked about at once: nothing here would open it', async () => {
    for (const code of [patientCode, { ...codeOf(hanh), expiryCandidates: [] }]) {
      const kiosk = openFullKiosk();
      kiosk.scanner.show(code);
      await settle();
      if (kiosk.shown().step === 'identify') await kiosk.send('continue-without-card');
      kiosk.reader.layCard();
      await settle();
      expect(kiosk.at('whose').about).toBe('card');
      expect(kiosk.reader.reads).toEqual([]);
    }
  });

  it('is none where the reader repeats what lies there', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    kiosk.reader.tellCard();
    kiosk.reader.layUnreadable('mute');
    await settle();
    expect(kiosk.shown().step).toBe('verify');
  });
});

describe('the code of somebody else', () => {
  it.each(steps)('at %s: asked whose visit this is; going on changes nothing', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.shown()).toEqual({ step: 'whose', about: 'code', canStart: true, cardStillThere: false });
    await kiosk.send('go-on-visit');
    expect(kiosk.at(step).holder.fullName).toBe(hanh.fullName);
    expect(kiosk.memory()).not.toContain(khoa.fullName);
  });

  it('begins their visit, with their own card alone', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.chipRead(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.at('whose').cardStillThere).toBe(true);
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    await kiosk.send('start-for-other');
    expect(kiosk.at('identify')).toMatchObject({
      holder: { fullName: khoa.fullName },
      card: { state: 'awaited', otherCardThere: true },
    });
    expect(kiosk.memory()).not.toContain(hanh.fullName);
  });

  it('after their card: both are theirs, and read at once', async () => {
    for (const when of ['asked', 'trying'] as const) {
      const kiosk = openFullKiosk();
      await usualVisit.choose(kiosk);
      if (when === 'asked') await layStrange(kiosk);
      else kiosk.reader.layCard();
      kiosk.scanner.show(codeOf(khoa));
      // Nobody is told to take it: it is to be read.
      expect(kiosk.at('whose')).toMatchObject({ about: 'code', cardStillThere: false });
      await kiosk.send('start-for-other');
      expect(kiosk.at('identify').card.state).toBe('reading');
    }
  });

  it('of a ticket shows the ticket, once it is said that the visit is over', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show({ kind: 'ticket', key: 'key-1' });
    await kiosk.send('start-for-other');
    expect(kiosk.shown().step).toBe('my-ticket');
  });

  it('is none where it is the one of the visit', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(codeOf(hanh));
    kiosk.scanner.show({ ...codeOf(hanh), warnings: ['name-unreadable'] });
    expect(kiosk.shown().step).toBe('choose');
  });
});

describe('the question whose visit it is', () => {
  it('is over with the visit, and answered by nobody who is not asked', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await kiosk.send('start-for-other');
    expect(kiosk.shown().step).toBe('appointments');
    kiosk.scanner.show(codeOf(khoa));
    await kiosk.send('ask-for-staff');
    expect(kiosk.shown().step).toBe('desk');
    expect(kiosk.memory()).not.toContain(khoa.fullName);
  });

  it('leaves nobody in memory when all walk away', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    await kiosk.advance(defaultDelays.idleWarningMs + defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    expect([...tracesOf(hanh), ...tracesOf(khoa)].filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
  });
});
