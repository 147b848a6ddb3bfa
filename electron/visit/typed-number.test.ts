import { describe, expect, it } from 'vitest';
import { NO_COST } from '../../native/emrtd/chip.ts';
import type { PatientIntent } from '../bridge/intent.ts';
import { defaultDelays } from './delays.ts';
import {
  type FullKiosk,
  type KioskOptions,
  openFullKiosk,
  openKiosk,
  settle,
  unreachable,
  usualVisit,
} from './visit-testing.ts';
import { chipOf, codeOf, hanh, khoa, recordFor, slipCode, tracesOf } from './visit-testing-people.ts';

const typed = (changes: { idNumber?: string; birthDate?: string; expiryDate?: string } = {}): PatientIntent => ({
  type: 'typed',
  idNumber: hanh.idNumber,
  birthDate: '14031990',
  expiryDate: '',
  ...changes,
});

const wrongKey = { ok: false, failure: { kind: 'wrong-key', tried: 1, ask: 'mrz' }, cost: NO_COST } as const;

async function typing(kiosk: FullKiosk): Promise<void> {
  await kiosk.send('type-number');
}

describe('a number is typed', () => {
  it('and its card opens like one whose code was scanned', async () => {
    const kiosk = openFullKiosk();
    await typing(kiosk);
    expect(kiosk.at('typed')).toEqual({
      step: 'typed',
      whose: 'own',
      cardStillThere: false,
      problem: 'none',
      readerReady: true,
    });
    await kiosk.send(typed());
    expect(kiosk.at('identify')).toMatchObject({ card: { state: 'awaited' }, holder: { identity: 'claimed' } });
    kiosk.reader.layCard();
    expect(kiosk.reader.read.options.idNumber).toBe(hanh.idNumber);
    kiosk.reader.read.answer(chipOf(hanh));
    await settle();
    expect(kiosk.at('verify').holder).toMatchObject({ fullName: hanh.fullName, identity: 'proven' });
    expect(kiosk.state().context.identity?.code.kind).toBe('typed');
  });

  it('while the card lies there: it is read at once', async () => {
    const kiosk = openFullKiosk();
    kiosk.reader.layCard();
    await typing(kiosk);
    expect(kiosk.at('typed').cardStillThere).toBe(false);
    await kiosk.send(typed());
    expect(kiosk.at('identify').card.state).toBe('reading');
  });

  it('that gives no key: a claim, whose name the screen does not spell', async () => {
    const kiosk = openFullKiosk();
    const patient = { ...recordFor(hanh), birthDate: '1990' };
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'one', patient } };
    await typing(kiosk);
    await kiosk.send(typed({ birthDate: '1990' }));
    expect(kiosk.at('appointments').holder).toEqual({
      fullName: 'N.',
      maskedIdNumber: '•••••••••345',
      birthYear: '1990',
      sex: null,
      identity: 'claimed',
    });
    await kiosk.send('walk-in');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft.evidence).toEqual([{ method: 'number-typed' }]);
  });

  it('where no reader works: nobody is asked for the card', async () => {
    const kiosk = openKiosk({ reader: null });
    await kiosk.send('type-number');
    expect(kiosk.at('typed').readerReady).toBe(false);
    await kiosk.send(typed());
    expect(kiosk.at('appointments').holder.identity).toBe('claimed');
    expect(kiosk.state().context.identity?.chipSkipped).toBe('no-reader');
  });

  it.each([
    ['number', { idNumber: '123' }],
    ['birth-date', { birthDate: '99' }],
    ['expiry', { expiryDate: '1' }],
  ] as const)('wrongly (%s): said, and nothing of it is kept', async (problem, changes) => {
    const kiosk = openFullKiosk();
    await typing(kiosk);
    await kiosk.send(typed(changes));
    expect(kiosk.at('typed').problem).toBe(problem);
    expect(kiosk.memory()).not.toContain(hanh.idNumber);
    await kiosk.send(typed());
    expect(kiosk.shown().step).toBe('identify');
    await kiosk.send('start-over');
    await typing(kiosk);
    expect(kiosk.at('typed').problem).toBe('none');
  });

  it('and given up: back to the first screen, to staff, or by the code after all', async () => {
    const kiosk = openFullKiosk();
    await typing(kiosk);
    await kiosk.send('back');
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'welcome' });
    await typing(kiosk);
    kiosk.scanner.show(codeOf(hanh));
    expect(kiosk.at('identify').holder.fullName).toBe(hanh.fullName);
    await kiosk.send('start-over');
    await typing(kiosk);
    await kiosk.send('ask-for-staff');
    expect(kiosk.at('desk').reason).toBe('asked-for-staff');
  });

  it('and left alone: asked, then wiped', async () => {
    const kiosk = openFullKiosk();
    await typing(kiosk);
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
    await kiosk.advance(defaultDelays.idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
  });
});

