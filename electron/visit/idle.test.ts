import { describe, expect, it } from 'vitest';
import type { PatientIntent } from '../bridge/intent.ts';
import { defaultDelays } from './delays.ts';
import { type FullKiosk, openFullKiosk, settle, usualVisit } from './visit-testing.ts';
import { codeOf, embedding, hanh, khoa, patientCode, sample, tracesOf } from './visit-testing-people.ts';
import { strangeCard } from './visit-testing-ways.ts';

const { idleWarningMs, idleGraceMs, endWarningMs, endGraceMs, lookupMs } = defaultDelays;
/** What the machine itself may take before the camera. */
const waitsMs = defaultDelays.readMs + defaultDelays.cameraStartMs + defaultDelays.faceSearchMs;

type Step = keyof typeof usualVisit;
const steps = Object.keys(usualVisit) as Step[];
const isEnd = (step: Step) => step === 'ticket' || step === 'desk';

/** What a step does to itself while nobody touches anything ends before the watch does; these stay. */
const steadySteps = ['awaiting', 'choose', 'confirm'] as const;

it.each(['ticket', 'desk'] as const)('a paper that does not come leaves time to read that at the %s', async (step) => {
  const kiosk = openFullKiosk();
  await usualVisit[step](kiosk);
  await kiosk.advance(endWarningMs + endGraceMs - 100);
  expect(kiosk.visit.view().idleSecondsLeft).toBe(1);
  kiosk.visit.notPrinted();
  expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
  await kiosk.advance(endWarningMs + endGraceMs - 100);
  expect(kiosk.shown().step).toBe(step);
  await kiosk.advance(100);
  expect(kiosk.shown().step).toBe('attract');
  kiosk.visit.notPrinted();
  expect(kiosk.shown().step).toBe('attract');
});

describe('nobody touches anything', () => {
  it.each(steadySteps)('at %s: asked in time, counted down by seconds, wiped at the end', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    await kiosk.send('presence');
    await kiosk.advance(idleWarningMs - 100);
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    await kiosk.advance(100);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
    await kiosk.advance(100);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
    await kiosk.advance(900);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(14);
    await kiosk.advance(idleGraceMs - 1_100);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(1);
    expect(kiosk.shown().step).not.toBe('attract');
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('attract');
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
  });

  it.each(steps)('at %s: nothing of the person is left anywhere', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    await kiosk.send({ type: 'choose-language', language: 'en' });
    expect(tracesOf(hanh).some((trace) => kiosk.memory().includes(trace))).toBe(true);
    await kiosk.advance(isEnd(step) ? endWarningMs + endGraceMs : waitsMs + idleWarningMs + idleGraceMs);
    expect(kiosk.shown().step).toBe('attract');
    expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
    expect(kiosk.memory()).not.toContain('portrait of');
    expect(kiosk.state().children).toEqual({});
    expect(kiosk.visit.view().language).toBe('vi');
  });

  it('while the hospital is asked about a paper code: nothing is left either', async () => {
    const kiosk = openFullKiosk();
    kiosk.hospital.held.add('clinics');
    kiosk.scanner.show(patientCode);
    await kiosk.send('presence');
    await kiosk.advance(idleWarningMs + idleGraceMs);
    kiosk.hospital.lastCallOf('clinics').answer();
    await settle();
    expect(tracesOf(hanh).filter((trace) => kiosk.memory().includes(trace))).toEqual([]);
  });

  it.each(['ticket', 'desk'] as const)('at the %s: the kiosk is free within 20 seconds', async (step) => {
    const kiosk = openFullKiosk();
    await usualVisit[step](kiosk);
    expect(endWarningMs + endGraceMs).toBeLessThanOrEqual(20_000);
    await kiosk.advance(endWarningMs);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(8);
    await kiosk.advance(endGraceMs - 100);
    expect(kiosk.shown().step).toBe(step);
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('and a paper comes by itself: its time begins with it, not with the last touch', async () => {
    const kiosk = openFullKiosk({ knownClinics: () => [] });
    kiosk.hospital.held.add('findPatient');
    await usualVisit.choose(kiosk);
    await kiosk.advance(lookupMs);
    expect(kiosk.at('desk').reason).toBe('no-clinic');
    await kiosk.advance(endWarningMs - 100);
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    await kiosk.advance(100);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(8);
  });

  it('while the chip spells its name: that goes too', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    kiosk.reader.read.options.onNames?.({ dg1: new TextEncoder().encode(JSON.stringify(khoa)), dg13: null });
    expect(kiosk.memory()).toContain(khoa.fullName);
    await kiosk.advance(idleWarningMs + idleGraceMs);
    expect(kiosk.memory()).not.toContain(khoa.fullName);
  });

  it('after choosing a language: the next patient finds the hospital’s own', async () => {
    const kiosk = openFullKiosk();
    await kiosk.send({ type: 'choose-language', language: 'en' });
    await kiosk.advance(idleWarningMs - 100);
    expect(kiosk.visit.view().language).toBe('en');
    await kiosk.advance(100);
    expect(kiosk.visit.view().language).toBe('vi');
  });
});

