import { describe, expect, it } from 'vitest';
import {
  asking,
  awaitedCard,
  cameBack,
  cardRead,
  cardTrouble,
  clinics,
  committing,
  desk,
  face,
  lookingUp,
  myTicket,
  oneOf,
  readingCard,
  recognise,
  ticket,
  timesOf,
  welcome,
} from './stopwatch-testing.ts';

describe('a visit by card', () => {
  it('is split into steps, and each into machine and person, until its ticket is there', () => {
    const time = oneOf(
      [welcome, 60_000],
      [awaitedCard, 3_000],
      [readingCard, 1_500],
      [readingCard, 500],
      [face('looking'), 800],
      [face('looking', 'come-closer'), 1_000],
      [face('matched'), 700],
      [lookingUp, 250],
      [clinics, 4_000],
      [asking, 2_000],
      [committing, 30],
      [ticket, 8_000],
      [{ ...ticket, sync: 'confirmed' }, 4_000],
    );
    expect(time).toEqual({
      kind: 'card',
      outcome: 'ticket',
      endedAt: 'confirm',
      isFirstTry: true,
      usedFallback: false,
      steps: [
        { step: 'identify', machineMs: 2_000, personMs: 3_000 },
        { step: 'verify', machineMs: 1_500, personMs: 1_000 },
        { step: 'choose', machineMs: 250, personMs: 4_000 },
        { step: 'confirm', machineMs: 30, personMs: 2_000 },
      ],
    });
  });

  it('has the printing of its ticket in it', () => {
    const time = oneOf([asking, 1_000], [ticket, 900, 'printing'], [ticket, 9_000, 'printed']);
    expect(time).toMatchObject({
      outcome: 'ticket',
      endedAt: 'confirm',
      steps: [{ step: 'confirm' }, { step: 'ticket', machineMs: 900, personMs: 0 }],
    });
  });

  it('is no first try after a card that could not be read, and no fallback when it then was', () => {
    expect(oneOf([awaitedCard, 1], [cardTrouble, 1], [cardRead, 1], [ticket, 1])).toMatchObject({
      kind: 'card',
      isFirstTry: false,
      usedFallback: false,
    });
  });

  it('is a fallback when it goes on without the chip, or without the face', () => {
    expect(oneOf([cardTrouble, 1], [asking, 1], [ticket, 1])).toMatchObject({ kind: 'code', usedFallback: true });
    expect(oneOf([readingCard, 1], [face('looking'), 1], [asking, 1], [ticket, 1])).toMatchObject({
      kind: 'card',
      isFirstTry: true,
      usedFallback: true,
    });
    expect(oneOf([readingCard, 1], [face('retry'), 1], [desk, 1])).toMatchObject({
      outcome: 'desk',
      endedAt: 'verify',
      isFirstTry: false,
      usedFallback: true,
    });
  });
});

describe('a visit in which somebody comes back', () => {
  it('by ticket and face is known by the face; movements are the person’s', () => {
    const time = oneOf(
      [myTicket, 1_000],
      [recognise('asking'), 500],
      [recognise('looking'), 300],
      [recognise('moving'), 2_000],
      [recognise('pause'), 200],
      [recognise('checking'), 100],
      [recognise('done'), 700],
      [lookingUp, 10],
      [ticket, 1],
    );
    expect(time).toMatchObject({
      kind: 'face',
      usedFallback: false,
      steps: [
        { step: 'my-ticket', machineMs: 0, personMs: 1_000 },
        { step: 'recognise', machineMs: 1_300, personMs: 2_500 },
        { step: 'choose' },
      ],
    });
  });

  it('whose face was not found and who then shows the card is one visit, and a fallback', () => {
    const time = oneOf(
      [{ step: 'returning', problem: 'none' }, 5_000],
      [recognise('looking'), 1_000],
      [recognise('retry', { failed: 'no-match' }), 1_000],
      [{ step: 'attract', prompt: 'face-not-recognised' }, 2_000],
      [cardRead, 1_000],
      [ticket, 1],
    );
    expect(time).toMatchObject({ kind: 'card', outcome: 'ticket', isFirstTry: false, usedFallback: true });
    expect(time.steps.map(({ step }) => step)).toEqual(['returning', 'recognise', 'attract', 'identify']);
  });

  it('and declines the camera beside a code is known by the code', () => {
    expect(oneOf([recognise('asking'), 1], [clinics, 1], [ticket, 1])).toMatchObject({
      kind: 'code',
      usedFallback: false,
    });
  });
});

