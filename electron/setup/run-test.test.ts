import { describe, expect, it } from 'vitest';
import { test as runTest } from './run-test.mjs';

function parts(failing: readonly string[] = [], ready = true) {
  const ran: string[] = [];
  const said: string[] = [];
  const written: { name: string; passed: boolean }[] = [];
  return {
    ran,
    said,
    written,
    ensureSetup: (purpose: string) => {
      ran.push(`set-up for ${purpose}`);
      return Promise.resolve(ready);
    },
    runProject: (command: readonly string[]) => {
      ran.push(command.join(' '));
      return failing.includes(command[0] ?? '') ? 2 : 0;
    },
    writeChecks: (results: readonly { name: string; passed: boolean }[]) => {
      written.push(...results);
    },
    say: (line: string) => {
      said.push(line);
    },
  };
}

describe('npm test', () => {
  it('sets up, checks and tests everything', async () => {
    const all = parts();
    expect(await runTest([], all)).toBe(0);
    expect(all.ran[0]).toBe('set-up for test');
    expect(all.ran.map((command) => command.split(' ')[0])).toEqual(
      expect.arrayContaining(['prettier', 'eslint', 'tsc']),
    );
    expect(all.ran.at(-1)).toMatch(/^vitest run /);
    expect(all.written.every(({ passed }) => passed)).toBe(true);
  });

  it('sets up too when only some tests are named', async () => {
    const some = parts();
    expect(await runTest(['native/emrtd'], some)).toBe(0);
    expect(some.ran[0]).toBe('set-up for test');
    expect(some.ran).toHaveLength(2);
    expect(some.ran[1]).toMatch(/^vitest run .* native\/emrtd$/);
    expect(some.written).toEqual([]);
  });

  it('tests also after a failed check, names it at the end and fails', async () => {
    const bad = parts(['eslint']);
    expect(await runTest([], bad)).toBe(1);
    expect(bad.ran.at(-1)).toMatch(/^vitest /);
    expect(bad.said.at(-1)).toBe('Lint: failed, see above.');
    expect(bad.written.filter(({ passed }) => !passed)).toEqual([{ name: 'Lint', passed: false }]);
  });

  it('fails with the tests, and runs nothing after a failed set-up', async () => {
    expect(await runTest([], parts(['vitest']))).toBe(1);
    const stopped = parts([], false);
    expect(await runTest([], stopped)).toBe(1);
    expect(stopped.ran).toEqual(['set-up for test']);
  });
});
