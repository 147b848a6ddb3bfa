import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeyOptions } from './key-access.ts';
import { openDatabaseKey } from './key-opening.ts';
import {
  addRows,
  credentials,
  envelopeIn,
  keyOf,
  keyOptions,
  otherMachine,
  temporaryKeyFolder,
  testRecoveryKey,
  withDatabase,
} from './key-testing.ts';
import { recoveryPrivateKey, unwrapWithRecovery } from './recovery-key.ts';
import type { SafeStorage, SafeStorageResult } from './safe-storage.ts';

// Made here, where a slow machine meets no time limit.
const recovery = testRecoveryKey();
const otherRecovery = testRecoveryKey();

/** A key ring that turns its text around. */
const keyRing: SafeStorage = {
  wrap: async (text) => ({ ok: true, text: Buffer.from(text).reverse().toString('base64') }),
  unwrap: async (wrapped) => ({ ok: true, text: Buffer.from(wrapped, 'base64').reverse().toString() }),
};

const failure = async (options: KeyOptions): Promise<{ problem: string; message: string }> => {
  const opened = await openDatabaseKey(options);
  if (opened.ok) return expect.unreachable('it opened');
  return opened;
};

describe('a first start', () => {
  it('makes a key, wrapped and private, that the next start opens', async () => {
    const folder = temporaryKeyFolder();
    const options = keyOptions(folder);
    const made = await openDatabaseKey(options);
    expect(made).toEqual({
      ok: true,
      keyHex: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      isNew: true,
      unfinished: null,
    });
    writeFileSync(join(folder, 'queue.db'), 'queue');
    expect(await openDatabaseKey(options)).toEqual({ ...made, isNew: false });
    for (const file of ['queue.key', 'machine.key']) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    const text = readFileSync(join(folder, 'queue.key'), 'utf8');
    const keyHex = made.ok ? made.keyHex : '';
    expect(text).not.toContain(keyHex);
    expect(text).not.toContain(Buffer.from(keyHex, 'hex').toString('base64'));
    expect(text).not.toContain(options.machineId);
  });

  it('differs from kiosk to kiosk', async () => {
    expect(await keyOf(keyOptions(temporaryKeyFolder()))).not.toBe(await keyOf(keyOptions(temporaryKeyFolder())));
  });

  it('without a disk that takes it says so', async () => {
    const folder = temporaryKeyFolder();
    mkdirSync(join(folder, 'queue.key.new'));
    expect(await failure(keyOptions(folder))).toEqual({
      ok: false,
      problem: 'unreadable',
      message: `${folder}/queue.key cannot be written (EISDIR).`,
    });
  });

  it('takes over the bare key of an earlier version, and keeps it', async () => {
    const folder = temporaryKeyFolder();
    const keyHex = 'a1'.repeat(32);
    writeFileSync(join(folder, 'queue.key'), `${keyHex}\n`, { mode: 0o600 });
    withDatabase(folder, keyHex, (database) => addRows(database, 3));
    expect(await openDatabaseKey(keyOptions(folder))).toMatchObject({ ok: true, keyHex, isNew: false });
    expect(readFileSync(join(folder, 'queue.key'), 'utf8')).not.toContain(keyHex);
    expect(await keyOf(keyOptions(folder))).toBe(keyHex);
  });
});

