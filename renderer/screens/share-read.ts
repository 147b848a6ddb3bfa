/** The share of the chip's bytes that have arrived, 0 to 1; 0 while the chip has not told its length. */
export function shareRead(bytes: number, total: number): number {
  if (!(total > 0) || !(bytes > 0)) return 0;
  return Math.min(1, bytes / total);
}
