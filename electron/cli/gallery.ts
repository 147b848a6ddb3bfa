import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createLocalGalleryClient, type LocalGalleryClient } from '../../sync/faces/client.ts';
import { staffActor } from '../../sync/queue/audit.ts';
import { verifyAudit } from '../../sync/queue/verify-audit.ts';
import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import type { SafeStorage } from '../operations/safe-storage.ts';
import { auditTable, headOf, howToWriteHead, printVerdict, reachesGiven } from './audit.ts';
import type { Shared } from './command.ts';
import { howToName, whoIsMeant } from './face-kept.ts';
import { galleryFile, openGalleryFolder } from './gallery-folder.ts';
import { kiosksFile, readKiosks } from './gallery-kiosks.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';
import { staffName } from './staff-answer.ts';

/** `tiepdon gallery …` for staff of the machine in the server room: what the hospital's gallery holds, and gone on request. */

/** `tiepdon gallery status`: how many are enrolled, and what that takes; from the running server where there is one. */
export function printGalleryStatus(options: Shared, safeStorage: SafeStorage | null): Promise<ExitCode> {
  return withGallery(options, safeStorage, async (gallery, isServed) => {
    const statistics = await gallery.statistics();
    if (statistics === null) return notAnswered(options.json);
    const list = readKiosks(kiosksFile(folderOf(options).path));
    if (!list.ok) return refused(options.json, list.message);
    const { enrolments, ofOtherModels, unreadable, memoryBytes } = statistics;
    const kiosks = list.kiosks.length;
    print(options.json, { isServed, ...statistics, kiosks }, () => [
      `server      ${isServed ? 'runs' : 'does not run'}`,
      `enrolled    ${String(enrolments)}`,
      ...(ofOtherModels === 0 ? [] : [`            ${String(ofOtherModels)} of another model: to be renewed`]),
      ...(unreadable === 0 ? [] : [`            ${String(unreadable)} that cannot be read: replace the disk`]),
      `in memory   ${String(Math.ceil((memoryBytes ?? 0) / 1024))} KiB`,
      `kiosks      ${String(kiosks)}`,
    ]);
    return exitCodes.done;
  });
}

/** `tiepdon gallery forget`: deletes one person's face, by the number on standard input or by the enrolment's id. */
export async function forgetInGallery(
  options: Shared & { enrolment?: string },
  safeStorage: SafeStorage | null,
  input: Readable = process.stdin,
): Promise<ExitCode> {
  const { json, enrolment } = options;
  const who = await whoIsMeant(enrolment, input);
  if (who === null) {
    complain(json, howToName(enrolment));
    return exitCodes.usage;
  }
  return withGallery(options, safeStorage, async (gallery) => {
    const result = await gallery.withdraw(who, staffActor(staffName()));
    switch (result.kind) {
      case 'withdrawn':
        print(json, { forgotten: result.count }, () => [
          `deleted: ${String(result.count)}; a kiosk tells the hospital that the consent has ended`,
        ]);
        return exitCodes.done;
      case 'unknown':
        return refused(json, 'nobody of that number or id is enrolled');
      case 'away':
        return notAnswered(json);
      case 'failed':
        return refused(json, `not deleted: ${result.detail}`);
    }
  });
}

/** `tiepdon gallery audit`: who was enrolled, recognised, refused or deleted, and at which kiosk; newest first. */
export function listGalleryAudit(
  options: Shared & { limit: number },
  safeStorage: SafeStorage | null,
): Promise<ExitCode> {
  const { json, limit } = options;
  return withGallery(options, safeStorage, async (gallery) => {
    const entries = await gallery.audit(Math.min(limit, mostEntries));
    if (entries === null) return notAnswered(json);
    print(json, entries, () => auditTable(entries, 'enrolment'));
    return exitCodes.done;
  });
}

/** `tiepdon gallery audit --verify [--head COUNT:HASH]`: whether that log is whole; exit code 3: it is not. */
export async function verifyGalleryAudit(
  options: Shared & { head?: string },
  safeStorage: SafeStorage | null,
): Promise<ExitCode> {
  const { json, head } = options;
  const expected = head === undefined ? null : headOf(head);
  if (expected === undefined) {
    complain(json, howToWriteHead('gallery audit --verify'));
    return exitCodes.usage;
  }
  return withGallery(options, safeStorage, async (gallery) => {
    const verdict = await gallery.verify(expected);
    if (verdict === null) return notAnswered(json);
    return printVerdict(
      json,
      { verdict, heldAgainst: expected === null ? 'no-head' : 'given' },
      expected === null ? 'held against nothing: write the head down, and give it with --head' : reachesGiven,
    );
  });
}

/** As the audit log of a kiosk is listed. */
const mostEntries = 10_000;
/** Long enough for a server that reads an audit log of years. */
const localTimeoutMs = 60_000;

/** The gallery itself, or where a server has it, that server. */
async function withGallery(
  options: Shared,
  safeStorage: SafeStorage | null,
  use: (gallery: LocalGalleryClient, isServed: boolean) => Promise<ExitCode>,
): Promise<ExitCode> {
  const folder = folderOf(options);
  // Only `serve` makes one.
  if (!existsSync(galleryFile(folder))) return refused(options.json, `there is no gallery in ${folder.path}`);
  const opened = await openGalleryFolder(folder, safeStorage);
  if (!opened.ok && opened.problem !== 'in-use') return refused(options.json, opened.message);
  if (opened.ok) {
    const { gallery } = opened;
    try {
      const offline: LocalGalleryClient = {
        ...gallery,
        audit: async (limit) => gallery.audit.list(limit),
        verify: (expected) => verifyAudit(gallery.audit, expected),
      };
      return await use(offline, false);
    } finally {
      await opened.close();
    }
  }
  const served = createLocalGalleryClient({ socketFile: folder.socketFile, timeoutMs: localTimeoutMs });
  try {
    return await use(served, true);
  } finally {
    await served.close();
  }
}

const folderOf = ({ data }: Shared) => dataFolderAt(data ?? defaultDataFolder(process.env));

const notAnswered = (json: boolean): ExitCode =>
  refused(json, 'another program holds the folder, and no gallery answers there');

function refused(json: boolean, message: string): ExitCode {
  complain(json, message);
  return exitCodes.failed;
}
