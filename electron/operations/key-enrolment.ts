import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openAudit } from '../../sync/queue/audit.ts';
import { closeDatabase, openDatabase } from '../../sync/queue/database.ts';
import { forgetNumbers } from '../../sync/queue/numbers.ts';
import { salvageDatabase, type SalvageReport } from '../../sync/queue/salvage.ts';
import { type KeyFailure, type KeyOptions, type OpenedKeys, placeOfKey, unwrapByStore, wrapKey } from './key-access.ts';
import { isKey, type KeyEnvelope, readEnvelope, type WrappedKey, writeEnvelope } from './key-envelope.ts';
import { removeRotatedCopy, settleRotation } from './key-opening.ts';
import { comparePlace, recordPlace } from './key-place.ts';
import { fingerprintOf, recoveryPrivateKey, unwrapWithRecovery } from './recovery-key.ts';

/** How a data folder becomes a kiosk in its new place. */
export type EnrolmentWay =
  /** The folder was moved on this machine, whose store still opens its key. */
  | { kind: 'moved' }
  /** Any other copy or restored backup, by the private half of the hospital's recovery key. */
  | { kind: 'recovery'; privateKeyPem: string; passphrase: string | null };

export interface EnrolmentOptions extends KeyOptions {
  way: EnrolmentWay;
  /** Who, for the audit log. */
  actor: string;
}

export type EnrolmentProblem = KeyFailure['problem'] | 'not-enrolled';
export type EnrolmentResult =
  | {
      ok: true;
      unfinished: string | null;
      /** The queue was damaged: what came through. */
      salvaged: SalvageReport | null;
    }
  | { ok: false; problem: EnrolmentProblem; message: string };

const refuse = (message: string) => ({ ok: false, problem: 'not-enrolled', message }) as const;

/**
 * Wraps the key for this machine and place. The numbers come first: leases are dropped and the own series skipped ahead,
 * because the folder's former place may have given some since the copy was made. A damaged queue is salvaged first: a station
 * would not start on it here. Enrolling twice does no harm. The caller holds the data folder's lock.
 */
export async function enrolKey(options: EnrolmentOptions): Promise<EnrolmentResult> {
  const { keyFile, databaseFile } = options.folder;
  const read = readEnvelope(keyFile);
  if (read.kind === 'failed') return { ok: false, problem: read.problem, message: read.message };
  if (read.kind === 'missing') return { ok: false, problem: 'key-missing', message: `${keyFile} is missing.` };
  if (read.kind === 'bare-key')
    return refuse(`${keyFile} is of an earlier version and bound to no place: start the kiosk.`);
  const keys = await openKeys(read.envelope, options);
  if (!keys.ok) return keys;
  if (read.envelope.pending) removeRotatedCopy(databaseFile);
  const { key, envelope } = settleRotation(read.envelope, keys.keys, databaseFile);

  const place = recordPlace(placeOfKey(options));
  const current = await wrapKey(key, envelope.current.recovery, place, options);
  if (!current.ok) return current;
  const started = startNumbersAnew(key, options);
  if (!started.ok) return refuse(started.detail);
  const failed = writeEnvelope(keyFile, { version: 1, place, current: current.value, pending: null });
  if (failed !== null) return refuse(failed);
  return { ok: true, unfinished: current.problem, salvaged: started.salvaged };
}

async function openKeys(
  envelope: KeyEnvelope,
  options: EnrolmentOptions,
): Promise<{ ok: true; keys: OpenedKeys } | { ok: false; problem: EnrolmentProblem; message: string }> {
  const { way } = options;
  if (way.kind === 'recovery') return openByRecovery(envelope, way.privateKeyPem, way.passphrase);
  const before = envelope.place.folder;
  const place = comparePlace(envelope.place, placeOfKey(options));
  if (place === 'other-machine') {
    return refuse('The folder comes from another machine; run: tiepdon key enrol --recovery-key FILE');
  }
  if (place === 'moved' && isStillThere(join(before, 'queue.key'), envelope)) {
    return refuse(
      `${before} still holds this kiosk, and two of them would give the same numbers; remove that folder first.`,
    );
  }
  return unwrapByStore(envelope, options);
}

/** A copy is told from a move by the salt, which no two envelopes share. */
function isStillThere(keyFile: string, { place }: KeyEnvelope): boolean {
  const there = readEnvelope(keyFile);
  return there.kind === 'envelope' && there.envelope.place.salt === place.salt;
}

function openByRecovery(
  { current, pending }: KeyEnvelope,
  privateKeyPem: string,
  passphrase: string | null,
): { ok: true; keys: OpenedKeys } | { ok: false; problem: EnrolmentProblem; message: string } {
  const privateKey = recoveryPrivateKey(privateKeyPem, passphrase);
  if (!privateKey.ok) return refuse(privateKey.message);
  const unwrap = ({ recovery }: WrappedKey): Buffer | null => {
    const key = recovery && unwrapWithRecovery(privateKey.value, recovery.wrapped);
    return isKey(key) ? key : null;
  };
  const key = unwrap(current);
  if (key) return { ok: true, keys: { current: key, pending: pending && unwrap(pending) } };
  if (current.recovery === null) return refuse('This kiosk had no recovery key: only its own machine opens the queue.');
  const wanted = current.recovery.fingerprint;
  if (wanted === fingerprintOf(privateKey.value)) {
    return { ok: false, problem: 'damaged-envelope', message: 'What the recovery key wrapped is damaged.' };
  }
  return refuse(`This kiosk was wrapped for another recovery key, ${wanted.slice(0, 16)}….`);
}

type FreshNumbers = { ok: true; salvaged: SalvageReport | null } | { ok: false; detail: string };

/** Without a queue yet there is nothing to do. */
function startNumbersAnew(key: Buffer, { folder, actor, now }: EnrolmentOptions): FreshNumbers {
  const file = folder.databaseFile;
  if (!existsSync(file)) return { ok: true, salvaged: null };
  const keyHex = key.toString('hex');
  const first = openDatabase(file, keyHex);
  const isDamaged = !first.ok && first.problem === 'damaged';
  const salvaged = isDamaged ? salvageDatabase({ file, keyHex, now }) : null;
  if (salvaged?.ok === false) return salvaged;
  const opened = isDamaged ? openDatabase(file, keyHex) : first;
  if (!opened.ok) return opened;
  const { database } = opened;
  try {
    const audit = openAudit(database, now);
    database
      .transaction(() => {
        forgetNumbers(database);
        audit.append({ actor, action: 'enrolled' });
      })
      .immediate();
    return { ok: true, salvaged };
  } finally {
    closeDatabase(database);
  }
}
