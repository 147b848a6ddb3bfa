import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** A third language is one file beside the others: for Node, which runs the sources, and for what Vite bundles. */

const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'languages-'));
  const language = join(folder, 'renderer', 'language');
  await mkdir(language, { recursive: true });
  await cp(import.meta.dirname, language, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(
    join(language, 'language-zz.ts'),
    `import english from './language-en.ts'; export default { ...english, tag: 'zz', ownName: 'Zedzed' };`,
  );
  await writeFile(
    join(language, 'tell.ts'),
    `import { languageOf, languageTags } from './languages.ts';
     console.log(JSON.stringify(languageTags().map((tag) => languageOf(tag).ownName)));`,
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const names = JSON.stringify(['Tiếng Việt', 'English', 'Zedzed']);

it('is found by Node in the sources', async () => {
  const { stdout } = await run(process.execPath, [join(folder, 'renderer', 'language', 'tell.ts')]);
  expect(stdout.trim()).toBe(names);
});

it.each(['page', 'station'])('is bundled for the %s, and the language of development is not', async (what) => {
  const outDir = join(folder, what);
  const entry = join(folder, 'renderer', 'language', 'tell.ts');
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      outDir,
      ssr: what === 'station',
      minify: false,
      rolldownOptions: { input: entry, output: { format: 'es', entryFileNames: 'tell.js' } },
    },
  });
  const { stdout } = await run(process.execPath, [join(outDir, 'tell.js')]);
  expect(stdout.trim()).toBe(names);
  const bundle = await readFile(join(outDir, 'tell.js'), 'utf8');
  expect(bundle).not.toContain('node:fs');
  expect(bundle).not.toContain('qps');
});
