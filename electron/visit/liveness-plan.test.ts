import fc from 'fast-check';
import { expect, it } from 'vitest';
import { liveLimits } from './face-limits.ts';
import { drawMovements, kindOf } from './liveness-plan.ts';
import { randomFrom } from './liveness-testing.ts';

const drawn = (...parameters: Parameters<typeof drawMovements>): string[] =>
  drawMovements(...parameters).map(({ movement }) => movement);
const seed = fc.integer().map(randomFrom);
const both = ['blink', 'turn'] as const;

it('asks for each kind, never for the same movement twice running, and not in the order of the last try', () => {
  fc.assert(
    fc.property(seed, fc.integer({ min: 2, max: 5 }), (random, count) => {
      const last = drawMovements(both, count, random).map(({ movement }) => movement);
      const next = drawMovements(both, count, random, { last }).map(({ movement }) => movement);
      expect(next).not.toEqual(last);
      expect(next).toHaveLength(count);
      expect(new Set(next.map(kindOf)).size).toBe(2);
      next.forEach((movement, index) => expect(movement).not.toBe(next[index + 1]));
    }),
  );
});

it('draws every order of one blink and one turn', () => {
  const random = randomFrom(1);
  const orders = new Set(Array.from({ length: 200 }, () => drawn(both, 2, random).join(' ')));
  expect([...orders].sort()).toEqual(['blink turn-left', 'blink turn-right', 'turn-left blink', 'turn-right blink']);
});

it('asks for the other side where there are only turns, and for two blinks where there is nothing else', () => {
  expect([...drawn(['turn'], 2, randomFrom(1))].sort()).toEqual(['turn-left', 'turn-right']);
  expect(drawn(['turn'], 1, randomFrom(1), { after: 'turn-left' })).toEqual(['turn-right']);
  expect(drawn(['blink'], 2, randomFrom(1), { last: ['blink', 'blink'] })).toEqual(['blink', 'blink']);
});

it('asks for one of several kinds where only one is asked for', () => {
  expect(drawn(both, 1, () => 0.999)).toEqual(['blink']);
});

it('asks for something without any kind, and for nothing when nothing is wanted', () => {
  expect(drawn([], 1, randomFrom(1))).toEqual(['blink']);
  expect(drawn(both, 0, randomFrom(1))).toEqual([]);
});

it('pauses before each for a time that is drawn', () => {
  fc.assert(
    fc.property(seed, (random) => {
      for (const { pauseMs } of drawMovements(both, 3, random)) {
        expect(pauseMs).toBeGreaterThanOrEqual(liveLimits.minimumPauseMs);
        expect(pauseMs).toBeLessThan(liveLimits.maximumPauseMs);
      }
    }),
  );
  // A generator that errs is no way out.
  expect(drawn(both, 2, () => 1)).toHaveLength(2);
});
