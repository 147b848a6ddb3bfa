import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOrThrow, temporaryFolder, testClock, testOptions, testQueue } from './test-queue.ts';
import type { VisitTime } from './visit-times.ts';

/** A visit by card of so many seconds, a quarter of them the machine's. */
function ofSeconds(seconds: number, changes: Partial<VisitTime> = {}): VisitTime {
  return {
    kind: 'card',
    outcome: 'ticket',
    endedAt: 'confirm',
    isFirstTry: true,
    usedFallback: false,
    steps: [
      { step: 'identify', machineMs: seconds * 250, personMs: seconds * 250 },
      { step: 'confirm', machineMs: 0, personMs: seconds * 500 },
    ],
    ...changes,
  };
}

const day = '2026-03-02';

describe('the figures of a day', () => {
  it('are nothing of nothing', () => {
    expect(testQueue().visitTimes.figures(day)).toEqual({
      period: day,
      visits: 0,
      perHour: Array.from({ length: 24 }, () => 0),
      outcomes: { ticket: 0, desk: 0, 'my-ticket': 0, emergency: 0, abandoned: 0 },
      kinds: { card: 0, code: 0, face: 0, typed: 0, ticket: 0 },
      total: null,
      machine: null,
      machineShare: null,
      firstTryShare: null,
      fallbackShare: null,
      steps: [],
    });
  });

  it('have the nearest rank of what visits with paper took, and the machine’s part', () => {
    const { visitTimes } = testQueue();
    for (let seconds = 40; seconds >= 2; seconds -= 2) visitTimes.record(ofSeconds(seconds));
    visitTimes.record(ofSeconds(500, { outcome: 'abandoned', endedAt: 'identify' }));
    visitTimes.record(ofSeconds(500, { outcome: 'my-ticket', kind: 'ticket', endedAt: 'my-ticket' }));
    expect(visitTimes.figures(day)).toMatchObject({
      visits: 22,
      total: { medianMs: 20_000, p95Ms: 38_000 },
      machine: { medianMs: 5_000, p95Ms: 9_500 },
      machineShare: 0.25,
    });
  });

  it('count what went wrong among those who wanted to check in', () => {
    const { visitTimes } = testQueue();
    visitTimes.record(ofSeconds(1));
    visitTimes.record(ofSeconds(1, { isFirstTry: false }));
    visitTimes.record(ofSeconds(1, { outcome: 'desk', kind: 'code', usedFallback: true }));
    visitTimes.record(ofSeconds(1, { outcome: 'abandoned', endedAt: 'identify' }));
    visitTimes.record(ofSeconds(1, { outcome: 'my-ticket', kind: 'ticket' }));
    visitTimes.record(ofSeconds(1, { outcome: 'emergency', endedAt: 'emergency' }));
    expect(visitTimes.figures(day)).toMatchObject({
      visits: 6,
      outcomes: { ticket: 2, desk: 1, 'my-ticket': 1, emergency: 1, abandoned: 1 },
      kinds: { card: 4, code: 1, face: 0, typed: 0, ticket: 1 },
      firstTryShare: 0.25,
      fallbackShare: 0.25,
    });
  });

  it('say of those alone how they were known who were known', () => {
    const { visitTimes } = testQueue();
    const at = (step: string) => ({ kind: 'code' as const, steps: [{ step, machineMs: 0, personMs: 5_000 }] });
    for (const step of ['choose', 'identify']) visitTimes.record(ofSeconds(1, { ...at(step), outcome: 'desk' }));
    for (const step of ['attract', 'returning', 'recognise', 'typed', 'emergency']) {
      visitTimes.record(ofSeconds(1, { ...at(step), outcome: 'abandoned', endedAt: step }));
    }
    visitTimes.record(ofSeconds(1, { kind: 'code', outcome: 'desk', endedAt: 'desk', steps: [] }));
    visitTimes.record(ofSeconds(1, { kind: 'ticket', outcome: 'my-ticket', endedAt: 'my-ticket', steps: [] }));
    expect(visitTimes.figures(day)).toMatchObject({
      visits: 9,
      kinds: { card: 0, code: 2, face: 0, typed: 0, ticket: 1 },
    });
  });

  it('tell each step by its own, and where visits were abandoned', () => {
    const { visitTimes } = testQueue();
    visitTimes.record(ofSeconds(2));
    visitTimes.record(ofSeconds(4, { outcome: 'abandoned', endedAt: 'confirm' }));
    visitTimes.record(
      ofSeconds(1, {
        outcome: 'abandoned',
        endedAt: 'identify',
        steps: [{ step: 'identify', machineMs: 900.4, personMs: 99.6 }],
      }),
    );
    expect(visitTimes.figures(day).steps).toEqual([
      { step: 'identify', visits: 3, abandoned: 1, machineMs: 500, personMs: 500 },
      { step: 'confirm', visits: 2, abandoned: 1, machineMs: 0, personMs: 1_000 },
    ]);
  });

  it('take the time at a step of those alone who went on to an end', () => {
    const { visitTimes } = testQueue();
    const idle = [{ step: 'whose', machineMs: 0, personMs: 90_000 }];
    visitTimes.record(ofSeconds(1, { outcome: 'abandoned', endedAt: 'whose', steps: idle }));
    expect(visitTimes.figures(day).steps).toEqual([
      { step: 'whose', visits: 1, abandoned: 1, machineMs: null, personMs: null },
    ]);
    visitTimes.record(ofSeconds(1, { steps: [{ step: 'whose', machineMs: 100, personMs: 2_000 }] }));
    expect(visitTimes.figures(day).steps).toEqual([
      { step: 'whose', visits: 2, abandoned: 1, machineMs: 100, personMs: 2_000 },
    ]);
  });

  it('are those of the hospital’s hours, and of no other day', () => {
    const clock = testClock();
    const { visitTimes } = testQueue({ now: clock.now });
    visitTimes.record(ofSeconds(1));
    // Half past midnight and half past eleven at night in Hanoi.
    clock.set('2026-03-01T17:30:00Z');
    visitTimes.record(ofSeconds(1));
    clock.set('2026-03-02T16:30:00Z');
    visitTimes.record(ofSeconds(1));
    clock.set('2026-03-03T01:30:00Z');
    visitTimes.record(ofSeconds(1));
    clock.set('2026-04-01T01:30:00Z');
    visitTimes.record(ofSeconds(1));
    const hours = (period: string) =>
      visitTimes.figures(period).perHour.flatMap((visits, hour) => (visits === 0 ? [] : [[hour, visits]]));
    expect(hours(day)).toEqual([
      [0, 1],
      [8, 1],
      [23, 1],
    ]);
    expect(hours('2026-03')).toEqual([
      [0, 1],
      [8, 2],
      [23, 1],
    ]);
    expect(hours('2026-04')).toEqual([[8, 1]]);
  });
});

