import { expect, it, onTestFinished } from 'vitest';
import { asSaid, sentences } from '../electron/bridge/spoken-text.ts';
import { spokenSentences } from '../electron/tickets/spoken-sentences.ts';
import { gallerySamples, galleryStates } from '../renderer/gallery-samples.ts';
import { languageOf } from '../renderer/language/languages.ts';
import { lookAtEach, useGalleryAddress } from './harness/gallery.ts';
import { hear, openToHear } from './harness/hearing.ts';
import { useBrowser } from './harness/suite.ts';

/** What `tiepdon speech sentences` lists is what the screens say: whoever records all of it hears a person. */

const browser = useBrowser();
const address = useGalleryAddress();

/** As native/speech/recordings.ts compares them. */
const keyOf = (text: string): string => text.replaceAll(/[\s\u2060]+/gu, ' ').replace(/[\s.,:;]+$/u, '');

/** Sentences with a gap: what is filled in there, nobody can record beforehand. */
function gapped(texts: unknown): RegExp[] {
  if (typeof texts !== 'string') return Object.values(texts as object).flatMap(gapped);
  return sentences(texts)
    .filter((each) => each.includes('{{') && /\p{L}/u.test(each.replaceAll(/\{\{\w+\}\}/gu, '')))
    .map((each) => {
      const parts = keyOf(each).split(/\{\{\w+\}\}/u);
      return new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')).join('.+')}$`, 'u');
    });
}

const sampleData = asSaid(JSON.stringify(gallerySamples('')), (digits) => digits);

/** A name, a number, a time: from the samples, not from the sentences of the screens. */
const isFilledIn = (line: string): boolean => /\d/u.test(line) || sampleData.includes(line);

it.each(['vi', 'en'])('every screen in %s is said in sentences that can be recorded', async (language) => {
  const page = await browser().newPage({ viewport: { width: 1080, height: 1920 } });
  onTestFinished(() => page.close());
  await openToHear(page, address('attract-welcome', language));
  const listed = new Set(spokenSentences(language).map(keyOf));
  const templates = gapped(languageOf(language).texts);
  const findings = new Set<string>();
  let recordable = 0;
  await lookAtEach(page, galleryStates, async (state) => {
    const { said } = await hear(page, language);
    for (const line of said.flatMap(({ text }) => sentences(text)).map(keyOf)) {
      if (listed.has(line)) recordable += 1;
      else if (!templates.some((each) => each.test(line)) && !isFilledIn(line)) findings.add(`${state} says "${line}"`);
    }
    return [];
  });
  expect([...findings]).toEqual([]);
  expect(recordable).toBeGreaterThan(2_000);
});
