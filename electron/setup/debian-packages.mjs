// The Debian packages: the compiler for the PC/SC binding, the virtual card reader, the voice, what the tests drive.

/** Needed to compile the PC/SC binding. */
export const buildPackages = ['g++', 'make', 'python3', 'libpcsclite-dev'];
/** The virtual card reader; without it the card is simulated below the reader port. */
const readerPackages = ['pcscd', 'vsmartcard-vpcd'];
/** Reads screens aloud; without it the kiosk is silent. */
const voicePackages = ['espeak-ng'];
/** Only the tests drive a browser and draw a camera. */
const testPackages = ['chromium', 'ffmpeg', 'gcc'];
const browserCommands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const hasCommand = (machine, name) => machine.ask('sh', ['-c', `command -v ${name}`]).ok;

const isDebian = (machine) => machine.platform === 'linux' && hasCommand(machine, 'dpkg-query');

function isInstalled(machine, name) {
  if (name === 'chromium' && browserCommands.some((command) => hasCommand(machine, command))) return true;
  return machine.ask('dpkg-query', ['-W', '-f=${db:Status-Status}', name]).text === 'installed';
}

const missingOf = (machine, names) => names.filter((name) => !isInstalled(machine, name));

/** What to put before `apt-get`; null where this user may not install. */
function privilege(machine) {
  if (machine.isRoot) return [];
  return machine.ask('sudo', ['-n', 'true']).ok ? ['sudo', '-n'] : null;
}

const byHand = (names) => `sudo apt-get install -y ${names.join(' ')}`;

/**
 * Whether the PC/SC binding can be compiled here. Where there is no dpkg nobody knows, so it is tried.
 *
 * @param {import('./machine.mjs').Machine} machine
 */
export function canCompile(machine) {
  return !isDebian(machine) || missingOf(machine, buildPackages).length === 0;
}

/**
 * Installs what is missing. The tests cannot do without compiler and browser; the kiosk starts without any of it.
 *
 * @param {import('./machine.mjs').Machine} machine
 * @param {import('./machine.mjs').Purpose} purpose
 * @param {import('./failures.mjs').Failures} failures
 * @returns {{ ok: boolean, todo: string | null }}
 */
export function ensureDebianPackages(machine, purpose, failures) {
  if (!isDebian(machine)) return { ok: true, todo: null };
  const required = purpose === 'test';
  const together = missingOf(machine, required ? [...buildPackages, ...testPackages] : buildPackages);
  const single = missingOf(machine, [...readerPackages, ...voicePackages]);
  if (together.length + single.length === 0) return { ok: true, todo: null };

  const prefix = privilege(machine);
  if (prefix === null) return outcome(required && together.length > 0, 'need', [...together, ...single]);

  const worthTrying = (name) => !failures.isFresh(name);
  const togetherNow = required || together.every(worthTrying) ? together : [];
  const singleNow = single.filter(worthTrying);
  if (togetherNow.length + singleNow.length === 0) return { ok: true, todo: null };

  machine.say(`Installing Debian packages: ${[...togetherNow, ...singleNow].join(' ')}`);
  const failed = install(machine, prefix, togetherNow, singleNow, required);
  for (const name of [...togetherNow, ...singleNow]) failures.note(name, failed.includes(name));
  if (failed.length === 0) return { ok: true, todo: null };
  return outcome(required && failed.some((name) => togetherNow.includes(name)), 'failed', failed);
}

/** One unknown name makes apt-get refuse the whole command, so what can be missed is installed one by one. */
function install(machine, prefix, together, single, required) {
  const apt = (complaints, ...args) => {
    const [program, ...rest] = [...prefix, 'apt-get', ...args];
    return machine.run(program, rest, { complaints });
  };
  const add = (complaints, names) =>
    names.length === 0 || apt(complaints, 'install', '-y', '-qq', '--no-install-recommends', ...names);
  // Without a network the lists of yesterday may still do.
  apt('hidden', 'update', '-qq');
  const failed = add(required ? 'shown' : 'hidden', together) ? [] : [...together];
  return [...failed, ...single.filter((name) => !add('hidden', [name]))];
}

function outcome(fatal, cause, names) {
  const what = fatal
    ? cause === 'need'
      ? 'The tests need some Debian packages first. Run'
      : 'Debian packages that the tests need could not be installed. Run'
    : 'Without some Debian packages the card reader is simulated below PC/SC, or nothing is read aloud. To have both run';
  return { ok: !fatal, todo: `${what}: ${byHand(names)}` };
}
