export interface Results {
  /** Vitest's JSON report; null when there is none. */
  vitest: {
    numPassedTests?: number;
    numFailedTests?: number;
    numPendingTests?: number;
    numTodoTests?: number;
    testResults?: { status: string; assertionResults?: { status: string }[] }[];
  } | null;
  checks: readonly { name: string; passed: boolean }[];
  exitCode: number;
}

/** The closing line, and the exit code that belongs to it. */
export function summarize(results: Results): { line: string; exitCode: number };
