import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Browser } from 'playwright-core';
import { tour } from './screenshots-tour.ts';

/** `npm run screenshots -- readme`: the README's pictures of a visit, from the tour. */

const folder = join(import.meta.dirname, '..', 'fixtures', 'pictures');

/** Which screen of the tour is which picture. */
const wanted: Readonly<Record<string, string>> = {
  attract: 'attract-vi',
  'card-awaited': 'identify-vi',
  'face-matched': 'verify-vi',
  'enrol-asking': 'enrol-vi',
  'enrol-moving': 'moving-vi',
  appointments: 'appointments-vi',
  'clinics-last-time': 'choose-vi',
  'insurance-expired': 'insurance-vi',
  'typed-number': 'typed-vi',
  'ticket-confirmed': 'ticket-vi',
  'desk-several-records': 'desk-vi',
};
const size = { width: 432, height: 768 };
const quality = 88;

export async function takeReadmePictures(browser: Browser, failedFolder: string): Promise<void> {
  await tour(browser, 'vi', 'portrait', failedFolder, async (page, state) => {
    const name = wanted[state];
    if (name === undefined) return;
    const picture = await loadImage(await page.screenshot());
    const canvas = createCanvas(size.width, size.height);
    const pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, 0, 0, size.width, size.height);
    writeFileSync(join(folder, `${name}.jpg`), await canvas.encode('jpeg', quality));
  });
  process.stdout.write(`${String(Object.keys(wanted).length)} pictures: ${folder}\n`);
}