describe('somebody is there', () => {
  const touches: PatientIntent[] = [
    { type: 'presence' },
    { type: 'choose-language', language: 'en' },
    { type: 'call-staff' },
    { type: 'back' },
  ];

  it.each(touches)('by %o: the countdown ends and the watch begins again', async (intent) => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send('presence');
    await kiosk.advance(idleWarningMs + idleGraceMs - 100);
    expect(kiosk.visit.view().idleSecondsLeft).toBe(1);
    await kiosk.send(intent);
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    await kiosk.advance(idleWarningMs + idleGraceMs - 100);
    expect(kiosk.shown().step).toBe(intent.type === 'back' ? 'appointments' : 'choose');
    await kiosk.advance(100);
    expect(kiosk.shown().step).toBe('attract');
  });

  it('by taking the card or by showing a code', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    for (const act of [
      () => kiosk.reader.layCard(),
      () => kiosk.reader.takeCard(),
      () => kiosk.scanner.show({ kind: 'unknown', reason: 'no-known-format' }),
      () => kiosk.scanner.show(patientCode),
    ]) {
      await kiosk.advance(idleWarningMs);
      expect(kiosk.visit.view().idleSecondsLeft).toBe(15);
      act();
      expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
    }
  });

  it('while bytes of the chip arrive', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.reading(kiosk);
    await kiosk.advance(10_000);
    kiosk.reader.read.options.onProgress?.({ bytes: 1, total: 2 });
    kiosk.reader.read.answer(strangeCard);
    await kiosk.advance(idleWarningMs - 100);
    expect(kiosk.at('identify').card.state).toBe('problem');
    expect(kiosk.visit.view().idleSecondsLeft).toBeNull();
  });

  it('longer at the ticket, by a touch', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.ticket(kiosk);
    await kiosk.advance(endWarningMs + endGraceMs - 100);
    await kiosk.send('presence');
    await kiosk.advance(endWarningMs + endGraceMs - 100);
    expect(kiosk.shown().step).toBe('ticket');
  });
});

describe('a face alone', () => {
  it('is nobody: people stand in the queue behind', async () => {
    const kiosk = openFullKiosk();
    await usualVisit.choose(kiosk);
    await kiosk.send('presence');
    const signs: PatientIntent[] = [
      sample(0.9),
      { type: 'face-portrait', comparison: 1, embedding: embedding(1) },
      { type: 'camera', state: 'ready' },
    ];
    for (let second = 0; second < 45; second += 1) {
      for (const sign of signs) await kiosk.send(sign);
      await kiosk.advance(1_000);
    }
    expect(kiosk.shown().step).toBe('attract');
  });
});

describe('a scanner on which something lies', () => {
  it.each([
    ['the code of the visit', (kiosk: FullKiosk) => kiosk.scanner.show(codeOf(hanh))],
    ['nothing but noise', (kiosk: FullKiosk) => kiosk.scanner.garble()],
  ])('keeps no visit open: %s', async (_name, sends) => {
    const kiosk = openFullKiosk();
    await usualVisit.confirm(kiosk);
    for (let passedMs = 0; passedMs < 60_000 && kiosk.shown().step !== 'attract'; passedMs += 2_000) {
      sends(kiosk);
      await kiosk.advance(2_000);
    }
    expect(kiosk.shown().step).toBe('attract');
  });
});
