import { afterEach, expect, it, vi } from 'vitest';
import { leaveSimulatedFace, moveSimulatedFace, setSimulatedFace, simulatedFace } from './simulated-face.ts';

afterEach(() => {
  leaveSimulatedFace();
  moveSimulatedFace(null);
});

it('is the device’s camera until the developer panel chooses a face, and tells its listeners', () => {
  const listener = vi.fn();
  const unsubscribe = simulatedFace.subscribe(listener);
  expect(simulatedFace.get()).toEqual({ camera: 'device' });
  setSimulatedFace('/people/p01/live1.jpg');
  expect(simulatedFace.get()).toEqual({ camera: 'simulated', url: '/people/p01/live1.jpg' });
  setSimulatedFace(null);
  expect(simulatedFace.get()).toEqual({ camera: 'simulated', url: null });
  // React compares by identity: the same value between changes, another one after each.
  expect(simulatedFace.get()).toBe(simulatedFace.get());
  expect(listener).toHaveBeenCalledTimes(2);
  unsubscribe();
  leaveSimulatedFace();
  expect(listener).toHaveBeenCalledTimes(2);
  expect(simulatedFace.get()).toEqual({ camera: 'device' });
});

it('makes the movements of whoever stands there, once for each', () => {
  setSimulatedFace('/people/p01/live2.jpg');
  const listener = vi.fn();
  const unsubscribe = simulatedFace.subscribe(listener);
  moveSimulatedFace('blink');
  moveSimulatedFace('blink');
  expect(listener).toHaveBeenCalledTimes(1);
  expect(simulatedFace.get()).toEqual({ camera: 'simulated', url: '/people/p01/live-eyes-closed.jpg' });
  moveSimulatedFace('turn-right');
  expect(simulatedFace.get()).toEqual({ camera: 'simulated', url: '/people/p01/live-turn-right.jpg' });
  moveSimulatedFace(null);
  expect(simulatedFace.get()).toEqual({ camera: 'simulated', url: '/people/p01/live2.jpg' });
  unsubscribe();
});

it('does not move a portrait, nobody, or the device’s camera', () => {
  moveSimulatedFace('turn-left');
  expect(simulatedFace.get()).toEqual({ camera: 'device' });
  setSimulatedFace(null);
  expect(simulatedFace.get()).toEqual({ camera: 'simulated', url: null });
  setSimulatedFace('/people/p01/portrait.jpg');
  expect(simulatedFace.get()).toEqual({ camera: 'simulated', url: '/people/p01/portrait.jpg' });
});
