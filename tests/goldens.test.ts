import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGallery } from './harness/gallery-server.ts';
import { judge } from './harness/golden-picture.ts';
import { goldenMajor, goldens, goldensFolder, majorOf, nameOf, openGoldens, takeGolden } from './harness/goldens.ts';

/**
 * The screens look as they did when somebody last looked at them (fixtures/goldens). A Chromium of another major version
 * draws letters otherwise: it only reports. After a change that was meant: `npm run screenshots -- goldens`, and look at them.
 */

const results = join(import.meta.dirname, '..', 'test-results', 'goldens');

let gallery: Awaited<ReturnType<typeof startGallery>>;
let drawn: Awaited<ReturnType<typeof openGoldens>>;
beforeAll(async () => {
  rmSync(results, { recursive: true, force: true });
  gallery = await startGallery();
  drawn = await openGoldens();
});
afterAll(async () => {
  await drawn.browser.close();
  await gallery.stop();
});

it.each(goldens.map((golden) => ({ golden, name: nameOf(golden) })))('$name', async ({ golden, name }) => {
  const actual = await takeGolden(gallery, drawn.context, golden);
  const verdict = judge({
    name,
    golden: readFileSync(join(goldensFolder, name)),
    actual,
    majors: { made: goldenMajor(), present: majorOf(drawn.browser) },
    folder: results,
  });
  if (verdict.result === 'differs') expect.fail(verdict.told);
  if (verdict.result === 'reported') process.stdout.write(`${verdict.told}\n`);
});
