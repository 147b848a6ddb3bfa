import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import { configurationFileName } from './configuration.ts';
import { modelsFolderIn } from './data-place.ts';

export { defaultDataFolder } from './data-place.ts';

/** Everything a kiosk keeps on disk lies here: backing it up is copying this folder. */
export interface DataFolder {
  path: string;
  configurationFile: string;
  databaseFile: string;
  keyFile: string;
  logsFolder: string;
  secretsFolder: string;
  /** Face models of the hospital's own. */
  modelsFolder: string;
  /** Enrolled faces, where this kiosk keeps them. */
  facesFile: string;
  /** Where the station listens for the command line. */
  socketFile: string;
  lockFile: string;
}

export type DataFolderResult = { ok: true; folder: DataFolder } | { ok: false; message: string };

export type TakeFolderResult = { ok: true; release: () => void } | { ok: false; inUse: boolean; message: string };

/** `sun_path` of a Unix socket: 108 bytes on Linux, 104 elsewhere, with the terminating zero. */
const longestSocketPathBytes = 103;

/** Only the kiosk's own user enters. */
const privateFolderMode = 0o700;

/** The paths of a data folder, which need not exist: a client of a running station creates nothing. */
export function dataFolderAt(path: string): DataFolder {
  const folder = resolve(path);
  return {
    path: folder,
    configurationFile: join(folder, configurationFileName),
    databaseFile: join(folder, 'queue.db'),
    keyFile: join(folder, 'queue.key'),
    logsFolder: join(folder, 'logs'),
    secretsFolder: join(folder, 'secrets'),
    modelsFolder: modelsFolderIn(folder),
    facesFile: join(folder, 'faces.db'),
    socketFile: socketFileOf(folder),
    lockFile: join(folder, 'station.lock'),
  };
}

/** Creates what is missing and proves that files can be written. A failure is one sentence for whoever runs the kiosk. */
export function openDataFolder(path: string): DataFolderResult {
  const folder = dataFolderAt(path);
  try {
    for (const each of [folder.path, folder.logsFolder, folder.secretsFolder]) {
      mkdirSync(each, { recursive: true, mode: privateFolderMode });
    }
    // A folder made beforehand keeps its own mode otherwise, and the socket in it relies on this one.
    chmodSync(folder.path, privateFolderMode);
    const probe = join(folder.path, `.write-probe-${process.pid}`);
    writeFileSync(probe, 'probe');
    rmSync(probe);
    return { ok: true, folder };
  } catch (error) {
    return { ok: false, message: explain(folder.path, (error as { code: string }).code) };
  }
}

/**
 * Makes this process the only station on the folder until it releases it or ends, however it ends: the lock is the
 * kernel's (an exclusive SQLite transaction on a file of its own), so a crash leaves nothing stale behind.
 */
export function takeDataFolder(folder: DataFolder): TakeFolderResult {
  try {
    const lock = new SqliteDatabase(folder.lockFile, { timeout: 0 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return { ok: true, release: () => void lock.close() };
  } catch (error) {
    const code = (error as { code?: string }).code;
    const inUse = code === 'SQLITE_BUSY';
    return {
      ok: false,
      inUse,
      message: inUse
        ? `Another station already uses the data folder ${folder.path}; stop it first or choose another folder with TIEPDON_DATA.`
        : `The data folder ${folder.path} cannot be locked (${code}).`,
    };
  }
}

function socketFileOf(folder: string): string {
  const inside = join(folder, 'station.sock');
  if (Buffer.byteLength(inside) <= longestSocketPathBytes) return inside;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `tiepdon-${name}.sock`);
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'is not a folder',
  ENOTDIR: 'lies below a file',
  EACCES: 'may not be written by this user',
  EPERM: 'may not be written by this user',
  EROFS: 'lies on a read-only disk',
  ENOSPC: 'lies on a full disk',
};

function explain(path: string, code: string): string {
  return `The data folder ${path} ${reasons[code] ?? `cannot be used (${code})`}.`;
}
