import { InvalidArgumentError } from 'commander';

/** Parsers of option values for commander; what they refuse is a wrong call (exit code 2). */

/** Also bounds times: a million seconds in milliseconds is still below the 31 bits of a timer. */
const largest = 1_000_000;
const largestPort = 65_535;

/** Only digits: `Number` would take an empty text, `1e3` and `0x10` too. */
const wholeNumber = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN);

/** From 1 to `most`. */
export const positiveIntegerUpTo =
  (most: number) =>
  (text: string): number => {
    const value = wholeNumber(text);
    if (value >= 1 && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from 1 to ${String(most)} is wanted`);
  };

/** A number of things or seconds, 1 to a million. */
export const positiveInteger = positiveIntegerUpTo(largest);

/** A TCP port; 0 lets the system choose. */
export function portNumber(text: string): number {
  const port = wholeNumber(text);
  if (port <= largestPort) return port;
  throw new InvalidArgumentError(`a port is 0 to ${String(largestPort)}`);
}
