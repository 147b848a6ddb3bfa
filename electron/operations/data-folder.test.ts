import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataFolderAt, defaultDataFolder, openDataFolder, takeDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';

const nobody = 65_534;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-data-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function opened(path: string): DataFolder {
  const result = openDataFolder(path);
  if (!result.ok) throw new Error(result.message);
  return result.folder;
}

describe('the default place', () => {
  it('is TIEPDON_DATA, else below XDG_DATA_HOME, else below the home folder', () => {
    expect(defaultDataFolder({ TIEPDON_DATA: '/srv/kiosk', XDG_DATA_HOME: '/x' })).toBe('/srv/kiosk');
    expect(defaultDataFolder({ TIEPDON_DATA: '', XDG_DATA_HOME: '/x' })).toBe('/x/tiepdon');
    expect(defaultDataFolder({})).toBe(join(homedir(), '.local/share/tiepdon'));
  });
});

describe('opening', () => {
  it('makes a private folder with all it needs, leaves no trace of the probe, and works again', () => {
    const path = join(temporaryFolder(), 'new', 'kiosk');
    const folder = opened(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(path).sort()).toEqual(['logs', 'secrets']);
    expect(opened(path)).toEqual(folder);
    expect(folder).toEqual({
      path,
      configurationFile: join(path, 'kiosk.toml'),
      databaseFile: join(path, 'queue.db'),
      keyFile: join(path, 'queue.key'),
      logsFolder: join(path, 'logs'),
      secretsFolder: join(path, 'secrets'),
      modelsFolder: join(path, 'models'),
      facesFile: join(path, 'faces.db'),
      socketFile: join(path, 'station.sock'),
      lockFile: join(path, 'station.lock'),
    });
  });

  it('says that a file is no folder', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(openDataFolder(file)).toEqual({ ok: false, message: `The data folder ${file} is not a folder.` });
    const below = join(file, 'below');
    expect(openDataFolder(below)).toEqual({ ok: false, message: `The data folder ${below} lies below a file.` });
  });

  it.runIf(process.platform === 'linux')('says that it may not write', () => {
    const path = join(temporaryFolder(), 'kiosk');
    opened(path);
    chmodSync(path, 0o555);
    chmodSync(join(path, '..'), 0o755);
    if (process.geteuid?.() === 0) {
      process.seteuid?.(nobody);
      onTestFinished(() => process.seteuid?.(0));
    }
    expect(openDataFolder(path)).toEqual({
      ok: false,
      message: `The data folder ${path} may not be written by this user.`,
    });
  });

  it('says any other reason by its code', () => {
    const path = join(temporaryFolder(), 'x'.repeat(300));
    expect(openDataFolder(path)).toEqual({
      ok: false,
      message: `The data folder ${path} cannot be used (ENAMETOOLONG).`,
    });
  });
});

describe('the socket', () => {
  it('moves out of a folder whose path is too long for one, to the same place every time', () => {
    const long = `/${'a'.repeat(120)}`;
    const { socketFile } = dataFolderAt(long);
    expect(Buffer.byteLength(socketFile)).toBeLessThan(104);
    expect(socketFile).toMatch(/tiepdon-[0-9a-f]{16}\.sock$/);
    expect(dataFolderAt(long).socketFile).toBe(socketFile);
    expect(dataFolderAt(`${long}b`).socketFile).not.toBe(socketFile);
  });
});

describe('taking', () => {
  it('is for one station at a time', () => {
    const folder = opened(temporaryFolder());
    const first = takeDataFolder(folder);
    expect(first.ok).toBe(true);
    expect(takeDataFolder(folder)).toEqual({
      ok: false,
      inUse: true,
      message: `Another station already uses the data folder ${folder.path}; stop it first or choose another folder with TIEPDON_DATA.`,
    });
    if (first.ok) first.release();
    const second = takeDataFolder(folder);
    expect(second.ok).toBe(true);
    if (second.ok) second.release();
  });

  it('is refused while another process has the folder, and possible once that was killed', async () => {
    const folder = opened(temporaryFolder());
    const program = `
      import { dataFolderAt, takeDataFolder } from ${JSON.stringify(new URL('./data-folder.ts', import.meta.url).href)};
      process.stdout.write(takeDataFolder(dataFolderAt(process.argv[1])).ok ? 'taken' : 'refused');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, '--', folder.path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('taken');
    expect(takeDataFolder(folder).ok).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'close');
    const taken = takeDataFolder(folder);
    expect(taken.ok).toBe(true);
    if (taken.ok) taken.release();
  }, 60_000);

  it('says why else it failed', () => {
    const folder = opened(temporaryFolder());
    mkdirSync(folder.lockFile);
    expect(takeDataFolder(folder)).toEqual({
      ok: false,
      inUse: false,
      message: `The data folder ${folder.path} cannot be locked (SQLITE_CANTOPEN).`,
    });
  });
});
