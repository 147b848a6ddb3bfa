import { cpSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, describe, expect, it, vi } from 'vitest';
import { dataFolderAt, takeDataFolder } from '../operations/data-folder.ts';
import { keyOptionsOf } from '../operations/key-access.ts';
import { openDatabaseKey } from '../operations/key-opening.ts';
import {
  addRows,
  auditActions,
  envelopeIn,
  temporaryKeyFolder,
  testRecoveryKey,
  withDatabase,
} from '../operations/key-testing.ts';
import { recoveryPublicKey } from '../operations/recovery-key.ts';
import { seal } from '../operations/sealed-box.ts';
import { hear } from './command-testing.ts';
import { enrolKeyCommand, makeRecoveryKey, openExport, printKeyStatus, rotateKeyCommand } from './key.ts';
import { exitCodes } from './output.ts';

// Made here, where a slow machine meets no time limit.
const pair = testRecoveryKey();
const otherPair = testRecoveryKey();

const keyOf = async (data: string): Promise<string> => {
  const opened = await openDatabaseKey(
    keyOptionsOf(dataFolderAt(data), { store: 'key-file', recoveryKey: 'recovery.pem' }, null),
  );
  assert(opened.ok, JSON.stringify(opened));
  return opened.keyHex;
};

/** A stopped kiosk on this machine, with a recovery key and some rows. */
async function kiosk(): Promise<{ data: string; keyHex: string; privateFile: string }> {
  const data = temporaryKeyFolder();
  writeFileSync(join(data, 'kiosk.toml'), 'version = 1\nkeys.store = "key-file"\nkeys.recoveryKey = "recovery.pem"\n');
  writeFileSync(join(data, 'recovery.pem'), pair.publicPem);
  const privateFile = join(temporaryKeyFolder(), 'private.pem');
  writeFileSync(privateFile, pair.privatePem);
  const keyHex = await keyOf(data);
  withDatabase(data, keyHex, (database) => addRows(database, 3));
  return { data, keyHex, privateFile };
}

describe('tiepdon key rotate', () => {
  it('gives a stopped kiosk a new key, and prints none', async () => {
    const { data, keyHex } = await kiosk();
    const { code, out, err } = await hear(() => rotateKeyCommand({ data, json: true }, null));
    expect({ code, err }).toEqual({ code: exitCodes.done, err: '' });
    const { id, madeAt } = envelopeIn(data).current;
    expect(JSON.parse(out)).toEqual({ id, madeAt, recovery: true, leftBehind: [] });
    const newHex = await keyOf(data);
    expect(newHex).not.toBe(keyHex);
    for (const secret of [keyHex, newHex]) expect(out).not.toContain(secret);
    withDatabase(data, newHex, (database) => expect(auditActions(database)).toHaveLength(4));
  });

  it('says in words what else keeps the old key', async () => {
    const { data } = await kiosk();
    writeFileSync(join(data, 'kiosk.toml'), 'version = 1\nkeys.store = "key-file"\n');
    writeFileSync(join(data, 'queue.db.damaged-1'), '');
    const { keyFile } = dataFolderAt(data);
    writeFileSync(
      keyFile,
      JSON.stringify({ ...envelopeIn(data), current: { ...envelopeIn(data).current, recovery: null } }),
    );
    const kept = await hear(() => rotateKeyCommand({ data, json: false }, null));
    expect(kept).toMatchObject({ code: exitCodes.failed, out: '' });
    expect(kept.err).toContain('--abandon-damaged');
    const { out } = await hear(() => rotateKeyCommand({ data, json: false, abandonDamaged: true }, null));
    expect(out).toMatch(/^the queue has a new key, [0-9a-f]{8}; backups made before keep the old one\n/);
    expect(out).toContain('only this machine opens the queue');
    expect(out).toContain('queue.db.damaged-1 keeps the old key');
  });

  it('does nothing while a station runs', async () => {
    const { data, keyHex } = await kiosk();
    const taken = takeDataFolder(dataFolderAt(data));
    assert(taken.ok);
    const { code, out, err } = await hear(() => rotateKeyCommand({ data, json: true }, null));
    taken.release();
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(out)).toMatchObject({ problem: 'folder-in-use' });
    expect(err).toContain('stop it first');
    expect(await keyOf(data)).toBe(keyHex);
  });

  it.each([
    ['a wrong configuration', 'version = 1\nkeys.stores = 1\n', 'configuration-wrong'],
    ['a store that is not there', 'version = 1\nkeys.store = "systemd-credential"\n', 'not-rotated'],
  ])('hands on %s', async (_, configuration, problem) => {
    const { data } = await kiosk();
    writeFileSync(join(data, 'kiosk.toml'), configuration);
    const { code, out } = await hear(() => rotateKeyCommand({ data, json: true }, null));
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(out)).toMatchObject({ problem });
  });

  it('says when there is no such folder', async () => {
    const { out } = await hear(() => rotateKeyCommand({ data: '/nowhere/at/all', json: true }, null));
    expect(JSON.parse(out)).toMatchObject({ problem: 'unreadable' });
  });
});

