import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { encode } from 'uqr';
import { type Bitmap, blankBitmap, bytesPerRow } from '../../native/printer/bitmap.ts';
import { fontOf, type Weight } from './fonts.ts';

/** A strip of paper: blocks one below the other, drawn in grey and then made black or white, dot by dot. */

export interface PaperSize {
  widthDots: number;
  dotsPerMm: number;
}

/** A block knows its height before anything is drawn. */
export interface Block {
  heightDots: number;
  draw(pen: Pen, top: number): void;
}
type Pen = SKRSContext2D;

export interface TextLook {
  /** Of the type; capitals are 0.7 of it. */
  sizeMm: number;
  weight?: Weight;
  align?: 'left' | 'center';
  /** White on black. */
  isReversed?: boolean;
}

/** Of the size of the type, measured: Ẳ reaches 1.235 above the line, ạ 0.25 under it, and neither touches another line. */
const lineHeight = 1.52;
const baseline = 1.25;

/** Free dots at both edges: printers differ in where the paper lies by a dot or two. */
const edgeMm = 0.5;

/** From this grey on a dot stays white. */
const blackBelow = 128;

const measure = createCanvas(1, 1).getContext('2d');

export function openSheet({ widthDots, dotsPerMm }: PaperSize) {
  const dots = (mm: number): number => Math.round(mm * dotsPerMm);
  const edge = dots(edgeMm);
  const innerWidth = widthDots - 2 * edge;

  const textIn = (text: string, left: number, width: number, look: TextLook): Block => {
    const { sizeMm, weight = 600, align = 'left', isReversed = false } = look;
    const size = dots(sizeMm);
    const font = fontOf(weight, size);
    const padding = isReversed ? dots(1) : 0;
    const lines = align === 'center' ? balance(text, font, width - 2 * padding) : wrap(text, font, width - 2 * padding);
    const step = Math.ceil(size * lineHeight);
    return {
      heightDots: lines.length * step + 2 * padding,
      draw(pen, top) {
        if (isReversed) pen.fillRect(left, top, width, lines.length * step + 2 * padding);
        pen.fillStyle = isReversed ? '#fff' : '#000';
        pen.font = font;
        pen.textAlign = align;
        const x = align === 'center' ? left + width / 2 : left + padding;
        for (const [index, line] of lines.entries()) {
          pen.fillText(line, x, top + padding + index * step + Math.round(size * baseline));
        }
        pen.fillStyle = '#000';
      },
    };
  };

  const code = (text: string, sideMm: number): Block & { widthDots: number } => {
    const { data, size } = encode(text, { ecc: 'M', border: 4 });
    const moduleDots = Math.max(leastModuleDots, Math.floor(dots(sideMm) / size));
    const side = size * moduleDots;
    return {
      heightDots: side,
      widthDots: side,
      draw(pen, top) {
        const left = Math.floor((widthDots - side) / 2);
        for (const [y, row] of data.entries()) {
          for (const [x, isDark] of row.entries()) {
            if (isDark) pen.fillRect(left + x * moduleDots, top + y * moduleDots, moduleDots, moduleDots);
          }
        }
      },
    };
  };

  return {
    text: (text: string, look: TextLook): Block => textIn(text, edge, innerWidth, { align: 'center', ...look }),

    /** One line, as large as the width allows, up to a size; struck out where it says nothing any more. */
    figure: (text: string, largestMm: number, isStruck = false): Block => {
      measure.font = fontOf(700, probeDots);
      const probed = measure.measureText(text).width;
      const size = Math.min(dots(largestMm), Math.floor((innerWidth * probeDots) / Math.max(1, probed)));
      // Numbers have no letters with marks: their line may be lower than a sentence's.
      const heightDots = Math.ceil(size * figureHeight);
      return {
        heightDots,
        draw(pen, top) {
          pen.font = fontOf(700, size);
          pen.textAlign = 'center';
          pen.fillText(text, widthDots / 2, top + Math.round(size * figureBaseline));
          if (!isStruck) return;
          const width = Math.min(innerWidth, Math.ceil((probed * size) / probeDots) + size * strikeReach);
          const height = Math.ceil(size * strikeHeight);
          pen.fillRect((widthDots - width) / 2, top + Math.round(size * strikeMiddle - height / 2), width, height);
        },
      };
    },

    rule: (): Block => ({
      heightDots: dots(3),
      draw(pen, top) {
        for (let x = edge; x < widthDots - edge; x += dots(2)) pen.fillRect(x, top + dots(1.5), dots(1), dots(0.25));
      },
    }),

    gap: (mm: number): Block => ({ heightDots: dots(mm), draw: () => undefined }),

    /** A square code in the middle, with its quiet ground. */
    code,

    /** A square code at the left and words beside it, where the paper is wide enough for both; else below it. */
    codeWithText: (text: string, sideMm: number, blocks: readonly (readonly [string, TextLook])[]): Block[] => {
      const square = code(text, sideMm);
      const left = square.widthDots + dots(1);
      const width = widthDots - edge - left;
      if (width < dots(leastBesideMm)) {
        return [
          square,
          ...blocks.map(([words, look]) => textIn(words, edge, innerWidth, { ...look, align: 'center' })),
        ];
      }
      const beside = blocks.map(([words, look]) => textIn(words, left, width, look));
      const besideHeight = beside.reduce((sum, block) => sum + block.heightDots, 0);
      return [
        {
          heightDots: Math.max(square.heightDots, besideHeight),
          draw(pen, top) {
            pen.save();
            pen.translate(-Math.floor((widthDots - square.widthDots) / 2), 0);
            square.draw(pen, top + Math.max(0, Math.floor((besideHeight - square.heightDots) / 2)));
            pen.restore();
            let y = top + Math.max(0, Math.floor((square.heightDots - besideHeight) / 2));
            for (const block of beside) {
              block.draw(pen, y);
              y += block.heightDots;
            }
          },
        },
      ];
    },

    draw: (blocks: readonly Block[]): Bitmap => {
      const heightDots = blocks.reduce((sum, block) => sum + block.heightDots, 0);
      const pen = createCanvas(widthDots, Math.max(1, heightDots)).getContext('2d');
      pen.fillStyle = '#fff';
      pen.fillRect(0, 0, widthDots, heightDots);
      pen.fillStyle = '#000';
      let top = 0;
      for (const block of blocks) {
        block.draw(pen, top);
        top += block.heightDots;
      }
      return toDots(pen, widthDots, heightDots);
    },
  };
}
export type Sheet = ReturnType<typeof openSheet>;

