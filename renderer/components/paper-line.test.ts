import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { textsIn } from '../language/texts.ts';
import { KioskContext } from './kiosk-context.ts';
import { type Keep, PaperLine } from './PaperLine.tsx';

/** What to do without the paper, read and heard. */
function toldOf(keep: Keep, language: string): { shown: string; said: string } {
  const kiosk = { language, today: '2026-11-22', send: () => undefined, pressCounts: () => true };
  const line = createElement(PaperLine, {
    paper: 'not-printed',
    printer: { state: 'unavailable', reason: 'media-empty' },
    keep,
  });
  const page = renderToStaticMarkup(createElement(KioskContext, { value: kiosk }, line));
  const [, said, shown = ''] = /<strong(?: data-said="([^"]*)")?>([^<]*)</.exec(page) ?? [];
  return { shown, said: said ?? shown };
}

describe.each(['vi', 'en'])('a paper that does not come, in %s', (language) => {
  const t = textsIn(language);

  it('is photographed by whoever sees, and its number remembered by whoever hears', () => {
    for (const keep of ['keep', 'keepPay'] as const)
      expect(toldOf(keep, language)).toEqual({ shown: t(`paper.${keep}`), said: t('paper.keepDesk') });
  });

  it('that was to be paid with leads whoever hears to the cashier', () => {
    const { shown, said } = toldOf('keepPayCode', language);
    expect(shown).toBe(t('paper.keepPayCode'));
    expect(said).toContain(t('payment.cashier.no-code'));
  });

  it('asks no ear for a photo', () => {
    for (const keep of ['keep', 'keepPay', 'keepPayCode', 'keepPayWords', 'keepDesk', 'goToDesk'] as const)
      expect(toldOf(keep, language).said).not.toMatch(/chụp|photo/iu);
    expect(toldOf('keepPayWords', language).said).toBe(t('paper.keepPayWords'));
  });
});
