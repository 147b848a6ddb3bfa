/** How a command ends: 0 done, 1 it did not work, 2 it was called wrongly, 3 what it looked at is wrong. */
export const exitCodes = { done: 0, failed: 1, usage: 2, invalid: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Prints a command's result: one JSON value for programs, lines for people. */
export function print(json: boolean, value: unknown, lines: () => readonly string[]): void {
  const text = json ? JSON.stringify(value) : lines().join('\n');
  process.stdout.write(`${text}\n`);
}

/** Says what went wrong, on standard error and in JSON too where that was asked for. */
export function complain(json: boolean, message: string): void {
  if (json) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  process.stderr.write(`tiepdon: ${message}\n`);
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
