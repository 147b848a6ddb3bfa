import { rmSync, writeFileSync } from 'node:fs';
import { staffActor } from '../../sync/queue/audit.ts';
import { readBoundedFile } from '../bounded-file.ts';
import { describeSalvage } from '../kiosk-queue.ts';
import { describeProblem, loadConfiguration } from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder, takeDataFolder } from '../operations/data-folder.ts';
import { type KeyOptions, keyOptionsOf, placeOfKey } from '../operations/key-access.ts';
import { type EnrolmentWay, enrolKey } from '../operations/key-enrolment.ts';
import { readEnvelope } from '../operations/key-envelope.ts';
import { comparePlace } from '../operations/key-place.ts';
import { rotateKey } from '../operations/key-rotation.ts';
import { makeRecoveryKeys } from '../operations/recovery-key.ts';
import type { SafeStorage } from '../operations/safe-storage.ts';
import { openSealed } from '../operations/sealed-box.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';
import { staffName } from './staff-answer.ts';

/** `tiepdon key …`: the key of the database and the hospital's recovery key. Nothing printed here is secret. */

export interface KeyCommandOptions {
  json: boolean;
  data: string | undefined;
}

const passphraseName = 'TIEPDON_RECOVERY_PASSPHRASE';
const largestPemBytes = 64 * 1024;
/** Some hundred thousand registrations; a kiosk makes a few hundred a day. */
const largestExportBytes = 1024 ** 3;
const dayMs = 24 * 3_600_000;

const passphrase = (): string | null => process.env[passphraseName] ?? null;
const actor = (): string => staffActor(staffName());

/** `tiepdon key rotate`: a new key for the database of a kiosk that is stopped. */
export function rotateKeyCommand(
  options: KeyCommandOptions & { abandonDamaged?: boolean },
  safeStorage: SafeStorage | null,
): Promise<ExitCode> {
  return withStoppedKiosk(options, safeStorage, async (keyOptions) => {
    const { json, abandonDamaged = false } = options;
    const result = await rotateKey({ ...keyOptions, actor: actor(), abandonDamaged });
    if (!result.ok) return refused(json, result);
    const { id, madeAt, leftBehind } = result;
    print(json, { id, madeAt, recovery: keyOptions.recoveryKey !== null, leftBehind }, () => [
      `the queue has a new key, ${id}; backups made before keep the old one`,
      ...(keyOptions.recoveryKey === null ? ['no recovery key is configured: only this machine opens the queue'] : []),
      ...leftBehind.map((name) => `${name} keeps the old key, which is gone`),
    ]);
    return exitCodes.done;
  });
}

/** `tiepdon key enrol`: makes a copied, moved or restored data folder a kiosk of this machine and place. */
export function enrolKeyCommand(
  options: KeyCommandOptions & { recoveryKey?: string; moved?: boolean },
  safeStorage: SafeStorage | null,
): Promise<ExitCode> {
  const { json, recoveryKey, moved = false } = options;
  if ((recoveryKey !== undefined) === moved) {
    complain(json, 'say either --recovery-key FILE or --moved');
    return Promise.resolve(exitCodes.usage);
  }
  return withStoppedKiosk(options, safeStorage, async (keyOptions) => {
    const way = recoveryKey === undefined ? ({ kind: 'moved' } as const) : wayBy(recoveryKey);
    if ('message' in way) return refused(json, { problem: 'unreadable', message: way.message });
    const result = await enrolKey({ ...keyOptions, way, actor: actor() });
    if (!result.ok) return refused(json, result);
    const { unfinished, salvaged } = result;
    print(json, { folder: keyOptions.folder.path, unfinished, salvaged }, () => [
      `${keyOptions.folder.path} is at home on this machine now; its leased numbers were dropped`,
      'any other copy of it must never run again, or this kiosk needs another kiosk.id in kiosk.toml',
      ...(salvaged === null ? [] : [describeSalvage(salvaged)]),
      ...(unfinished === null ? [] : [unfinished]),
    ]);
    return exitCodes.done;
  });
}

