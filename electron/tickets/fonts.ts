import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** The screen's letters on paper: Be Vietnam Pro as it comes in `@fontsource`, one file a range of letters. */

export type Weight = 600 | 700;

/**
 * The Vietnamese file stands first: it alone has the letters with two marks, and a font that has only "e" and a loose mark
 * would set the mark beside its place.
 */
const subsets = ['vietnamese', 'latin-ext', 'latin'] as const;
const weights: readonly Weight[] = [600, 700];

const familyOf = (subset: (typeof subsets)[number], weight: Weight): string => `Ticket ${subset} ${String(weight)}`;

let isLoaded = false;

/** Read when the first ticket is drawn. Not by their paths: within a package only this process can read them. */
function load(): void {
  if (isLoaded) return;
  isLoaded = true;
  const { resolve } = createRequire(import.meta.url);
  for (const weight of weights) {
    for (const subset of subsets) {
      const file = resolve(`@fontsource/be-vietnam-pro/files/be-vietnam-pro-${subset}-${String(weight)}-normal.woff2`);
      GlobalFonts.register(readFileSync(file), familyOf(subset, weight));
    }
  }
}

/** For `context.font`. Letters of other scripts fall to the system's own fonts. */
export function fontOf(weight: Weight, sizeDots: number): string {
  load();
  return `${String(sizeDots)}px ${subsets.map((subset) => `"${familyOf(subset, weight)}"`).join(', ')}`;
}
