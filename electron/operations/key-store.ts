import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBoundedFile } from '../bounded-file.ts';
import { unwrapWithSecret, wrapWithSecret } from './key-wrapping.ts';
import type { SafeStorage, SafeStorageResult } from './safe-storage.ts';
import { isPrivateMode } from './secrets.ts';
import { writeWholeFile } from './whole-file.ts';

/** The machine's own stores that can wrap the key of the database. */
export const keyStoreKinds = ['safe-storage', 'systemd-credential', 'key-file'] as const;
export type KeyStoreKind = (typeof keyStoreKinds)[number];

export type StoreProblem = 'store-unavailable' | 'wrong-machine-key' | 'unreadable';
export type StoreResult<Value> = { ok: true; value: Value } | { ok: false; problem: StoreProblem; message: string };

export interface KeyStore {
  kind: KeyStoreKind;
  /** Base64. `binding` is what the wrapped key holds for; another one does not open it. */
  wrap(key: Buffer, binding: string): Promise<StoreResult<string>>;
  unwrap(wrapped: string, binding: string): Promise<StoreResult<Buffer>>;
}

export interface StoreSurroundings {
  /** The data folder. */
  folder: string;
  /** null: there is no shell, or its desktop has no key ring that deserves the name. */
  safeStorage: SafeStorage | null;
  environment: Readonly<Record<string, string | undefined>>;
}

/** systemd.exec(5), "Credentials": a file of this name in $CREDENTIALS_DIRECTORY. */
const credentialName = 'tiepdon-kiosk-key';
const machineKeyName = 'machine.key';
const machineKeySizeBytes = 32;
/** Of a credential, too, everything is used. */
const smallestSecretBytes = 32;
const largestSecretBytes = 64 * 1024;

/** `auto` is the first that is there. */
export function chosenStore(setting: 'auto' | KeyStoreKind, surroundings: StoreSurroundings): KeyStoreKind {
  if (setting !== 'auto') return setting;
  if (surroundings.safeStorage !== null) return 'safe-storage';
  const credential = credentialFile(surroundings);
  return credential !== null && existsSync(credential) ? 'systemd-credential' : 'key-file';
}

export function openStore(kind: KeyStoreKind, surroundings: StoreSurroundings): KeyStore {
  switch (kind) {
    case 'safe-storage':
      return safeStorageStore(surroundings.safeStorage);
    case 'systemd-credential':
      return secretStore(kind, () => readCredential(surroundings), 'the systemd credential');
    case 'key-file': {
      const file = join(surroundings.folder, machineKeyName);
      return secretStore(kind, (isNew) => readMachineKey(file, isNew), file);
    }
  }
}

type Secret = StoreResult<Uint8Array>;

const fail = (problem: StoreProblem, message: string) => ({ ok: false, problem, message }) as const;

const enrolAgain =
  'restore it alone from a backup of this kiosk (after a whole backup run: tiepdon key enrol --moved), ' +
  'or run: tiepdon key enrol --recovery-key FILE';

/** A secret that can be read, wherever it comes from. `name` is what messages call it. */
function secretStore(kind: KeyStoreKind, read: (mayMake: boolean) => Secret, name: string): KeyStore {
  return {
    kind,
    wrap: async (key, binding) => {
      const secret = read(true);
      return secret.ok ? { ok: true, value: wrapWithSecret(secret.value, binding, key) } : secret;
    },
    unwrap: async (wrapped, binding) => {
      const secret = read(false);
      if (!secret.ok) return secret;
      const key = unwrapWithSecret(secret.value, binding, wrapped);
      if (key) return { ok: true, value: key };
      return fail('wrong-machine-key', `${name} is not the one that wrapped the key of the queue; ${enrolAgain}`);
    },
  };
}

function credentialFile({ environment }: StoreSurroundings): string | null {
  const folder = environment['CREDENTIALS_DIRECTORY'];
  return folder ? join(folder, credentialName) : null;
}

function readCredential(surroundings: StoreSurroundings): Secret {
  const file = credentialFile(surroundings);
  const missing = (detail: string) =>
    fail(
      'store-unavailable',
      `The systemd credential ${credentialName} ${detail}; start the kiosk by its unit, with LoadCredentialEncrypted=${credentialName}:FILE.`,
    );
  if (file === null) return missing('is not there');
  const read = readBoundedFile(file, largestSecretBytes);
  if (!read.ok) return missing(`cannot be read (${read.detail})`);
  if (read.bytes.length < smallestSecretBytes) {
    return missing(`has fewer than ${String(smallestSecretBytes)} bytes`);
  }
  return { ok: true, value: read.bytes };
}

function readMachineKey(file: string, mayMake: boolean): Secret {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) {
      if (!mayMake) return fail('store-unavailable', `${file} is missing; ${enrolAgain}`);
      const secret = randomBytes(machineKeySizeBytes);
      writeWholeFile(file, secret);
      return { ok: true, value: secret };
    }
    if (!isPrivateMode(stat.mode)) {
      return fail('unreadable', `${file} can be read by others; run: chmod 600 ${file}`);
    }
  } catch (error) {
    return fail('unreadable', `${file} cannot be used (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
  const read = readBoundedFile(file, machineKeySizeBytes);
  if (!read.ok && read.reason === 'unreadable') return fail('unreadable', `${file} cannot be used (${read.detail}).`);
  if (read.ok && read.bytes.length === machineKeySizeBytes) return { ok: true, value: read.bytes };
  return fail('wrong-machine-key', `${file} does not hold the key of a machine; ${enrolAgain}`);
}

/** Electron's safeStorage, which lives in the shell. It belongs to the user and the machine by itself. */
function safeStorageStore(safeStorage: SafeStorage | null): KeyStore {
  const textOf = async (answer: Promise<SafeStorageResult> | undefined): Promise<StoreResult<string>> => {
    const result = (await answer) ?? { ok: false, reason: 'unavailable' };
    if (result.ok) return { ok: true, value: result.text };
    if (result.reason === 'refused') {
      return fail('wrong-machine-key', `The desktop’s key ring has not wrapped the key of the queue; ${enrolAgain}`);
    }
    return fail(
      'store-unavailable',
      'The desktop’s key ring is not to be had: only the kiosk’s window reaches it, in a session where it is unlocked. ' +
        'Start the kiosk there, or set keys.store to another store and run: tiepdon key enrol --recovery-key FILE',
    );
  };
  return {
    kind: 'safe-storage',
    wrap: (key) => textOf(safeStorage?.wrap(key.toString('base64'))),
    unwrap: async (wrapped) => {
      const text = await textOf(safeStorage?.unwrap(wrapped));
      return text.ok ? { ok: true, value: Buffer.from(text.value, 'base64') } : text;
    },
  };
}
