import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { saltCopySuffix } from './salt-copy.ts';

/** A finished salvage lies beside the damaged file as `queue.db.salvaged-STAMP` until it takes its place. */
const salvagedMark = '.salvaged-';
const damagedMark = '.damaged-';

/** Everything of one database; the file itself last, so that a swap that broke off is seen as such. */
const suffixes = ['-wal', '-shm', saltCopySuffix, ''];

/** A stamp under which nothing lies yet: UTC, with a count where one second has several. */
export function freeStamp(file: string, now: Date): string {
  const second = now.toISOString().replace(/[-:]|\.\d+/g, '');
  for (let count = 1; ; count += 1) {
    const stamp = count === 1 ? second : `${second}-${count}`;
    if (!existsSync(file + damagedMark + stamp)) return stamp;
  }
}

/** The salvage is complete and on the disk; from here on it counts, whatever breaks off. Answers the damaged file's new name. */
export function swapIn(file: string, salvaged: string, stamp: string): string {
  renameSync(salvaged, file + salvagedMark + stamp);
  syncFolder(file);
  finishSwap(file);
  return file + damagedMark + stamp;
}

/** Moves the damaged file aside and the salvaged one in its place, or goes on where that broke off; else does nothing. */
export function finishSwap(file: string): void {
  const mark = basename(file) + salvagedMark;
  const salvaged = readdirSync(dirname(file)).find((name) => name.startsWith(mark));
  if (salvaged === undefined) return;
  const aside = file + damagedMark + salvaged.slice(mark.length);
  for (const suffix of suffixes) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  syncFolder(file);
  renameSync(file + salvagedMark + salvaged.slice(mark.length), file);
  syncFolder(file);
}

/** A rename lasts when its folder is on the disk; Windows has no such call and needs none. */
function syncFolder(file: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(dirname(file), 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
