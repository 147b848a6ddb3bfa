import { expect, it } from 'vitest';
import type { FaceQuality } from '../bridge/intent.ts';
import { nextTry, startLiveness, takeLiveFrame } from './liveness.ts';
import { closed, frameMs, frameOf, left, randomFrom, right, rules } from './liveness-testing.ts';

/** Films of the person themselves, which loop at their own rhythm: what chance lets through, counted on fixed seeds. */

type Scene = readonly [look: Partial<FaceQuality>, lengthMs: number];

const visits = 300;

/** The share of visits, three tries each, in which this film passes. */
function share(scenes: readonly Scene[], movements: number): number {
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
    let check = startLiveness({ ...rules, movements, real: null }, random);
    let nowMs = Math.floor(random() * filmMs);
    for (let isOver = false; !isOver; nowMs += frameMs) {
      const step = takeLiveFrame(check, frameOf(lookAt(nowMs), 0.9), nowMs);
      check = step.kind === 'failed' ? nextTry(step.check, random) : step.check;
      isOver = step.kind === 'passed' || (step.kind === 'failed' && check.triesLeft === 0);
      if (step.kind === 'passed') passed += 1;
    }
  }
  return passed / visits;
}

const rest = (lengthMs: number): Scene => [{}, lengthMs];
const everything = (restMs: number): Scene[] => [
  ...([rest(restMs), [closed, 300], rest(restMs), [left, 800], rest(restMs), [right, 800]] as const),
];

it('of somebody who blinks, or turns to one side, never passes', () => {
  expect(share([rest(1_200), [closed, 300]], 2)).toBe(0);
  expect(share([rest(1_200), [left, 800]], 2)).toBe(0);
});

it('of every movement, one soon after the other, hardly ever passes: it moves when nothing is asked', () => {
  expect(share(everything(600), 2)).toBeLessThan(0.01);
  expect(share(everything(1_200), 2)).toBeLessThan(0.15);
});

it('that was made to pass is stopped by longer challenges only, and not for sure', () => {
  const madeFor: Scene[] = [1, 2, 3].flatMap(() => [rest(900), [closed, 200]] as const);
  const film = [...madeFor, rest(900), [left, 700]] as const;
  expect(share(film, 4)).toBeLessThan(share(film, 2) / 2);
});
