import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { expect, it, onTestFinished } from 'vitest';
import { judge, withPalette } from './golden-picture.ts';

const width = 200;
const height = 100;
const same = { made: 140, present: 140 };

/** A light picture with so many dark dots in one block. */
function picture(darkDots: number, size = { width, height }): Uint8Array {
  const data = new Uint8Array(size.width * size.height * 3).fill(250);
  for (let dot = 0; dot < darkDots; dot += 1) {
    const at = (10 + Math.floor(dot / 10)) * size.width + 10 + (dot % 10);
    data.set([10, 86, 86], at * 3);
  }
  return encode({ ...size, data, channels: 3 });
}

function resultsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'golden-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'results');
}

it('takes the same picture for alike, also from a palette, and writes nothing', () => {
  const folder = resultsFolder();
  const shown = picture(60);
  const kept = withPalette(shown);
  expect(judge({ name: 'a.png', golden: kept, actual: shown, majors: same, folder })).toEqual({ result: 'alike' });
  expect(existsSync(folder)).toBe(false);
});

it('lets pass what another machine draws otherwise, and no more', () => {
  const folder = resultsFolder();
  const judged = (dots: number) =>
    judge({ name: 'a.png', golden: picture(0), actual: picture(dots), majors: same, folder }).result;
  // 0.4 % of 20 000 dots.
  expect(judged(80)).toBe('alike');
  expect(judged(120)).toBe('differs');
});

it('finds another digit on a large picture, and lets pass as many dots that lie all over it', () => {
  const folder = resultsFolder();
  const large = { width: 480, height: 480 };
  const together = picture(300, large);
  const data = new Uint8Array(large.width * large.height * 3).fill(250);
  for (let dot = 0; dot < 300; dot += 1) data.set([10, 86, 86], (dot * 751 + 3) * 3);
  const apart = encode({ ...large, data, channels: 3 });
  const judged = (actual: Uint8Array) =>
    judge({ name: 'a.png', golden: picture(0, large), actual, majors: same, folder }).result;
  expect(judged(together)).toBe('differs');
  expect(judged(apart)).toBe('alike');
});

it('writes the picture and what differs in it', () => {
  const folder = resultsFolder();
  const actual = picture(400);
  const verdict = judge({ name: 'desk-vi.png', golden: picture(0), actual, majors: same, folder });
  expect(verdict).toEqual({
    result: 'differs',
    told: expect.stringContaining('400 dots (2.00 %, of one part ') as string,
  });
  expect(readdirSync(folder).sort()).toEqual(['desk-vi-actual.png', 'desk-vi-difference.png']);
  expect(new Uint8Array(readFileSync(join(folder, 'desk-vi-actual.png')))).toEqual(new Uint8Array(actual));
  const drawn = decode(readFileSync(join(folder, 'desk-vi-difference.png')));
  expect([drawn.width, drawn.height]).toEqual([width, height]);
  // Red where it differs.
  const at = (12 * width + 15) * 4;
  expect([...drawn.data.subarray(at, at + 3)]).toEqual([255, 0, 0]);
});

it('only reports what another Chromium draws', () => {
  const folder = resultsFolder();
  const majors = { made: 140, present: 141 };
  const verdict = judge({ name: 'a.png', golden: picture(0), actual: picture(400), majors, folder });
  expect(verdict).toEqual({
    result: 'reported',
    told: expect.stringContaining('made by Chromium 140, this is 141') as string,
  });
  expect(readdirSync(folder)).toHaveLength(2);
});

it('finds a picture of another size to differ altogether', () => {
  const folder = resultsFolder();
  const actual = picture(0, { width: height, height: width });
  const verdict = judge({ name: 'a.png', golden: picture(0), actual, majors: same, folder });
  expect(verdict).toEqual({ result: 'differs', told: expect.stringContaining('(100.00 %') as string });
  expect(readdirSync(folder)).toEqual(['a-actual.png']);
});
