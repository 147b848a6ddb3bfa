import type { Configuration } from './configuration.ts';
import type { DataFolder } from './data-folder.ts';
import { isKey, type KeyEnvelope, newKeyId, type WrappedKey } from './key-envelope.ts';
import { bindingOf, type Place, placeOf, type RecordedPlace } from './key-place.ts';
import { chosenStore, type KeyStoreKind, openStore, type StoreProblem, type StoreSurroundings } from './key-store.ts';
import { readRecoveryPublicKey, wrapForRecovery } from './recovery-key.ts';
import type { SafeStorage } from './safe-storage.ts';

/** What opening, rotating and enrolling the key of the database have in common. */

export interface KeyOptions {
  folder: DataFolder;
  /** `keys.store` of the configuration. */
  store: 'auto' | KeyStoreKind;
  /** `keys.recoveryKey` of the configuration; null: the hospital has none. */
  recoveryKey: string | null;
  /** null without a shell whose desktop has a key ring. */
  safeStorage: SafeStorage | null;
  /** systemd names the folder of its credentials here. */
  environment: Readonly<Record<string, string | undefined>>;
  now: () => Date;
  /** This machine's own unless given. */
  machineId?: string;
}

/** As the configuration says, for this process. */
export const keyOptionsOf = (
  folder: DataFolder,
  { store, recoveryKey }: Configuration['keys'],
  safeStorage: SafeStorage | null,
): KeyOptions => ({
  folder,
  store,
  recoveryKey: recoveryKey ?? null,
  safeStorage,
  environment: process.env,
  now: () => new Date(),
});

export type KeyProblem = StoreProblem | 'copied-folder' | 'key-missing' | 'damaged-envelope';

/** `message` is one sentence for IT staff: what broke, and which command mends it. */
export interface KeyFailure {
  ok: false;
  problem: KeyProblem;
  message: string;
}

export const placeOfKey = ({ folder, machineId }: Pick<KeyOptions, 'folder' | 'machineId'>): Place =>
  placeOf(folder.path, machineId);

const surroundingsOf = ({ folder, safeStorage, environment }: KeyOptions): StoreSurroundings => ({
  folder: folder.path,
  safeStorage,
  environment,
});

/** The store that the configuration wants here and now. */
export const wantedStore = (options: KeyOptions): KeyStoreKind => chosenStore(options.store, surroundingsOf(options));

export type WrapResult = { ok: true; value: WrappedKey['store'] } | KeyFailure;

/** Wraps by the store that the configuration wants. */
export async function wrapByStore(key: Buffer, recorded: RecordedPlace, options: KeyOptions): Promise<WrapResult> {
  const kind = wantedStore(options);
  const binding = bindingOf(recorded, placeOfKey(options));
  const wrapped = await openStore(kind, surroundingsOf(options)).wrap(key, binding);
  return wrapped.ok ? { ok: true, value: { kind, wrapped: wrapped.value } } : wrapped;
}

/**
 * The part for the hospital's recovery key. `kept` is what there was: it stays when it is of the same key, and when none is
 * configured. `problem` says why the configured one could not be used.
 */
export function wrapByRecovery(
  key: Buffer,
  kept: WrappedKey['recovery'],
  { folder, recoveryKey }: KeyOptions,
): { recovery: WrappedKey['recovery']; problem: string | null } {
  if (recoveryKey === null) return { recovery: kept, problem: null };
  const read = readRecoveryPublicKey(folder.path, recoveryKey);
  if (!read.ok) return { recovery: kept, problem: read.message };
  const { fingerprint } = read.value;
  if (kept?.fingerprint === fingerprint) return { recovery: kept, problem: null };
  return { recovery: { fingerprint, wrapped: wrapForRecovery(read.value, key) }, problem: null };
}

/**
 * Wraps a key by everything there is; `kept` is the key's own part for a recovery key, null for a new key. A recovery key
 * that is of no use is said, and the key wrapped without it.
 */
export async function wrapKey(
  key: Buffer,
  kept: WrappedKey['recovery'],
  recorded: RecordedPlace,
  options: KeyOptions,
): Promise<{ ok: true; value: WrappedKey; problem: string | null } | KeyFailure> {
  const store = await wrapByStore(key, recorded, options);
  if (!store.ok) return store;
  const { recovery, problem } = wrapByRecovery(key, kept, options);
  const value = { id: newKeyId(), madeAt: options.now().toISOString(), store: store.value, recovery };
  return { ok: true, value, problem };
}

export interface OpenedKeys {
  current: Buffer;
  pending: Buffer | null;
}

/** Unwraps by the stores that wrapped. */
export async function unwrapByStore(
  { place, current, pending }: KeyEnvelope,
  options: KeyOptions,
): Promise<{ ok: true; keys: OpenedKeys } | KeyFailure> {
  const binding = bindingOf(place, placeOfKey(options));
  const unwrap = async ({ store }: WrappedKey) => {
    const key = await openStore(store.kind, surroundingsOf(options)).unwrap(store.wrapped, binding);
    if (key.ok && !isKey(key.value)) {
      return { ok: false, problem: 'damaged-envelope', message: `${options.folder.keyFile} holds no key.` } as const;
    }
    return key;
  };
  const first = await unwrap(current);
  if (!first.ok) return first;
  const next = pending && (await unwrap(pending));
  if (next?.ok === false) return next;
  return { ok: true, keys: { current: first.value, pending: next?.value ?? null } };
}
