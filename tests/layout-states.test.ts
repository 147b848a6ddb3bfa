import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { reachHighestMm, reachLowestMm, reachSeatedMm } from '../renderer/panel-layout.ts';
import { galleryModes, type Orientation, orientations, startGallery } from './harness/gallery-server.ts';
import type { Measured } from './harness/measure-page.ts';
import { measureShown } from './harness/measure-shown.ts';
import { useBrowser } from './harness/suite.ts';
import { wrongTargets } from './harness/wrong-targets.ts';

/** Every screen there is, both ways round, under a ruler: nothing is cut, nothing lies on something else, and large text is no smaller. */

const browser = useBrowser();
const pagesAtOnce = availableParallelism() + 1;
const found = (measured: Measured): string[] => [
  ...measured.cut.map((words) => `cut: ${words}`),
  ...measured.overlaps.map((pair) => `overlap: ${pair}`),
  ...measured.mute.map((word) => `a sign without its word: ${word}`),
  ...measured.moving.map((what) => `moves although nothing should: ${what}`),
  ...(measured.isCovered ? [] : missing(measured)),
  ...wrongTargets(measured),
];

/** Contrast, size and height of the screen, hearing it, and at least one other language. */
const leastTools = 5;
/** Where a visit runs that is not over; a face is looked for in one, or after it. */
const inVisit = /^(identify|verify|insurance|appointments|details|choose|typed|returning|companion|whose)$/;

/** What is there on every screen, and is not on this one; without a station nobody hears a call, nor how to draw the screen. */
function missing({ step, callsStaff, startsOver, tools }: Measured): string[] {
  if (step === 'oneMoment') return [];
  if (step === 'broken') return callsStaff && startsOver ? [] : ['no way on'];
  return [
    ...(callsStaff ? [] : ['no call for staff']),
    ...(inVisit.test(step) && !startsOver ? ['no way to start over'] : []),
    ...(tools < leastTools ? [`${String(tools)} tools`] : []),
  ];
}

/** Where the usual words are fitted too, both end within a step of each other (renderer/fit-screen.ts). */
const tolerance = 1.02;

/** Words that are smaller than the same words are usually. */
function smaller(large: Measured, usual: Measured): string[] {
  const sizes = new Map(usual.wordPx.map(({ words, px }) => [words, px]));
  // A dot between two languages is no word.
  const read = large.wordPx.filter(({ words }) => /[\p{L}\d]/u.test(words));
  return read.flatMap(({ words, px }) => ((sizes.get(words) ?? 0) > px * tolerance ? [`smaller: ${words}`] : []));
}

/** A panel of 21.5" whose lower edge leaves a seated hand the least of it that there is a layout for (renderer/panel-layout.ts). */
const edgeMm = 850;
const panel = { pitch: '0.248', edge: String(edgeMm) };
/** Half a pixel of type less than 7.3 mm, what weak eyes read at arm's length. */
const leastCapitalMm = 7.25;
/** The fullest screens for a glass that lies are one step smaller (renderer/fit-screen.ts). */
const leastOfFullestMm = 6.8;
const fullest = /^(desk-unprinted|paper-desk-mended|ticket-refused-elsewhere)/;

const tooSmall = (state: string, { wordPx, capital, mmPx }: Measured): string[] =>
  wordPx
    .filter(({ px }) => (px * capital) / mmPx < (fullest.test(state) ? leastOfFullestMm : leastCapitalMm))
    .map(({ words, px }) => `${((px * capital) / mmPx).toFixed(2)} mm small: ${words}`);

const aboveFloorMm = ({ heightPx, mmPx }: Measured, y: number): number => edgeMm + (heightPx - y) / mmPx;

/** What lies too high or too low for a hand that stands. */
const outOfReach = (measured: Measured): string[] =>
  measured.targets
    .filter(
      ({ top, bottom }) =>
        aboveFloorMm(measured, top) > reachHighestMm + 2 || aboveFloorMm(measured, bottom) < reachLowestMm,
    )
    .map(({ name, top }) => `${aboveFloorMm(measured, top).toFixed(0)} mm above the floor: ${name}`);

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
    const findings = await lookAtAll(look, async (state, measured) => {
      const usual = await measured(panel);
      const large = await measured({ ...panel, ...galleryModes['large-text'] });
      return [
        ...found(usual),
        ...tooSmall(state, usual),
        ...outOfReach(usual),
        ...found(large),
        ...smaller(large, usual),
      ];
    });
    expect(findings).toEqual([]);
  },
  300_000,
);

it.each(otherLooks)(
  'holds together on every screen in $language, $orientation, too',
  async (look) => {
    const findings = await lookAtAll(look, async (state, measured) => {
      const usual = await measured(panel);
      return [...found(usual), ...tooSmall(state, usual), ...outOfReach(usual)];
    });
    expect(findings).toEqual([]);
  },
  300_000,
);

/** Upright there is room enough; of that every second one, whatever comes before it in the list. */
const isLookedAtLow = (state: string, { orientation }: Look): boolean =>
  orientation === 'landscape' || state.length % 2 === 1;

/**
 * How high above the floor a button may lie. Two rows of tiles, or of actions below a number pad, go a little farther up than
 * a seated hand reaches with ease, and the fullest screens some more: below the 1,220 mm of EN 301 549 all of them.
 */
function highestMm(sample: string): number {
  const state = sample.replace(/^left-card-/, '');
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
      if (!isLookedAtLow(state, look)) return [];
      const low = await measured({ ...panel, reach: 'low' });
      const high = low.targets.filter(({ top }) => aboveFloorMm(low, top) > highestMm(state));
      return [
        ...found(low),
        ...high.map(({ name, top }) => `${aboveFloorMm(low, top).toFixed(0)} mm above the floor: ${name}`),
        ...tooSmall(state, low),
      ];
    });
    expect(findings).toEqual([]);
  },
  300_000,
);
