import { describe, expect, it } from 'vitest';
import { defaultDelays } from './delays.ts';
import { byCode, type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import {
  chipOf,
  codeOf,
  hanh,
  insuranceCodeOf,
  khoa,
  minh,
  patientCode,
  recordFor,
  slipCode,
  tracesOf,
} from './visit-testing-people.ts';
import { layStrange, strangeCard, withChild } from './visit-testing-ways.ts';

/** What turns out to be the visit's own, and what the screen shows until it has. */

const unseenMs = 300;

describe('one’s own code, whatever the visit began with', () => {
  it('after an insurance card is the citizen card of the same name and birth date', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(insuranceCodeOf(hanh));
    await settle();
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.shown().step).toBe('appointments');
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.shown().step).toBe('whose');
  });

  it('after a paper is the card of whom the hospital has found by it', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(patientCode);
    await settle();
    kiosk.scanner.show({ ...codeOf(hanh), birthDate: '1991-01-01' });
    expect(kiosk.shown().step).toBe('whose');
    await kiosk.send('go-on-visit');
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('after a citizen card is the paper with the record’s code', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(patientCode);
    expect(kiosk.shown().step).toBe('choose');
    kiosk.scanner.show({ ...patientCode, patientCode: 'BN-99999' });
    expect(kiosk.shown().step).toBe('whose');
  });

  it('is the slip that they brought, and no other', async () => {
    const kiosk = openFullKiosk();
    kiosk.scanner.show(slipCode);
    await settle();
    await byCode(kiosk);
    const { step } = kiosk.shown();
    kiosk.scanner.show(slipCode);
    expect(kiosk.shown().step).toBe(step);
    kiosk.scanner.show({ ...slipCode, slipCode: 'LH00000008' });
    expect(kiosk.shown().step).toBe('whose');
  });

  it('answers the question about a card', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await layStrange(kiosk);
    expect(kiosk.shown().step).toBe('whose');
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.shown().step).toBe('choose');
  });

  it('does not answer the question about a code: the first card may still lie under the scanner', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    kiosk.scanner.show(codeOf(khoa));
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.shown().step).toBe('whose');
  });
});

describe('who came with the patient', () => {
  async function choosing(): Promise<FullKiosk> {
    const kiosk = await withChild();
    await kiosk.send('walk-in');
    expect(kiosk.at('choose').holder.fullName).toBe(minh.fullName);
    return kiosk;
  }

  it('may lay their own card again, which is neither asked about nor read for the patient', async () => {
    const kiosk = await choosing();
    await layStrange(kiosk);
    expect(kiosk.reader.read.options.idNumber).toBe(hanh.idNumber);
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('choose').holder.fullName).toBe(minh.fullName);
    expect(kiosk.state().context.other).toBeNull();
  });

  it('is asked about a card that is neither of the two', async () => {
    const kiosk = await choosing();
    await layStrange(kiosk);
    kiosk.reader.read.answer(strangeCard);
    await settle();
    expect(kiosk.at('whose').about).toBe('card');
  });

  it('may show their own code again, and nobody else theirs', async () => {
    const kiosk = await choosing();
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.shown().step).toBe('choose');
    kiosk.scanner.show(codeOf(khoa));
    expect(kiosk.shown().step).toBe('whose');
  });
});

describe('a fresh VNeID code in a visit that began with one', () => {
  const token = (name: string) => ({ kind: 'vneid', token: `VNEID:${name}` }) as const;
  const begun = async () => {
    const people: Record<string, typeof hanh | typeof khoa> = { one: hanh, two: hanh, other: khoa };
    const kiosk = openFullKiosk({
      verifyCode: async (text) => {
        if (text === 'VNEID:crash') throw new Error('the service crashed');
        if (text === 'VNEID:never') return new Promise(() => undefined);
        const person = people[text.slice(6)];
        return person ? { kind: 'person', code: codeOf(person) } : { kind: 'expired' };
      },
    });
    kiosk.scanner.show(token('one'));
    await settle();
    await kiosk.send('continue-without-card');
    expect(kiosk.shown().step).toBe('appointments');
    return kiosk;
  };

  it('is the visit’s own', async () => {
    const kiosk = await begun();
    kiosk.scanner.show(token('two'));
    await settle();
    expect(kiosk.shown().step).toBe('appointments');
    expect(kiosk.state().context.other).toBeNull();
  });

  it('of somebody else is asked about, and need not be exchanged again', async () => {
    const kiosk = await begun();
    kiosk.scanner.show(token('other'));
    await settle();
    expect(kiosk.at('whose').about).toBe('code');
    await kiosk.send('start-for-other');
    expect(kiosk.at('identify').holder.fullName).toBe(khoa.fullName);
  });

  it.each(['stale', 'crash', 'never'])('that says nothing (%s) is asked about', async (name) => {
    const kiosk = await begun();
    kiosk.scanner.show(token(name));
    await settle();
    await kiosk.advance(unseenMs);
    if (name === 'never') expect(kiosk.at('whose').about).toBe('being-checked');
    await kiosk.advance(defaultDelays.lookupMs);
    expect(kiosk.at('whose').about).toBe('code');
  });
});

describe('while a card is tried', () => {
  it('the screen stays for a moment, then shows nothing of the visit; no choice is taken', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.appointments(kiosk);
    kiosk.reader.layCard();
    await settle();
    expect(kiosk.shown().step).toBe('appointments');
    await kiosk.send({ type: 'arrive', appointmentIds: ['appointment-7'] });
    expect(kiosk.queue.drafts).toEqual([]);
    await kiosk.advance(unseenMs);
    expect(kiosk.at('whose').about).toBe('being-checked');
    expect(tracesOf(hanh).filter((trace) => JSON.stringify(kiosk.visit.view()).includes(trace))).toEqual([]);
    await kiosk.send({ type: 'choose-language', language: 'en' });
    expect(kiosk.visit.view().language).toBe('en');
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.shown().step).toBe('appointments');
  });

  it('and is the one that was left out, it is read after all', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    kiosk.reader.layCard();
    await settle();
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('identify').card.state).toBe('reading');
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('verify').holder.identity).toBe('proven');
    expect(kiosk.state().context.identity?.chipSkipped).toBeNull();
  });

  it('where somebody else is to be named, it is read for nothing', async () => {
    const kiosk = openFullKiosk();
    await byCode(kiosk);
    await kiosk.send('bring-somebody');
    kiosk.reader.layCard();
    await settle();
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.shown().step).toBe('companion');
  });
});

describe('a record of another name', () => {
  it('is not what a code is held against without a name or a birth date', async () => {
    const kiosk = openFullKiosk();
    const patient = { ...recordFor(hanh), birthDate: null };
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient } };
    kiosk.scanner.show(patientCode);
    await settle();
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.shown().step).toBe('whose');
    await kiosk.send('go-on-visit');
    kiosk.scanner.show({ ...insuranceCodeOf(hanh), fullName: null });
    expect(kiosk.shown().step).toBe('whose');
  });
});
