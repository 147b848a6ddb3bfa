import { describe, expect, it } from 'vitest';
import { isUsable, similarityOf } from './face-decision.ts';
import { adviceLimits, liveLimits } from './face-limits.ts';
import {
  canSwap,
  challengeOf,
  type LiveCheck,
  type LivenessRules,
  type LiveStep,
  movementExpired,
  nextTry,
  startLiveness,
  swapMovement,
  takeLiveFrame,
} from './liveness.ts';
import { closed, frameMs, frameOf, left, nobody, play, randomFrom, right, rules, willing } from './liveness-testing.ts';
import type { FaceSample } from './face-decision.ts';
import { embedding } from './visit-testing-people.ts';

const start = (changes: Partial<LivenessRules> = {}, seed = 1): LiveCheck =>
  startLiveness({ ...rules, ...changes }, randomFrom(seed));

function goOn(step: LiveStep): LiveCheck {
  if (step.kind !== 'go-on') throw new Error(step.kind);
  return step.check;
}

/** These frames, ten a second; what the last of them gives. */
function feed(check: LiveCheck, startMs: number, ...frames: FaceSample[]): LiveStep {
  const [last, ...before] = frames.reverse();
  const checked = before
    .reverse()
    .reduce((now, frame, index) => goOn(takeLiveFrame(now, frame, startMs + index * frameMs)), check);
  return takeLiveFrame(checked, last ?? nobody, startMs + before.length * frameMs);
}

/** Until the first movement has been told, and could be reacted to. */
function toldAt(check: LiveCheck): { check: LiveCheck; nowMs: number } {
  let [told, nowMs] = [check, 0];
  while (challengeOf(told, nowMs) === null) {
    told = goOn(takeLiveFrame(told, frameOf(), nowMs));
    nowMs += frameMs;
  }
  return { check: told, nowMs: nowMs + liveLimits.reactionMs };
}

const turns = { kinds: ['turn'], movements: 1, real: null } as const;
/** Seeds that ask for it first. */
const toLeft = (): LiveCheck =>
  [1, 2, 3, 4, 5, 6].map((seed) => start(turns, seed)).find(({ order }) => order[0] === 'turn-left') ?? start();
const toBlink = (): LiveCheck => start({ kinds: ['blink'], movements: 1, real: null });

