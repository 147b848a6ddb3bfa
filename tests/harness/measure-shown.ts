import type { Page } from 'playwright-core';
import { type Measured, measurePage } from './measure-page.ts';

/** What the question is asked by: the dialog that lies over the screen, alone, or the screen where none does. */
export async function measureShown(page: Page): Promise<Measured> {
  if ((await page.locator('[role="alertdialog"]').count()) === 0) return measurePage(page);
  await page.evaluate(uncover, false);
  const measured = await measurePage(page).finally(() => page.evaluate(uncover, true));
  const { actionPx, outside } = await page.evaluate(ofDialog);
  return { ...measured, actionPx, cut: [...measured.cut, ...outside], mute: [], isCovered: true };
}

/** Runs in the page: what a dialog covers is seen, or not. */
function uncover(isSeen: boolean): void {
  const root = document.getElementById('root');
  if (root) root.style.visibility = isSeen ? '' : 'hidden';
}

/** Runs in the page. */
function ofDialog(): { actionPx: number[]; outside: string[] } {
  const boxes = [...document.querySelectorAll('.overlay-box, .overlay-box button')];
  return {
    actionPx: [...document.querySelectorAll('.overlay-box .actions button')].map((button) =>
      Number.parseFloat(getComputedStyle(button).fontSize),
    ),
    outside: boxes.flatMap((box) => {
      const { top, bottom, left, right } = box.getBoundingClientRect();
      const isInside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
      return isInside ? [] : [`outside the glass: .${box.className}`];
    }),
  };
}