/** Widths are measured at this size: they grow with it. */
const probeDots = 200;
const figureHeight = 1;
const figureBaseline = 0.86;
/** Through the middle of digits, a little wider than they are. */
const strikeMiddle = 0.51;
const strikeHeight = 0.08;
const strikeReach = 0.3;
/** Words beside a code need so much; less breaks every other word. */
const leastBesideMm = 24;
/** Smaller squares run together on thermal paper: 0.375 mm at 8 dots a millimetre. */
const leastModuleDots = 3;

/** Lines of at most this width, broken at spaces; no-break spaces hold. A word that is wider is broken anywhere. */
function wrap(text: string, font: string, width: number): string[] {
  measure.font = font;
  // Letters lean a little over their own width.
  const fits = (line: string): boolean => {
    const { actualBoundingBoxLeft, actualBoundingBoxRight, width: advance } = measure.measureText(line);
    return Math.max(advance, actualBoundingBoxLeft + actualBoundingBoxRight) <= width - 2;
  };
  const lines: string[] = [];
  let line = '';
  for (const word of text.normalize('NFC').split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const { segment } of letters.segment(word)) {
      if (line !== '' && !fits(line + segment)) {
        lines.push(line);
        line = '';
      }
      line += segment;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** As many lines as needed, of about the same length: no word stands alone in the last one. */
function balance(text: string, font: string, width: number): string[] {
  let lines = wrap(text, font, width);
  if (lines.length === 1) return lines;
  let [tooNarrow, enough] = [Math.floor(width / 2), width];
  while (enough - tooNarrow > 4) {
    const middle = Math.floor((tooNarrow + enough) / 2);
    const narrower = wrap(text, font, middle);
    // Narrower than a word, it breaks the word.
    if (narrower.length > lines.length || narrower.join(' ') !== lines.join(' ')) tooNarrow = middle;
    else [lines, enough] = [narrower, middle];
  }
  return lines;
}

const letters = new Intl.Segmenter('vi', { granularity: 'grapheme' });

function toDots(pen: Pen, widthDots: number, heightDots: number): Bitmap {
  const bitmap = blankBitmap(widthDots, heightDots);
  const { data } = pen.getImageData(0, 0, widthDots, Math.max(1, heightDots));
  const rowBytes = bytesPerRow(widthDots);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) {
      // Grey: any one colour tells.
      if ((data[(y * widthDots + x) * 4] ?? 255) >= blackBelow) continue;
      const at = y * rowBytes + (x >> 3);
      bitmap.rows[at] = (bitmap.rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return bitmap;
}
