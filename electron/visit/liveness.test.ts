import { describe, expect, it } from 'vitest';
import { type FaceSample, isUsable, similarityOf } from './face-decision.ts';
import { liveLimits } from './face-limits.ts';
import { challengeOf, hasMoved, type LiveCheck, movementExpired, phaseOf, takeLiveFrame } from './liveness.ts';
import {
  clearFace,
  closed,
  feed,
  frameMs,
  frameOf,
  goOn,
  left,
  nobody,
  play,
  right,
  rules,
  start,
  toBlink,
  toLeft,
  toldAt,
  willing,
} from './liveness-testing.ts';
import { embedding } from './visit-testing-people.ts';

/** So many frames with closed eyes. */
const shut = (frames: number): FaceSample[] => Array.from({ length: frames }, () => frameOf(closed, 0.9));

describe('whoever does what is asked', () => {
  it.each([1, 2, 3, 4, 5])('passes, with a face made of good frames (%d)', (seed) => {
    const step = play(start({}, seed), willing);
    expect(step.kind).toBe('passed');
    if (step.kind !== 'passed') return;
    expect(isUsable(step.template, rules.dimension)).toBe(true);
    expect(similarityOf(step.template, embedding(0.9))).toBeGreaterThan(0.99);
    expect(step.check.stage).toEqual({ kind: 'looking', frames: [], sinceMs: 0 });
  });

  it('passes with good frames alone where nothing is asked', () => {
    const step = play(start({ movements: 0, real: 0.99 }), () => frameOf());
    expect(step.kind).toBe('passed');
  });

  it('may blink and look away a little at any time', () => {
    const step = play(start(), (asked, sinceMs, nowMs) => {
      if (asked === null && nowMs % 700 === 0) return frameOf(closed, 0.7);
      return asked === null ? frameOf({ yawDegrees: 7 }) : willing(asked, sinceMs, nowMs);
    });
    expect(step.kind).toBe('passed');
  });

  it('may turn so far that the face is lost, or nothing can be compared', () => {
    const step = play(toLeft(), (asked, sinceMs) => {
      if (asked === null || sinceMs < 500) return frameOf();
      if (sinceMs < 700 || (sinceMs >= 1_600 && sinceMs < 1_800)) return frameOf(left, 0.8);
      if (sinceMs >= 1_800) return frameOf();
      return sinceMs < 900 ? frameOf({ yawDegrees: -60 }, 0.1) : nobody;
    });
    expect(step.kind).toBe('passed');
  });
});

describe('what is asked for', () => {
  it('is told after a pause, counts down, and ends in time', () => {
    expect([phaseOf(toLeft()), hasMoved(toLeft())]).toEqual(['looking', false]);
    const { check, nowMs } = toldAt(toLeft());
    expect([phaseOf(check), hasMoved(check)]).toEqual(['moving', false]);
    const toldMs = nowMs - liveLimits.reactionMs - frameMs;
    expect(challengeOf(check, toldMs)).toEqual({ movement: 'turn-left', phase: 'go', left: 1, secondsLeft: 6 });
    expect(challengeOf(check, toldMs + 5_001)?.secondsLeft).toBe(1);
    expect(challengeOf(check, toldMs + 99_000)?.secondsLeft).toBe(0);
    expect(movementExpired(check, toldMs + 5_999)).toEqual({ kind: 'go-on', check });
    expect(movementExpired(check, toldMs + 6_000)).toMatchObject({
      kind: 'failed',
      reason: 'too-slow',
      check: { triesLeft: 2 },
    });
    expect(takeLiveFrame(check, frameOf(left, 0.9), toldMs + 6_000)).toMatchObject({
      kind: 'failed',
      reason: 'too-slow',
    });
    const turned = goOn(takeLiveFrame(check, frameOf(left, 0.9), nowMs));
    expect(challengeOf(turned, nowMs)).toMatchObject({ phase: 'back', left: 1 });
  });

  it.each([
    ['after a pause from the first good picture on', 1_000, 1_000],
    ['never sooner than the shortest pause after the third', 500, 400 + liveLimits.minimumPauseMs],
  ])('is told %s', (_, pauseMs, dueMs) => {
    const check = toLeft();
    const drawn = { ...check, plan: check.plan.map((planned) => ({ ...planned, pauseMs })) };
    const third = [0, 200, 400].reduce<LiveCheck>((now, atMs) => goOn(takeLiveFrame(now, frameOf(), atMs)), drawn);
    const phaseAt = (atMs: number) => phaseOf(goOn(takeLiveFrame(third, frameOf(), atMs)));
    expect([phaseAt(dueMs - 1), phaseAt(dueMs)]).toEqual(['pause', 'moving']);
  });

  it('is nothing while nobody is there, for as long as that takes', () => {
    const check = goOn(play(start(), () => nobody, { forMs: 30_000 }));
    expect(challengeOf(check, 30_000)).toBeNull();
    expect(movementExpired(check, 30_000).kind).toBe('go-on');
    expect(check.instruction).toBe('no-face');
  });

  it('comes soon, or the try ends: a pause in which nobody looks straight is over, too', () => {
    const step = play(start(), (_, __, nowMs) => frameOf({ yawDegrees: nowMs < 500 ? 0 : 11 }));
    expect(step).toMatchObject({ kind: 'failed', reason: 'too-slow' });
  });
});

