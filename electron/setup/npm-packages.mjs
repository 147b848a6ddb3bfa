// The npm packages: exactly those of the lock file, and the two that a script has to finish.

const modules = 'node_modules';
const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
const nodeBinaries = [`${modules}/node/bin/node`, `${modules}/node/bin/node.exe`];
const bindingFile = `${modules}/smartcard/build/Release/smartcard_napi.node`;
const binding = 'smartcard';

/** `os`, `cpu` and `libc` of a package: one name or several, or exclusions such as "!win32". */
function admits(rule, value) {
  const names = rule === undefined ? [] : [rule].flat();
  if (names.includes(`!${value}`)) return false;
  const wanted = names.filter((name) => !name.startsWith('!'));
  return wanted.length === 0 || wanted.includes(value);
}

/**
 * Whether npm's record of what is installed is what the lock file asks for on this machine. Optional packages that name no
 * platform belong to optional packages of another one, so only their version counts.
 *
 * @param {import('./npm-packages.mjs').LockFile} lock
 * @param {import('./npm-packages.mjs').LockFile} installed
 * @param {{ platform: string, arch: string, libc: string | null }} machine
 */
export function isInstalled(lock, installed, { platform, arch, libc }) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== '');
  const known = new Set(wanted.map(([path]) => path));
  return (
    Object.keys(installed.packages).every((path) => path === '' || known.has(path)) &&
    wanted.every(([path, entry]) => {
      const present = installed.packages[path];
      if (present) return present.version === entry.version && present.integrity === entry.integrity;
      if (!entry.optional) return false;
      const named = entry.os !== undefined || entry.cpu !== undefined;
      return !named || !admits(entry.os, platform) || !admits(entry.cpu, arch) || !admits(entry.libc, libc);
    })
  );
}

function parse(text) {
  try {
    const value = JSON.parse(text ?? '');
    return typeof value.packages === 'object' && value.packages !== null ? value : null;
  } catch {
    return null;
  }
}

function isComplete(machine) {
  const lock = parse(machine.read('package-lock.json'));
  const installed = parse(machine.read(`${modules}/.package-lock.json`));
  return (
    lock !== null &&
    installed !== null &&
    isInstalled(lock, installed, machine) &&
    Object.keys(installed.packages).every((path) => path === '' || machine.exists(`${path}/package.json`))
  );
}

/**
 * `npm ci` begins by deleting what is there, so it runs only when that is not what the lock file asks for.
 *
 * @param {import('./machine.mjs').Machine} machine
 * @returns {{ ok: boolean, todo: string | null }}
 */
export function ensureNpmPackages(machine) {
  const hasNode = () => nodeBinaries.some((path) => machine.exists(path));
  const complete = isComplete(machine);
  if (complete && hasNode()) return { ok: true, todo: null };
  machine.say('Installing npm packages …');
  // Scripts run for two packages only, whether or not this npm knows `allowScripts`.
  const npm = (...args) => machine.run('npm', [...args, ...quietly], { complaints: 'shown' });
  const ok = (complete || npm('ci', '--ignore-scripts')) && npm('rebuild', 'node') && hasNode();
  return ok
    ? { ok, todo: null }
    : {
        ok,
        todo: 'npm packages could not be installed; once what npm complains about is mended, run the same command again.',
      };
}

/**
 * Compiles the PC/SC binding. The tests need it; a kiosk without it simulates the card below the reader port, and compiles
 * it at the first start that finds a compiler.
 *
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./machine.mjs').Purpose} purpose
 * @param {import('./failures.mjs').Failures} failures
 * @param {boolean} compilerIsThere
 * @returns {{ ok: boolean, todo: string | null }}
 */
export function ensureCardBinding(machine, purpose, failures, compilerIsThere) {
  const required = purpose === 'test';
  if (machine.exists(bindingFile)) return { ok: true, todo: null };
  if (!required && (!compilerIsThere || failures.isFresh(binding))) return { ok: true, todo: null };
  machine.say('Compiling the card reader’s binding …');
  const built = machine.run('npm', ['rebuild', binding, ...quietly], { complaints: required ? 'shown' : 'hidden' });
  failures.note(binding, !built);
  if (built) return { ok: true, todo: null };
  return required
    ? { ok: false, todo: 'The card reader’s binding could not be compiled; see npm’s lines above.' }
    : {
        ok: true,
        todo: 'The card reader’s binding could not be compiled, so cards are simulated; to see why, run: npm rebuild smartcard',
      };
}