/** `tiepdon key status`: what wraps the key, how old it is, and whether this is its place. */
export async function printKeyStatus(options: KeyCommandOptions): Promise<ExitCode> {
  const { json } = options;
  const folder = dataFolderAt(options.data ?? defaultDataFolder(process.env));
  const read = readEnvelope(folder.keyFile);
  if (read.kind === 'failed') {
    refused(json, read);
    return exitCodes.invalid;
  }
  if (read.kind !== 'envelope') {
    const line = {
      missing: `${folder.path} has no key yet; the first start makes one`,
      'bare-key': `${folder.keyFile} holds a bare key of an earlier version; the next start wraps it`,
    }[read.kind];
    print(json, { state: read.kind }, () => [line]);
    return exitCodes.done;
  }
  const { place, current, pending } = read.envelope;
  const status = {
    state: 'wrapped',
    id: current.id,
    madeAt: current.madeAt,
    ageDays: Math.floor((Date.now() - Date.parse(current.madeAt)) / dayMs),
    store: current.store.kind,
    recoveryKey: current.recovery?.fingerprint ?? null,
    rotationPending: pending !== null,
    place: comparePlace(place, placeOfKey({ folder })),
  };
  const places = {
    same: 'this machine and folder',
    moved: `the folder ${place.folder}, not this one: tiepdon key enrol --moved`,
    'other-machine': 'another machine: tiepdon key enrol --recovery-key FILE',
  };
  print(json, status, () => [
    `key       ${status.id}, made ${status.madeAt} (${String(status.ageDays)} days ago)`,
    `wrapped   by ${status.store}`,
    `recovery  ${status.recoveryKey === null ? 'none: only this machine opens the queue' : `key ${status.recoveryKey}`}`,
    `place     ${places[status.place]}`,
    ...(status.rotationPending ? ['rotation  broke off; the next start finishes or forgets it'] : []),
  ]);
  return status.place === 'same' ? exitCodes.done : exitCodes.invalid;
}

/** `tiepdon key recovery-new`: a pair for the hospital. The private half is kept off every kiosk. */
export async function makeRecoveryKey({ json, out }: { json: boolean; out: string }): Promise<ExitCode> {
  const publicFile = `${out.replace(/\.pem$/, '')}.pub.pem`;
  const { privatePem, publicPem } = makeRecoveryKeys(passphrase());
  const failed =
    writeNew(publicFile, publicPem) ??
    writeNew(out, privatePem, () => {
      rmSync(publicFile);
    });
  if (failed !== null) return refused(json, { problem: 'not-written', message: failed });
  const isEncrypted = passphrase() !== null;
  print(json, { privateKey: out, publicKey: publicFile, encrypted: isEncrypted }, () => [
    `${out}: the private half; keep it in the hospital’s safe, on no kiosk`,
    `${publicFile}: the public half; copy it into each data folder and name it in kiosk.toml, keys.recoveryKey`,
    ...(isEncrypted ? [] : [`the private half has no passphrase; ${passphraseName} gives it one`]),
  ]);
  return exitCodes.done;
}

/** `tiepdon key open-export`: opens what `tiepdon queue export` sealed, where the private half of the recovery key is. */
export async function openExport(options: {
  json: boolean;
  file: string;
  recoveryKey: string;
  out: string;
}): Promise<ExitCode> {
  const { json, file, out } = options;
  const way = wayBy(options.recoveryKey);
  if ('message' in way) return refused(json, { problem: 'unreadable', message: way.message });
  const sealed = readBoundedFile(file, largestExportBytes);
  if (!sealed.ok) return refused(json, { problem: 'unreadable', message: `${file} cannot be read (${sealed.detail})` });
  const opened = openSealed(sealed.bytes, way.privateKeyPem, way.passphrase);
  if (!opened.ok) {
    refused(json, { problem: 'not-opened', message: opened.message });
    return exitCodes.invalid;
  }
  const failed = writeNew(out, opened.value);
  if (failed !== null) return refused(json, { problem: 'not-written', message: failed });
  print(json, { file: out, sizeBytes: opened.value.length }, () => [
    `${out}: ${String(opened.value.length)} bytes of personal data; delete it when it is dealt with`,
  ]);
  return exitCodes.done;
}

/** Runs while no station has the folder, nor can start on it. */
async function withStoppedKiosk(
  options: KeyCommandOptions,
  safeStorage: SafeStorage | null,
  use: (keyOptions: KeyOptions) => Promise<ExitCode>,
): Promise<ExitCode> {
  const folder = dataFolderAt(options.data ?? defaultDataFolder(process.env));
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) {
    return refused(options.json, {
      problem: 'configuration-wrong',
      message: loaded.problems.map(describeProblem).join('\n'),
    });
  }
  const taken = takeDataFolder(folder);
  if (!taken.ok) {
    return refused(options.json, { problem: taken.inUse ? 'folder-in-use' : 'unreadable', message: taken.message });
  }
  try {
    return await use(keyOptionsOf(folder, loaded.configuration.keys, safeStorage));
  } finally {
    taken.release();
  }
}

function refused(json: boolean, { problem, message }: { problem: string; message: string }): ExitCode {
  complain(json, message, { problem });
  return exitCodes.failed;
}

function wayBy(file: string): Extract<EnrolmentWay, { kind: 'recovery' }> | { message: string } {
  const read = readBoundedFile(file, largestPemBytes);
  if (!read.ok) return { message: `${file} cannot be read (${read.detail})` };
  return { kind: 'recovery', privateKeyPem: Buffer.from(read.bytes).toString('utf8'), passphrase: passphrase() };
}

/** Why it was not written, where nothing of that name may be; null when it was. */
function writeNew(file: string, content: string | Uint8Array, onFailure: () => void = () => undefined): string | null {
  try {
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
    return null;
  } catch (error) {
    onFailure();
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EEXIST'
      ? `${file} exists already and stays as it is`
      : `${file} cannot be written (${code ?? ''})`;
  }
}