describe('a try fails', () => {
  it('without the movement', () => {
    for (const check of [toLeft(), toBlink()]) {
      expect(play(check, () => frameOf())).toMatchObject({ kind: 'failed', reason: 'too-slow' });
    }
  });

  it('with the movement of a picture that is too bad to compare', () => {
    const dark = play(toLeft(), (asked) => frameOf(asked === null ? {} : { ...left, luma: 1 }));
    expect(dark).toMatchObject({ kind: 'failed', reason: 'too-slow' });
  });

  it('with a turn to the other side, in a pause, for a blink, or before anybody could react', () => {
    const { check, nowMs } = toldAt(toLeft());
    const turned = frameOf(right, 0.9);
    expect(feed(check, nowMs, turned, turned)).toMatchObject({ kind: 'failed', reason: 'too-slow' });
    expect(feed(check, nowMs, turned, frameOf(), turned).kind).toBe('go-on');
    expect(play(toLeft(), (_, __, at) => frameOf(at > 200 && at < 600 ? left : {}, 0.9))).toMatchObject({
      kind: 'failed',
      check: { triesLeft: 2 },
    });
    const blink = toldAt(toBlink());
    expect(feed(blink.check, blink.nowMs, turned, turned)).toMatchObject({ kind: 'failed', reason: 'too-slow' });
    const early = frameOf(left, 0.9);
    const toldMs = nowMs - liveLimits.reactionMs;
    expect(feed(check, toldMs, early, early)).toMatchObject({ kind: 'failed', reason: 'too-slow' });
    expect(feed(check, toldMs + 100, early, early)).toMatchObject({ kind: 'failed', reason: 'too-slow' });
  });

  it('with eyes that were closed before, and stay so', () => {
    const { check, nowMs } = toldAt(toBlink());
    const waiting = goOn(feed(check, nowMs - liveLimits.reactionMs, ...shut(15)));
    expect(challengeOf(waiting, nowMs)?.phase).toBe('go');
    const opened = goOn(takeLiveFrame(waiting, frameOf(), nowMs + 1_500));
    expect(feed(opened, nowMs + 1_600, ...shut(8), frameOf()).kind).toBe('passed');
  });

  it('with eyes that stay closed while nothing is asked, not with a blink', () => {
    const pausing = goOn(feed(toBlink(), 0, frameOf(), frameOf(), frameOf()));
    expect(phaseOf(pausing)).toBe('pause');
    expect(feed(pausing, 300, ...shut(4), frameOf(), ...shut(4)).kind).toBe('go-on');
    expect(feed(pausing, 300, ...shut(5))).toMatchObject({ kind: 'failed', reason: 'too-slow' });
    const slow = goOn(takeLiveFrame(pausing, frameOf(closed, 0.9), 300));
    expect(takeLiveFrame(slow, frameOf(closed, 0.9), 300 + liveLimits.strayClosedMs).kind).toBe('failed');
  });

  it('with another face, less strictly while turned', () => {
    const { check, nowMs } = toldAt(toLeft());
    expect(takeLiveFrame(check, frameOf({}, 0.59), nowMs)).toMatchObject({ kind: 'failed', reason: 'face-changed' });
    expect(takeLiveFrame(check, frameOf(left, 0.59), nowMs)).toMatchObject({ kind: 'go-on' });
    expect(takeLiveFrame(check, frameOf(left, 0.49), nowMs)).toMatchObject({ kind: 'failed', reason: 'face-changed' });
    expect(takeLiveFrame(check, frameOf(closed, 0.49), nowMs)).toMatchObject({
      kind: 'failed',
      reason: 'face-changed',
    });
  });

  it.each([
    ['nobody', nobody],
    ['several faces', frameOf({ faces: 2 })],
    ['a face without a vector', { ...frameOf(), embedding: null }],
    ['a vector of another model', { ...frameOf(), embedding: [1] }],
  ])('with %s for more than a second, however many frames that are', (_, lost) => {
    for (const { check, nowMs } of [toldAt(toLeft()), toldAt(toBlink())]) {
      const many = Array.from({ length: 11 }, () => lost);
      expect(feed(check, nowMs, ...many, frameOf(), ...many).kind).toBe('go-on');
      expect(feed(check, nowMs, ...many, lost)).toMatchObject({ kind: 'failed', reason: 'face-changed' });
      const slow = goOn(takeLiveFrame(check, lost, nowMs));
      expect(takeLiveFrame(slow, lost, nowMs + liveLimits.lostMs + 1).kind).toBe('failed');
    }
    const { check, nowMs } = toldAt(toBlink());
    const asleep = goOn(feed(check, nowMs, ...shut(8), lost));
    expect(challengeOf(asleep, nowMs)?.phase).toBe('back');
    expect(takeLiveFrame(asleep, lost, nowMs + 2_000)).toMatchObject({ kind: 'failed', reason: 'face-changed' });
  });

  it('with somebody else after the face was lost, who does what is asked', () => {
    const { check, nowMs } = toldAt(toLeft());
    const turned = goOn(feed(check, nowMs, frameOf(left, 0.9), nobody, nobody));
    expect(takeLiveFrame(turned, frameOf({}, 0.9), nowMs + 900).kind).toBe('passed');
    // As alike as a turned head may be, which is not enough for the end.
    expect(takeLiveFrame(turned, frameOf({}, 0.55), nowMs + 900)).toMatchObject({ reason: 'face-changed' });
    expect(feed(check, nowMs, nobody, frameOf(left, 0.55), frameOf({}, 0.55))).toMatchObject({
      reason: 'face-changed',
    });
  });

  it('with the same picture three times running, from the first frame on', () => {
    const same = frameOf({ change: 0 });
    expect(feed(start(), 0, frameOf({ change: null }), same, same).kind).toBe('go-on');
    expect(feed(start(), 0, frameOf({ change: null }), same, same, same)).toMatchObject({
      kind: 'failed',
      reason: 'picture-still',
      check: { triesLeft: 2 },
    });
    expect(feed(start(), 0, same, same, frameOf(), same, same).kind).toBe('go-on');
  });
});