it('a typed number is a way of its own, that of somebody who is brought is not', () => {
  const typed = (whose: string, problem = 'none') => ({ step: 'typed', whose, problem });
  expect(oneOf([typed('own'), 1], [ticket, 1])).toMatchObject({ kind: 'typed', isFirstTry: true });
  expect(oneOf([typed('own', 'number'), 1], [ticket, 1])).toMatchObject({ kind: 'typed', isFirstTry: false });
  expect(oneOf([cardRead, 1], [typed('companion'), 1], [ticket, 1])).toMatchObject({ kind: 'card' });
});

it('who types a number and goes back is known by what they show then, and by nothing before', () => {
  const typed = { step: 'typed', whose: 'own', problem: 'none' };
  const known = oneOf([typed, 8_000], [cameBack, 2_000], [awaitedCard, 1_000], [cardRead, 1_000], [ticket, 1]);
  expect(known).toMatchObject({ kind: 'card', outcome: 'ticket', isFirstTry: true });
  expect(known.steps.map(({ step, personMs }) => [step, personMs])).toEqual([
    ['typed', 8_000],
    ['attract', 2_000],
    ['identify', 1_000],
  ]);
  expect(oneOf([typed, 8_000], [cameBack, 2_000], [clinics, 1], [ticket, 1])).toMatchObject({ kind: 'code' });
});

it('who goes back to the first screen and leaves it there has abandoned the visit', () => {
  const times = timesOf(
    [{ step: 'returning', problem: 'none' }, 3_000],
    [cameBack, 30_000],
    [welcome, 60_000],
    [cardRead, 1],
  );
  expect(times).toMatchObject([
    { outcome: 'abandoned', endedAt: 'attract', steps: [{ step: 'returning' }, { step: 'attract', personMs: 30_000 }] },
    { steps: [{ step: 'identify' }] },
  ]);
  // Somebody who only touched a language has begun nothing.
  expect(timesOf([cameBack, 30_000], [welcome, 60_000])).toEqual([]);
});

it.each([
  ['walks away', [clinics, 45_000], 'choose'],
  ['shows what cannot be read and gives up', [{ step: 'attract', prompt: 'unreadable-code' }, 9_000], 'attract'],
  ['lays a card and shows no code', [{ step: 'attract', prompt: 'show-code' }, 9_000], 'attract'],
] as const)('whoever %s has abandoned the visit there', (_, shown, endedAt) => {
  expect(oneOf(shown)).toMatchObject({
    outcome: 'abandoned',
    endedAt,
    steps: [{ step: endedAt, machineMs: 0, personMs: shown[1] }],
  });
});

it('the look at a ticket is no visit that was abandoned, and emergency ends one at once', () => {
  expect(oneOf([myTicket, 4_000])).toMatchObject({ kind: 'ticket', outcome: 'my-ticket', endedAt: 'my-ticket' });
  expect(oneOf([clinics, 10], [{ step: 'emergency' }, 9_000])).toMatchObject({ outcome: 'emergency' });
});

it.each(['printing', 'printed'] as const)(
  'a ticket that is shown whole once more is looked at and not given, though its paper is %s; one that is moved is given',
  (paper) => {
    const again = { ...ticket, origin: 'existing' };
    expect(oneOf([myTicket, 4_000], [again, 9_000, paper], [again, 9_000, 'printed'])).toEqual({
      kind: 'ticket',
      outcome: 'my-ticket',
      endedAt: 'my-ticket',
      isFirstTry: true,
      usedFallback: false,
      steps: [{ step: 'my-ticket', machineMs: 0, personMs: 4_000 }],
    });
    expect(oneOf([myTicket, 4_000], [{ ...ticket, origin: 'moved' }, 9_000, paper])).toMatchObject({
      outcome: 'ticket',
    });
    // Registered before, and found by the card: they came for a ticket and have it.
    expect(oneOf([cardRead, 1_000], [again, 9_000, paper])).toMatchObject({ outcome: 'ticket' });
  },
);

