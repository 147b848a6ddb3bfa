import { describe, expect, it } from 'vitest';
import { canSwap, challengeOf, hasMoved, type LiveCheck, nextTry, swapMovement, takeLiveFrame } from './liveness.ts';
import { feed, frameMs, frameOf, goOn, play, randomFrom, start, toLeft, toldAt, willing } from './liveness-testing.ts';

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
    expect(step).toMatchObject({ kind: 'passed', check: { hasSwapped: true } });
    expect([...asked].some((movement) => (movement === 'blink') === (first === 'blink'))).toBe(false);
    const next = nextTry(step.check, randomFrom(3));
    expect(next.rules.kinds).toEqual(first === 'blink' ? ['turn'] : ['blink']);
    expect([check.hasSwapped, next.hasSwapped]).toEqual([false, true]);
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
    expect(hasMoved(check)).toBe(true);
    expect(swapped?.plan).toEqual([]);
    // What was made, and what is asked for in the place of the other.
    const asked = swapped && goOn(feed(swapped, nowMs + 2_000, frameOf()));
    const made = check.stage.kind === 'challenged' ? check.stage.done : [];
    expect(swapped?.order).toEqual([...made, asked && challengeOf(asked, nowMs)?.movement]);
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
