import { X509Certificate } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { fingerprintOf } from '../../sync/faces/server.ts';
import { readBoundedFile } from '../bounded-file.ts';
import {
  type DataFolder,
  dataFolderAt,
  defaultDataFolder,
  openDataFolder,
  takeDataFolder,
} from '../operations/data-folder.ts';
import { writeWholeFile } from '../operations/whole-file.ts';
import type { Shared } from './command.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';

/**
 * `kiosks.json` in the gallery's folder: the kiosks that may ask, each by the SHA-256 of its certificate. A running server
 * looks at the file for every request, so that a change holds from the next one on.
 */

/** Stands in the audit log, which takes no nine digits in a row: they could be somebody's number. */
const nameSchema = z.string().regex(/^(?!.*\d{9})[A-Za-z0-9][A-Za-z0-9_-]{0,15}$/);

const kioskSchema = z.strictObject({
  name: nameSchema,
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  addedAt: z.iso.datetime(),
});
type AdmittedKiosk = z.infer<typeof kioskSchema>;

/** More kiosks than a hospital has. */
const mostKiosks = 1_000;
const largestFileBytes = 1024 ** 2;
const largestPemBytes = 64 * 1024;

const fileSchema = z.strictObject({ version: z.literal(1), kiosks: z.array(kioskSchema).max(mostKiosks) });

type KioskList = { ok: true; kiosks: AdmittedKiosk[] } | { ok: false; message: string };

export const kiosksFile = (folder: string): string => join(folder, 'kiosks.json');

/** No file: no kiosk. */
export function readKiosks(file: string): KioskList {
  const read = readBoundedFile(file, largestFileBytes);
  if (!read.ok) {
    return read.detail === 'ENOENT'
      ? { ok: true, kiosks: [] }
      : { ok: false, message: `${file} cannot be read (${read.detail})` };
  }
  const parsed = fileSchema.safeParse(jsonOf(read.bytes));
  return parsed.success
    ? { ok: true, kiosks: parsed.data.kiosks }
    : {
        ok: false,
        message: `${file} is no list of kiosks; move it away, and admit the kiosks again: tiepdon gallery kiosks add`,
      };
}

/**
 * Whether a certificate is in the list as it is now; the file is read again when it has changed. Nobody is admitted by a file
 * that cannot be read, and `onProblem` hears why, once a change.
 */
export function admittedBy(file: string, onProblem: (message: string) => void): (fingerprint: string) => string | null {
  let seen = '';
  let names = new Map<string, string>();
  return (fingerprint) => {
    const state = stateOf(file);
    if (state !== seen) {
      seen = state;
      const list = readKiosks(file);
      if (!list.ok) onProblem(list.message);
      names = new Map(list.ok ? list.kiosks.map((kiosk) => [kiosk.fingerprint, kiosk.name]) : []);
    }
    return names.get(fingerprint) ?? null;
  };
}

/** Another text for every change: the file is always a new one. */
function stateOf(file: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unreadable';
  }
}

/** `tiepdon gallery kiosks list` */
export async function listKiosks({ json, data }: Shared): Promise<ExitCode> {
  const list = readKiosks(kiosksFile(folderAt(data).path));
  if (!list.ok) return refused(json, list.message);
  print(json, list.kiosks, () =>
    list.kiosks.length === 0
      ? ['no kiosk may ask yet: tiepdon gallery kiosks add CERTIFICATE.pem --name K1']
      : table([
          ['name', 'certificate (SHA-256)', 'since'],
          ...list.kiosks.map(({ name, fingerprint, addedAt }) => [name, fingerprint, addedAt]),
        ]),
  );
  return exitCodes.done;
}

/** `tiepdon gallery kiosks add CERTIFICATE.pem --name K1`; the certificate is public, its key stays at the kiosk. */
export async function addKiosk(options: Shared & { name: string; certificate: string }): Promise<ExitCode> {
  const { json, data, certificate: pemFile } = options;
  const name = nameSchema.safeParse(options.name);
  if (!name.success) {
    complain(json, 'a name is 1 to 16 letters, digits, - or _, with fewer than nine digits in a row');
    return exitCodes.usage;
  }
  const read = readBoundedFile(pemFile, largestPemBytes);
  if (!read.ok) return refused(json, `${pemFile} cannot be read (${read.detail})`);
  const certificate = certificateOf(read.bytes);
  if (certificate === null) return refused(json, `${pemFile} holds no certificate in PEM`);
  const now = new Date();
  if (certificate.validToDate <= now) return refused(json, `${pemFile}: the time of this certificate is over`);
  const opened = openDataFolder(data ?? defaultDataFolder(process.env));
  if (!opened.ok) return refused(json, opened.message);
  const fingerprint = fingerprintOf(certificate);
  const kiosk = { name: name.data, fingerprint, addedAt: now.toISOString() };
  const failed = change(opened.folder, (kiosks) => {
    const taken = kiosks.find((each) => each.fingerprint === fingerprint || isNamed(each, kiosk.name));
    return taken === undefined
      ? [...kiosks, kiosk]
      : `${taken.name} is admitted already; remove it first: tiepdon gallery kiosks remove ${taken.name}`;
  });
  if (failed !== null) return refused(json, failed);
  print(json, kiosk, () => [`${kiosk.name} may ask from now on, until ${certificate.validToDate.toISOString()}`]);
  return exitCodes.done;
}

/** `tiepdon gallery kiosks remove K1`: refused from its next request on. */
export async function removeKiosk({ json, data, name }: Shared & { name: string }): Promise<ExitCode> {
  const failed = change(folderAt(data), (kiosks) => {
    const kept = kiosks.filter((kiosk) => !isNamed(kiosk, name));
    return kept.length < kiosks.length ? kept : 'no kiosk of that name is admitted';
  });
  if (failed !== null) return refused(json, failed);
  print(json, { removed: name }, () => [`${name} is refused from now on`]);
  return exitCodes.done;
}

const isNamed = (kiosk: AdmittedKiosk, name: string): boolean => kiosk.name.toLowerCase() === name.toLowerCase();

const folderAt = (data: string | undefined): DataFolder => dataFolderAt(data ?? defaultDataFolder(process.env));

function refused(json: boolean, message: string): ExitCode {
  complain(json, message);
  return exitCodes.failed;
}

/**
 * Writes the list anew; `wanted` makes it of the one that is there, or says why not. Two commands at the same time would each
 * undo what the other did: a lock of their own keeps one out, for the server has the folder's. null: the file on the disk says so.
 */
function change(
  folder: DataFolder,
  wanted: (kiosks: readonly AdmittedKiosk[]) => AdmittedKiosk[] | string,
): string | null {
  const file = kiosksFile(folder.path);
  const lock = takeDataFolder({ ...folder, lockFile: `${file}.lock` });
  if (!lock.ok) return lock.inUse ? 'another command changes the list of kiosks; try again' : lock.message;
  try {
    const list = readKiosks(file);
    if (!list.ok) return list.message;
    const kiosks = wanted(list.kiosks);
    if (typeof kiosks === 'string') return kiosks;
    writeWholeFile(file, `${JSON.stringify({ version: 1, kiosks }, null, 2)}\n`);
    const written = readKiosks(file);
    const isWritten = written.ok && isDeepStrictEqual(written.kiosks, kiosks);
    return isWritten ? null : `${file} is not as it was written; look at it with: tiepdon gallery kiosks list`;
  } catch (error) {
    return `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`;
  } finally {
    lock.release();
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

function certificateOf(pem: Uint8Array): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
