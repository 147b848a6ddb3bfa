import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { EndActions } from './EndActions.tsx';
import { KioskContext } from './kiosk-context.ts';

const kiosk = { language: 'vi', today: '2026-11-22', send: () => undefined, pressCounts: () => true };

const pageOf = (secondsLeft: number | null): string =>
  renderToStaticMarkup(
    createElement(
      KioskContext,
      { value: kiosk },
      createElement(EndActions, { finish: 'Xong', ending: 'Số này sắp ẩn.', secondsLeft }),
    ),
  );

it('the last seconds count by themselves: what says them is not said anew at each', () => {
  const lasting = (page: string): string => page.replaceAll(/(<span data-counting="[a-z]+">)[^<]*/g, '$1');
  expect(pageOf(8)).not.toBe(pageOf(7));
  expect(lasting(pageOf(8))).toBe(lasting(pageOf(7)));
  // That it ends is said, once.
  expect(pageOf(8)).toContain('Số này sắp ẩn.');
  expect(pageOf(null)).not.toContain('Số này sắp ẩn.');
});
