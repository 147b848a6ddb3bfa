import { ensureSetup, runProject } from './setup.mjs';

const checks = [
  { name: 'Format', args: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'Lint', args: ['eslint', '.'] },
  { name: 'Types', args: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'Types of the suites', args: ['tsc', '--noEmit', '-p', 'tests/tsconfig.json'] },
  { name: 'Types of the screen', args: ['tsc', '--noEmit', '-p', 'renderer/tsconfig.json'] },
];

/** Sets up, then runs every check and all tests (or those that the arguments name); exits with 1 when one fails. */
export async function test(args) {
  if (!(await ensureSetup('test'))) process.exit(1);
  const failed =
    args.length > 0
      ? []
      : checks.filter(({ name, args: command }) => {
          console.log(`${name} …`);
          return runProject(command) !== 0;
        });
  const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=test-results/vitest.json'];
  const tests = runProject(['vitest', 'run', ...reporters, ...args]);
  for (const { name } of failed) console.log(`${name}: failed, see above.`);
  process.exit(failed.length > 0 || tests !== 0 ? 1 : 0);
}
