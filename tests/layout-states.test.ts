import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { reachSeatedMm } from '../renderer/panel-layout.ts';
import { galleryModes, type Orientation, orientations, startGallery } from './harness/gallery-server.ts';
import type { Measured } from './harness/measure-page.ts';
import { measureShown } from './harness/measure-shown.ts';
import { useBrowser } from './harness/suite.ts';
import { wrongTargets } from './harness/wrong-targets.ts';

/** Every screen there is, both ways round, under a ruler: nothing is cut, nothing lies on something else, and large text is larger. */

const browser = useBrowser();
const pagesAtOnce = availableParallelism() + 1;
const found = ({ cut, overlaps, mute, ...measured }: Measured): string[] => [
  ...cut.map((words) => `cut: ${words}`),
  ...overlaps.map((pair) => `overlap: ${pair}`),
  ...mute.map((word) => `a sign without its word: ${word}`),
  ...wrongTargets({ cut, overlaps, mute, ...measured }),
];

/** Where the usual words are fitted too, both end within a step of each other (renderer/fit-screen.ts). */
const tolerance = 1.02;

/** Words that are smaller than the same words are usually. */
function smaller(large: Measured, usual: Measured): string[] {
  const sizes = new Map(usual.wordPx.map(({ words, px }) => [words, px]));
  // A dot between two languages is no word.
  const read = large.wordPx.filter(({ words }) => /[\p{L}\d]/u.test(words));
  return read.flatMap(({ words, px }) => ((sizes.get(words) ?? 0) > px * tolerance ? [`smaller: ${words}`] : []));
}

type Query = Readonly<Record<string, string>>;

interface Look {
  language: string;
  orientation: Orientation;
}

/** As most kiosks stand and speak; and the other way round in the other language, which has other words to break. */
const looks: readonly Look[] = [
  { language: 'vi', orientation: 'portrait' },
  { language: 'en', orientation: 'landscape' },
];
const otherLooks: readonly Look[] = [
  { language: 'en', orientation: 'portrait' },
  { language: 'vi', orientation: 'landscape' },
];

/** Every screen there is: what is wrong with it. */
async function lookAtAll(
  { language, orientation }: Look,
  wrongOn: (state: string, measured: (query: Query) => Promise<Measured>) => Promise<string[]>,
): Promise<string[]> {
  const gallery = await startGallery();
  const viewport = orientations[orientation];
  const context = await browser().newContext({ viewport, reducedMotion: 'reduce' });
  try {
    const states = await gallery.states(await context.newPage());
    expect(states.length).toBeGreaterThan(200);
    const rest = states.values();
    const findings: string[] = [];
    const lookThrough = async (): Promise<void> => {
      const page = await context.newPage();
      for (const state of rest) {
        const wrong = await wrongOn(state, async (query) => {
          await gallery.show(page, { state, language, viewport, query });
          return measureShown(page);
        });
        findings.push(...wrong.map((what) => `${state}: ${what}`));
      }
    };
    await Promise.all(Array.from({ length: pagesAtOnce }, lookThrough));
    return findings;
  } finally {
    await context.close();
    await gallery.stop();
  }
}

it.each(looks)(
  'holds together on every screen in $language, $orientation',
  async (look) => {
    const findings = await lookAtAll(look, async (_state, measured) => {
      const usual = await measured(galleryModes.normal);
      const large = await measured(galleryModes['large-text']);
      return [...found(usual), ...found(large), ...smaller(large, usual)];
    });
    expect(findings).toEqual([]);
  },
  300_000,
);

it.each(otherLooks)(
  'holds together on every screen in $language, $orientation, too',
  async (look) => {
    expect(await lookAtAll(look, async (_state, measured) => found(await measured(galleryModes.normal)))).toEqual([]);
  },
  300_000,
);

/** A panel whose lower edge leaves a seated hand the least of it that there is a layout for (renderer/panel-layout.ts). */
const edgeMm = 850;
const lowReach = { pitch: '0.248', edge: String(edgeMm), reach: 'low' };
/** Half a pixel of type less than design.md's 7.3 mm. */
const leastCapitalMm = 7.25;

/** Upright there is room enough; of that every second one, whatever comes before it in the list. */
const isLookedAtLow = (state: string, { orientation }: Look): boolean =>
  orientation === 'landscape' || state.length % 2 === 1;

/** No keyboard is shown to patients. */
const isForStaff = (state: string): boolean => state.startsWith('keyboard-');

/**
 * How high above the floor a button may lie. Two rows of tiles, or of actions below a number pad, go a little farther up than
 * a seated hand reaches with ease, and the fullest screens some more: below the 1,220 mm of EN 301 549 all of them.
 */
function highestMm(state: string): number {
  if (/^(appointments-declare|ticket-others)/.test(state)) return 1_140;
  if (/^(choose|appointments|my-ticket-choosing|attract-(face-return|card-forgotten))/.test(state)) return 1_050;
  // Three or four actions below a number pad.
  if (/^(typed|returning)-.*(birth|expiry|young)/.test(state)) return 1_050;
  return reachSeatedMm + 15;
}

it.each(looks)(
  'is within low reach, and no smaller for it, on every screen in $language, $orientation',
  async (look) => {
    const findings = await lookAtAll(look, async (state, measured) => {
      if (isForStaff(state) || !isLookedAtLow(state, look)) return [];
      const low = await measured(lowReach);
      const aboveFloor = ({ top }: Measured['targets'][number]): number => edgeMm + (low.heightPx - top) / low.mmPx;
      const high = low.targets.filter((target) => aboveFloor(target) > highestMm(state));
      const small = low.wordPx.filter(({ px }) => (px * low.capital) / low.mmPx < leastCapitalMm);
      return [
        ...found(low),
        ...high.map((target) => `${aboveFloor(target).toFixed(0)} mm above the floor: ${target.name}`),
        ...small.map(({ words }) => `small: ${words}`),
      ];
    });
    expect(findings).toEqual([]);
  },
  300_000,
);
