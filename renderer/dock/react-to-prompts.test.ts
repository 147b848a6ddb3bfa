import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Movement } from '../../electron/bridge/face-snapshot.ts';
import type { FromStation } from '../../electron/bridge/messages.ts';
import { reactToPrompts } from './react-to-prompts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const challenged = (movement: Movement, phase: 'go' | 'back', left = 1): FromStation =>
  ({
    kind: 'snapshot',
    snapshot: { visit: { step: 'recognise', challenge: { movement, phase, left, secondsLeft: 6 } } },
  }) as FromStation;
const atRest = { kind: 'snapshot', snapshot: { visit: { step: 'attract' } } } as FromStation;

it('makes the movement a moment after it was asked for, once, and comes back a moment after that was asked for', () => {
  const move = vi.fn();
  const hear = reactToPrompts(move);
  hear(challenged('blink', 'go'));
  hear(challenged('blink', 'go'));
  expect(move).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(move.mock.calls).toEqual([['blink']]);
  hear(challenged('blink', 'back'));
  expect(move).toHaveBeenLastCalledWith('blink');
  vi.runAllTimers();
  expect(move).toHaveBeenLastCalledWith(null);
  hear(challenged('blink', 'go', 2));
  vi.runAllTimers();
  expect(move).toHaveBeenLastCalledWith('blink');
});

it('does not make a movement that is no longer asked for', () => {
  const move = vi.fn();
  const hear = reactToPrompts(move);
  hear(challenged('turn-left', 'go'));
  hear(atRest);
  vi.runAllTimers();
  expect(move.mock.calls).toEqual([[null]]);
});
