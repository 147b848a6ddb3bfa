/** Advance widths in Be Vietnam Pro Bold, measured and rounded up to the widest of each kind: it has no tabular figures. */
function widthEm(character: string): number {
  if (/[0-9]/.test(character)) return 0.72;
  if (/[./ ]/.test(character)) return 0.42;
  if (character === '-') return 0.61;
  if (/[MW]/.test(character)) return character === 'W' ? 1.08 : 0.9;
  return 0.83;
}

/** Width of a queue number in em. At least that of three figures: a short number need not grow without end. */
export function numberWidthEm(number: string): number {
  const width = Array.from(number).reduce((sum, character) => sum + widthEm(character), 0);
  return Math.max(3 * 0.72, width);
}
