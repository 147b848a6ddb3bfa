// The closing line of .ci/run: what passed and failed, the checks of form counted like tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Counts one run. A run that failed without saying where (a set-up that stopped, a suite that did not load) counts as one
 * failure.
 *
 * @param {import('./ci-summary.mjs').Results} results
 */
export function summarize({ vitest, checks, exitCode }) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = vitest ?? {};
  // A suite that failed without a failed test did not load; what it holds was counted nowhere.
  const brokenSuites = (vitest?.testResults ?? []).filter(
    ({ status, assertionResults = [] }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  const failedChecks = checks.filter((check) => !check.passed).length;
  const counted = numFailedTests + brokenSuites + failedChecks;
  const failed = counted === 0 && (exitCode !== 0 || vitest === null) ? 1 : counted;
  const passed = numPassedTests + checks.length - failedChecks;
  const skipped = numPendingTests + numTodoTests;
  return {
    line: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    exitCode: failed > 0 ? exitCode || 1 : 0,
  };
}

function readJson(name, absent) {
  try {
    return JSON.parse(readFileSync(join('test-results', name), 'utf8'));
  } catch {
    return absent;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { line, exitCode } = summarize({
    vitest: readJson('vitest.json', null),
    checks: readJson('checks.json', []),
    exitCode: Number(process.argv[2] ?? 1),
  });
  console.log(line);
  process.exitCode = exitCode;
}
