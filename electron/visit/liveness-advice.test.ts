import { describe, expect, it } from 'vitest';
import type { FaceQuality } from '../bridge/intent.ts';
import { adviceLimits, liveLimits } from './face-limits.ts';
import { type LiveCheck, nextTry, takeLiveFrame } from './liveness.ts';
import {
  closed,
  feed,
  frameOf,
  goOn,
  left,
  nobody,
  play,
  randomFrom,
  start,
  toBlink,
  toLeft,
  toldAt,
  willing,
} from './liveness-testing.ts';

describe('the next try', () => {
  /** After a first try whose movement never came, in frames like these. */
  const after = (...looks: Partial<FaceQuality>[]): LiveCheck =>
    nextTry(play(start(), (_, __, nowMs) => frameOf(looks[(nowMs / 100) % looks.length])).check, randomFrom(9));

  it('asks in another order and advises by what frames of somebody at rest said', () => {
    const step = play(start(), () => frameOf({ widthPx: adviceLimits.widthPx - 1 }));
    const next = nextTry(step.check, randomFrom(9));
    expect(next).toMatchObject({ triesLeft: 2, instruction: 'come-closer', stage: { kind: 'looking' } });
    expect(next.order).not.toEqual(step.check.order);
    expect(after({}).instruction).toBe('look-here');
  });

  it('advises nothing by a single frame, or by what a good one after it took back', () => {
    expect(after({}, { glare: 1 }).instruction).toBe('look-here');
    const atFirst = play(start(), (_, __, nowMs) => frameOf(nowMs < 200 ? { glare: 1 } : {}));
    expect(nextTry(atFirst.check, randomFrom(9)).instruction).toBe('look-here');
  });

  it('advises nothing by frames of a movement', () => {
    const { check, nowMs } = toldAt(toBlink());
    const asleep = feed(check, nowMs, ...Array.from({ length: 30 }, () => frameOf(closed, 0.9)));
    expect(nextTry(asleep.check, randomFrom(1)).instruction).toBe('look-here');
    const turned = toldAt(toLeft());
    const glaring = feed(turned.check, turned.nowMs, ...Array.from({ length: 3 }, () => frameOf({ glare: 1 })));
    expect(nextTry(glaring.check, randomFrom(1)).instruction).toBe('look-here');
  });

  it('remembers the advice when nobody is there at the end', () => {
    const { check, nowMs } = toldAt(start(), { glare: 1 });
    const gone = goOn(takeLiveFrame(check, nobody, nowMs));
    const step = takeLiveFrame(gone, nobody, nowMs + liveLimits.lostMs + 1);
    expect(step.kind).toBe('failed');
    expect(nextTry(step.check, randomFrom(1)).instruction).toBe('glare');
  });

  it('stops advising what was followed', () => {
    const glaring = after({ glare: 1 });
    expect(glaring.instruction).toBe('glare');
    const dark = frameOf({ luma: 1, backgroundLuma: 1 });
    expect(goOn(feed(glaring, 0, dark, frameOf({ glare: 1 }), frameOf({ glare: 1 }))).instruction).toBe('glare');
    expect(goOn(feed(glaring, 0, frameOf(), frameOf())).instruction).toBe('look-here');
    expect(play(glaring, willing).check.instruction).toBe('look-here');
  });
});

describe('during a movement', () => {
  it('nobody is told to look straight or to hold still, but to come closer', () => {
    const { check, nowMs } = toldAt(toLeft());
    const said = (...looks: Partial<FaceQuality>[]): string =>
      goOn(feed(check, nowMs, ...looks.map((look) => frameOf(look, 0.9)))).instruction;
    const far = { widthPx: 40 };
    expect(said(left, left)).toBe('look-here');
    expect(said({ sharpness: 1 }, { sharpness: 1 })).toBe('look-here');
    expect(said(far, far)).toBe('come-closer');
    // What was said is taken back by frames that only show the turn.
    expect(said(far, far, left, left)).toBe('look-here');
  });
});
