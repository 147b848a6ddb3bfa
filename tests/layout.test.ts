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

/** Full HD panels of which nothing but the pitch was measured; a small one is stood closer to. */
const panels = {
  '15.6"': { pitch: '0.179', forMm: 450 },
  '21.5"': { pitch: '0.248', forMm: 600 },
  '32"': { pitch: '0.369', forMm: 600 },
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

describe.each(Object.entries(panels))('a panel of %s', (_name, { pitch, forMm }) => {
  it.each(states)('holds %s', async (state) => {
    for (const viewport of [upright, lying]) {
      const page = await show({ state, language: 'vi', viewport, query: { pitch } });
      const measured = await measurePage(page);
      const where = `${String(viewport.width)} px across`;
      expect(measured.cut, where).toEqual([]);
      expect(wrongTargets(measured), where).toEqual([]);
      const leastMm = (leastCapitalMm * forMm) / 600;
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

it.each(Object.entries({ upright, lying }))(
  'leaves a screen as it was while a warning lies over it, and fits the next: %s',
  async (_way, viewport) => {
    const placesOn = async (state: string, ends: string) =>
      (await measurePage(await show({ state, language: 'vi', viewport, query: { text: 'large', ends } }))).targets;
    const choose = await placesOn('choose', 'never');
    const ticket = await placesOn('ticket-existing', 'never');
    expect(await placesOn('choose', 'never')).toEqual(choose);
    expect(await placesOn('choose', '12')).toEqual(expect.arrayContaining([...choose]));
    // As when the visit ends with the warning.
    expect(await placesOn('ticket-existing', 'never')).toEqual(ticket);
  },
);

describe('high contrast', () => {
  /** Of everything that is drawn: where it lies, and its borders. */
  const boxesOn = (page: Page) =>
    page.locator('body *').evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.tagName, x, y, width, height, getComputedStyle(element).borderWidth].join(' ');
      }),
    );
  const groundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  it.each([...states, 'idle'])('of %s is the same screen in other colours: nothing moves or grows', async (state) => {
    for (const viewport of [upright, lying]) {
      const look = async (contrast: string) => {
        const page = await show({ state, language: 'vi', viewport, query: { contrast } });
        return { boxes: await boxesOn(page), ground: await groundOf(page) };
      };
      const usual = await look('normal');
      const high = await look('high');
      expect(high.ground).not.toBe(usual.ground);
      expect(high.boxes).toEqual(usual.boxes);
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
        query: { pitch: panels['21.5"'].pitch, reach: 'low', edge: '800' },
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

describe('a name', () => {
  /** The widths of the lines it takes, and whether the sentence around it begins on another one. */
  const linesOfName = (page: Page) =>
    page.locator('.person-name').evaluate((name) => {
      const lines = document.createRange();
      lines.selectNodeContents(name);
      const widths = new Map<number, number>();
      for (const { top, width } of lines.getClientRects())
        widths.set(Math.round(top), (widths.get(Math.round(top)) ?? 0) + width);
      lines.selectNodeContents(name.parentElement ?? name);
      const first = Math.round(lines.getClientRects()[0]?.top ?? 0);
      return { widths: [...widths.values()], isBelow: ![...widths.keys()].includes(first) };
    });

  it.each(['identify-reading', 'verify-matched', 'companion-unknown-code'])(
    'stays on one line of %s, below the words before it where it has to',
    async (state) => {
      for (const language of ['vi', 'en', 'qps']) {
        const page = await show({ state, language, viewport: upright, query: { text: 'large' } });
        const { widths, isBelow } = await linesOfName(page);
        expect(widths, language).toHaveLength(1);
        // "With" leaves it room.
        expect(isBelow, language).toBe(language !== 'en' || !state.startsWith('companion'));
      }
    },
  );

  it('that is longer than a line breaks into lines of about the same length', async () => {
    const page = await show({ state: 'identify-read', language: 'vi', viewport: upright });
    await page.locator('.person-name').evaluate((name) => {
      name.textContent = 'Công Tằng Tôn Nữ Hoàng Bảo Ngọc Thiên Hương';
    });
    await page.evaluate(standStill);
    const { widths, isBelow } = await linesOfName(page);
    expect(isBelow).toBe(true);
    expect(widths).toHaveLength(2);
    expect(Math.min(...widths)).toBeGreaterThan(0.7 * Math.max(...widths));
    expect((await measurePage(page)).cut).toEqual([]);
  });
});