describe('tiepdon key enrol', () => {
  it('wants one way', async () => {
    for (const options of [{}, { moved: true, recoveryKey: 'x' }]) {
      const { code } = await hear(() => enrolKeyCommand({ data: '/nowhere', json: false, ...options }, null));
      expect(code).toBe(exitCodes.usage);
    }
  });

  it('makes a copy a kiosk by the recovery key, and says what must not run any more', async () => {
    const { data, keyHex, privateFile } = await kiosk();
    const copy = join(temporaryKeyFolder(), 'copy');
    cpSync(data, copy, { recursive: true });
    const { code, out } = await hear(() =>
      enrolKeyCommand({ data: copy, json: false, recoveryKey: privateFile }, null),
    );
    expect(code).toBe(exitCodes.done);
    expect(out).toContain('any other copy of it must never run again, or this kiosk needs another kiosk.id');
    expect(await keyOf(copy)).toBe(keyHex);
    withDatabase(copy, keyHex, (database) => expect(auditActions(database)[0]).toBe('enrolled'));
  });

  it('follows a move', async () => {
    const { data, keyHex } = await kiosk();
    const moved = join(temporaryKeyFolder(), 'moved');
    renameSync(data, moved);
    const { code, out } = await hear(() => enrolKeyCommand({ data: moved, json: true, moved: true }, null));
    expect({ code, out: JSON.parse(out) as unknown }).toEqual({
      code: exitCodes.done,
      out: { folder: moved, unfinished: null, salvaged: null },
    });
    expect(await keyOf(moved)).toBe(keyHex);
  });

  it('says what came through of a damaged queue', async () => {
    const { data } = await kiosk();
    const file = join(data, 'queue.db');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 200, 900);
    writeFileSync(file, bytes);
    const { code, out } = await hear(() => enrolKeyCommand({ data, json: false, moved: true }, null));
    expect(code).toBe(exitCodes.done);
    expect(out).toContain('The queue was damaged and has been salvaged: 0 registrations came through');
  });

  it('says why it cannot', async () => {
    const { data } = await kiosk();
    const missing = await hear(() => enrolKeyCommand({ data, json: true, recoveryKey: '/nowhere.pem' }, null));
    expect(JSON.parse(missing.out)).toEqual({ error: '/nowhere.pem cannot be read (ENOENT)', problem: 'unreadable' });
    const other = join(data, 'other.pem');
    writeFileSync(other, otherPair.privatePem);
    const refused = await hear(() => enrolKeyCommand({ data, json: true, recoveryKey: other }, null));
    expect(refused.code).toBe(exitCodes.failed);
    expect(JSON.parse(refused.out)).toMatchObject({ problem: 'not-enrolled' });
  });
});

