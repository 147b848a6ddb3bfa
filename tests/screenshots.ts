import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { launchBrowser } from './harness/browser.ts';
import { galleryModes, viewports } from './harness/gallery-server.ts';
import { takeGoldens } from './screenshots-goldens.ts';
import { takeReadmePictures } from './screenshots-readme.ts';
import { stateLanguages, takeStates } from './screenshots-states.ts';
import { type Save, tour } from './screenshots-tour.ts';

/**
 * `npm run screenshots`: whole visits in the real kiosk, in both languages and both orientations, each state saved as
 * test-results/screenshots/<language>-<orientation>-<state>.png. Further:
 *   -- states   every state of the galleries in every language and mode, wherever it is seen, with contact sheets;
 *               --only PATTERN, --language, --mode and --viewport take fewer
 *   -- goldens  the pictures that tests/goldens.test.ts compares with
 *   -- readme   the README's pictures of a visit
 */

const folder = join(import.meta.dirname, '..', 'test-results', 'screenshots');
const program = new Command('npm run screenshots --')
  .addArgument(new Argument('[what]').choices(['tour', 'states', 'goldens', 'readme']).default('tour'))
  .option('--only <pattern>', 'of the states those whose names match', '')
  .addOption(new Option('--language <language>', 'of the states').choices(stateLanguages))
  .addOption(new Option('--mode <mode>', 'of the states').choices(Object.keys(galleryModes)))
  .addOption(new Option('--viewport <viewport>', 'of the states').choices(Object.keys(viewports)))
  .parse();
const [what] = program.processedArgs as ['tour' | 'states' | 'goldens' | 'readme'];
const asked = program.opts<{ only: string; language?: string; mode?: string; viewport?: string }>();

/** The four at once: much of a tour is waiting for delays of the kiosk. */
async function takeTours(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  const tours = (['vi', 'en'] as const).flatMap((language) =>
    (['portrait', 'landscape'] as const).map(async (orientation) => {
      const startedMs = performance.now();
      let taken = 0;
      const save: Save = async (page, state) => {
        await page.screenshot({ path: join(folder, `${language}-${orientation}-${state}.png`) });
        taken += 1;
      };
      await tour(browser, language, orientation, folder, save);
      const seconds = Math.round((performance.now() - startedMs) / 1000);
      process.stdout.write(`${language} ${orientation}: ${String(taken)} pictures in ${String(seconds)} s\n`);
    }),
  );
  try {
    // A failed one does not cut off the others.
    const ended = await Promise.allSettled(tours);
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
  } finally {
    await browser.close();
  }
  process.stdout.write(`They lie in ${folder}\n`);
}

async function withBrowser(work: (browser: Awaited<ReturnType<typeof launchBrowser>>) => Promise<void>): Promise<void> {
  const browser = await launchBrowser();
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

switch (what) {
  case 'tour':
    await takeTours();
    break;
  case 'states': {
    const { only, language, mode, viewport } = asked;
    await withBrowser(async (browser) => {
      const wanted = { only: new RegExp(only), language, mode, viewport };
      const problems = await takeStates(browser, wanted, join(folder, 'states'));
      for (const problem of problems) process.stderr.write(`${problem}\n`);
      if (problems.length > 0) process.exitCode = 1;
    });
    break;
  }
  case 'goldens':
    await takeGoldens();
    break;
  case 'readme':
    await withBrowser((browser) => takeReadmePictures(browser, folder));
    break;
}
