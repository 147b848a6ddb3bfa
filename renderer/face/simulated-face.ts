/** Whose picture stands before the simulated camera; steered by the developer panel of the browser host. */

export type SimulatedFace =
  /** The machine's own camera. */
  | { camera: 'device' }
  /** `url` null: nobody stands there. */
  | { camera: 'simulated'; url: string | null };

let current: SimulatedFace = { camera: 'device' };
const listeners = new Set<() => void>();

function change(next: SimulatedFace): void {
  current = next;
  for (const listener of listeners) listener();
}

/** A store in the shape of React's `useSyncExternalStore`. */
export const simulatedFace = {
  get: (): SimulatedFace => current,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Puts a specimen's picture (an address of this host) before a simulated camera; null: nobody stands there. */
export function setSimulatedFace(url: string | null): void {
  change({ camera: 'simulated', url });
}

/** Back to the machine's own camera. */
export function leaveSimulatedFace(): void {
  change({ camera: 'device' });
}
