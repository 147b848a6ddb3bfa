import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asSaid } from '../electron/bridge/spoken-text.ts';
import { sampleBase } from '../renderer/gallery-base-samples.ts';
import { galleryStates } from '../renderer/gallery-samples.ts';
import { textsIn } from '../renderer/language/texts.ts';
import { lookAtEach, useGalleryAddress } from './harness/gallery.ts';
import { hear, openToHear } from './harness/hearing.ts';
import { useBrowser } from './harness/suite.ts';

/** Whatever can be read on a screen is said: taken from what is drawn, without the transcript's own idea of it. */

const browser = useBrowser();
const address = useGalleryAddress();

interface Drawn {
  text: string;
  /** Kept from screen readers, and so from the voice. */
  isHidden: boolean;
  within: string;
}

/** All words that are drawn outside of the header and the tools, which are the same on every screen. */
const drawnOn = (page: Page): Promise<Drawn[]> =>
  page.evaluate(() => {
    const dialog = document.querySelector('[role="alertdialog"], [role="dialog"]');
    const drawn: Drawn[] = [];
    const walker = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent ?? '';
      if (!parent || !/[\p{L}\p{N}]/u.test(text)) continue;
      if (parent.closest('header, .tools, script, style, svg, .pad') !== null) continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      // A screen that broke says everything in two languages, of which a voice speaks one.
      const other = parent.closest('main[data-step="broken"] [lang]');
      if (other !== null && other.getAttribute('lang') !== document.documentElement.lang) continue;
      // A button with a name of its own is called by it, and words for a finger have others for the ear.
      const named = parent.closest('button[aria-label]');
      drawn.push({
        text: parent.closest<HTMLElement>('[data-said]')?.dataset['said'] ?? named?.ariaLabel ?? text,
        isHidden: parent.closest('[aria-hidden="true"]') !== null,
        within: parent.className,
      });
    }
    return drawn;
  });

/** For the eye alone: figures that count, cells of digits with the words below them, what the ear cannot use. */
const forTheEye = ['countdown', 'digit', 'digit digit-next', 'digit-label'];

/** Letters tell the ear nothing. */
const isMaskedName = (text: string): boolean => / \p{L}\.$/u.test(text);

const wordsOf = (text: string, language: string): string =>
  ` ${asSaid(text, (digits) => textsIn(language)('speech.endsIn', { digits }))
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()} `;

describe.each(['vi', 'en'])('every screen in %s', (language) => {
  it('says all that is drawn on it', async () => {
    const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
    onTestFinished(() => page.close());
    await openToHear(page, address('attract-welcome', language));
    const t = textsIn(language);
    const unheard = new Set([
      t('ticket.keepCode'),
      t('ticket.keepCodeToChange', { kioskId: sampleBase.kioskId }),
      t('attract.prompt.welcome.detail'),
    ]);
    let checked = 0;
    const findings = await lookAtEach(page, galleryStates, async (state) => {
      const { said, reached } = await hear(page, language);
      const all = wordsOf([...said.map(({ text }) => text), ...reached].join(' . '), language);
      const drawn = await drawnOn(page);
      checked += drawn.length;
      return drawn
        .filter(({ text, isHidden, within }) =>
          isHidden
            ? !forTheEye.includes(within) && !unheard.has(text) && !isMaskedName(text)
            : !all.includes(wordsOf(text, language)),
        )
        .map(({ text, within }) => `${state} does not say "${text}" (${within})`);
    });
    expect(findings).toEqual([]);
    expect(checked).toBeGreaterThan(500);
  });

  it('names no key where there are none', async () => {
    const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
    onTestFinished(() => page.close());
    await openToHear(page, address('attract-welcome', language));
    const keys = {
      vi: /Bấm \d|mũi tên|Enter|phím/iu,
      en: /Press \d|press (zero|hash|star|enter)|arrow keys|number keys/iu,
    }[language];
    const findings = await lookAtEach(page, galleryStates, async (state) => {
      const { said, reached } = await hear(page, language, false);
      return [...said.map(({ text }) => text), ...reached]
        .filter((text) => keys?.test(text))
        .map((text) => `${state}: ${text}`);
    });
    expect(findings).toEqual([]);
  });
});
