import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import fc from 'fast-check';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { slipPicture } from '../../fixtures/simulators/printer.ts';
import { type Bitmap, isBlack } from '../../native/printer/bitmap.ts';
import { fontOf } from './fonts.ts';
import { openSheet } from './sheet.ts';
import { drawPaymentSlip, drawSlip, drawTestPage } from './slip-drawing.ts';
import { copyOf, type Slip } from './slips.ts';
import { deskSlip, due, paper58, paper80, pictured, surroundings, ticketSlip, vietQr } from './slips-testing.ts';

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
    const documents = { checkAtDoor: false, bringDocument: true, replacedNumber: null, ahead: null, mayChange: true };
    const copy = copyOf({ number, official, clinic, code, stream, ...documents, moment: { serviceDate, session } });
    expect(copy.bringDocument).toBe(true);
    return drawSlip(copy, surroundings, paper80).heightDots;
  };
  const now = heightAt(surroundings.serviceDate, surroundings.session);
  expect(heightAt(surroundings.serviceDate, 'afternoon')).toBeGreaterThan(now);
  expect(heightAt('2026-11-23', surroundings.session)).toBeGreaterThan(now);
});

const cashier = { state: 'cashier', amount: 150_000, invoiceNumber: null } as const;

it.each([
  ['payment-80', due, false, 'en', paper80],
  ['payment-80-replaces', due, true, 'en', paper80],
  ['payment-58', { ...cashier, reason: 'cancelled' }, false, 'vi', paper58],
  ['payment-80-paid-twice', { ...cashier, reason: 'paid-twice' }, false, 'vi', paper80],
  ['payment-58-too-late', { ...cashier, reason: 'too-late' }, false, 'en', paper58],
] as const)(
  'the paper %s for what is to be paid is the picture that was looked at',
  (name, payment, replaces, language, paper) => {
    const slip = { kind: 'payment', number: 'TM-042', payment, replaces } as const;
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

/** What is written on a paper while it is drawn, in the order it is drawn, and how large. */
function writtenBy(draws: () => unknown): { words: string; sizeDots: number }[] {
  const written: { words: string; sizeDots: number }[] = [];
  const pen = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d')) as SKRSContext2D;
  const spy = vi.spyOn(pen, 'fillText').mockImplementation(function (this: SKRSContext2D, words) {
    written.push({ words, sizeDots: Number(/([\d.]+)px/.exec(this.font)?.[1]) });
  });
  draws();
  spy.mockRestore();
  return written;
}
const wordsOf = (slip: Slip, about = surroundings): string =>
  writtenBy(() => drawSlip(slip, about, paper80))
    .map(({ words }) => words.replaceAll('\u00a0', ' '))
    .join(' ');

describe('the number', () => {
  const largest = (slip: Slip, paper = paper80) => {
    const written = writtenBy(() => drawSlip(slip, surroundings, paper));
    const [first, second] = written.toSorted((one, other) => other.sizeDots - one.sizeDots);
    return { words: first?.words, times: (first?.sizeDots ?? 0) / (second?.sizeDots ?? 1) };
  };

  it.each([
    ['TM-042', paper80],
    ['TM-042', paper58],
    ['K02-0017', paper80],
    ['K02-0017', paper58],
  ])('%s is by far the largest thing on the paper', (number, paper) => {
    const { words, times } = largest({ ...ticketSlip, number }, paper);
    expect(words).toBe(number);
    expect(times).toBeGreaterThan(1.25);
  });

  it('of the desk is, too', () => {
    expect(largest(deskSlip).words).toBe(deskSlip.number);
  });
});

describe('a paper', () => {
  const { maskedName } = ticketSlip;

  it('names its patient as the screen does, masked, and nobody whom the screen does not name', () => {
    expect(wordsOf(ticketSlip)).toContain(`Khách: ${String(maskedName)}`);
    const unnamed = { ...ticketSlip, maskedName: null };
    expect(wordsOf(unnamed)).not.toMatch(/Khách|•/);
    expect(wordsOf(copyOf({ ...ticketSlip, moment: null }))).not.toMatch(/Khách|•/);
  });

  it('promises to be changed at the kiosk that gave it alone, and not where money is in it', () => {
    const about = { ...surroundings, kioskId: 'K-02', language: 'en' };
    const change = /ở máy K-02 để xem, đổi hoặc hủy\..*at kiosk K-02 to check, change or cancel\./;
    const look = /ở máy để xem\..*at a kiosk to check it\./;
    expect(wordsOf(ticketSlip, about)).toMatch(change);
    for (const slip of [
      { ...ticketSlip, mayChange: false },
      { ...ticketSlip, payment: due },
      { ...ticketSlip, payment: { state: 'asking' } as const },
      { ...ticketSlip, payment: { state: 'balanced' } as const },
    ]) {
      expect(wordsOf(slip, about)).toMatch(look);
      expect(wordsOf(slip, about)).not.toMatch(/hủy|cancel/);
    }
  });

  it('says until when its code may be paid, with the day where that is another one', () => {
    const until = (instant: string | null): string =>
      wordsOf({ ...ticketSlip, payment: { ...due, until: instant } }, { ...surroundings, language: 'en' });
    expect(until('2026-11-22T14:30:00+07:00')).toMatch(/Hạn thanh toán: 14:30 .*Pay by 14:30$/);
    expect(until('2026-11-23T00:30:00Z')).toMatch(/Hạn thanh toán: 07:30, 23\/11.*Pay by 07:30, \d/);
    expect(until(null)).not.toMatch(/Hạn thanh toán:|Pay by/);
  });

  it('says which number no longer counts, in the language of the visit too', () => {
    const replaced = { ...ticketSlip, replacedNumber: 'K02-0017' };
    expect(wordsOf(replaced)).toContain('Số K02-0017 không còn dùng được.');
    expect(wordsOf(replaced, { ...surroundings, language: 'en' })).toMatch(
      /Số K02-0017 không .* Number K02-0017 no longer counts\./,
    );
    expect(wordsOf(ticketSlip, { ...surroundings, language: 'en' })).not.toMatch(/không còn|no longer/);
  });

  it('for the desk says what staff have, or nothing of it where nothing was captured', () => {
    const about = { ...surroundings, language: 'en' };
    expect(wordsOf(deskSlip, about)).toMatch(/Nhân viên đã có .* Staff already have/);
    expect(wordsOf({ ...deskSlip, sync: null }, about)).not.toMatch(/thông tin|details|sync/);
  });

  it('says how numbers are called here, and no other way', () => {
    const called = (calledBy: typeof surroundings.calledBy, slip: Slip = ticketSlip): string =>
      wordsOf(slip, { ...surroundings, calledBy });
    expect(called('both')).toMatch(/Loa sẽ gọi số này\. Số cũng hiện/);
    expect(called('loudspeaker')).not.toContain('màn hình');
    expect(called('door-screen')).not.toContain('Loa');
    expect(called('door-screen', deskSlip)).toContain('màn hình ở quầy');
    expect(called('loudspeaker', deskSlip)).not.toContain('màn hình');
  });

  it('says how long the hospital expects the wait to be, and nothing where it does not say', () => {
    expect(wordsOf(ticketSlip)).toContain('Khoảng 4 người trước Chờ khoảng 25 phút');
    expect(wordsOf({ ...ticketSlip, ahead: 0 })).toContain('Chờ khoảng 25 phút');
    expect(wordsOf({ ...ticketSlip, waitMinutes: null })).not.toContain('phút');
    const silent = wordsOf({ ...ticketSlip, ahead: null });
    expect(silent).toContain('Chờ khoảng 25 phút');
    expect(silent).not.toContain('người');
  });

  it('that is given once more says when it was printed, and a session only where that of the visit is known', () => {
    const about = { ...surroundings, language: 'en' };
    const copy = (moment: Parameters<typeof copyOf>[0]['moment']) => wordsOf(copyOf({ ...ticketSlip, moment }), about);
    const again = 'In lại lúc 08:41, 22/11/2026 · Máy K1';
    expect(copy(null)).toContain(again);
    expect(copy(null)).not.toMatch(/[Bb]uổi|morning|afternoon/);
    const tomorrow = copy({ serviceDate: '2026-11-23', session: 'afternoon' });
    expect(tomorrow).toContain(again);
    expect(tomorrow).toMatch(/buổi chiều 23\/11.*afternoon/i);
    expect(tomorrow).not.toMatch(/buổi sáng|morning/i);
    expect(wordsOf(ticketSlip)).toMatch(/08:41 · Buổi sáng 22\/11\/2026/i);
    expect(wordsOf({ ...deskSlip, issuedAt: null })).toContain(again);
  });

  it('says the session in which it was given, also when that is over', () => {
    const afternoon = { ...surroundings, session: 'afternoon' as const };
    expect(wordsOf(ticketSlip, afternoon)).toMatch(/08:41 · Buổi sáng 22\/11\/2026/i);
    expect(wordsOf({ ...ticketSlip, issuedAt: '2026-11-22T14:05:00+07:00' })).toMatch(/14:05 · Buổi chiều/i);
  });

  it('that is given once more says who is in front of this number, and nothing of what a newcomer would wait', () => {
    const copy = { ...ticketSlip, moment: null };
    expect(wordsOf(copyOf({ ...copy, ahead: 2 }))).toMatch(/Khoảng 2 người trước(?!.*phút)/);
    expect(wordsOf(copyOf({ ...copy, ahead: null }))).not.toMatch(/người trước|phút/);
  });
});
