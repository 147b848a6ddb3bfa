/** Whose picture stands before the simulated camera; steered by the developer panel of the browser host. */
import type { Movement } from '../../electron/bridge/face-snapshot.ts';

export type SimulatedFace =
  /** The machine's own camera. */
  | { camera: 'device' }
  /** `url` null: nobody stands there. */
  | { camera: 'simulated'; url: string | null };

const device: SimulatedFace = { camera: 'device' };
let chosen: SimulatedFace = device;
let movement: Movement | null = null;
let current: SimulatedFace = device;
const listeners = new Set<() => void>();

const movementPictures: Record<Movement, string> = {
  blink: 'live-eyes-closed',
  'turn-left': 'live-turn-left',
  'turn-right': 'live-turn-right',
};

/** The same person making the movement; a portrait and a turned head are still pictures and make none. */
function moved(face: SimulatedFace): SimulatedFace {
  if (face.camera === 'device' || face.url === null || movement === null) return face;
  return { ...face, url: face.url.replace(/\blive\d(?=\.jpg$)/, movementPictures[movement]) };
}

function change(): void {
  current = moved(chosen);
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
  chosen = { camera: 'simulated', url };
  change();
}

/** Back to the machine's own camera. */
export function leaveSimulatedFace(): void {
  chosen = device;
  change();
}

/** Makes whoever stands there move; null: at rest again. */
export function moveSimulatedFace(next: Movement | null): void {
  if (next === movement) return;
  movement = next;
  change();
}
