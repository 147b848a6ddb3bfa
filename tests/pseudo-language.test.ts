import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { gallerySamples, galleryStates } from '../renderer/gallery-samples.ts';
import { consentWords } from '../renderer/language/consent-words.ts';
import { languageOf } from '../renderer/language/languages.ts';
import { lookAtEach, useGalleryAddress } from './harness/gallery.ts';
import { orientations } from './harness/gallery-server.ts';
import { measureShown } from './harness/measure-shown.ts';
import { useBrowser } from './harness/suite.ts';

/**
 * Every screen in the pseudo-language, whose every sentence stands in brackets: what is outside of them is what the hospital
 * or the patient said, or was never given to renderer/language.
 */

const browser = useBrowser();
const address = useGalleryAddress();

type Tree = string | number | boolean | null | undefined | readonly Tree[] | { readonly [key: string]: Tree };
/** In both languages at once, whatever the screen spoke before. */
const speaksBoth = (state: string): boolean => state.startsWith('broken');
const stringsOf = (tree: Tree): string[] => {
  if (typeof tree === 'string') return [tree];
  return tree !== null && typeof tree === 'object' ? Object.values(tree).flatMap(stringsOf) : [];
};
const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{2,}/gu) ?? [];

const months = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long' }).format(new Date(2026, month, 1)),
);
/** Languages are called by their own names, and the words of the consent are Vietnamese or English. */
const { numerals, units } = languageOf('en');
const everywhere = [...months, 'Tiếng Việt', 'English', ...stringsOf([consentWords.en, numerals, units])].flatMap(
  wordsOf,
);

/** All that can be read or heard. */
async function saidOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement: box, textContent } = walker.currentNode;
      if (box?.closest('script, style') !== null) continue;
      // A name is an element of its own in the middle of its sentence.
      const sentence = box.matches(':has(> .person-name)') ? box : box.closest('.person-name')?.parentElement;
      texts.push((sentence?.textContent ?? textContent) || '');
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'aria-description', 'aria-valuetext', 'alt', 'title', 'placeholder'])
        texts.push(element.getAttribute(name) ?? '');
    }
    return texts.filter((text) => text.trim() !== '');
  });
}

function withoutSentences(text: string): string {
  const inner = text.replaceAll(/\[[^[\]]*\]/g, ' ');
  return inner === text ? text : withoutSentences(inner);
}

it('is spoken by every screen: nothing on it is written in the screen itself', async () => {
  const samples = gallerySamples('');
  const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
  onTestFinished(() => page.close());
  await page.goto(address('attract-welcome', 'qps'));
  await page.locator('main').waitFor();
  const bracketed = new Set<string>();
  const states = galleryStates.filter((state) => !speaksBoth(state));
  const findings = await lookAtEach(page, states, async (name) => {
    const said = await saidOn(page);
    if (said.some((text) => text.startsWith('['))) bracketed.add(name);
    const data = new Set([...everywhere, ...wordsOf(stringsOf(samples[name]).join(' '))]);
    return said.flatMap((text) =>
      wordsOf(withoutSentences(text))
        .filter((word) => !data.has(word))
        .map((word) => `${name}: “${word}” in “${text}”`),
    );
  });
  expect([...bracketed].sort()).toEqual([...states].sort());
  expect([...new Set(findings)]).toEqual([]);
});

/**
 * Letters of this language reach higher and lower than those of a real one: in boxes that cut nothing off their lines may touch. Whatever
 * leaves a box that cuts is told of that box as well.
 */
const onlyTouches = /^(lines too close|outside \.(title|detail|clinic-name|ticket-row-clinic))/;

it('has room on every screen: no sentence loses its last bracket, though each is 40 % longer', async () => {
  const context = await browser().newContext({ viewport: orientations.portrait, reducedMotion: 'reduce' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(address('attract-welcome', 'qps'));
  await page.locator('main').waitFor();
  await page.evaluate(() => document.fonts.ready);
  const findings = await lookAtEach(page, galleryStates, async (name) =>
    (await measureShown(page)).cut.filter((words) => !onlyTouches.test(words)).map((words) => `${name}: ${words}`),
  );
  expect(findings).toEqual([]);
});
