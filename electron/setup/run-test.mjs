import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSetup, root, runProject } from './setup.mjs';

const checks = [
  { name: 'Format', args: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'Lint', args: ['eslint', '.'] },
  { name: 'Types', args: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'Types of the suites', args: ['tsc', '--noEmit', '-p', 'tests/tsconfig.json'] },
  { name: 'Types of the screen', args: ['tsc', '--noEmit', '-p', 'renderer/tsconfig.json'] },
];

const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=test-results/vitest.json'];

/** Where ci-summary.mjs finds which checks ran and which of them failed. */
function writeChecks(results) {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  writeFileSync(join(root, 'test-results', 'checks.json'), JSON.stringify(results));
}

const ownParts = { ensureSetup, runProject, writeChecks, say: (line) => console.log(line) };

/** Sets up, then runs every check and all tests (or those that the arguments name); answers with the exit code. */
export async function test(args, parts = ownParts) {
  if (!(await parts.ensureSetup('test'))) return 1;
  const results = (args.length > 0 ? [] : checks).map(({ name, args: command }) => {
    parts.say(`${name} …`);
    return { name, passed: parts.runProject(command) === 0 };
  });
  parts.writeChecks(results);
  const tests = parts.runProject(['vitest', 'run', ...reporters, ...args]);
  const failed = results.filter(({ passed }) => !passed);
  for (const { name } of failed) parts.say(`${name}: failed, see above.`);
  return failed.length > 0 || tests !== 0 ? 1 : 0;
}
