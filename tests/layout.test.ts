import { describe, expect, it } from 'vitest';
import { reachHighestMm, reachLowestMm } from '../renderer/panel-layout.ts';
import { useGallery } from './harness/gallery.ts';
import { type Measured, measurePage } from './harness/measure-page.ts';

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
/** The kinds of layout: pictures, list, entry, sheet, decision, ticket, several tickets. */
const states = [
  'attract-welcome',
  'identify-pulled',
  'choose',
  'details-phone',
  'confirm-may-declare',
  'ticket-new',
  'ticket-others',
  'desk-card-conflict',
] as const;

const leastTargetMm = 20;
const leastGapMm = 4;
const leastCapitalMm = 7.3;
/** Edges fall between pixels. */
const toleranceMm = 0.3;

/** Too small, or too close to another one. */
function wrongTargets({ targets, mmPx }: Measured): string[] {
  const small = targets
    .filter(({ top, bottom, left, right }) => Math.min(bottom - top, right - left) / mmPx < leastTargetMm - toleranceMm)
    .map(({ name, top, bottom }) => `${name}: ${((bottom - top) / mmPx).toFixed(1)} mm`);
  const close = targets.flatMap((one, index) =>
    targets.slice(index + 1).flatMap((other) => {
      const across = Math.max(one.left, other.left) - Math.min(one.right, other.right);
      const down = Math.max(one.top, other.top) - Math.min(one.bottom, other.bottom);
      const gapMm = Math.max(across, down) / mmPx;
      return gapMm < leastGapMm - toleranceMm - 0.8 ? [`${one.name} and ${other.name}: ${gapMm.toFixed(1)} mm`] : [];
    }),
  );
  return [...small, ...close];
}

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
      const heights = measured.targets.map(({ name, top }) => ({ name, mm: aboveFloor(measured, top, 800) }));
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

  it.each(states)('of %s doubled: the question, the actions and the call for staff stay', async (state) => {
    const usual = await measurePage(await show({ state, language: 'vi', viewport: upright }));
    const page = await show({ state, language: 'vi', viewport: upright });
    await page.evaluate(() => document.documentElement.style.setProperty('--text-scale', '2'));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const doubled = await measurePage(page);
    await page.evaluate(() => document.documentElement.style.removeProperty('--text-scale'));
    expect(doubled.cut).toEqual([]);
    expect(doubled.questionPx).toBeGreaterThan(0);
    expect(doubled.actionPx).toHaveLength(usual.actionPx.length);
    expect(doubled.callsStaff).toBe(true);
  });
});
