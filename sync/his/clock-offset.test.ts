import { expect, it } from 'vitest';
import { createClockOffset } from './clock-offset.ts';

const hourMs = 3_600_000;

function after(...offsets: number[]): number | null {
  const clock = createClockOffset();
  for (const offset of offsets) clock.add(1_000_000 + offset, 1_000_000);
  return clock.valueMs();
}

it.each([
  [[], null],
  [[5], 5],
  [[-5, 7_000], -5],
  [[7_000, -5], -5],
  [[1, 2, 3], 2],
  [[1, 2, 12 * hourMs, -12 * hourMs, 3], 2],
])('of the answers %j is %j', (offsets, expected) => {
  expect(after(...offsets)).toBe(expected);
});

it('follows a jump of the kiosk’s clock after three answers', () => {
  expect(after(0, 0, 0, 0, 0, 24 * hourMs, 24 * hourMs)).toBe(0);
  expect(after(0, 0, 0, 0, 0, 24 * hourMs, 24 * hourMs, 24 * hourMs)).toBe(24 * hourMs);
});

it('can be told to begin anew', () => {
  const clock = createClockOffset();
  clock.add(5, 0);
  clock.restart();
  expect(clock.valueMs()).toBeNull();
  clock.add(9, 0);
  expect(clock.valueMs()).toBe(9);
});
