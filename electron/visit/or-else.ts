/** What the queue or a cache says, or the answer for one that throws (a damaged page): it must not end the visit. */
export function orElse<T>(otherwise: T, ask: () => T): T {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}