describe('tiepdon key status', () => {
  const status = (data: string) => hear(() => printKeyStatus({ data, json: true }));

  it('says what wraps the key, and whether the folder is at home', async () => {
    const { data, keyHex } = await kiosk();
    const { code, out } = await status(data);
    const half = recoveryPublicKey(pair.publicPem);
    expect(code).toBe(exitCodes.done);
    expect(JSON.parse(out)).toMatchObject({
      state: 'wrapped',
      ageDays: 0,
      store: 'key-file',
      recoveryKey: half.ok && half.value.fingerprint,
      rotationPending: false,
      place: 'same',
    });
    expect(out).not.toContain(keyHex);
    const copy = join(temporaryKeyFolder(), 'copy');
    cpSync(data, copy, { recursive: true });
    const elsewhere = await hear(() => printKeyStatus({ data: copy, json: false }));
    expect(elsewhere.code).toBe(exitCodes.invalid);
    expect(elsewhere.out).toContain(`the folder ${data}, not this one: tiepdon key enrol --moved`);
  });

  it('knows a rotation that broke off', async () => {
    const { data } = await kiosk();
    const envelope = envelopeIn(data);
    writeFileSync(join(data, 'queue.key'), JSON.stringify({ ...envelope, pending: envelope.current }));
    expect((await hear(() => printKeyStatus({ data, json: false }))).out).toContain('rotation  broke off');
  });

  it('of a folder without a key, with a bare one, with a damaged one', async () => {
    const data = temporaryKeyFolder();
    expect(await status(data)).toMatchObject({ code: exitCodes.done, out: '{"state":"missing"}\n' });
    writeFileSync(join(data, 'queue.key'), 'a1'.repeat(32), { mode: 0o600 });
    expect(await status(data)).toMatchObject({ code: exitCodes.done, out: '{"state":"bare-key"}\n' });
    writeFileSync(join(data, 'queue.key'), 'damaged');
    const { code, out } = await status(data);
    expect(code).toBe(exitCodes.invalid);
    expect(JSON.parse(out)).toMatchObject({ problem: 'damaged-envelope' });
  });
});

describe('a recovery key of the hospital', () => {
  it('is made once, private, with the passphrase of the environment, and opens an export', async () => {
    vi.stubEnv('TIEPDON_RECOVERY_PASSPHRASE', 'quite secret');
    const folder = temporaryKeyFolder();
    const out = join(folder, 'recovery.pem');
    const publicFile = join(folder, 'recovery.pub.pem');
    const made = await hear(() => makeRecoveryKey({ json: true, out }));
    expect(JSON.parse(made.out)).toEqual({ privateKey: out, publicKey: publicFile, encrypted: true });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const before = readFileSync(out, 'utf8');
    expect(before).toContain('BEGIN ENCRYPTED PRIVATE KEY');

    const again = await hear(() => makeRecoveryKey({ json: false, out }));
    expect(again).toMatchObject({
      code: exitCodes.failed,
      err: `tiepdon: ${publicFile} exists already and stays as it is\n`,
    });
    const sameOut = join(folder, 'same');
    writeFileSync(sameOut, 'mine');
    expect((await hear(() => makeRecoveryKey({ json: false, out: sameOut }))).code).toBe(exitCodes.failed);
    expect(existsSync(`${sameOut}.pub.pem`)).toBe(false);
    expect(readFileSync(sameOut, 'utf8')).toBe('mine');
    expect(readFileSync(out, 'utf8')).toBe(before);

    const half = recoveryPublicKey(readFileSync(publicFile, 'utf8'));
    assert(half.ok);
    const file = join(folder, 'export.sealed');
    writeFileSync(file, seal(Buffer.from('rows'), half.value));
    const opened = join(folder, 'rows.json');
    const open = () => hear(() => openExport({ json: true, file, recoveryKey: out, out: opened }));
    expect(JSON.parse((await open()).out)).toEqual({ file: opened, sizeBytes: 4 });
    expect(readFileSync(opened, 'utf8')).toBe('rows');
    expect(statSync(opened).mode & 0o777).toBe(0o600);
    expect(JSON.parse((await open()).out)).toMatchObject({ problem: 'not-written' });
    vi.unstubAllEnvs();
  }, 60_000);

  it('opens nothing but exports', async () => {
    const { data, privateFile } = await kiosk();
    const open = (file: string, recoveryKey: string) =>
      hear(() => openExport({ json: true, file, recoveryKey, out: join(data, 'rows.json') }));
    expect(await open(join(data, 'kiosk.toml'), privateFile)).toMatchObject({ code: exitCodes.invalid });
    expect(await open('/nowhere', privateFile)).toMatchObject({ code: exitCodes.failed });
    expect(await open(join(data, 'kiosk.toml'), '/nowhere')).toMatchObject({ code: exitCodes.failed });
    expect(existsSync(join(data, 'rows.json'))).toBe(false);
  });
});
