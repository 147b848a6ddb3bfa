import { existsSync, rmSync } from 'node:fs';
import { saltForKey } from '../../sync/queue/page-check.ts';
import { saltCopySuffix } from '../../sync/queue/salt-copy.ts';
import {
  type KeyFailure,
  type KeyOptions,
  type OpenedKeys,
  placeOfKey,
  unwrapByStore,
  wantedStore,
  wrapByRecovery,
  wrapByStore,
  wrapKey,
} from './key-access.ts';
import { type KeyEnvelope, newKey, readEnvelope, writeEnvelope } from './key-envelope.ts';
import { comparePlace, type Place, type RecordedPlace, recordPlace } from './key-place.ts';

export type KeyResult =
  | {
      ok: true;
      keyHex: string;
      /** The queue had no key: this is a first start. */
      isNew: boolean;
      /** What of the envelope could not be brought up to date, in a sentence for IT staff; the kiosk works without it. */
      unfinished: string | null;
    }
  | KeyFailure;

/**
 * The key of the database. Makes one at the first start, takes over the bare key of earlier versions, finishes or forgets a
 * rotation that broke off, and wraps anew when the store or the recovery key of the configuration has changed. The caller
 * holds the data folder's lock, and the database is closed.
 */
export async function openDatabaseKey(options: KeyOptions): Promise<KeyResult> {
  const { keyFile, databaseFile } = options.folder;
  const read = readEnvelope(keyFile);
  switch (read.kind) {
    case 'failed':
      return { ok: false, problem: read.problem, message: read.message };
    case 'bare-key':
      return putIntoEnvelope(read.key, false, options);
    case 'missing': {
      if (!existsSync(databaseFile)) return putIntoEnvelope(newKey(), true, options);
      const message = `${keyFile} is missing, and ${databaseFile} opens with it only; restore both from one backup of this kiosk, then run: tiepdon key enrol --moved`;
      return { ok: false, problem: 'key-missing', message };
    }
    case 'envelope':
      return openEnvelope(read.envelope, options);
  }
}

/** On the disk before anything is encrypted with it. */
async function putIntoEnvelope(key: Buffer, isNew: boolean, options: KeyOptions): Promise<KeyResult> {
  const place = recordPlace(placeOfKey(options));
  const current = await wrapKey(key, null, place, options);
  if (!current.ok) return current;
  const failed = writeEnvelope(options.folder.keyFile, { version: 1, place, current: current.value, pending: null });
  if (failed !== null) return { ok: false, problem: 'unreadable', message: failed };
  return { ok: true, keyHex: key.toString('hex'), isNew, unfinished: current.problem };
}

async function openEnvelope(envelope: KeyEnvelope, options: KeyOptions): Promise<KeyResult> {
  const copied = copiedFolder(envelope.place, placeOfKey(options), options.folder.path);
  if (copied) return copied;
  const opened = await unwrapByStore(envelope, options);
  if (!opened.ok) return opened;
  const { databaseFile } = options.folder;
  if (envelope.pending) removeRotatedCopy(databaseFile);
  const settled = settleRotation(envelope, opened.keys, databaseFile);
  const { next, problem } = await bringUpToDate(settled.envelope, settled.key, options);
  const failed = next === envelope ? null : writeEnvelope(options.folder.keyFile, next);
  return { ok: true, keyHex: settled.key.toString('hex'), isNew: false, unfinished: problem ?? failed };
}

function copiedFolder(recorded: RecordedPlace, here: Place, path: string): KeyFailure | null {
  const place = comparePlace(recorded, here);
  if (place === 'same') return null;
  const message =
    place === 'moved'
      ? `The data folder ${path} was copied or moved from ${recorded.folder}; if it was moved for good, run: tiepdon key enrol --moved`
      : `The data folder ${path} was copied from another machine; if it takes that kiosk’s place for good, run: tiepdon key enrol --recovery-key FILE`;
  return { ok: false, problem: 'copied-folder', message };
}

/**
 * Which key a rotation that broke off has left the database with: it changes from one to the other in one rename
 * (key-rotation.ts). When neither fits any page, the file is damaged, and both are kept for whoever mends it.
 */
export function settleRotation(
  envelope: KeyEnvelope,
  { current, pending }: OpenedKeys,
  databaseFile: string,
): { envelope: KeyEnvelope; key: Buffer } {
  if (pending === null || envelope.pending === null || !existsSync(databaseFile)) return { envelope, key: current };
  const fits = (key: Buffer): boolean => saltForKey(databaseFile, key.toString('hex')) !== null;
  if (fits(current)) return { envelope: { ...envelope, pending: null }, key: current };
  if (fits(pending)) return { envelope: { ...envelope, current: envelope.pending, pending: null }, key: pending };
  return { envelope, key: current };
}

const rotatedSuffix = '.rotated';

/** The copy of the database that a rotation encrypts anew. */
export const rotatedCopy = (databaseFile: string): string => databaseFile + rotatedSuffix;

/** What a rotation that broke off has left: bodies that the database erases must not live on in a copy. */
export function removeRotatedCopy(databaseFile: string): void {
  const copy = rotatedCopy(databaseFile);
  for (const suffix of ['', '-journal', '-wal', '-shm', saltCopySuffix]) {
    try {
      rmSync(copy + suffix, { force: true });
    } catch {
      // A disk that refuses this refuses the envelope as well: the next start tries both again.
    }
  }
}

/** The same envelope when nothing has changed. */
async function bringUpToDate(
  envelope: KeyEnvelope,
  key: Buffer,
  options: KeyOptions,
): Promise<{ next: KeyEnvelope; problem: string | null }> {
  const { current, pending } = envelope;
  if (pending) return { next: envelope, problem: null };
  const isWanted = current.store.kind === wantedStore(options);
  const store = isWanted ? null : await wrapByStore(key, envelope.place, options);
  const { recovery, problem } = wrapByRecovery(key, current.recovery, options);
  const isSame = store?.ok !== true && recovery === current.recovery;
  const next = isSame
    ? envelope
    : { ...envelope, current: { ...current, store: store?.ok ? store.value : current.store, recovery } };
  return { next, problem: store?.ok === false ? store.message : problem };
}
