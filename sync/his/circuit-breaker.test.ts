import { expect, it } from 'vitest';
import { createCircuitBreaker, type CallOutcome } from './circuit-breaker.ts';

let monotonicMs = 0;

function breaker() {
  monotonicMs = 1_000;
  const circuit = createCircuitBreaker({ monotonicNow: () => monotonicMs });
  return { ...circuit, call: (outcome: CallOutcome) => circuit.admit()?.(outcome) };
}

const thrice = (circuit: ReturnType<typeof breaker>, outcome: CallOutcome): void => {
  for (let times = 0; times < 3; times += 1) circuit.call(outcome);
};

it('opens after three failures in a row, for ten seconds', () => {
  const circuit = breaker();
  thrice(circuit, 'away');
  expect(circuit.admit()).toBeNull();
  monotonicMs += 9_999;
  expect(circuit.admit()).toBeNull();
  monotonicMs += 1;
  expect(circuit.admit()).not.toBeNull();
});

it('counts only failures in a row', () => {
  const circuit = breaker();
  for (const outcome of ['away', 'away', 'reached', 'away', 'away', 'unknown'] as const) circuit.call(outcome);
  expect(circuit.admit()).not.toBeNull();
});

it('lets one call probe at a time; its failure starts the wait anew, its success ends it', () => {
  const circuit = breaker();
  thrice(circuit, 'away');
  monotonicMs += 10_000;
  const probe = circuit.admit();
  expect(circuit.admit()).toBeNull();
  probe?.('away');
  expect(circuit.admit()).toBeNull();
  monotonicMs += 10_000;
  circuit.call('reached');
  expect(circuit.admit()).not.toBeNull();
  expect(circuit.admit()).not.toBeNull();
});

it('gives the probe to the next one when its owner gave it up', () => {
  const circuit = breaker();
  thrice(circuit, 'away');
  monotonicMs += 10_000;
  circuit.call('unknown');
  expect(circuit.admit()).not.toBeNull();
});

it('is not kept open by late failures of calls from before, and is closed by their late success', () => {
  const circuit = breaker();
  const [early, other] = [circuit.admit(), circuit.admit()];
  thrice(circuit, 'away');
  monotonicMs += 10_000;
  early?.('away');
  const probe = circuit.admit();
  expect(probe).not.toBeNull();
  other?.('reached');
  expect(circuit.admit()).not.toBeNull();
  // A probe that fails after the hospital came back counts as any other call.
  probe?.('away');
  expect(circuit.admit()).not.toBeNull();
});

it('is closed by a call that went past it', () => {
  const circuit = breaker();
  thrice(circuit, 'away');
  circuit.reached();
  expect(circuit.admit()).not.toBeNull();
});
