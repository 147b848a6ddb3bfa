import { expect, it } from 'vitest';
import { calledBy, ticketsSettingSchema } from './configuration-tickets.ts';

it('numbers are called by loudspeaker and screen unless the hospital says otherwise', () => {
  const of = (setting: unknown) => calledBy(ticketsSettingSchema.parse(setting).calledBy);
  expect(of(undefined)).toBe('both');
  expect(of({ calledBy: ['door-screen', 'loudspeaker'] })).toBe('both');
  expect(of({ calledBy: ['loudspeaker'] })).toBe('loudspeaker');
  expect(of({ calledBy: ['door-screen'] })).toBe('door-screen');
});

it.each([[[]], [['loudspeaker', 'loudspeaker']], [['bell']]])('%j is a mistake', (list) => {
  expect(ticketsSettingSchema.safeParse({ calledBy: list }).success).toBe(false);
});
