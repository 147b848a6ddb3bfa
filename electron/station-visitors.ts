import type { VisitStep } from './bridge/snapshot.ts';
import type { VisitorListener } from './station-port.ts';
import type { Visit } from './visit/visit.ts';

/** Whether somebody is at the kiosk, for the parts of the station that go by it. */
export interface StationVisitors {
  /** For how long nobody has been; null while somebody is. */
  restingMs(): number | null;
  /** Tells at once, and at each change of the visit. */
  onVisitor(listener: VisitorListener): void;
  stop(): void;
}

/**
 * Follows the visit. `onGone`: whoever was there has gone, or somebody else has come up meanwhile. Whoever pressed "emergency" is
 * there, whosever ticket it was on, until that screen is left.
 */
export function followVisitors(visit: Pick<Visit, 'view' | 'subscribe'>, onGone: () => void): StationVisitors {
  const listeners = new Set<VisitorListener>();
  let step: VisitStep = visit.view().visit.step;
  let { visitor } = visit.view();
  /** Also of who was led back to the first screen, for as long as it has words for them. */
  let isThere = step !== 'attract';
  let restSinceMs: number | null = performance.now();

  function tell(told: Iterable<VisitorListener>): void {
    const { visit: shown, visitor } = visit.view();
    const isAtRest = shown.step === 'attract' && shown.prompt === 'welcome';
    for (const listener of told) listener({ isAtRest, visitor });
  }

  const stop = visit.subscribe(() => {
    const now = visit.view();
    const next = now.visit.step;
    const wasThere = isThere;
    isThere = next !== 'attract' || (wasThere && now.isPrompted);
    const isLeft = (wasThere && !isThere) || (step === 'emergency' && next !== step);
    if (isLeft || (now.visitor !== visitor && next !== 'emergency')) onGone();
    if (next !== step) restSinceMs = next === 'attract' ? performance.now() : null;
    step = next;
    ({ visitor } = now);
    tell(listeners);
  });
  return {
    restingMs: () => (restSinceMs === null ? null : performance.now() - restSinceMs),
    onVisitor: (listener) => {
      listeners.add(listener);
      tell([listener]);
    },
    stop,
  };
}
