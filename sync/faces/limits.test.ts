import fc from 'fast-check';
import { assert, describe, expect, it, onTestFinished } from 'vitest';
import { closeDatabase, openDatabase } from '../queue/database.ts';
import { testClock, testKeyHex } from '../queue/test-queue.ts';
import {
  digits,
  enrol,
  enrolled,
  enrolment,
  face,
  galleryFile,
  galleryOptions,
  minuteMs,
  openOrThrow,
  patient,
  testGallery,
  ticket,
} from './gallery-testing.ts';
import type { Gallery } from './gallery.ts';
import { openLimits } from './limits.ts';
import { galleryMigrations } from './migrations/index.ts';

const start = Date.parse('2026-03-02T01:30:00Z');
const hourMs = 60 * minuteMs;
const at = (ms: number) => new Date(start + ms).toISOString();

async function fail(gallery: Pick<Gallery, 'recognise'>, patientId: string, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    expect(await gallery.recognise(patient(patientId), face(9))).toEqual({ kind: 'not-recognised' });
  }
}

describe('tries with one factor', () => {
  it('are five in a quarter of an hour, whether anybody is enrolled with it or not', async () => {
    const clock = testClock(at(0));
    const { gallery, entries } = testGallery({ now: clock.now });
    await enrol(gallery, enrolment(1));
    for (const patientId of ['patient-1', 'nobody']) {
      clock.set(at(0));
      await fail(gallery, patientId, 4);
      clock.set(at(minuteMs));
      await fail(gallery, patientId, 1);
      clock.set(at(5 * minuteMs));
      // Not even with the right face: it would be compared.
      const limited = { kind: 'limited', retryAfterMs: 10 * minuteMs };
      expect(await gallery.recognise(patient(patientId), face(1))).toEqual(limited);
      expect(entries.at(-1)).toEqual({ actor: 'kiosk', action: 'face-limited', detail: 'limited by patient' });
    }
    clock.set(at(15 * minuteMs));
    expect(await gallery.recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'recognised' });
  });

  it('are no more with everything that belongs to one person', async () => {
    const { gallery } = testGallery();
    const id = await enrol(gallery, enrolment(1));
    for (const key of ['a', 'b', 'c']) await gallery.remember(id, { ticketKey: key, patientId: null });
    const factors = [digits(enrolled(1)), patient('patient-1'), ...['visit-1', 'a', 'b', 'c'].map(ticket)];
    const made = [];
    for (const factor of factors) {
      for (let count = 0; count < 2; count += 1) made.push((await gallery.recognise(factor, face(9))).kind);
    }
    expect(made.filter((kind) => kind === 'not-recognised')).toHaveLength(5);
    expect(await gallery.recognise(ticket('c'), face(1))).toMatchObject({ kind: 'limited' });
    expect(await gallery.recognise(patient('patient-2'), face(1))).toEqual({ kind: 'not-recognised' });
  });

  it('are those too whose challenge failed, before anything was compared', async () => {
    const { gallery, entries } = testGallery();
    await enrol(gallery, enrolment(1));
    for (let count = 0; count < 4; count += 1) {
      expect(await gallery.missed(patient('patient-1'))).toEqual({ kind: 'counted' });
    }
    const entry = { actor: 'kiosk', action: 'face-not-recognised', subject: null, detail: 'challenge by patient' };
    expect(entries.at(-1)).toEqual(entry);
    await fail(gallery, 'patient-1', 1);
    expect(await gallery.missed(ticket('visit-1'))).toEqual({ kind: 'limited', retryAfterMs: 15 * minuteMs });
    expect(entries.at(-1)).toEqual({ actor: 'kiosk', action: 'face-limited', detail: 'limited by ticket' });
    expect(await gallery.recognise(digits(enrolled(1)), face(1))).toMatchObject({ kind: 'limited' });
  });

  it('are forgotten with a success, at every kiosk', async () => {
    const { gallery } = testGallery();
    await enrol(gallery, enrolment(1));
    await fail(gallery.at('K1'), 'patient-1', 2);
    await fail(gallery.at('K2'), 'patient-1', 2);
    expect(await gallery.at('K1').recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'recognised' });
    await fail(gallery.at('K1'), 'patient-1', 5);
    expect(await gallery.at('K2').recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'limited' });
  });

  it('are counted over a restart, also of a kiosk whose clock has stood still or gone back', async () => {
    const file = galleryFile();
    const clock = testClock(at(0));
    for (let count = 0; count < 5; count += 1) {
      const gallery = openOrThrow(galleryOptions(file, { now: clock.now }));
      await fail(gallery, 'nobody', 1);
      clock.set(at(-count * hourMs));
      await gallery.close();
    }
    const gallery = openOrThrow(galleryOptions(file, { now: clock.now }));
    const limited = { kind: 'limited', retryAfterMs: 15 * minuteMs };
    expect(await gallery.recognise(patient('nobody'), face(1))).toEqual(limited);
    clock.set(at(-4 * hourMs + 15 * minuteMs));
    await fail(gallery, 'nobody', 1);
    await gallery.close();
  });
});