it('what is done with a ticket after its visit counts to none, and the next of the family begins anew', () => {
  const times = timesOf(
    [asking, 1_000],
    [ticket, 5_000],
    [{ step: 'enrol', state: 'asking' }, 5_000],
    [recognise('moving', { purpose: 'enrol' }), 5_000],
    [{ step: 'my-ticket', now: { state: 'choosing' } }, 5_000],
    [ticket, 5_000],
    [{ step: 'companion', problem: 'none' }, 2_000],
    [asking, 1_000],
    [ticket, 5_000],
    [{ step: 'attract', prompt: 'next-person' }, 5_000],
    [awaitedCard, 1_000],
    [desk, 1],
  );
  expect(times.map(({ outcome, steps }) => [outcome, steps.map(({ step }) => step)])).toEqual([
    ['ticket', ['confirm']],
    ['ticket', ['companion', 'confirm']],
    ['desk', ['identify']],
  ]);
});

describe('what its owner does with a ticket while its paper still prints', () => {
  const own = { kind: 'code', outcome: 'ticket', endedAt: 'confirm' };
  const steps = [{ step: 'confirm' }, { step: 'ticket', machineMs: 900 }];

  it.each([
    ['to keep the face, and leaves', [[{ step: 'enrol', state: 'asking' }, 5_000]]],
    [
      'to keep the face, and comes back',
      [
        [{ step: 'enrol', state: 'asking' }, 5_000],
        [recognise('moving', { purpose: 'enrol' }), 9_000],
        [ticket, 3_000, 'printing'],
        [ticket, 3_000, 'printed'],
      ],
    ],
    ['to change it, and leaves', [[{ step: 'my-ticket', now: { state: 'choosing' } }, 5_000]]],
  ] as const)('%s, is no part of the visit', (_, then) => {
    expect(oneOf([asking, 1_000], [ticket, 900, 'printing'], ...then)).toMatchObject({ ...own, steps });
  });

  it('for the next of the family is a visit of its own', () => {
    const times = timesOf(
      [asking, 1_000],
      [ticket, 900, 'printing'],
      [{ step: 'companion', problem: 'none' }, 2_000],
      [asking, 1_000],
      [desk, 900, 'printing'],
      [{ step: 'companion', problem: 'none' }, 2_000],
    );
    expect(times).toMatchObject([
      { ...own, steps },
      { outcome: 'desk', steps: [{ step: 'companion' }, { step: 'confirm' }, { step: 'desk' }] },
      { outcome: 'abandoned', endedAt: 'companion' },
    ]);
  });
});

it('two people who follow one another are two visits, whether the first was asked whose visit it is or got a paper', () => {
  const whose = { step: 'whose' };
  const times = timesOf(
    [cardRead, 1_000],
    [clinics, 2_000],
    [whose, 3_000],
    [awaitedCard, 4_000, 'none', 1],
    [asking, 5_000],
    [ticket, 6_000, 'printing'],
    [awaitedCard, 7_000, 'none', 2],
    [asking, 8_000],
    [ticket, 9_000, 'printed'],
    [myTicket, 10_000, 'none', 3],
  );
  expect(times.map(({ kind, outcome, endedAt, steps }) => [kind, outcome, endedAt, steps.length])).toEqual([
    ['card', 'abandoned', 'whose', 3],
    ['code', 'ticket', 'confirm', 3],
    ['code', 'ticket', 'confirm', 2],
    ['ticket', 'my-ticket', 'my-ticket', 1],
  ]);
  expect(times[1]?.steps[0]).toEqual({ step: 'identify', machineMs: 0, personMs: 4_000 });
});

it('whoever goes on after the question whose visit it is has one visit', () => {
  expect(oneOf([cardRead, 1], [{ step: 'whose' }, 1], [asking, 1], [ticket, 1])).toMatchObject({ outcome: 'ticket' });
});

it('a ticket that is offered again after a restart is no visit', () => {
  expect(timesOf([ticket, 10_000])).toEqual([]);
});
