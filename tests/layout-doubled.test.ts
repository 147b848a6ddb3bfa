import type { Page } from 'playwright-core';
import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { type Orientation, orientations, startGallery } from './harness/gallery-server.ts';
import type { Measured } from './harness/measure-page.ts';
import { measureShown } from './harness/measure-shown.ts';
import { useBrowser } from './harness/suite.ts';

/**
 * Every screen, in English every second one, with text of 200 % (WCAG 1.4.4). Nothing scrolls on a kiosk, and its usual capitals have 7.3 mm already: words grow as
 * far as the glass has room, and none is cut or lost for it. By how much they really grow is said at the end.
 */

const browser = useBrowser();
const pagesAtOnce = availableParallelism() + 1;

const looks = [
  { language: 'vi', orientation: 'portrait' },
  { language: 'en', orientation: 'landscape' },
] as const satisfies readonly { language: string; orientation: Orientation }[];

/** It has languages that nobody has. */
const isLeftOut = (state: string): boolean => state === 'languages-open';
/** Every screen as most kiosks stand and speak; of the other look every second one, whatever comes before it in the list. */
const isLookedAt = (state: string, language: string): boolean => language === 'vi' || state.length % 2 === 1;
/** A clinic's place and queue give way to its name. */
const yielding = /^outside \.clinic-body/;

/** The fullest screens, which are no larger than usual when they are doubled; no smaller than this, too. */
const fullest =
  /^(stray-)?(confirm|ticket|my-ticket|desk|payment|paper|typed-(wrong|own-expiry)|enrol-asking|choose-last-time-room|attract-(face-return-(prompt|asked-again)|card-forgotten-asked|camera-(always|only)))/;
const leastOfFullest = 0.8;
/** Half of all screens reach at least that: cards, faces and clinics far more, first screens and tickets with all their notes less. */
const usualQuestion = 1.15;
const usualWords = 1.15;

interface Grown {
  state: string;
  question: number;
  /** The middle one of all words that are there both times. */
  words: number;
  /** The smaller of both; a screen without a question has words alone. */
  least: number;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function grownBy(state: string, usual: Measured, doubled: Measured): Grown {
  const sizes = new Map(usual.wordPx.map(({ words, px }) => [words, px]));
  // A dot between two languages is no word.
  const read = doubled.wordPx.filter(({ words }) => /[\p{L}\d]/u.test(words));
  const question = doubled.questionPx / usual.questionPx;
  const words = middle(read.map((each) => each.px / (sizes.get(each.words) ?? Number.NaN)).filter((by) => by > 0));
  return { state, question, words, least: Math.min(...[question, words].filter((by) => by > 0)) };
}

/** Said by the screen as it usually is and no more when it is doubled. */
function wrongIn(state: string, usual: Measured, doubled: Measured): string[] {
  return [
    ...doubled.cut.filter((words) => !yielding.test(words)).map((words) => `cut: ${words}`),
    ...(usual.questionPx > 0 && doubled.questionPx === 0 ? ['no question'] : []),
    ...(doubled.actionPx.length === usual.actionPx.length ? [] : ['an action is missing']),
    ...(doubled.actionPx.some((px, index) => px < (usual.actionPx[index] ?? px)) ? ['a smaller action'] : []),
    ...(doubled.callsStaff === usual.callsStaff ? [] : ['no call for staff']),
  ].map((what) => `${state}: ${what}`);
}

async function doubled(page: Page): Promise<Measured> {
  await page.evaluate(async () => {
    document.documentElement.style.setProperty('--text-scale', '2');
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  return measureShown(page).finally(() =>
    page.evaluate(() => document.documentElement.style.removeProperty('--text-scale')),
  );
}

it.each(looks)(
  'keeps question, actions and words of screens with text of 200 %: $language, $orientation',
  async ({ language, orientation }) => {
    const gallery = await startGallery();
    const viewport = orientations[orientation];
    const context = await browser().newContext({ viewport, reducedMotion: 'reduce' });
    try {
      const states = (await gallery.states(await context.newPage())).filter(
        (state) => !isLeftOut(state) && isLookedAt(state, language),
      );
      expect(states.length).toBeGreaterThan(100);
      const rest = states.values();
      const wrong: string[] = [];
      const grown: Grown[] = [];
      const lookThrough = async (): Promise<void> => {
        const page = await context.newPage();
        for (const state of rest) {
          await gallery.show(page, { state, language, viewport });
          const usual = await measureShown(page);
          const double = await doubled(page);
          wrong.push(...wrongIn(state, usual, double));
          grown.push(grownBy(state, usual, double));
        }
      };
      await Promise.all(Array.from({ length: pagesAtOnce }, lookThrough));
      expect(wrong).toEqual([]);
      const smaller = grown.filter(({ least }) => least < 0.99);
      const [questions, words] = [grown.map(({ question }) => question), grown.map((each) => each.words)].map((all) =>
        all.filter((by) => by > 0),
      ) as [number[], number[]];
      process.stdout.write(
        `200 % text, ${language}, ${orientation}, ${String(grown.length)} screens: the question grows by ${middle(questions).toFixed(2)} and ` +
          `words by ${middle(words).toFixed(2)} in the median; ${String(questions.filter((by) => by > 1.98).length)} questions are doubled, ` +
          `${String(smaller.length)} full screens are smaller than usual, by ${Math.min(1, ...smaller.map(({ least }) => least)).toFixed(2)}\n`,
      );
      expect(smaller.filter(({ state, least }) => !fullest.test(state) || least < leastOfFullest)).toEqual([]);
      expect(middle(questions)).toBeGreaterThan(usualQuestion);
      expect(middle(words)).toBeGreaterThan(usualWords);
    } finally {
      await context.close();
      await gallery.stop();
    }
  },
  300_000,
);