describe('closed eyes', () => {
  it('count from 500 ms on, by two frames at least, with no open ones between', () => {
    const { check, nowMs } = toldAt(toBlink());
    const phase = (...frames: FaceSample[]) => challengeOf(goOn(feed(check, nowMs, ...frames)), nowMs)?.phase;
    expect(phase(...shut(5))).toBe('go');
    expect(phase(...shut(6))).toBe('back');
    expect(phase(...shut(5), frameOf(), ...shut(5))).toBe('go');
    const half = frameOf({ eyeOpening: clearFace.eyeOpening * 0.6 }, 0.9);
    expect(phase(...shut(5), half)).toBe('go');
    expect(phase(...shut(4), half, ...shut(1))).toBe('back');
    const slow = goOn(takeLiveFrame(check, frameOf(closed, 0.9), nowMs));
    expect(challengeOf(slow, nowMs)?.phase).toBe('go');
    const held = goOn(takeLiveFrame(slow, frameOf(closed, 0.9), nowMs + liveLimits.closedMs));
    expect(challengeOf(held, nowMs)?.phase).toBe('back');
    expect(takeLiveFrame(held, frameOf(), nowMs + 900).kind).toBe('passed');
  });
});

describe('by a clock that stands still', () => {
  it('nothing is asked, and nothing passes', () => {
    let check = start();
    for (const frame of Array.from({ length: 50 }, (_, index) => frameOf([{}, closed, left, right][index % 4]))) {
      check = goOn(takeLiveFrame(check, frame, 1));
      if (phaseOf(check) === 'pause') break;
    }
    for (const frame of [frameOf(), ...shut(9), nobody, nobody, nobody, frameOf()]) {
      check = goOn(takeLiveFrame(check, frame, 1));
      expect(phaseOf(check)).toBe('pause');
    }
  });
});

describe('before the challenge', () => {
  it('another face begins anew', () => {
    const check = goOn(feed(start(), 0, frameOf(), frameOf(), frameOf({}, 0.1)));
    expect(check.stage).toMatchObject({ kind: 'looking', frames: { length: 1 } });
    expect(goOn(feed(check, 300, frameOf({}, 0.1), frameOf({}, 0.1))).stage.kind).toBe('challenged');
  });

  it('bad frames do not count', () => {
    const check = goOn(feed(start(), 0, frameOf({ luma: 1 }), frameOf(left), frameOf({ sharpness: 1 }), nobody));
    expect(check.stage).toEqual({ kind: 'looking', frames: [], sinceMs: 0 });
  });
});

describe('the passive model', () => {
  const fake: typeof willing = (...told) => {
    const frame = willing(...told);
    return { ...frame, quality: { ...frame.quality, liveness: 0.1 } };
  };
  const unasked: typeof willing = (...told) => {
    const frame = fake(...told);
    return { ...frame, quality: { ...frame.quality, liveness: null } };
  };

  it.each([
    ['against', fake, 0.5, 2],
    ['that is missing', unasked, 0.5, 2],
    ['for', willing, 0.5, 1],
    ['of a model that is not used', fake, null, 1],
  ] as const)('with a vote %s never refuses', (_, behaviour, real, movements) => {
    const asked = new Set<number>();
    const check = start({ movements: 1, real });
    let previous: string | null = null;
    const step = play(check, (movement, sinceMs, nowMs) => {
      if (movement !== null && movement !== previous) asked.add(nowMs);
      previous = movement;
      return behaviour(movement, sinceMs, nowMs);
    });
    expect(step.kind).toBe('passed');
    expect(asked.size).toBe(movements);
  });
});
