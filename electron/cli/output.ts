/** How a command ends: 0 done, 1 it did not work, 2 it was called wrongly, 3 what it looked at is wrong, 4 a false document. */
export const exitCodes = { done: 0, failed: 1, usage: 2, invalid: 3, falseDocument: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Prints a command's result: one JSON value for programs, lines for people. */
export function print(json: boolean, value: unknown, lines: () => readonly string[]): void {
  const text = json ? JSON.stringify(value) : lines().join('\n');
  process.stdout.write(`${text}\n`);
}

/** Says what went wrong, on standard error and in JSON too where that was asked for; `more` is for programs alone. */
export function complain(json: boolean, message: string, more: object = {}): void {
  if (json) process.stdout.write(`${JSON.stringify({ error: message, ...more })}\n`);
  process.stderr.write(`tiepdon: ${message}\n`);
}

/**
 * Says that a command broke, which is a bug of ours: one line, and the stack only for whoever asks with TIEPDON_DEBUG=1. The
 * answer is the exit code.
 */
export function reportUnexpected(
  json: boolean,
  error: unknown,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ExitCode {
  const message = error instanceof Error ? error.message || error.name : String(error);
  complain(json, `unexpected error: ${message.replace(/\s+/g, ' ').trim()}`);
  if (environment['TIEPDON_DEBUG'] === '1' && error instanceof Error) {
    process.stderr.write(`${error.stack ?? 'no stack'}\n`);
  }
  return exitCodes.failed;
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
