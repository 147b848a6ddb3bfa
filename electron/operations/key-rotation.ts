import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { openAudit } from '../../sync/queue/audit.ts';
import { closeDatabase, openDatabase, sqliteDetail } from '../../sync/queue/database.ts';
import { checkIntegrity } from '../../sync/queue/integrity.ts';
import { keepSaltCopy, readSalt, saltCopySuffix } from '../../sync/queue/salt-copy.ts';
import { type KeyFailure, type KeyOptions, wrapKey } from './key-access.ts';
import { newKey, readEnvelope, type WrappedKey, writeEnvelope } from './key-envelope.ts';
import { openDatabaseKey, removeRotatedCopy, rotatedCopy } from './key-opening.ts';
import { renameDurably } from './whole-file.ts';

/**
 * A new key for the database. SQLite's own rekey cannot be undone when it breaks off after the first page, whose salt it
 * changes; so a copy gets the new key, is checked, and takes the database's place in one rename. Before that the old key
 * counts, after that the new one; the envelope holds both meanwhile, and the next start sees which fits (key-opening.ts).
 */

/** What is on the disk after each step. */
export type RotationStep = 'announced' | 'copied' | 'encrypted' | 'checked' | 'swapped' | 'settled';

export interface RotationOptions extends KeyOptions {
  /** Who, for the audit log. */
  actor: string;
  /** Damaged databases that were moved aside may become unreadable: their key is given up. */
  abandonDamaged?: boolean;
  onStep?(step: RotationStep): void;
}

export type RotationResult =
  | {
      ok: true;
      id: string;
      madeAt: string;
      /** Damaged databases that were given up: they keep the old key, which is gone. */
      leftBehind: string[];
    }
  | { ok: false; problem: KeyFailure['problem'] | 'not-rotated'; message: string };

/** The caller holds the data folder's lock: nobody else has the database open. */
export async function rotateKey(options: RotationOptions): Promise<RotationResult> {
  const { keyFile, databaseFile } = options.folder;
  const refuse = (message: string) => ({ ok: false, problem: 'not-rotated', message }) as const;
  if (!existsSync(databaseFile)) return refuse('There is no queue yet, so there is nothing to encrypt anew.');
  const opened = await openDatabaseKey(options);
  if (!opened.ok) return opened;
  // A key without its recovery wrap would be a step back.
  if (opened.unfinished !== null) return refuse(opened.unfinished);
  const read = readEnvelope(keyFile);
  if (read.kind !== 'envelope' || read.envelope.pending !== null) {
    return refuse('The queue is damaged; start the kiosk first, which saves what can be read.');
  }
  const left = damagedCopies(options);
  if (left.length > 0 && options.abandonDamaged !== true) {
    return refuse(
      `${left.join(', ')} opens with the present key only, and would be lost; delete what is dealt with, or run: tiepdon key rotate --abandon-damaged`,
    );
  }
  const key = newKey();
  const next = await wrapKey(key, null, read.envelope.place, options);
  if (!next.ok) return next;
  const { recovery } = read.envelope.current;
  if (recovery !== null && next.value.recovery === null) {
    return refuse(
      `The key of the queue is wrapped for the recovery key ${recovery.fingerprint.slice(0, 16)}…, and the new one would not be; name its public half in kiosk.toml, keys.recoveryKey.`,
    );
  }
  const failed =
    writeEnvelope(keyFile, { ...read.envelope, pending: next.value }) ??
    encryptAnew(opened.keyHex, key.toString('hex'), next.value, options);
  // The envelope keeps both keys: where a step broke off is seen at the next opening, not guessed here.
  if (failed !== null) return refuse(failed);
  const unsettled = writeEnvelope(keyFile, { ...read.envelope, current: next.value });
  if (unsettled !== null) return refuse(`${unsettled} The new key is in force all the same; the next start writes it.`);
  options.onStep?.('settled');
  const { id, madeAt } = next.value;
  return { ok: true, id, madeAt, leftBehind: left };
}

/** Why the database has the old key still; null when it has the new one. */
function encryptAnew(oldHex: string, newHex: string, { id }: WrappedKey, options: RotationOptions): string | null {
  const { databaseFile } = options.folder;
  const copy = rotatedCopy(databaseFile);
  const step = (name: RotationStep): void => options.onStep?.(name);
  try {
    step('announced');
    removeRotatedCopy(databaseFile);
    const held = intoOneFile(databaseFile, oldHex);
    if (held !== null) return held;
    copyFileSync(databaseFile, copy);
    step('copied');
    const unchanged = changeKey(copy, oldHex, newHex);
    if (unchanged !== null) return unchanged;
    step('encrypted');
    const unsound = checkAndNote(copy, newHex, id, options);
    if (unsound !== null) return unsound;
    syncFile(copy);
    step('checked');
    renameDurably(copy, databaseFile);
    keepSaltCopy(databaseFile, readSalt(databaseFile));
    step('swapped');
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const detail = sqliteDetail(error) ?? (code?.startsWith('E') ? `The disk refused (${code}).` : null);
    if (detail === null) throw error;
    return detail;
  } finally {
    removeRotatedCopy(databaseFile);
  }
}

/** Everything of the write-ahead log goes into the file, which then is all there is. */
function intoOneFile(file: string, keyHex: string): string | null {
  const opened = openDatabase(file, keyHex);
  if (!opened.ok) return opened.detail;
  opened.database.pragma('journal_mode = DELETE');
  closeDatabase(opened.database);
  return existsSync(`${file}-wal`) ? 'Another program holds the database.' : null;
}

function changeKey(copy: string, oldHex: string, newHex: string): string | null {
  const opened = openDatabase(copy, oldHex);
  if (!opened.ok) return opened.detail;
  const { database } = opened;
  try {
    // Not in a write-ahead log, where a new salt would make the file unreadable (SQLite3 Multiple Ciphers, release 2.4.0).
    database.pragma('journal_mode = DELETE');
    database.pragma(`rekey = "x'${newHex}'"`);
    return null;
  } finally {
    closeDatabase(database);
  }
}

function checkAndNote(copy: string, keyHex: string, id: string, { actor, now }: RotationOptions): string | null {
  const opened = openDatabase(copy, keyHex);
  if (!opened.ok) return opened.detail;
  const { database } = opened;
  try {
    if (checkIntegrity(database) === 'damaged') return 'The database with the new key failed its consistency check.';
    const audit = openAudit(database, now);
    database.transaction(() => audit.append({ actor, action: 'key-rotated', detail: `key ${id}` })).immediate();
    database.pragma('journal_mode = DELETE');
    return null;
  } finally {
    closeDatabase(database);
  }
}

function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function damagedCopies({ folder }: KeyOptions): string[] {
  const mark = `${basename(folder.databaseFile)}.damaged-`;
  return readdirSync(folder.path).filter((name) => name.startsWith(mark) && !name.endsWith(saltCopySuffix));
}
