// Set-up of a fresh machine, run by whatever Node is there (18 or newer): Debian packages, npm packages, face models.
// Uses nothing but Node's own modules; what it did is remembered, so a second run does nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const stampFile = join(root, 'node_modules', '.tiepdon-setup.json');

/** Needed to compile the PC/SC binding; without them `npm ci` fails. */
const buildPackages = ['g++', 'make', 'python3', 'libpcsclite-dev'];
/** The virtual card reader; without it the kiosk simulates the card below the reader port. */
const readerPackages = ['pcscd', 'vsmartcard-vpcd'];
/** Only the tests drive a browser and draw a camera. */
const testPackages = ['chromium', 'ffmpeg', 'gcc'];
const browserCommands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const say = (text) => {
  process.stdout.write(`${text}\n`);
};

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0;

const quiet = (command, args) => spawnSync(command, args, { encoding: 'utf8' });

const hasCommand = (name) => quiet('sh', ['-c', `command -v ${name}`]).status === 0;

function isInstalled(name) {
  if (name === 'chromium' && browserCommands.some(hasCommand)) return true;
  return quiet('dpkg-query', ['-W', '-f=${db:Status-Status}', name]).stdout === 'installed';
}

/** Installs what is missing of `packages`; false when it is not allowed to, after saying what to run. */
function ensureDebianPackages(packages, required) {
  if (process.platform !== 'linux' || !hasCommand('dpkg-query')) return true;
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return true;
  const rooted = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const allowed = rooted.length === 0 || quiet('sudo', ['-n', 'true']).status === 0;
  const command = `sudo apt-get install -y ${missing.join(' ')}`;
  if (!allowed) {
    if (required) say(`Tiếp Đón needs some Debian packages first. Run: ${command}`);
    else say(`Cards are simulated without pcscd. For the real card stack run: ${command}`);
    return !required;
  }
  say(`Installing Debian packages: ${missing.join(' ')}`);
  const apt = (...args) => {
    const [program, ...rest] = [...rooted, 'apt-get', ...args];
    return run(program, rest, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  };
  const installed = apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...missing);
  if (!installed) say(`Debian packages could not be installed. Try: ${command}`);
  return installed || !required;
}

/** Headers of the running Node when it ships them, so that compiling needs no download. */
function compileEnvironment() {
  const prefix = dirname(dirname(process.execPath));
  const shipped = existsSync(join(prefix, 'include', 'node', 'node_api.h'));
  return shipped && !process.env.npm_config_nodedir ? { ...process.env, npm_config_nodedir: prefix } : process.env;
}

function ensureNpmPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  try {
    if (JSON.parse(readFileSync(stampFile, 'utf8')).lock === lock) return true;
  } catch {
    // No stamp yet, or a broken one: install.
  }
  say('Installing npm packages …');
  const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
  const env = compileEnvironment();
  // Only these two packages may run their scripts, whether or not this npm knows `allowScripts`.
  const installed =
    run('npm', ['ci', '--ignore-scripts', ...quietly], { env }) &&
    run('npm', ['rebuild', 'node', 'smartcard', ...quietly], { env });
  if (!installed) {
    say(
      'npm packages could not be installed; the lines above say why. Run the same command again once that is mended.',
    );
    return false;
  }
  writeFileSync(stampFile, JSON.stringify({ lock }));
  return true;
}

/** Everything `npm start` or `npm test` needs. True when it is there; otherwise the reason has been said. */
export async function ensureSetup(purpose) {
  if (!ensureDebianPackages(buildPackages, true)) return false;
  if (
    !ensureDebianPackages(
      purpose === 'test' ? [...readerPackages, ...testPackages] : readerPackages,
      purpose === 'test',
    )
  )
    return false;
  if (!ensureNpmPackages()) return false;
  const { ensureFaceWeights } = await import('./face-weights.mjs');
  const weights = await ensureFaceWeights(root, say);
  if (!weights.ok) say(weights.reason);
  return weights.ok || purpose !== 'test';
}

/** The Node that npm installed with the project, whatever the machine has. */
export const projectNode = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

/** Runs a command of the project under its own Node and gives its exit code. */
export function runProject(args, options = {}) {
  const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
  const [program, ...rest] = args;
  const result = spawnSync(program, rest, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
    ...options,
  });
  return result.status ?? 1;
}
