import { expect, it } from 'vitest';
import { galleryModes, startGallery, viewports, viewportsOf } from './harness/gallery-server.ts';
import { type Finding, findingsOn } from './harness/axe.ts';
import { useBrowser } from './harness/suite.ts';

/**
 * The page for staff in every state of its gallery: WCAG 2.2 AA as far as a machine can judge it, nothing wider than the window
 * no word cut off and nothing in motion where nobody wants it, in both languages, on a laptop and on a phone, or at the kiosk both ways
 * round.
 */

const browser = useBrowser();

/** What does not fit; runs in the page. */
function cutOff(): string[] {
  const found: string[] = [];
  if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page is wider than the window');
  for (const element of document.querySelectorAll<HTMLElement>('body *:not(svg, svg *, .spoken)')) {
    const { display, overflowX } = getComputedStyle(element);
    if (display === 'inline' || element.closest('.spoken, [hidden]')) continue;
    // A border's fraction of a pixel is rounded.
    if (overflowX !== 'auto' && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      found.push(`cut off: ${element.className} ${element.textContent.slice(0, 40)}`);
  }
  for (const element of document.querySelectorAll('body *')) {
    const parts = ['', '::before', '::after'];
    if (parts.some((part) => getComputedStyle(element, part).animationName !== 'none'))
      found.push(`moves although nothing should: ${element.className.toString()}`);
  }
  return found;
}

it.each([
  { language: 'vi', device: 'laptop', mode: 'normal' },
  { language: 'en', device: 'laptop', mode: 'high-contrast' },
  { language: 'vi', device: 'phone', mode: 'high-contrast' },
  { language: 'en', device: 'phone', mode: 'normal' },
] as const)(
  'finds nothing in $language on a $device in $mode',
  async ({ language, device, mode }) => {
    const gallery = await startGallery();
    const page = await browser().newPage({ reducedMotion: 'reduce' });
    try {
      const states = await gallery.staffStates(page);
      expect(states.length).toBeGreaterThan(35);
      const findings: (Finding | string)[] = [];
      for (const state of states) {
        const [first, second] = viewportsOf(state);
        const viewport = viewports[(device === 'laptop' ? first : second) ?? device];
        await gallery.show(page, { state, language, viewport, query: galleryModes[mode] });
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
        findings.push(...(await findingsOn(page, state)));
        findings.push(...(await page.evaluate(cutOff)).map((each) => `${state}: ${each}`));
      }
      expect(findings).toEqual([]);
    } finally {
      await page.close();
      await gallery.stop();
    }
  },
  180_000,
);
