import type { Bitmap } from '../../native/printer/bitmap.ts';
import { inLanguage } from '../bridge/clinic-snapshot.ts';
import { textsIn } from '../../renderer/language/texts.ts';
import { deskBlocks, deskEssentials } from './desk-blocks.ts';
import { paymentBlocks, paymentWords, replacedWords } from './payment-blocks.ts';
import { refusedBlocks, refusedEssentials } from './refused-blocks.ts';
import { type Block, openSheet, type PaperSize, type Sheet } from './sheet.ts';
import { head, issued, mark, sizes } from './slip-parts.ts';
import type { PaymentSlip, Slip, Surroundings } from './slips.ts';
import { ticketBlocks, ticketEssentials } from './ticket-blocks.ts';

/**
 * A slip as the dots of its paper. Vietnamese first and whole, because staff read it; what the patient needs stands below it
 * once more in the visit's language.
 */
export function drawSlip(slip: Slip, about: Surroundings, paper: PaperSize): Bitmap {
  const sheet = openSheet(paper);
  const { whole, essentials } = blocksOf(sheet, slip, about);
  const second = about.language === 'vi' ? [] : [sheet.rule(), ...essentials(about.language)];
  return sheet.draw([...whole, ...second, sheet.gap(2)]);
}

interface Blocks {
  whole: Block[];
  /** What the patient needs to know, in the language of the visit. */
  essentials: (language: string) => Block[];
}

function blocksOf(sheet: Sheet, slip: Slip, about: Surroundings): Blocks {
  if (slip.kind === 'desk') {
    return {
      whole: deskBlocks(sheet, slip, about),
      essentials: (language) => deskEssentials(sheet, slip, about, language),
    };
  }
  const { refusal } = slip;
  if (refusal !== null) {
    return {
      whole: refusedBlocks(sheet, { ...slip, refusal }, about),
      essentials: (language) => refusedEssentials(sheet, { ...slip, refusal }, language),
    };
  }
  return {
    whole: ticketBlocks(sheet, slip, about),
    essentials: (language) => ticketEssentials(sheet, slip, about, language),
  };
}

/** A small paper beside the ticket's: its number, and what is to be paid for it. */
export function drawPaymentSlip(slip: PaymentSlip, about: Surroundings, paper: PaperSize): Bitmap {
  const sheet = openSheet(paper);
  const words = (language: string): Block[] =>
    [...replacedWords(slip, textsIn(language)), ...paymentWords(slip.payment, about, language)].map((line) =>
      sheet.text(line, { sizeMm: sizes.body, weight: 700 }),
    );
  return sheet.draw([
    ...head(sheet, about),
    sheet.figure(slip.number, sizes.number / 2),
    ...replacedWords(slip, textsIn('vi')).map((line) => mark(sheet, line)),
    ...paymentBlocks(sheet, slip.payment, about),
    issued(sheet, about, about.now, 'vi'),
    ...(about.language === 'vi' ? [] : [sheet.rule(), ...words(about.language)]),
    sheet.gap(2),
  ]);
}

/** Letters with stacked marks, and a frame that shows whether the paper is as wide as configured. */
export function drawTestPage(about: Surroundings, paper: PaperSize): Bitmap {
  const t = textsIn('vi');
  const sheet = openSheet(paper);
  const { widthDots, dotsPerMm } = paper;
  const line = Math.round(dotsPerMm / 4);
  const side = (top: boolean): Block => ({
    heightDots: line * 4,
    draw(pen, y) {
      pen.fillRect(0, top ? y : y + line * 3, widthDots, line);
      pen.fillRect(0, y, line, line * 4);
      pen.fillRect(widthDots - line, y, line, line * 4);
    },
  });
  return sheet.draw([
    side(true),
    sheet.text(inLanguage(about.hospital, 'vi'), { sizeMm: 3.6, weight: 700 }),
    sheet.figure(t('paper.test.heading'), 12),
    sheet.text(t('paper.test.letters'), { sizeMm: 4 }),
    sheet.text(t('paper.test.edges'), { sizeMm: 3.6 }),
    sheet.code(testCode, 22),
    issued(sheet, about, about.now, 'vi'),
    side(false),
    sheet.gap(2),
  ]);
}

/** No check-in key: a kiosk that is shown it says that it does not know it. */
const testCode = 'TIEP DON';
