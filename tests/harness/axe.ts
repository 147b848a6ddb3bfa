import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA as far as a machine can judge it. */

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const rules: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
};

declare global {
  interface Window {
    axe: { run(options: RunOptions): Promise<AxeResults> };
  }
}

export interface Finding {
  where: string;
  rule: string;
  target: string;
  why: string;
}

/** What is wrong with the present page, which must stand still: colours are judged once nothing moves between two of them. */
export async function findingsOn(page: Page, where: string): Promise<Finding[]> {
  // The policy of some pages lets no script in by itself.
  if (await page.evaluate(() => !('axe' in window))) await page.evaluate(readFileSync(axePath, 'utf8'));
  const { violations } = await page.evaluate((options) => window.axe.run(options), rules);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      where,
      rule: id,
      target: target.join(' '),
      why: failureSummary ?? '',
    })),
  );
}
