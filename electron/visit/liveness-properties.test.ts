import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Movement } from '../bridge/face-snapshot.ts';
import { type LiveStep, movementExpired, nextTry, startLiveness, swapMovement, takeLiveFrame } from './liveness.ts';
import { closed, frameMs, frameOf, left, nobody, play, randomFrom, right, rules, willing } from './liveness-testing.ts';

const pictures = [
  frameOf(),
  frameOf({}, 0.95),
  frameOf(closed, 0.9),
  frameOf(left, 0.9),
  frameOf(right, 0.9),
  frameOf({ yawDegrees: -70 }, 0.1),
  frameOf({}, 0.3),
  frameOf({ change: 0 }),
  frameOf({ luma: 1 }),
  frameOf({ faces: 2 }),
  { ...frameOf(), embedding: [1, 2] },
  nobody,
];
const someFrames = fc.array(fc.record({ frame: fc.constantFrom(...pictures), act: fc.nat(20) }), { maxLength: 400 });
const check = fc.record({ seed: fc.integer(), movements: fc.nat(3), kinds: fc.subarray(['blink', 'turn'] as const) });
const started = ({ seed, movements, kinds }: { seed: number; movements: number; kinds: ('blink' | 'turn')[] }) =>
  startLiveness({ ...rules, movements, kinds }, randomFrom(seed));

it('gives a value for any frames, ticks, swaps and tries', () => {
  fc.assert(
    fc.property(check, someFrames, (parameters, frames) => {
      let step: LiveStep = { kind: 'go-on', check: started(parameters) };
      const random = randomFrom(parameters.seed);
      for (const [index, { frame, act }] of frames.entries()) {
        const nowMs = index * frameMs;
        step = takeLiveFrame(step.check, frame, nowMs);
        const swapped = act === 0 ? swapMovement(step.check, random, nowMs) : null;
        if (swapped) step = { kind: 'go-on', check: swapped };
        if (act === 1) step = movementExpired(step.check, nowMs + 5_000);
        if (step.kind === 'passed') return;
        if (step.kind === 'failed') step = { kind: 'go-on', check: nextTry(step.check, random) };
      }
    }),
    { numRuns: 200 },
  );
});

it('never passes without the movement, whatever else the frames show', () => {
  const seed = fc.integer();
  const still = fc.array(fc.constantFrom(...pictures.slice(0, 2), ...pictures.slice(5)), { minLength: 1 });
  fc.assert(
    fc.property(seed, still, (number, frames) => {
      const step = play(
        startLiveness(rules, randomFrom(number)),
        (_, __, nowMs) => frames[(nowMs / frameMs) % frames.length] ?? nobody,
      );
      expect(step.kind).not.toBe('passed');
    }),
    { numRuns: 200 },
  );
});

it('never passes with a movement of the wrong kind', () => {
  const other: Record<Movement, Movement> = {
    blink: 'turn-left',
    'turn-left': 'turn-right',
    'turn-right': 'turn-left',
  };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const step = play(startLiveness(rules, randomFrom(seed)), (asked, sinceMs, nowMs) =>
        willing(asked && other[asked], sinceMs, nowMs),
      );
      expect(step.kind).toBe('failed');
    }),
    { numRuns: 100 },
  );
});

it('never passes with another person in the middle of it, who does all that is asked', () => {
  const when = fc.integer({ min: 300, max: 2_000 });
  fc.assert(
    fc.property(fc.integer(), when, fc.double({ min: -0.2, max: 0.49, noNaN: true }), (seed, swapMs, cosine) => {
      const step = play(startLiveness({ ...rules, real: null }, randomFrom(seed)), (asked, sinceMs, nowMs) => {
        const { quality } = willing(asked, sinceMs, nowMs);
        return frameOf(quality, nowMs < swapMs ? 1 : cosine);
      });
      expect(step).toMatchObject({ kind: 'failed', reason: 'face-changed' });
    }),
    { numRuns: 200 },
  );
});
