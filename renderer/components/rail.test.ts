import { expect, it } from 'vitest';
import { railOf } from './rail.ts';

it('is there once somebody is being registered', () => {
  expect(railOf('attract')).toBeNull();
  expect(railOf('emergency')).toBeNull();
  expect(railOf('identify')).toBe('who');
  expect(railOf('details')).toBe('who');
});

it('leads from who one is to the ticket', () => {
  expect(railOf('insurance')).toBe('cover');
  expect(railOf('confirm')).toBe('clinic');
  expect(railOf('desk')).toBe('ticket');
});
