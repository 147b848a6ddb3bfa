import { expect, it, vi } from 'vitest';
import { leaveSimulatedFace, setSimulatedFace, simulatedFace } from './simulated-face.ts';

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
