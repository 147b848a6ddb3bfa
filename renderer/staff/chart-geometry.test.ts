import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columns, hoursShown, pieces } from './chart-geometry.ts';

const day = (changes: Record<number, number>): number[] => Array.from({ length: 24 }, (_, hour) => changes[hour] ?? 0);
const hours = (perHour: number[]): number[] => hoursShown(perHour).map(({ hour }) => hour);

it('shows a clinic’s day, and every other hour with a visit', () => {
  expect(hours(day({}))).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
  expect(hours(day({ 4: 1, 22: 2 }))).toEqual(Array.from({ length: 19 }, (_, index) => index + 4));
  expect(hoursShown(day({ 8: 3 })).reduce((sum, { count }) => sum + count, 0)).toBe(3);
});

it('keeps every column inside the chart, and sees every value that is not nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { minLength: 1, maxLength: 24 }), (values) => {
      const drawn = columns(values, { height: 100, top: Math.max(...values) });
      drawn.forEach(({ xPercent, widthPercent, y, height }, index) => {
        expect(xPercent).toBeGreaterThanOrEqual(0);
        expect(xPercent + widthPercent).toBeLessThanOrEqual(100.001);
        expect(y + height).toBeCloseTo(100);
        expect(height > 0).toBe((values[index] ?? 0) > 0);
      });
    }),
  );
});

it('lays pieces one after the other, never beyond the whole', () => {
  expect(pieces([30, 50], 100)).toEqual([
    { xPercent: 0, widthPercent: 30 },
    { xPercent: 30, widthPercent: 50 },
  ]);
  expect(pieces([80, 80], 100)[1]).toEqual({ xPercent: 80, widthPercent: 20 });
  expect(pieces([1, 2], 0).map(({ widthPercent }) => widthPercent)).toEqual([0, 0]);
});
