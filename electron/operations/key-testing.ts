import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { assert, onTestFinished } from 'vitest';
import { openAudit } from '../../sync/queue/audit.ts';
import { closeDatabase, openDatabase } from '../../sync/queue/database.ts';
import { dataFolderAt } from './data-folder.ts';
import type { KeyOptions } from './key-access.ts';
import { readEnvelope, type KeyEnvelope } from './key-envelope.ts';
import { openDatabaseKey } from './key-opening.ts';

/** What the tests of the keys share. */

export const thisMachine = '0123456789abcdef0123456789abcdef';
export const otherMachine = 'fedcba9876543210fedcba9876543210';

export const now = (): Date => new Date('2026-03-02T01:30:00.000Z');

/** A data folder, removed when the test ends. */
export function temporaryKeyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function keyOptions(folder: string, changes: Partial<KeyOptions> = {}): KeyOptions {
  return {
    folder: dataFolderAt(folder),
    store: 'auto',
    recoveryKey: null,
    safeStorage: null,
    environment: {},
    now,
    machineId: thisMachine,
    ...changes,
  };
}

export async function keyOf(options: KeyOptions): Promise<string> {
  const opened = await openDatabaseKey(options);
  assert(opened.ok, JSON.stringify(opened));
  return opened.keyHex;
}

export function envelopeIn(folder: string): KeyEnvelope {
  const read = readEnvelope(join(folder, 'queue.key'));
  assert(read.kind === 'envelope', read.kind);
  return read.envelope;
}

/** A folder of the credentials that systemd hands over. */
export function credentials(folder: string, secret: string | Uint8Array): Record<string, string> {
  const credentialsFolder = join(folder, 'credentials');
  mkdirSync(credentialsFolder, { recursive: true });
  writeFileSync(join(credentialsFolder, 'tiepdon-kiosk-key'), secret);
  return { CREDENTIALS_DIRECTORY: credentialsFolder };
}

/** A recovery key of the least size, to be made once a file. */
export function testRecoveryKey(passphrase: string | null = null): { privatePem: string; publicPem: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const protection = passphrase === null ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    privatePem: pair.privateKey.export({ type: 'pkcs8', format: 'pem', ...protection }).toString(),
    publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Opens the queue's database, and closes it as the station does. */
export function withDatabase<Value>(folder: string, keyHex: string, use: (database: Database) => Value): Value {
  const opened = openDatabase(join(folder, 'queue.db'), keyHex);
  assert(opened.ok, JSON.stringify(opened));
  try {
    return use(opened.database);
  } finally {
    closeDatabase(opened.database);
  }
}

/** Rows of the audit log are as good as any to count. */
export function addRows(database: Database, count: number): void {
  const audit = openAudit(database, now);
  database.transaction(() => {
    for (let row = 0; row < count; row += 1) audit.append({ actor: 'kiosk', action: 'station-started' });
  })();
}

export const auditActions = (database: Database): string[] =>
  openAudit(database, now)
    .list(100_000)
    .map(({ action }) => action);
