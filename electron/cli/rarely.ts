/** What is said of one kind within this time is said once. */
const pauseMs = 60_000;

/**
 * For lines that a stranger can bring about: each kind at most once a minute, with how many like it were left out before. There
 * are to be few kinds. `monotonicNow` in ms.
 */
export function sayRarely(
  say: (text: string) => void,
  monotonicNow: () => number,
): (kind: string, text: string) => void {
  const said = new Map<string, { atMs: number; leftOut: number }>();
  return (kind, text) => {
    const nowMs = monotonicNow();
    const last = said.get(kind);
    if (last !== undefined && nowMs - last.atMs < pauseMs) {
      last.leftOut += 1;
      return;
    }
    say(last === undefined || last.leftOut === 0 ? text : `${text} (and ${String(last.leftOut)} more before)`);
    said.set(kind, { atMs: nowMs, leftOut: 0 });
  };
}
