export interface OncePerTurn {
  /** At the end of this turn of the event loop, however often it is asked for in it. */
  soon(): void;
  /** At once, and for what was asked for before. */
  now(): void;
  stop(): void;
}

/** A thousand rows that change in one turn are one piece of news. */
export function oncePerTurn(action: () => void): OncePerTurn {
  let pending: NodeJS.Immediate | null = null;
  const cancel = (): void => {
    if (pending !== null) clearImmediate(pending);
    pending = null;
  };
  const now = (): void => {
    cancel();
    action();
  };
  return {
    soon: () => {
      pending ??= setImmediate(now);
    },
    now,
    stop: cancel,
  };
}
