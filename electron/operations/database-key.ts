import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isPrivateMode } from './secrets.ts';

/** The queue's key: 32 random bytes, in a file that only the kiosk's user may read. */
export interface DatabaseKeyFiles {
  keyFile: string;
  /** Tells a first start, which makes a key, from a key that was lost. */
  databaseFile: string;
}

export type DatabaseKeyResult = { ok: true; keyHex: string; isNew: boolean } | { ok: false; message: string };

const keySizeBytes = 32;
const keyPattern = /^[0-9a-f]{64}$/;

/** The key in hexadecimal. Messages never contain it. */
export function databaseKey({ keyFile, databaseFile }: DatabaseKeyFiles): DatabaseKeyResult {
  try {
    if (existsSync(keyFile)) return readKey(keyFile);
    if (existsSync(databaseFile)) {
      return {
        ok: false,
        message: `${keyFile} is missing, and ${databaseFile} opens with it only; restore both from one backup.`,
      };
    }
    return { ok: true, keyHex: makeKey(keyFile), isNew: true };
  } catch (error) {
    return { ok: false, message: `${keyFile} cannot be used (${(error as NodeJS.ErrnoException).code}).` };
  }
}

function readKey(keyFile: string): DatabaseKeyResult {
  if (!isPrivateMode(statSync(keyFile).mode)) {
    return { ok: false, message: `${keyFile} can be read by others; run: chmod 600 ${keyFile}` };
  }
  const keyHex = readFileSync(keyFile, 'utf8').trim();
  return keyPattern.test(keyHex)
    ? { ok: true, keyHex, isNew: false }
    : { ok: false, message: `${keyFile} does not hold a key; restore it from a backup.` };
}

/** On the disk, whole, before anything is encrypted with it: half a key after a power cut would lose the queue. */
function makeKey(keyFile: string): string {
  const keyHex = randomBytes(keySizeBytes).toString('hex');
  const unfinished = `${keyFile}.new`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(descriptor, `${keyHex}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, keyFile);
  const folder = openSync(dirname(keyFile), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
  return keyHex;
}
