import { expect, it } from 'vitest';
import type { FaceQuality } from '../bridge/intent.ts';
import { kindOf, type MovementKind } from './liveness-plan.ts';
import { challengeOf, nextTry, startLiveness, swapMovement, takeLiveFrame } from './liveness.ts';
import { closed, frameMs, frameOf, left, randomFrom, right, rules } from './liveness-testing.ts';

/**
 * Films of the person themselves, which loop at their own rhythm, held before the camera by somebody who may press the button for
 * another movement: what chance lets through, counted on fixed seeds.
 */

type Scene = readonly [look: Partial<FaceQuality>, lengthMs: number];

const visits = 300;
/** Always the same person's face; a short vector keeps many visits quick. */
const [embedding, dimension] = [[1, 0], 2];

interface Asked {
  movements?: number;
  /** The kind that the film lacks: another one is asked for. */
  swaps?: MovementKind;
}

/** The share of visits, three tries each, in which this film passes; each that passed after a swap says so. */
function share(scenes: readonly Scene[], { movements = 2, swaps }: Asked = {}): number {
  const filmMs = scenes.reduce((sum, [, lengthMs]) => sum + lengthMs, 0);
  const lookAt = (nowMs: number): Partial<FaceQuality> => {
    let atMs = nowMs % filmMs;
    for (const [look, lengthMs] of scenes) {
      if (atMs < lengthMs) return look;
      atMs -= lengthMs;
    }
    return {};
  };
  let passed = 0;
  for (let seed = 1; seed <= visits; seed += 1) {
    const random = randomFrom(seed * 7_919);
    let check = startLiveness({ ...rules, movements, dimension, real: null }, random);
    let nowMs = Math.floor(random() * filmMs);
    let hasSwapped = false;
    for (let isOver = false; !isOver; nowMs += frameMs) {
      const step = takeLiveFrame(check, { ...frameOf(lookAt(nowMs)), embedding }, nowMs);
      check = step.kind === 'failed' ? nextTry(step.check, random) : step.check;
      isOver = step.kind === 'passed' || (step.kind === 'failed' && check.triesLeft === 0);
      if (step.kind === 'passed') {
        passed += 1;
        expect(check.hasSwapped).toBe(hasSwapped);
      }
      const asked = challengeOf(check, nowMs);
      const swapped = asked && kindOf(asked.movement) === swaps && !isOver ? swapMovement(check, random, nowMs) : null;
      hasSwapped ||= swapped !== null;
      check = swapped ?? check;
    }
  }
  return passed / visits;
}

const rest = (lengthMs: number): Scene => [{}, lengthMs];
const everything = (restMs: number): Scene[] => [
  ...([rest(restMs), [closed, 1_000], rest(restMs), [left, 800], rest(restMs), [right, 800]] as const),
];

it.each([
  ['now and then', 3_500, 200],
  ['often', 1_200, 300],
  ['slowly', 2_000, 400],
])('of somebody who blinks %s never passes, whatever button is pressed', (_, restMs, closedMs) => {
  for (const asked of [{}, { movements: 3 }, { swaps: 'turn' }, { movements: 3, swaps: 'turn' }] as const) {
    expect(share([rest(restMs), [closed, closedMs]], asked)).toBe(0);
  }
});

it('of somebody who turns to one side never passes, whatever button is pressed', () => {
  expect(share([rest(1_200), [left, 800]])).toBe(0);
  expect(share([rest(1_200), [left, 800]], { swaps: 'blink' })).toBe(0);
});

it('of one kind of movement passes by the button only, for which its ticket is marked', () => {
  const closes = [rest(3_000), [closed, 1_000]] as const;
  const turns = [rest(1_500), [left, 700], rest(1_500), [right, 700]] as const;
  expect([share(closes), share(turns)]).toEqual([0, 0]);
  expect(share(closes, { swaps: 'turn' })).toBeGreaterThan(0);
  expect(share(turns, { swaps: 'blink' })).toBeGreaterThan(0);
});

it('of every movement, one soon after the other, hardly ever passes: it moves when nothing is asked', () => {
  expect(share(everything(600))).toBeLessThan(0.01);
  expect(share(everything(1_200))).toBeLessThan(0.1);
});

it('that was made to pass is stopped by longer challenges only, and not for sure', () => {
  const madeFor: Scene[] = [1, 2, 3].flatMap(() => [rest(1_700), [closed, 900]] as const);
  const film = [...madeFor, rest(1_700), [left, 700]] as const;
  expect(share(film)).toBeGreaterThan(0);
  expect(share(film, { movements: 4 })).toBeLessThan(share(film) / 2);
});
