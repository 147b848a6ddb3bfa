/**
 * `npm run build`: what the packaged kiosk is made of. The screen goes to `renderer/`, the shell, the station and the command
 * line to `shell/`. Nothing of `fixtures/` or `electron/hosts/` gets in, and the developer panel is no input of the screen.
 */
import { appendFile, readFile, rm } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as viteBuild } from 'vite';
import { ensureFaceWeights } from './face-weights.mjs';

const root = resolve(fileURLToPath(import.meta.url), '..', '..', '..');

/**
 * @param {{ quiet?: boolean, outDir?: string, fixtures?: boolean }} [options] `outDir` gets `renderer` and `shell`;
 *   `fixtures` bundles the simulated world for an unpackaged window, with its pictures where the sources have them
 */
export async function build(options) {
  // Vite takes NODE_ENV from its surroundings: a developer's would ship React's and our own development parts.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    await buildAll(options);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function buildAll({ quiet = false, outDir = join(root, 'dist'), fixtures = false } = {}) {
  const weights = await ensureFaceWeights(root, quiet ? () => undefined : console.log);
  if (!weights.ok) throw new Error(weights.reason);
  const logLevel = quiet ? 'warn' : 'info';
  const shell = join(outDir, 'shell');
  await rm(shell, { recursive: true, force: true });

  await viteBuild({
    configFile: join(root, 'renderer', 'vite.config.ts'),
    root: join(root, 'renderer'),
    logLevel,
    build: { outDir: join(outDir, 'renderer'), emptyOutDir: true, license: { fileName: 'licenses.md' } },
  });
  await appendFile(join(outDir, 'renderer', 'licenses.md'), await furtherLicenses());
  await viteBuild({
    ...node(logLevel, shell),
    plugins: [fixtures ? fixturesInPlace() : leaveOut()],
    build: {
      ...node(logLevel, shell).build,
      rolldownOptions: {
        input: { main: join(root, 'electron', 'main.ts'), 'shell-station': join(root, 'electron', 'shell-station.ts') },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Flat: the command line finds package.json two folders above itself, as in the sources.
          chunkFileNames: '[name].js',
        },
      },
    },
  });
  // A sandboxed preload is CommonJS (Electron, "ES Modules in Electron").
  await viteBuild({
    ...node(logLevel, shell),
    build: {
      ...node(logLevel, shell).build,
      rolldownOptions: {
        input: join(root, 'electron', 'preload.ts'),
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  });
}

/** Of what ships with the screen and is no part of its main bundle, which Vite looks at. */
async function furtherLicenses() {
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/onnxruntime-web/package.json'), 'utf8'));
  const typeface = await readFile(join(root, 'node_modules/@fontsource/be-vietnam-pro/LICENSE'), 'utf8');
  const models = await readFile(join(root, 'renderer/face/weights/LICENSE'), 'utf8');
  const onnx = `Copyright (c) Microsoft Corporation. MIT License: https://github.com/microsoft/onnxruntime/blob/main/LICENSE`;
  return [
    `\n## onnxruntime-web - ${version} (MIT)\n\n${onnx}`,
    `## Be Vietnam Pro (OFL-1.1)\n\n${typeface.trim()}`,
    `## Face models\n\n${models.trim()}\n`,
  ].join('\n\n');
}

/** Our own sources become one bundle; packages stay what package.json says, beside it in node_modules. */
const node = (logLevel, outDir) => ({
  configFile: false,
  root,
  logLevel,
  ssr: { target: 'node', external: true },
  build: { ssr: true, outDir, emptyOutDir: false, target: 'node24', minify: false, copyPublicDir: false },
});

const isIn = (folder, path) => {
  const inside = relative(join(root, folder), path);
  return inside !== '' && !inside.startsWith(`..${sep}`) && inside !== '..' && !isAbsolute(inside);
};

/**
 * Imports of fixtures on demand stay imports of a file that no package contains: they fail with ERR_MODULE_NOT_FOUND, which
 * their callers expect. Any other import of fixtures or hosts is a mistake and ends the build.
 */
function leaveOut() {
  return {
    name: 'leave-out',
    enforce: 'pre',
    resolveId(source, importer, { kind }) {
      if (importer === undefined || !source.startsWith('.')) return null;
      const target = resolve(importer, '..', source);
      if (!isIn('fixtures', target) && !isIn(join('electron', 'hosts'), target)) return null;
      if (kind !== 'dynamic-import' || !isIn('fixtures', target)) {
        throw new Error(`${relative(root, importer)} imports ${source}, which must not ship.`);
      }
      return { id: './fixtures-left-out.js', external: true };
    },
  };
}

/** Bundled fixtures look for their pictures and programs beside their sources. */
function fixturesInPlace() {
  return {
    name: 'fixtures-in-place',
    enforce: 'pre',
    transform(code, id) {
      if (!isIn('fixtures', id) && !isIn(join('renderer', 'face', 'pipeline'), id)) return null;
      return code
        .replaceAll('import.meta.dirname', JSON.stringify(resolve(id, '..')))
        .replaceAll('import.meta.url', JSON.stringify(`file://${id}`));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