describe('a key that does not open', () => {
  it('missing beside a queue is not replaced: a new one would lock the queue out for good', async () => {
    const folder = temporaryKeyFolder();
    writeFileSync(join(folder, 'queue.db'), 'queue');
    expect(await failure(keyOptions(folder))).toMatchObject({
      problem: 'key-missing',
      message: `${folder}/queue.key is missing, and ${folder}/queue.db opens with it only; restore both from one backup of this kiosk, then run: tiepdon key enrol --moved`,
    });
  });

  it.each(['queue.key', 'machine.key'])(
    '%s that others can read is refused, with the command that mends it',
    async (name) => {
      const folder = temporaryKeyFolder();
      const keyHex = await keyOf(keyOptions(folder));
      const file = join(folder, name);
      chmodSync(file, 0o644);
      expect(await failure(keyOptions(folder))).toMatchObject({
        problem: 'unreadable',
        message: `${file} can be read by others; run: chmod 600 ${file}`,
      });
      chmodSync(file, 0o600);
      expect(await keyOf(keyOptions(folder))).toBe(keyHex);
    },
  );

  it.each([
    ['cut in half', (text: string) => text.slice(0, 100)],
    ['of a newer version', (text: string) => text.replace('"version": 1', '"version": 2')],
    ['with a key too much', (text: string) => text.replace('{', '{"more": 1,')],
    ['endless', () => ' '.repeat(70_000)],
    ['a short bare key', () => 'abcdef'],
  ])('an envelope %s is refused, untouched and unquoted', async (_, damage) => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder));
    const file = join(folder, 'queue.key');
    const damaged = damage(readFileSync(file, 'utf8'));
    writeFileSync(file, damaged);
    expect(await failure(keyOptions(folder))).toMatchObject({
      problem: 'damaged-envelope',
      message: `${file} is damaged, or of a newer version of this program; restore it alone from a backup of this kiosk; after a whole backup run: tiepdon key enrol --moved`,
    });
    expect(readFileSync(file, 'utf8')).toBe(damaged);
  });

  it('a folder in the key’s place is said', async () => {
    const folder = temporaryKeyFolder();
    mkdirSync(join(folder, 'queue.key'), { mode: 0o700 });
    expect(await failure(keyOptions(folder))).toMatchObject({ problem: 'unreadable' });
  });

  it.each([
    ['another', Buffer.alloc(32, 7)],
    ['a short', Buffer.alloc(31)],
    ['a long', Buffer.alloc(33)],
  ])('%s machine.key is a wrong key', async (_, bytes) => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder));
    writeFileSync(join(folder, 'machine.key'), bytes);
    const { problem, message } = await failure(keyOptions(folder));
    expect(problem).toBe('wrong-machine-key');
    expect(message).toContain('tiepdon key enrol --recovery-key FILE');
  });

  it('a lost machine.key is not made anew', async () => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder));
    rmSync(join(folder, 'machine.key'));
    expect(await failure(keyOptions(folder))).toMatchObject({ problem: 'store-unavailable' });
    expect(() => statSync(join(folder, 'machine.key'))).toThrow('ENOENT');
  });
});

describe('a copied folder', () => {
  it('does not open on another machine', async () => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder));
    expect(await failure(keyOptions(folder, { machineId: otherMachine }))).toMatchObject({
      problem: 'copied-folder',
      message: `The data folder ${folder} was copied from another machine; if it takes that kiosk’s place for good, run: tiepdon key enrol --recovery-key FILE`,
    });
  });

  it('does not open in another place of the same machine', async () => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder));
    const copy = join(temporaryKeyFolder(), 'copy');
    cpSync(folder, copy, { recursive: true });
    expect(await failure(keyOptions(copy))).toMatchObject({
      problem: 'copied-folder',
      message: `The data folder ${copy} was copied or moved from ${folder}; if it was moved for good, run: tiepdon key enrol --moved`,
    });
  });

  it('does not open either when its envelope is made to say that it is at home', async () => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder));
    const elsewhere = temporaryKeyFolder();
    await keyOf(keyOptions(elsewhere, { machineId: otherMachine }));
    const forged = { ...envelopeIn(folder), place: envelopeIn(elsewhere).place };
    cpSync(join(folder, 'machine.key'), join(elsewhere, 'machine.key'));
    writeFileSync(join(elsewhere, 'queue.key'), JSON.stringify(forged));
    expect(await failure(keyOptions(elsewhere, { machineId: otherMachine }))).toMatchObject({
      problem: 'wrong-machine-key',
    });
  });
});

