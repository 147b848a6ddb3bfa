import { describe, expect, it } from 'vitest';
import { summarize } from './ci-summary.mjs';

const good = { numPassedTests: 10, numFailedTests: 0, numPendingTests: 0 };
const passed = { name: 'Format', passed: true };
const failed = { name: 'Lint', passed: false };

describe('summarize', () => {
  it.each([
    ['everything passed', { vitest: good, checks: [passed], exitCode: 0 }, '11 passed, 0 failed', 0],
    [
      'tests were skipped',
      { vitest: { ...good, numPendingTests: 2, numTodoTests: 1 }, checks: [], exitCode: 0 },
      '10 passed, 0 failed, 3 skipped',
      0,
    ],
    [
      'a test failed',
      { vitest: { ...good, numFailedTests: 2 }, checks: [passed], exitCode: 1 },
      '11 passed, 2 failed',
      1,
    ],
    ['a check failed', { vitest: good, checks: [passed, failed], exitCode: 1 }, '11 passed, 1 failed', 1],
    ['a check failed unnoticed', { vitest: good, checks: [failed], exitCode: 0 }, '10 passed, 1 failed', 1],
    ['nothing ran', { vitest: null, checks: [], exitCode: 1 }, '0 passed, 1 failed', 1],
    ['the tests left no report', { vitest: null, checks: [passed], exitCode: 0 }, '1 passed, 1 failed', 1],
    ['the run failed without a failed test', { vitest: good, checks: [], exitCode: 3 }, '10 passed, 1 failed', 3],
    [
      'one suite did not load beside a failed test',
      {
        vitest: {
          ...good,
          numFailedTests: 1,
          testResults: [
            { status: 'failed', assertionResults: [] },
            { status: 'failed', assertionResults: [{ status: 'failed' }] },
            { status: 'passed' },
          ],
        },
        checks: [],
        exitCode: 1,
      },
      '10 passed, 2 failed',
      1,
    ],
  ])('%s', (_what, results, line, exitCode) => {
    expect(summarize(results)).toEqual({ line, exitCode });
  });
});
