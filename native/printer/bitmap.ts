/** A picture of dots: 1 is black. Each row begins at a byte, its leftmost dot in the highest bit. */
export interface Bitmap {
  widthDots: number;
  heightDots: number;
  rows: Uint8Array;
}

export const bytesPerRow = (widthDots: number): number => Math.ceil(widthDots / 8);

export const blankBitmap = (widthDots: number, heightDots: number): Bitmap => ({
  widthDots,
  heightDots,
  rows: new Uint8Array(bytesPerRow(widthDots) * heightDots),
});

export const isBlack = ({ widthDots, rows }: Bitmap, x: number, y: number): boolean =>
  ((rows[y * bytesPerRow(widthDots) + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