describe('tries at one kiosk', () => {
  it('are thirty in an hour, whatever is brought, and successes with another factor take none away', async () => {
    const clock = testClock(at(0));
    const { gallery } = testGallery({ now: clock.now });
    await enrol(gallery, enrolment(1));
    for (let number = 10; number < 40; number += 1) await fail(gallery.at('K1'), `nobody-${number}`, 1);
    const limited = { kind: 'limited', retryAfterMs: hourMs };
    expect(await gallery.at('K1').recognise(patient('patient-1'), face(1))).toEqual(limited);
    expect(await gallery.at('K2').recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'recognised' });
    expect(await gallery.at('K1').recognise(patient('patient-1'), face(1))).toEqual(limited);
    clock.set(at(hourMs));
    expect(await gallery.at('K1').recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'recognised' });
  });
});

it('no more is kept than what counts still', () => {
  const opened = openDatabase(galleryFile(), testKeyHex, galleryMigrations);
  assert(opened.ok);
  const { database } = opened;
  onTestFinished(() => closeDatabase(database));
  const clock = testClock();
  const limits = openLimits(database, clock.now, { failuresPerFactor: 5, factorWindowMs: hourMs, failuresPerHour: 9 });
  for (let minute = 0; minute < 200; minute += 1) {
    clock.set(at(minute * minuteMs));
    limits.failed([Buffer.of(1)], Buffer.of(2));
  }
  expect(database.prepare('SELECT count(*) FROM attempt').pluck().get()).toBe(2 * 60);
});

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('try' as const), who: fc.nat(1), kiosk: fc.nat(1), isRight: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('later' as const), byMs: fc.nat(11 * minuteMs) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('back' as const), byMs: fc.nat(90 * 24 * hourMs) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);

it('no order of tries, clocks and restarts lets more through than the limits', async () => {
  const limits = { failuresPerFactor: 2, factorWindowMs: 15 * minuteMs, failuresPerHour: 3 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      const file = galleryFile();
      let clockMs = start;
      const open = () => openOrThrow(galleryOptions(file, { limits, now: () => new Date(clockMs) }));
      let gallery = open();
      await enrol(gallery, enrolment(0));
      await enrol(gallery, enrolment(1));
      // Time that has really passed: the clock's way forward, not its way back.
      let passedMs = 0;
      let failures: { who: number; kiosk: number; atMs: number; isForgiven: boolean }[] = [];
      for (const next of steps) {
        if (next.do === 'later') {
          clockMs += next.byMs;
          passedMs += next.byMs;
        } else if (next.do === 'back') {
          clockMs -= next.byMs;
        } else if (next.do === 'restart') {
          await gallery.close();
          gallery = open();
        } else {
          const { who, kiosk } = next;
          const within = (windowMs: number) => failures.filter(({ atMs }) => atMs > passedMs - windowMs);
          const mayTry =
            within(limits.factorWindowMs).filter((each) => each.who === who && !each.isForgiven).length < 2 &&
            within(hourMs).filter((each) => each.kiosk === kiosk).length < 3;
          const found = await gallery
            .at(`K${kiosk}`)
            .recognise(patient(`patient-${who}`), face(next.isRight ? who : 9));
          // A clock that went back while the program was not running may keep it locked for longer, never for less.
          if (found.kind === 'limited') {
            expect(found.retryAfterMs).toBeGreaterThan(0);
            expect(found.retryAfterMs).toBeLessThanOrEqual(hourMs);
            continue;
          }
          expect(mayTry).toBe(true);
          expect(found.kind).toBe(next.isRight ? 'recognised' : 'not-recognised');
          if (!next.isRight) failures.push({ who, kiosk, atMs: passedMs, isForgiven: false });
          else failures = failures.map((each) => ({ ...each, isForgiven: each.isForgiven || each.who === who }));
        }
      }
      await gallery.close();
    }),
    { numRuns: 25 },
  );
}, 60_000);
