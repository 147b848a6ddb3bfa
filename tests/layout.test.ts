import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { reachHighestMm, reachLowestMm } from '../renderer/panel-layout.ts';
import { useGallery } from './harness/gallery.ts';
import { standStill } from './harness/gallery-server.ts';
import { type Measured, measurePage } from './harness/measure-page.ts';
import { wrongTargets } from './harness/wrong-targets.ts';

/** The screens under a ruler: millimetres on three panels, both ways round, in every mode and language. */

const show = useGallery();
const upright = { width: 1080, height: 1920 };
const lying = { width: 1920, height: 1080 };

/** Full HD panels; a small one is stood closer to. */
const panels = {
  '15.6"': { pitch: '0.179', distance: '450' },
  '21.5"': { pitch: '0.248', distance: '600' },
  '32"': { pitch: '0.369', distance: '600' },
} as const;
/** The kinds of layout: pictures, list, entry, sheet, face, decision, ticket, several tickets. */
const states = [
  'attract-welcome',
  'identify-pulled',
  'choose',
  'details-phone',
  'confirm-may-declare',
  'verify-look-here',
  'ticket-new',
  'ticket-others',
  'desk-card-conflict',
] as const;

/** By how much the first of two rows of tiles may lie above what is reached from a wheelchair with ease. */
const secondRowMm = 40;
const leastCapitalMm = 7.3;

const aboveFloor = ({ heightPx, mmPx }: Measured, y: number, lowerEdgeMm: number): number =>
  lowerEdgeMm + (heightPx - y) / mmPx;

describe.each(Object.entries(panels))('a panel of %s', (_name, panel) => {
  it.each(states)('holds %s', async (state) => {
    for (const viewport of [upright, lying]) {
      const page = await show({ state, language: 'vi', viewport, query: panel });
      const measured = await measurePage(page);
      const where = `${String(viewport.width)} px across`;
      expect(measured.cut, where).toEqual([]);
      expect(wrongTargets(measured), where).toEqual([]);
      const leastMm = (leastCapitalMm * Number(panel.distance)) / 600;
      const small = measured.wordPx.filter(({ px }) => (px * measured.capital) / measured.mmPx < leastMm * 0.99);
      expect(small, where).toEqual([]);
      const heights = measured.targets.flatMap(({ top, bottom }) => [
        aboveFloor(measured, top, 850),
        aboveFloor(measured, bottom, 850),
      ]);
      expect(Math.max(...heights), where).toBeLessThanOrEqual(reachHighestMm + 2);
      expect(Math.min(...heights), where).toBeGreaterThanOrEqual(reachLowestMm);
    }
  });
});

it('fits a question that comes while the one before is fitted', async () => {
  const confirm = {
    state: 'confirm-may-declare',
    language: 'vi',
    viewport: upright,
    query: { text: 'large' },
  } as const;
  const placesOn = async (page: Page) => (await measurePage(page)).targets;
  const expected = await placesOn(await show(confirm));
  const page = await show({ ...confirm, state: 'choose' });
  await page.evaluate(() => {
    const detail = 'state=confirm-may-declare&language=vi&text=large';
    window.dispatchEvent(new CustomEvent('gallery-query', { detail }));
    // The list of the old question draws itself anew here, and the new question with it.
    window.dispatchEvent(new Event('resize'));
  });
  await page.evaluate(standStill);
  expect(await placesOn(page)).toEqual(expected);
});

describe('low reach', () => {
  it.each(states)('keeps what is touched in %s low', async (state) => {
    for (const viewport of [upright, lying]) {
      const page = await show({
        state,
        language: 'vi',
        viewport,
        query: { ...panels['21.5"'], reach: 'low', edge: '800' },
      });
      const measured = await measurePage(page);
      expect(measured.cut).toEqual([]);
      expect(wrongTargets(measured)).toEqual([]);
      const heights = measured.targets.map(({ name, top, listed }) => ({
        name,
        // Two rows of a list: leafing through one row at a time is farther to go than the hand.
        mm: aboveFloor(measured, top, 800) - (listed && viewport === upright ? secondRowMm : 0),
      }));
      expect(heights.filter(({ mm }) => mm > 1_002)).toEqual([]);
    }
  });
});

describe('words', () => {
  const ways = [
    { language: 'en', query: {} },
    { language: 'vi', query: { text: 'large' } },
    { language: 'en', query: { text: 'large', contrast: 'high' } },
    { language: 'qps', query: {} },
    { language: 'qps', query: { text: 'large' } },
  ];
  it.each(states)('of %s are nowhere cut, in any language and size', async (state) => {
    for (const { language, query } of ways) {
      for (const viewport of [upright, lying]) {
        const measured = await measurePage(await show({ state, language, viewport, query }));
        const where = `${language} ${JSON.stringify(query)} ${String(viewport.width)}`;
        expect(measured.cut, where).toEqual([]);
        expect(measured.callsStaff, where).toBe(true);
      }
    }
  });

  it.each(states)('of %s are larger where that is asked for', async (state) => {
    const usual = await measurePage(await show({ state, language: 'vi', viewport: upright }));
    const large = await measurePage(await show({ state, language: 'vi', viewport: upright, query: { text: 'large' } }));
    const average = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    // On the fullest sheet secondary words grow less than the rest.
    expect(average(large.wordPx.map(({ px }) => px))).toBeGreaterThan(1.05 * average(usual.wordPx.map(({ px }) => px)));
    expect(large.questionPx).toBeGreaterThanOrEqual(0.99 * usual.questionPx);
    for (const [index, px] of usual.actionPx.entries()) expect(large.actionPx[index]).toBeGreaterThan(1.2 * px);
  });
});
