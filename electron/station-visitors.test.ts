import { describe, expect, it, vi } from 'vitest';
import { defaultDelays } from './visit/delays.ts';
import { openFullKiosk, settle } from './visit/visit-testing.ts';
import { slipCode } from './visit/visit-testing-people.ts';
import type { Visit, VisitView } from './visit/visit.ts';
import { followVisitors } from './station-visitors.ts';

type Shown = Pick<VisitView, 'visit' | 'visitor' | 'isPrompted'>;

/** A visit that shows what a test says. */
function follow() {
  let shown: Shown = { visit: { step: 'attract', prompt: 'welcome' }, visitor: 0, isPrompted: false };
  const listeners = new Set<() => void>();
  const visit = {
    view: () => shown,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  } as Pick<Visit, 'view' | 'subscribe'>;
  const onGone = vi.fn<() => void>();
  return {
    visitors: followVisitors(visit, onGone),
    onGone,
    show: (step: 'attract' | 'desk' | 'identify' | 'emergency', visitor: number, isPrompted = false) => {
      const now = step === 'attract' ? { step, prompt: 'welcome' } : { step };
      shown = { visit: now as VisitView['visit'], visitor, isPrompted };
      for (const listener of listeners) listener();
    },
  };
}

describe('Who is at the kiosk', () => {
  it('is told at once, and at each change', () => {
    const { visitors, show } = follow();
    const told: unknown[] = [];
    visitors.onVisitor((now) => told.push(now));
    show('desk', 1);
    show('attract', 1);
    visitors.stop();
    show('desk', 2);
    expect(told).toEqual([
      { isAtRest: true, visitor: 0 },
      { isAtRest: false, visitor: 1 },
      { isAtRest: true, visitor: 1 },
    ]);
  });

  it('makes the kiosk rest from its start, not while somebody is there, and anew when they have gone', () => {
    const { visitors, onGone, show } = follow();
    expect(visitors.restingMs()).not.toBeNull();
    show('attract', 0);
    expect(onGone).not.toHaveBeenCalled();
    show('desk', 0);
    expect(visitors.restingMs()).toBeNull();
    expect(onGone).not.toHaveBeenCalled();
    show('attract', 1);
    expect(visitors.restingMs()).not.toBeNull();
    expect(onGone).toHaveBeenCalledOnce();
  });

  it('is there still where the first screen has words for them, and gone with these', () => {
    const { onGone, show } = follow();
    show('identify', 0);
    show('attract', 0, true);
    expect(onGone).not.toHaveBeenCalled();
    show('attract', 0);
    expect(onGone).toHaveBeenCalledOnce();
    // Whoever shows something of no use there was nowhere else: what they asked for is asked for still.
    show('attract', 0, true);
    show('attract', 0);
    expect(onGone).toHaveBeenCalledOnce();
  });

  it('has gone when somebody else shows a code over their number', () => {
    const { onGone, show } = follow();
    show('desk', 0);
    show('identify', 1);
    expect(onGone).toHaveBeenCalledOnce();
    show('identify', 1);
    expect(onGone).toHaveBeenCalledOnce();
  });

  it('is whoever presses “emergency”, over whosever number, until that screen is left', () => {
    const { onGone, show } = follow();
    show('desk', 0);
    show('emergency', 1);
    show('emergency', 1);
    expect(onGone).not.toHaveBeenCalled();
    show('identify', 1);
    expect(onGone).toHaveBeenCalledOnce();
  });

  it('is there while their slip waits for a card: what they asked for is asked for still, until they have gone', async () => {
    const kiosk = openFullKiosk();
    const onGone = vi.fn<() => void>();
    const visitors = followVisitors(kiosk.visit, onGone);
    kiosk.scanner.show(slipCode);
    await settle();
    expect(kiosk.shown()).toEqual({ step: 'attract', prompt: 'slip-unknown' });
    expect(onGone).not.toHaveBeenCalled();
    await kiosk.advance(defaultDelays.idleWarningMs);
    expect(onGone).toHaveBeenCalledOnce();
    visitors.stop();
  });
});
