// What could not be installed is not tried again for a day: apt-get and a compiler take long, and a kiosk starts every morning.

const file = 'node_modules/.tiepdon-setup.json';
const patienceMs = 24 * 60 * 60 * 1000;

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {import('./failures.mjs').Failures}
 */
export function rememberedFailures(machine) {
  const failedAtMs = new Map(Object.entries(parse(machine.read(file))));
  let changed = false;
  return {
    isFresh: (name) => {
      const ageMs = machine.nowMs() - (failedAtMs.get(name) ?? -Infinity);
      // A negative age is a clock that was set back.
      return ageMs >= 0 && ageMs < patienceMs;
    },
    note: (name, failed) => {
      changed = failed || failedAtMs.has(name) || changed;
      if (failed) failedAtMs.set(name, machine.nowMs());
      else failedAtMs.delete(name);
    },
    save: () => {
      if (changed) machine.write(file, JSON.stringify({ failedAtMs: Object.fromEntries(failedAtMs) }));
    },
  };
}

function parse(text) {
  try {
    const { failedAtMs } = JSON.parse(text ?? '{}');
    return Object.fromEntries(Object.entries(failedAtMs ?? {}).filter(([, ms]) => typeof ms === 'number'));
  } catch {
    return {};
  }
}
