import { describe, expect, it } from 'vitest';
import { liveLimits } from './face-limits.ts';
import { isAtRest, median, restOf, shows, turnOf } from './live-movement.ts';
import { clearFace } from './liveness-testing.ts';

const rest = { eyeOpening: 0.3, yawDegrees: -6 };
const face = (quality: Partial<typeof clearFace>): typeof clearFace => ({ ...clearFace, yawDegrees: -4, ...quality });

it('takes the middle of the first frames as the person’s rest', () => {
  const frames = [face({ eyeOpening: 0.1, yawDegrees: 9 }), face({ eyeOpening: 0.28 }), face({ eyeOpening: 0.31 })];
  expect(restOf(frames)).toEqual({ eyeOpening: 0.28, yawDegrees: -4 });
  expect(median([4, 1, 2, 3])).toBe(2);
  expect(median([])).toBe(0);
});

describe('a turn', () => {
  const limit = liveLimits.turn;

  it.each([
    [limit.degrees, 'turn-right'],
    [limit.degrees - 1, null],
    [-6 - limit.travelDegrees + 1, null],
    [-6 - limit.travelDegrees, 'turn-left'],
    [-6, null],
  ] as const)('of %d degrees by somebody who rests at -6 is %s', (yawDegrees, turn) => {
    expect(turnOf(face({ yawDegrees }), rest, limit)).toBe(turn);
    expect(shows('turn-right', face({ yawDegrees }), rest)).toBe(turn === 'turn-right');
  });

  it('needs a travel to the right, too, and so many degrees to the left', () => {
    expect(turnOf(face({ yawDegrees: 13 }), { ...rest, yawDegrees: 10 }, limit)).toBeNull();
    expect(turnOf(face({ yawDegrees: -11 }), { ...rest, yawDegrees: 3 }, limit)).toBeNull();
  });
});

describe('a blink', () => {
  const blinks = (quality: Partial<typeof clearFace>): boolean => shows('blink', face(quality), rest);

  it('is a drop of the opening by half of the person’s own', () => {
    expect(blinks({ eyeOpening: 0.15 })).toBe(true);
    expect(blinks({ eyeOpening: 0.16 })).toBe(false);
  });

  it('does not count on a turned head or a bad picture', () => {
    expect(blinks({ eyeOpening: 0, yawDegrees: 8 })).toBe(false);
    expect(blinks({ eyeOpening: 0, sharpness: 1 })).toBe(false);
  });
});

it('is at rest with open eyes, straight, in a good picture', () => {
  expect(isAtRest(face({ yawDegrees: -1 }), rest)).toBe(true);
  expect(isAtRest(face({ yawDegrees: 1 }), rest)).toBe(false);
  expect(isAtRest(face({ eyeOpening: 0.2 }), rest)).toBe(false);
  expect(isAtRest(face({ luma: 1 }), rest)).toBe(false);
});
