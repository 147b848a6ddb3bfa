/** Sets up, then runs every check and all tests (or those that the arguments name); answers with the exit code. */
export function test(
  args: readonly string[],
  parts?: {
    ensureSetup(purpose: 'test'): Promise<boolean>;
    runProject(command: readonly string[]): number;
    writeChecks(results: readonly { name: string; passed: boolean }[]): void;
    say(line: string): void;
  },
): Promise<number>;