describe('the store', () => {
  it('is the key ring where the shell offers it, else the credential, else a file', async () => {
    const folder = temporaryKeyFolder();
    const environment = credentials(folder, Buffer.alloc(32, 1));
    for (const [options, kind] of [
      [{ safeStorage: keyRing, environment }, 'safe-storage'],
      [{ environment }, 'systemd-credential'],
      [{ environment: { CREDENTIALS_DIRECTORY: '/nowhere' } }, 'key-file'],
    ] as const) {
      const other = temporaryKeyFolder();
      const keyHex = await keyOf(keyOptions(other, options));
      expect(envelopeIn(other).current.store.kind).toBe(kind);
      expect(await keyOf(keyOptions(other, options))).toBe(keyHex);
    }
  });

  it('changes at a start when the old one still opens, and the key stays', async () => {
    const folder = temporaryKeyFolder();
    const environment = credentials(folder, Buffer.alloc(40, 1));
    const keyHex = await keyOf(keyOptions(folder));
    for (const store of ['systemd-credential', 'safe-storage', 'key-file'] as const) {
      expect(await keyOf(keyOptions(folder, { store, environment, safeStorage: keyRing }))).toBe(keyHex);
      expect(envelopeIn(folder).current.store.kind).toBe(store);
    }
  });

  it('that the configuration wants and is not there leaves the old one, and is said', async () => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder));
    const opened = await openDatabaseKey(keyOptions(folder, { store: 'systemd-credential' }));
    expect(opened).toMatchObject({
      ok: true,
      unfinished:
        'The systemd credential tiepdon-kiosk-key is not there; start the kiosk by its unit, with LoadCredentialEncrypted=tiepdon-kiosk-key:FILE.',
    });
    expect(envelopeIn(folder).current.store.kind).toBe('key-file');
  });

  it.each([
    [{}, 'is not there'],
    [{ CREDENTIALS_DIRECTORY: '/nowhere' }, 'cannot be read (ENOENT)'],
  ])('a credential that was there and is not is said: %j', async (environment, detail) => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder, { environment: credentials(folder, 'x'.repeat(64)) }));
    const { problem, message } = await failure(keyOptions(folder, { environment }));
    expect(problem).toBe('store-unavailable');
    expect(message).toContain(detail);
  });

  it('a credential that is too short protects nothing', async () => {
    const folder = temporaryKeyFolder();
    const options = keyOptions(folder, { environment: credentials(folder, 'x'.repeat(31)) });
    expect(await failure(options)).toMatchObject({ problem: 'store-unavailable' });
  });

  const answering = (result: SafeStorageResult): SafeStorage => ({ ...keyRing, unwrap: async () => result });
  it.each([
    ['is not reached', null, 'store-unavailable'],
    ['stays locked', answering({ ok: false, reason: 'unavailable' }), 'store-unavailable'],
    ['is another one', answering({ ok: false, reason: 'refused' }), 'wrong-machine-key'],
    ['answers nonsense', answering({ ok: true, text: 'AAAA' }), 'damaged-envelope'],
  ])('a key ring that %s opens nothing', async (_, safeStorage, problem) => {
    const folder = temporaryKeyFolder();
    await keyOf(keyOptions(folder, { safeStorage: keyRing }));
    expect(await failure(keyOptions(folder, { safeStorage }))).toMatchObject({ problem });
  });
});

describe('the recovery key', () => {
  const withRecovery = (folder: string, publicPem: string): KeyOptions => {
    writeFileSync(join(folder, 'recovery.pem'), publicPem);
    return keyOptions(folder, { recoveryKey: 'recovery.pem' });
  };
  const recovered = (folder: string, privatePem: string): string | undefined => {
    const key = recoveryPrivateKey(privatePem, null);
    const wrapped = envelopeIn(folder).current.recovery?.wrapped ?? '';
    return key.ok ? unwrapWithRecovery(key.value, wrapped)?.toString('hex') : undefined;
  };

  it('wraps the key at the first start, and later when it was configured later', async () => {
    const folder = temporaryKeyFolder();
    const keyHex = await keyOf(withRecovery(folder, recovery.publicPem));
    expect(recovered(folder, recovery.privatePem)).toBe(keyHex);

    const later = temporaryKeyFolder();
    const laterHex = await keyOf(keyOptions(later));
    expect(envelopeIn(later).current.recovery).toBeNull();
    expect(await keyOf(withRecovery(later, recovery.publicPem))).toBe(laterHex);
    expect(recovered(later, recovery.privatePem)).toBe(laterHex);
  });

  it('is replaced by a new one, and kept when none is configured any more', async () => {
    const folder = temporaryKeyFolder();
    await keyOf(withRecovery(folder, otherRecovery.publicPem));
    const keyHex = await keyOf(withRecovery(folder, recovery.publicPem));
    await keyOf(keyOptions(folder));
    expect(recovered(folder, recovery.privatePem)).toBe(keyHex);
  });

  it('that is of no use does not stop the kiosk, and is said', async () => {
    const folder = temporaryKeyFolder();
    for (const [pem, said] of [
      ['no key', 'it is no public key in PEM'],
      [recovery.privatePem, 'it holds a private key, which must never lie on a kiosk'],
    ] as const) {
      const opened = await openDatabaseKey(withRecovery(folder, pem));
      expect(opened).toMatchObject({ ok: true, unfinished: `${folder}/recovery.pem is of no use: ${said}.` });
    }
    expect(await openDatabaseKey(keyOptions(folder, { recoveryKey: 'gone.pem' }))).toMatchObject({
      unfinished: `The recovery key ${folder}/gone.pem cannot be read (ENOENT).`,
    });
  });
});
