import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PrinterPaper } from '../../fixtures/simulators/printer-paper.ts';
import { type Bitmap, bytesPerRow } from './bitmap.ts';
import { askWhenDone, BAND_ROWS, encodeJob, isDoneAnswer, partPaper, type PrintJob, restOfBand } from './escpos.ts';
import { patterned } from './testing.ts';

const bitmaps = fc
  .tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 300 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: bytesPerRow(width) * height, maxLength: bytesPerRow(width) * height })
      .map((rows): Bitmap => ({ widthDots: width, heightDots: height, rows })),
  );

const DOTS_PER_MM = 8;

function encoded(job: PrintJob, dotsPerMm = DOTS_PER_MM): Uint8Array {
  const bytes = encodeJob(job, dotsPerMm);
  if (bytes === null) throw new Error('refused as larger than a ticket');
  return bytes;
}

/** The paper without what was fed before the cut. */
function printed(bytes: Uint8Array, { widthDots, heightDots }: Bitmap, chunkBytes = bytes.length) {
  const answers: number[] = [];
  const paper = new PrinterPaper(widthDots, (answer) => answers.push(...answer));
  for (let at = 0; at < bytes.length; at += chunkBytes) paper.feed(bytes.subarray(at, at + chunkBytes));
  const [slip] = paper.slips;
  return {
    paper,
    answers,
    rows: slip && Buffer.from(slip.bitmap.rows.subarray(0, bytesPerRow(widthDots) * heightDots)),
  };
}

describe('a job', () => {
  it('comes out of an ESC/POS printer dot for dot, however it is cut on the way', () => {
    fc.assert(
      fc.property(bitmaps, fc.integer({ min: 1, max: 700 }), (bitmap, chunkBytes) => {
        const { paper, rows, answers } = printed(
          Buffer.concat([encoded({ bitmap, cut: true }), askWhenDone]),
          bitmap,
          chunkBytes,
        );
        expect(rows).toEqual(Buffer.from(bitmap.rows));
        expect(paper.slips).toHaveLength(1);
        expect(paper.slips[0]?.isCut).toBe(true);
        expect(paper.strayBytes).toBe(0);
        expect(answers.map((answer) => isDoneAnswer(answer))).toEqual([true]);
      }),
      { numRuns: 60 },
    );
  });

  it('is sent in bands that a small printer can hold', () => {
    const bitmap = patterned(576, 2 * BAND_ROWS + 7);
    const bytes = encoded({ bitmap, cut: true });
    const heads: number[] = [];
    for (let at = 5; bytes[at + 1] === 0x76;) {
      const [width = 0, height = 0] = [bytes[at + 4], bytes[at + 6]];
      heads.push(height);
      at += 8 + width * height;
    }
    expect(heads).toEqual([BAND_ROWS, BAND_ROWS, 7]);
  });

  it.each([
    [8, 1],
    [8, 203 / 360],
    [12, 1],
    [12, 300 / 360],
  ])(
    'is fed 15 mm, to the edge where it is torn off, when nothing cuts it (%i dots a mm, %f of them a motion unit)',
    (dotsPerMm, rowsPerMotionUnit) => {
      const job = { bitmap: patterned(384, 40), cut: false };
      const paper = new PrinterPaper(384, () => undefined);
      paper.rowsPerMotionUnit = rowsPerMotionUnit;
      paper.feed(encoded(job, dotsPerMm));
      expect(paper.slips).toEqual([]);
      paper.mend();
      expect(paper.slips).toMatchObject([{ isCut: false, bitmap: { heightDots: 40 + 15 * dotsPerMm } }]);
      expect(paper.slips[0]?.bitmap.rows.subarray(job.bitmap.rows.length).every((byte) => byte === 0)).toBe(true);
      expect(paper.strayBytes).toBe(0);
    },
  );

  it.each([
    [80 * 8, 600 * 8, 8],
    [80 * 12, 600 * 12, 12],
  ])('may have %i x %i dots at %i dots a millimetre, and no more', (width, height, dotsPerMm) => {
    const sized = (widthDots: number, heightDots: number) =>
      encodeJob({ bitmap: patterned(widthDots, heightDots), cut: true }, dotsPerMm);
    expect(sized(width, height)).not.toBeNull();
    expect(sized(width + 1, 10)).toBeNull();
    expect(sized(8, height + 1)).toBeNull();
  });

  it('silences a printer that reports by itself, in bytes that look like the answer to whether it is done', () => {
    const said: number[] = [];
    const paper = new PrinterPaper(576, (bytes) => said.push(...bytes));
    paper.reportsByItself = true;
    paper.state = 'low';
    expect(said.splice(0).some(isDoneAnswer)).toBe(true);
    paper.feed(encoded({ bitmap: patterned(), cut: true }));
    paper.state = 'good';
    expect(said).toEqual([]);
  });

  it('that was cut off anywhere is ended, on paper of its own', () => {
    const job = { bitmap: patterned(384, 200), cut: true };
    const bytes = encoded(job);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length }), (takenBytes) => {
        const paper = new PrinterPaper(384, () => undefined);
        paper.feed(bytes.subarray(0, takenBytes));
        paper.feed(restOfBand(job));
        paper.feed(partPaper(job, DOTS_PER_MM));
        const before = paper.slips.length;
        paper.feed(bytes);
        expect(paper.slips).toHaveLength(before + 1);
        const next = paper.slips.at(-1)?.bitmap;
        expect(next?.heightDots).toBe(job.bitmap.heightDots + 16);
        expect(Buffer.from(next?.rows.subarray(0, job.bitmap.rows.length) ?? [])).toEqual(Buffer.from(job.bitmap.rows));
      }),
      { examples: [[5], [7], [9], [11], [12]].map(([at = 0]) => [at]) },
    );
  });
});