describe('whoever does what is asked', () => {
  it.each([1, 2, 3, 4, 5])('passes, with a face made of good frames (%d)', (seed) => {
    const step = play(start({}, seed), willing);
    expect(step.kind).toBe('passed');
    if (step.kind !== 'passed') return;
    expect(isUsable(step.template, rules.dimension)).toBe(true);
    expect(similarityOf(step.template, embedding(0.9))).toBeGreaterThan(0.99);
    expect(step.check.stage).toEqual({ kind: 'looking', frames: [] });
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
    const { check, nowMs } = toldAt(toLeft());
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

  it('does not tell somebody who turns to look straight, but to come closer', () => {
    const { check, nowMs } = toldAt(toLeft());
    expect(goOn(feed(check, nowMs, frameOf(left, 0.9), frameOf(left, 0.9))).instruction).toBe('look-here');
    const blurred = frameOf({ sharpness: 1 });
    expect(goOn(feed(check, nowMs, blurred, blurred)).instruction).toBe('look-here');
    expect(goOn(feed(check, nowMs, frameOf({ widthPx: 40 }), frameOf({ widthPx: 40 }))).instruction).toBe(
      'come-closer',
    );
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
    const shut = Array.from({ length: 10 }, () => frameOf(closed, 0.9));
    const waiting = goOn(feed(check, nowMs - liveLimits.reactionMs, ...shut));
    expect(challengeOf(waiting, nowMs)?.phase).toBe('go');
    const opened = goOn(takeLiveFrame(waiting, frameOf(), nowMs + 1_100));
    expect(feed(opened, nowMs + 1_200, frameOf(closed, 0.9), frameOf()).kind).toBe('passed');
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
  ])('with %s for more than two frames', (_, lost) => {
    for (const { check, nowMs } of [toldAt(toLeft()), toldAt(toBlink())]) {
      expect(feed(check, nowMs, lost, lost, frameOf(), lost, lost).kind).toBe('go-on');
      expect(feed(check, nowMs, lost, lost, lost)).toMatchObject({ kind: 'failed', reason: 'face-changed' });
    }
    const blinking = toldAt(toBlink());
    const step = feed(blinking.check, blinking.nowMs, frameOf(closed, 0.9), lost, lost, lost);
    expect(step).toMatchObject({ kind: 'failed', reason: 'face-changed' });
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

describe('before the challenge', () => {
  it('another face begins anew', () => {
    const check = goOn(feed(start(), 0, frameOf(), frameOf(), frameOf({}, 0.1)));
    expect(check.stage).toMatchObject({ kind: 'looking', frames: { length: 1 } });
    expect(goOn(feed(check, 300, frameOf({}, 0.1), frameOf({}, 0.1))).stage.kind).toBe('challenged');
  });

  it('bad frames do not count', () => {
    const check = goOn(feed(start(), 0, frameOf({ luma: 1 }), frameOf(left), frameOf({ sharpness: 1 }), nobody));
    expect(check.stage).toEqual({ kind: 'looking', frames: [] });
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

describe('the next try', () => {
  it('asks in another order and advises by the last frame', () => {
    const step = play(start(), () => frameOf({ widthPx: adviceLimits.widthPx - 1 }));
    const next = nextTry(step.check, randomFrom(9));
    expect(next).toMatchObject({ triesLeft: 2, instruction: 'come-closer', stage: { kind: 'looking' } });
    expect(next.order).not.toEqual(step.check.order);
    expect(nextTry(play(start(), () => frameOf()).check, randomFrom(9)).instruction).toBe('look-here');
  });

  it('remembers the advice when nobody is there at the end', () => {
    const { check, nowMs } = toldAt(start());
    const step = feed(check, nowMs, frameOf({ glare: 1 }), nobody, nobody, nobody);
    expect(nextTry(step.check, randomFrom(1)).instruction).toBe('glare');
  });
});

describe('whoever cannot make a movement', () => {
  it('is asked for the other kind, now and later', () => {
    const { check, nowMs } = toldAt(start());
    const first = challengeOf(check, nowMs)?.movement;
    expect(canSwap(check)).toBe(true);
    const swapped = swapMovement(check, randomFrom(1), nowMs);
    if (swapped === null) throw new Error('there is another kind');
    expect(challengeOf(swapped, nowMs)).toBeNull();
    const asked = new Set<string>();
    const step = play(
      swapped,
      (movement, sinceMs, playedMs) => {
        if (movement !== null) asked.add(movement);
        return willing(movement, sinceMs, playedMs);
      },
      { startMs: nowMs },
    );
    expect(step.kind).toBe('passed');
    expect([...asked].some((movement) => (movement === 'blink') === (first === 'blink'))).toBe(false);
    expect(nextTry(step.check, randomFrom(3)).rules.kinds).toEqual(first === 'blink' ? ['turn'] : ['blink']);
  });

  it('keeps what they have done', () => {
    const isSecond = (check: LiveCheck): boolean => check.stage.kind === 'challenged' && check.stage.done.length === 1;
    let [check, nowMs, sinceMs] = [start(), 0, 0];
    while (!(isSecond(check) && challengeOf(check, nowMs))) {
      const asked = challengeOf(check, nowMs)?.movement ?? null;
      sinceMs = asked === null ? 0 : sinceMs + frameMs;
      check = goOn(takeLiveFrame(check, willing(asked, sinceMs, nowMs), nowMs));
      nowMs += frameMs;
    }
    const swapped = swapMovement(check, randomFrom(1), nowMs);
    expect(swapped?.plan).toEqual([]);
    expect(swapped && play(swapped, willing, { startMs: nowMs }).kind).toBe('passed');
  });

  it('has no other where only one kind is used, and none while nothing is asked', () => {
    const { check, nowMs } = toldAt(toLeft());
    expect([canSwap(check), swapMovement(check, randomFrom(1), nowMs)]).toEqual([false, null]);
    const looking = start();
    expect([canSwap(looking), swapMovement(looking, randomFrom(1), 0)]).toEqual([false, null]);
    const pausing = goOn(feed(looking, 0, frameOf(), frameOf(), frameOf()));
    expect([canSwap(pausing), swapMovement(pausing, randomFrom(1), 0)]).toEqual([false, null]);
  });
});