describe('a card that its code does not open', () => {
  async function atProblem(): Promise<FullKiosk> {
    const kiosk = openFullKiosk();
    kiosk.reader.layCard();
    kiosk.scanner.show({ ...codeOf(hanh), expiryCandidates: [] });
    await settle();
    expect(kiosk.at('identify').card).toMatchObject({ problem: 'no-key' });
    return kiosk;
  }

  it('is read by what is typed from it', async () => {
    const kiosk = await atProblem();
    await typing(kiosk);
    expect(kiosk.at('typed')).toMatchObject({ whose: 'own', cardStillThere: false });
    await kiosk.send(typed({ expiryDate: '14032030' }));
    expect(kiosk.at('identify').card.state).toBe('reading');
    expect(kiosk.reader.reads).toHaveLength(1);
  });

  it('is left where it was when nothing is typed', async () => {
    const kiosk = await atProblem();
    await typing(kiosk);
    await kiosk.send('back');
    expect(kiosk.at('identify').card).toMatchObject({ problem: 'no-key', triesLeft: 2 });
  });

  it('may pass the scanner while its number is copied: what is typed stays', async () => {
    const kiosk = await atProblem();
    await typing(kiosk);
    const before = kiosk.at('typed');
    kiosk.scanner.show({ ...codeOf(hanh), expiryCandidates: [] });
    await settle();
    expect(kiosk.at('typed')).toEqual(before);
    kiosk.scanner.show({ kind: 'unknown', reason: 'web-address' });
    expect(kiosk.visit.view()).toMatchObject({ strayCode: 'unknown-code', codes: { inVain: 1 } });
    expect(kiosk.at('typed')).toEqual(before);
    await kiosk.send('back');
    expect(kiosk.visit.view().strayCode).toBe('none');
  });

  it('whose reader went while a number was typed instead is not asked for again', async () => {
    const kiosk = await atProblem();
    await typing(kiosk);
    kiosk.reader.unplug();
    await kiosk.send('back');
    expect(kiosk.at('appointments').setback).toBe('reader-gone');
  });

  it('may have been somebody else’s: what is typed counts, and nothing of the first is kept', async () => {
    const kiosk = await atProblem();
    kiosk.reader.takeCard();
    kiosk.hospital.answers.findPatient = { ok: true, value: { kind: 'none' } };
    kiosk.hospital.answers.eligibility = unreachable;
    await typing(kiosk);
    await kiosk.send(typed({ idNumber: khoa.idNumber, birthDate: '02111988' }));
    expect(kiosk.at('identify').card.state).toBe('awaited');
    expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
  });

  it('and whose reader goes while it is typed: on as a claim', async () => {
    const kiosk = await atProblem();
    await typing(kiosk);
    kiosk.reader.unplug();
    expect(kiosk.shown().step).toBe('typed');
    await kiosk.send(typed());
    expect(kiosk.at('appointments').holder.identity).toBe('claimed');
    expect(kiosk.state().context.identity?.chipSkipped).toBe('no-reader');
  });

  it('is not typed for anywhere else', async () => {
    const kiosk = openFullKiosk();
    for (const step of ['awaiting', 'verify', 'choose', 'confirm'] as const) {
      await usualVisit[step](kiosk);
      await typing(kiosk);
      expect(kiosk.shown().step).not.toBe('typed');
      await kiosk.send('start-over');
    }
  });
});

describe('a card whose own number is typed', () => {
  const known = { patientId: 'patient-1', appointments: [] };

  async function atProblem(options: KioskOptions = {}): Promise<FullKiosk> {
    const kiosk = openFullKiosk(options);
    kiosk.scanner.show(slipCode);
    await settle();
    kiosk.reader.layCard();
    kiosk.scanner.show({ ...codeOf(hanh), expiryCandidates: [] });
    await settle();
    expect(kiosk.at('identify').card).toMatchObject({ problem: 'no-key' });
    await typing(kiosk);
    return kiosk;
  }

  it('is tried by what was typed, and what its code said is kept: offline the patient is known all the same', async () => {
    const kiosk = await atProblem({ knownPatient: () => known });
    kiosk.hospital.answers.findPatient = unreachable;
    await kiosk.send(typed({ expiryDate: '14032030' }));
    expect(kiosk.reader.reads).toHaveLength(1);
    kiosk.reader.read.answer(wrongKey);
    await settle();
    await kiosk.send('continue-without-card');
    await kiosk.send({ type: 'choose-clinic', clinicId: 'eye' });
    await kiosk.send('confirm');
    expect(kiosk.queue.lastDraft).toMatchObject({
      person: {
        idNumber: hanh.idNumber,
        fullName: hanh.fullName,
        sex: codeOf(hanh).sex,
        residence: codeOf(hanh).residence,
      },
      evidence: [{ method: 'code-scanned' }, { method: 'chip-not-read', reason: 'not-opened' }],
      patient: { kind: 'known', patientId: 'patient-1' },
    });
    expect(kiosk.state().context.identity?.shownSlip).toEqual(slipCode);
  });

  it('is tried by that as well when it is laid once more later', async () => {
    const kiosk = await atProblem();
    await kiosk.send(typed({ expiryDate: '14032030' }));
    await kiosk.send('continue-without-card');
    kiosk.reader.takeCard();
    kiosk.reader.layCard();
    expect(kiosk.reader.reads).toHaveLength(2);
  });

  it('opens by nothing where only the year is typed: on by the code', async () => {
    const kiosk = await atProblem();
    await kiosk.send(typed({ birthDate: '1990' }));
    expect(kiosk.at('appointments').holder.fullName).toBe(hanh.fullName);
    expect(kiosk.state().context.identity).toMatchObject({ code: { kind: 'cccd' }, chipSkipped: 'not-opened' });
  });

  it('with another birth date is a number that was typed, and no more', async () => {
    const kiosk = await atProblem();
    await kiosk.send(typed({ birthDate: '15031990' }));
    expect(kiosk.state().context.identity?.code.kind).toBe('typed');
  });

  it('and was typed before, counts as it is typed last', async () => {
    const kiosk = openFullKiosk();
    await typing(kiosk);
    await kiosk.send(typed());
    kiosk.reader.layCard();
    kiosk.reader.read.answer(wrongKey);
    await settle();
    await typing(kiosk);
    await kiosk.send(typed({ expiryDate: '14032030' }));
    expect(kiosk.state().context.identity?.code).toMatchObject({ kind: 'typed', expiryDate: '2030-03-14' });
  });
});
