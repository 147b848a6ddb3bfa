// What the set-up sees of a machine and does to it, in one object, so that tests can set up a machine that is not there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Only Linux has two C libraries; the lock file names the one a package was built for. */
function libcOf(platform) {
  if (platform !== 'linux') return null;
  return process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

/** Headers of a Node that ships them, so that compiling needs no download; the binding's N-API is the same in all of them. */
function compileEnvironment() {
  if (process.env.npm_config_nodedir) return {};
  const prefixes = [
    dirname(dirname(process.execPath)),
    join(projectRoot, 'node_modules', `node-${process.platform}-${process.arch}`),
  ];
  const prefix = prefixes.find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')));
  return prefix === undefined ? {} : { npm_config_nodedir: prefix };
}

/** npm is a batch file on Windows, which Node starts only through a shell; the arguments are our own constants. */
const needsShell = (command) => process.platform === 'win32' && command === 'npm';

/** @returns {import('./machine.mjs').Machine} */
export function thisMachine() {
  return {
    root: projectRoot,
    platform: process.platform,
    arch: process.arch,
    libc: libcOf(process.platform),
    isRoot: process.getuid?.() === 0,
    nowMs: () => Date.now(),
    say: (line) => {
      process.stdout.write(`${line}\n`);
    },
    ask: (command, args) => {
      const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
      return { ok: status === 0, text: stdout ?? '' };
    },
    run: (command, args, { complaints }) =>
      spawnSync(command, args, {
        cwd: projectRoot,
        stdio: ['ignore', 'ignore', complaints === 'shown' ? 'inherit' : 'ignore'],
        shell: needsShell(command),
        env: { ...process.env, ...compileEnvironment(), DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0,
    exists: (path) => existsSync(join(projectRoot, path)),
    read: (path) => {
      try {
        return readFileSync(join(projectRoot, path), 'utf8');
      } catch {
        return null;
      }
    },
    write: (path, text) => {
      try {
        mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
        writeFileSync(join(projectRoot, path), text);
      } catch {
        // Only a memory of failures: without it they are tried again.
      }
    },
  };
}
