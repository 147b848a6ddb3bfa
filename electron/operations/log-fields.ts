/**
 * What may stand in a log line. Each kind is so narrow that no name, number or date of a person fits it: a value that does
 * not fit is dropped when it is written, whatever the types said.
 */

interface FieldValues {
  /** Counts and durations; below eight digits, so that no ID number passes for one. */
  count: number;
  flag: boolean;
  /** A word of our own: `not-reachable`, `noi-tong-quat`. */
  word: string;
  /** A check-in key, of which the end is written: who has the whole can make the ticket's code of it. */
  key: string;
  /** A code of the operating system or of SQLite: `ENOENT`, `SQLITE_FULL`. */
  code: string;
  version: string;
  /** An error's class and where in the program it was thrown. Its message can quote anything and stays out. */
  error: unknown;
}

export type FieldKind = keyof FieldValues;
export type FieldValue<Kind extends FieldKind> = FieldValues[Kind];

const largestCount = 99_999_999;
const longestTraceLines = 20;

const fits: { [Kind in Exclude<FieldKind, 'error'>]: (value: unknown) => boolean } = {
  count: (value) => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= largestCount,
  flag: (value) => typeof value === 'boolean',
  word: matches(/^[a-z]+(?:-[a-z]+){0,7}$/, 48),
  key: matches(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  code: matches(/^(?:E[A-Z]{2,15}|[A-Z]{2,16}(?:_[A-Z]{2,16}){1,4})$/),
  version: matches(/^\d{1,3}\.\d{1,3}\.\d{1,3}(?:-[a-z]{1,10}(?:\.\d{1,3})?)?$/),
};

/** What of a value is written; undefined when nothing may be. */
export function admit(kind: FieldKind, value: unknown): unknown {
  if (kind === 'error') return value instanceof Error ? describeError(value) : undefined;
  if (!fits[kind](value)) return undefined;
  return kind === 'key' ? keyEnd(String(value)) : value;
}

/** Random (RFC 9562, 5.4): finds the row in `tiepdon queue list`, and leaves 74 bits of the key to guess. */
const keyEnd = (key: string): string => key.slice(-12);

function matches(pattern: RegExp, longest = Number.POSITIVE_INFINITY): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && value.length <= longest && pattern.test(value);
}

/** The class of an error and its frames. */
export function describeError(error: Error): { type: string; trace: string[] } {
  const type = error.constructor.name;
  // The stack repeats the message above its frames, over as many lines as the message has; a frame ends in a position.
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .map((line) => /^ {4}at (?:.* )?\(?((?:file:|node:|\/)[^\s()]+:\d+:\d+)\)?$/.exec(line)?.[1])
    .filter((frame) => frame !== undefined);
  return { type, trace: frames.slice(0, longestTraceLines) };
}