it('a visit is kept to the tenth of a second', () => {
  const { visitTimes } = testQueue();
  const steps = [
    { step: 'identify', machineMs: 949, personMs: 49 },
    { step: 'confirm', machineMs: 1_050, personMs: 0 },
  ];
  visitTimes.record(ofSeconds(1, { steps }));
  expect(visitTimes.figures(day)).toMatchObject({
    total: { medianMs: 2_000 },
    machine: { medianMs: 2_000 },
    steps: [
      { step: 'identify', machineMs: 900, personMs: 0 },
      { step: 'confirm', machineMs: 1_100, personMs: 0 },
    ],
  });
});

it('a visit is forgotten after 400 days, and stays over a restart until then', () => {
  const file = join(temporaryFolder(), 'queue.db');
  const clock = testClock();
  const first = openOrThrow(testOptions(file, { now: clock.now }));
  first.visitTimes.record(ofSeconds(1));
  first.close();
  const queue = openOrThrow(testOptions(file, { now: clock.now }));
  const visitsOn = (today: string) => {
    clock.set(`${today}T01:30:00Z`);
    queue.forgetConfirmed();
    return queue.visitTimes.figures(day).visits;
  };
  // A clock that leapt is believed when it has gone on for a day. 400 days after 2 March 2026 is 6 April 2027.
  expect(visitsOn('2027-05-20')).toBe(1);
  expect(['2027-04-05', '2027-04-06', '2027-04-07'].map(visitsOn)).toEqual([1, 1, 0]);
  queue.close();
});
