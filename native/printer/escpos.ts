/**
 * A ticket as ESC/POS: the raster bit image that every thermal printer prints, whatever letters its own fonts have.
 * Source: Epson, "ESC/POS Command Reference" (ESC @, GS a, GS v 0, GS V 66, GS r, DLE ENQ, DLE DC4).
 */
import { type Bitmap, bytesPerRow } from './bitmap.ts';

export interface PrintJob {
  bitmap: Bitmap;
  /** False for printers without a cutter: the paper is fed to the edge where it is torn off. */
  cut: boolean;
}

const ESC = 0x1b;
const GS = 0x1d;
const DLE = 0x10;

/** Printers keep a band in memory before they print it; small ones have 64 KB. 128 rows of 80 mm paper are 9 KB. */
export const BAND_ROWS = 128;
const BAND_HEAD_BYTES = 8;

/** The wider roll, and a length that no ticket has: a mistake does not empty the roll. */
export const PAPER_LIMITS_MM = { width: 80, length: 600 } as const;

/** White below the last line before the cut, in the printer's motion units: 1 or 2 mm. */
const CUT_FEED_UNITS = 16;
/** From the print head to the edge where paper is torn off by hand, or a little more. */
const TEAR_FEED_MM = 15;

/** null for a picture larger than any ticket. */
export function encodeJob({ bitmap, cut }: PrintJob, dotsPerMm: number): Uint8Array | null {
  const { widthDots, heightDots, rows } = bitmap;
  if (widthDots > PAPER_LIMITS_MM.width * dotsPerMm || heightDots > PAPER_LIMITS_MM.length * dotsPerMm) return null;
  const rowBytes = bytesPerRow(widthDots);
  // GS a 0: it no longer reports by itself, in bytes that look like the answer to GS r.
  const parts: Uint8Array[] = [Uint8Array.of(ESC, 0x40, GS, 0x61, 0)];
  for (let y = 0; y < heightDots; y += BAND_ROWS) {
    const height = Math.min(BAND_ROWS, heightDots - y);
    parts.push(bandOf(rowBytes, rows.subarray(y * rowBytes, (y + height) * rowBytes)));
  }
  parts.push(endOfPaper(cut, CUT_FEED_UNITS, dotsPerMm));
  return Buffer.concat(parts);
}

function bandOf(rowBytes: number, rows: Uint8Array): Uint8Array {
  const height = rows.length / rowBytes;
  const head = Uint8Array.of(GS, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, height & 0xff, height >> 8);
  return Buffer.concat([head, rows]);
}

/**
 * Without a cutter it is fed by white rows, one byte wide: rows are the only measure that all printers share. What the commands that
 * feed count in is 1/360 inch on some.
 */
const endOfPaper = (cut: boolean, feedUnits: number, dotsPerMm: number): Uint8Array =>
  cut ? Uint8Array.of(GS, 0x56, 66, feedUnits) : bandOf(1, new Uint8Array(TEAR_FEED_MM * dotsPerMm));

export const tooLarge = {
  reason: 'hardware-error',
  detail: `the picture is larger than ${String(PAPER_LIMITS_MM.width)} x ${String(PAPER_LIMITS_MM.length)} mm`,
} as const;

/**
 * Ends a job that was cut off anywhere: what its last band may still wait for, head and rows, in white. To a printer that
 * waits for no band it is NUL, and nothing.
 */
export const restOfBand = ({ bitmap }: PrintJob): Uint8Array =>
  new Uint8Array(BAND_HEAD_BYTES + BAND_ROWS * bytesPerRow(bitmap.widthDots));

/** The same of a job of which nothing is known, not even how wide it was. */
export const restOfWidest = (dotsPerMm: number): Uint8Array =>
  new Uint8Array(BAND_HEAD_BYTES + BAND_ROWS * bytesPerRow(PAPER_LIMITS_MM.width * dotsPerMm));

/** Parts what came out of such a job from the next one. */
export const partPaper = ({ cut }: PrintJob, dotsPerMm: number): Uint8Array => endOfPaper(cut, 0, dotsPerMm);

/** GS r 1: answered, unlike DLE EOT, when its turn comes: after everything before it is printed. */
export const askWhenDone = Uint8Array.of(GS, 0x72, 1);

/** The answer to GS r 1 (bits 4 and 7 are 0), as opposed to one to DLE EOT (bit 4 is 1). */
export const isDoneAnswer = (byte: number): boolean => (byte & 0x90) === 0;

/**
 * Throws away what is not printed yet, so that nobody's ticket comes out of a mended printer later: DLE DC4 fn = 8, and
 * DLE ENQ 2 for printers that only know that. Where a band was cut off in its head, their bytes would be its size: NULs
 * before them make it a band without rows.
 */
export const clearBuffers = Uint8Array.of(
  ...new Uint8Array(BAND_HEAD_BYTES),
  DLE,
  0x14,
  8,
  1,
  3,
  0x14,
  1,
  6,
  2,
  8,
  DLE,
  0x05,
  2,
);
