import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTemplates, unitVector } from './templates.ts';

const dimension = 3;
const direction = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: dimension, maxLength: dimension })
  .filter((values) => values.some((value) => value !== 0))
  .map((values) => unitVector(Float32Array.from(values)) as Float32Array);

it('whatever comes and goes, each template is compared as itself', () => {
  const change = fc.record({ number: fc.nat(120), template: fc.option(direction) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 80, maxLength: 300, size: 'max' }), fc.nat(20), (changes, expected) => {
      const templates = openTemplates(dimension, expected);
      const model = new Map<number, Float32Array>();
      for (const { number, template } of changes) {
        templates.remove(number);
        model.delete(number);
        if (template === null) continue;
        templates.put(number, template);
        model.set(number, template);
      }
      expect(templates.count).toBe(model.size);
      for (let number = 0; number <= 120; number += 1) expect(templates.has(number)).toBe(model.has(number));
      for (const [number, template] of model) expect(templates.similarity(number, template)).toBeCloseTo(1, 6);
      expect(templates.sizeBytes).toBeGreaterThanOrEqual(model.size * dimension * 4);
    }),
  );
});

it('it takes a little more room than what is in it', () => {
  const templates = openTemplates(512, 1_000);
  expect(templates.sizeBytes).toBe(1_125 * 512 * 4);
  for (let number = 0; number < 1_126; number += 1) templates.put(number, new Float32Array(512));
  expect(templates.sizeBytes).toBe((1_125 + 141) * 512 * 4);
});

it('nothing is left of what was taken away or wiped', () => {
  const templates = openTemplates(dimension, 1);
  const template = Float32Array.of(1, 0, 0);
  templates.put(1, template);
  templates.remove(1);
  // In the same place, and writes nothing there.
  templates.put(2, new Float32Array(0));
  expect(templates.similarity(2, template)).toBe(0);
  templates.put(1, template);
  templates.wipe();
  expect(templates.similarity(1, template)).toBe(0);
});

it('a similarity is never above 1', () => {
  fc.assert(
    fc.property(direction, (template) => {
      const templates = openTemplates(dimension, 0);
      templates.put(1, template);
      expect(templates.similarity(1, template)).toBeLessThanOrEqual(1);
    }),
  );
});
