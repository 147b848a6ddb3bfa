import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGallery } from './harness/gallery-server.ts';
import { withPalette } from './harness/golden-picture.ts';
import { chromiumFile, goldens, goldensFolder, majorOf, nameOf, openGoldens, takeGolden } from './harness/goldens.ts';

/** `npm run screenshots -- goldens`: the pictures that tests/goldens.test.ts compares with. They are to be looked at. */
export async function takeGoldens(): Promise<void> {
  const gallery = await startGallery();
  const { browser, context } = await openGoldens();
  try {
    rmSync(goldensFolder, { recursive: true, force: true });
    mkdirSync(goldensFolder, { recursive: true });
    for (const golden of goldens)
      writeFileSync(join(goldensFolder, nameOf(golden)), withPalette(await takeGolden(gallery, context, golden)));
    writeFileSync(chromiumFile, `{ "major": ${String(majorOf(browser))} }\n`);
    process.stdout.write(`${String(goldens.length)} pictures: ${goldensFolder}\n`);
  } finally {
    await browser.close();
    await gallery.stop();
  }
}
