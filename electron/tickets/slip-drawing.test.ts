import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { slipPicture } from '../../fixtures/simulators/printer.ts';
import { type Bitmap, isBlack } from '../../native/printer/bitmap.ts';
import { fontOf } from './fonts.ts';
import { openSheet } from './sheet.ts';
import { drawPaymentSlip, drawSlip, drawTestPage } from './slip-drawing.ts';
import { copyOf } from './slips.ts';
import { due, paper58, paper80, pictured, surroundings, ticketSlip, vietQr } from './slips-testing.ts';

/**
 * Fonts and the drawing library come with the application, so the dots are the same wherever it runs on x86-64 Linux. After an
 * intended change:  TICKET_PICTURES=write vitest run --project units electron/tickets
 */
const picture = (name: string): URL => new URL(`../../fixtures/tickets/${name}.png`, import.meta.url);
const isWriting = process.env['TICKET_PICTURES'] === 'write';

function isPicture(name: string, drawn: ReturnType<typeof slipPicture>): void {
  if (isWriting) writeFileSync(picture(name), drawn);
  expect(existsSync(picture(name)), 'there is no such picture').toBe(true);
  const kept = decode(readFileSync(picture(name)));
  const now = decode(drawn);
  expect([now.width, now.height]).toEqual([kept.width, kept.height]);
  const differing = Array.from(now.data).filter((value, at) => value !== kept.data[at]).length;
  // Another processor's arithmetic may round the edge of a letter to the other side; a line that moved is thousands.
  expect(differing / now.data.length).toBeLessThan(0.0005);
}

describe('a slip', () => {
  it.each(pictured)('%s is the picture that was looked at', (name, slip, language, paper) => {
    isPicture(name, slipPicture(drawSlip(slip, { ...surroundings, language }, paper)));
  });
});

it('a copy says when it is for unless that is now, and asks for a document', () => {
  const { number, official, clinic, code, stream } = ticketSlip;
  const heightAt = (serviceDate: string, session: 'morning' | 'afternoon'): number => {
    const documents = { checkAtDoor: false, bringDocument: true };
    const copy = copyOf({ number, official, clinic, code, stream, ...documents, moment: { serviceDate, session } });
    expect(copy.bringDocument).toBe(true);
    return drawSlip(copy, surroundings, paper80).heightDots;
  };
  const now = heightAt(surroundings.serviceDate, surroundings.session);
  expect(heightAt(surroundings.serviceDate, 'afternoon')).toBeGreaterThan(now);
  expect(heightAt('2026-11-23', surroundings.session)).toBeGreaterThan(now);
});

it.each([
  ['payment-80', due, 'en', paper80],
  ['payment-58', { state: 'cashier', reason: 'cancelled', amount: 150_000, invoiceNumber: null }, 'vi', paper58],
] as const)(
  'the paper %s for what is to be paid is the picture that was looked at',
  (name, payment, language, paper) => {
    const slip = { kind: 'payment', number: 'TM-042', payment } as const;
    isPicture(name, slipPicture(drawPaymentSlip(slip, { ...surroundings, language }, paper)));
  },
);

describe('the square codes', () => {
  beforeAll(async () => {
    const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
    const wasmBinary = Uint8Array.from(readFileSync(wasm)).buffer;
    await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  });

  const codesOn = async (bitmap: Bitmap): Promise<string[]> => {
    const { widthDots: width, heightDots: height } = bitmap;
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let at = 0; at < width * height; at += 1) {
      if (isBlack(bitmap, at % width, Math.floor(at / width))) data.fill(0, at * 4, at * 4 + 3);
    }
    const found = await readBarcodes({ width, height, data } as Parameters<typeof readBarcodes>[0], {
      formats: ['QRCode'],
      tryHarder: true,
    });
    return found.map(({ text }) => text).sort();
  };

  it.each(pictured)('of %s are read from the paper', async (_name, slip, language, paper) => {
    const due = slip.kind === 'ticket' && slip.payment.state === 'due' ? [vietQr] : [];
    const bitmap = drawSlip(slip, { ...surroundings, language }, paper);
    expect(await codesOn(bitmap)).toEqual([...due, ...(slip.code === null ? [] : [slip.code])].sort());
  });

  it('of the test page is none of a patient', async () => {
    expect(await codesOn(drawTestPage(surroundings, paper58))).toEqual(['TIEP DON']);
  });
});

/** Every letter of Vietnamese, with every mark. */
const vowels = 'aăâeêioôơuưy';
const marks = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const alphabet = [...vowels]
  .flatMap((vowel) => marks.map((mark) => (vowel + mark).normalize('NFC')))
  .concat([...'bcdđghklmnpqrstvx'])
  .flatMap((letter) => [letter, letter.toUpperCase()]);

describe('letters', () => {
  it('of Vietnamese are all from the fonts of the ticket', () => {
    const pen = createCanvas(10, 10).getContext('2d');
    const widthIn = (font: string, letter: string): number => {
      pen.font = font;
      return pen.measureText(letter).width;
    };
    // What a family lacks is taken from the fonts behind it: with two different ones behind it, its own stay as they are.
    const strays = alphabet.filter((letter) => {
      const font = fontOf(600, 100);
      return widthIn(`${font}, monospace`, letter) !== widthIn(`${font}, serif`, letter);
    });
    expect(strays).toEqual([]);
  });

  it.each([paper80, paper58])('never reach over the edge of $widthDots dots, nor out of their lines', (paper) => {
    const word = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 14 });
    const words = fc.array(word, { minLength: 1, maxLength: 7 }).map((list) => list.join(' '));
    const sheet = openSheet({ widthDots: paper.widthDots, dotsPerMm: paper.dotsPerMm });
    fc.assert(
      fc.property(words, fc.constantFrom(3.4, 4.6, 6.6), fc.boolean(), (text, sizeMm, isCentred) => {
        const block = sheet.text(text, { sizeMm, weight: 700, align: isCentred ? 'center' : 'left' });
        // Ink outside of its own lines would stand in the gaps.
        const bitmap = sheet.draw([sheet.gap(5), block, sheet.gap(5)]);
        const gap = 5 * paper.dotsPerMm;
        for (let y = 0; y < bitmap.heightDots; y += 1) {
          const isOutside = y < gap || y >= gap + block.heightDots;
          for (let x = 0; x < bitmap.widthDots; x += 1) {
            const mustBeWhite = isOutside || x === 0 || x === bitmap.widthDots - 1;
            if (mustBeWhite && isBlack(bitmap, x, y)) throw new Error(`ink at ${String(x)}, ${String(y)}`);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the number', () => {
  const heightOf = (number: string): number => {
    const sheet = openSheet(paper80);
    return sheet.figure(number, 30).heightDots;
  };

  it('is the largest thing on the paper, and as large as the paper is wide', () => {
    expect(heightOf('7')).toBe(240);
    expect(heightOf('TM-042')).toBeGreaterThan(110);
    expect(heightOf('K02-0017')).toBeGreaterThan(80);
  });

  it('names nobody whom the screen does not name', () => {
    const named = drawSlip(ticketSlip, surroundings, paper80);
    const unnamed = drawSlip({ ...ticketSlip, maskedName: null }, surroundings, paper80);
    expect(Buffer.from(named.rows).equals(Buffer.from(unnamed.rows))).toBe(false);
  });
});
