import { existsSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createLocalGalleryClient, type LocalGalleryClient } from '../../sync/faces/client.ts';
import { createGalleryServer } from '../../sync/faces/server.ts';
import { expireDaily } from '../../sync/faces/server-retention.ts';
import { openServiceClock } from '../../sync/queue/service-day.ts';
import { dataFolderAt, defaultDataFolder, openDataFolder } from '../operations/data-folder.ts';
import type { SafeStorage } from '../operations/safe-storage.ts';
import { resolveSecret } from '../operations/secrets.ts';
import type { Shared } from './command.ts';
import { galleryFile, openGalleryFolder } from './gallery-folder.ts';
import { admittedBy, kiosksFile, readKiosks } from './gallery-kiosks.ts';
import { complain, type ExitCode, exitCodes, print, table } from './output.ts';
import { staffName } from './staff-answer.ts';

/** `tiepdon gallery …`: the hospital's gallery of enrolled faces, on a machine in its server room. */

export interface ServeOptions extends Shared {
  listen: string;
  certificate: string;
  key: string;
  kioskCa: string;
}

/** `tiepdon gallery serve`, until Ctrl+C or SIGTERM. */
export async function serveGallery(options: ServeOptions, safeStorage: SafeStorage | null): Promise<ExitCode> {
  const { json } = options;
  const address = addressOf(options.listen);
  if (address === null) {
    complain(json, 'write --listen as HOST:PORT, for instance 10.0.0.5:8443 or [::]:8443');
    return exitCodes.usage;
  }
  const tls = tlsOf(options);
  if (!tls.ok) return refused(json, tls.message);
  const opened = openDataFolder(options.data ?? defaultDataFolder(process.env));
  if (!opened.ok) return refused(json, opened.message);
  const { folder } = opened;
  const used = await openGalleryFolder(folder, safeStorage);
  if (!used.ok) return refused(json, used.message);
  const { gallery, configuration } = used;
  const { timeZone, afternoonFrom } = configuration.hospital;
  const clock = openServiceClock(() => new Date(), timeZone, afternoonFrom);
  const today = (): string => clock().serviceDate;
  const made = createGalleryServer({
    gallery,
    model: configuration.face.models.embedding,
    today,
    tls: tls.value,
    admitted: admittedBy(kiosksFile(folder.path), note),
    now: () => new Date(),
    monotonicNow: () => performance.now(),
    onRefused: ({ reason, fingerprint }) =>
      note(`refused: ${reason}${fingerprint === null ? '' : `, certificate ${fingerprint}…`}`),
  });
  if (!made.ok) {
    await used.close();
    const problems = {
      certificate: 'certificate and key do not fit together, or are not in PEM',
      'kiosk-ca': `${options.kioskCa} holds no certificate authority in PEM`,
    };
    return refused(json, problems[made.problem]);
  }
  const { server } = made;
  const ended = signal();
  try {
    const listening = await server.listen(address.host, address.port);
    if (!listening.ok) return refused(json, `${options.listen} cannot be listened on (${listening.detail})`);
    const local = await server.listenLocally(folder.socketFile);
    if (!local.ok) return refused(json, `${folder.socketFile} cannot be listened on (${local.detail})`);
    const stopExpiry = expireDaily({ gallery, today, every });
    const enrolments = (await gallery.statistics())?.enrolments ?? 0;
    print(json, { listening: true, port: listening.port, enrolments }, () => [
      `the gallery listens on ${address.host}, port ${String(listening.port)}; ${String(enrolments)} enrolled`,
    ]);
    await ended.promise;
    stopExpiry();
    note('the gallery stops');
    return exitCodes.done;
  } finally {
    ended.forget();
    await server.stop();
    await used.close();
  }
}

/** `tiepdon gallery status`: how many are enrolled, and what that takes; from the running server where there is one. */
export function printGalleryStatus(options: Shared, safeStorage: SafeStorage | null): Promise<ExitCode> {
  return withGallery(options, safeStorage, async (gallery, isServed) => {
    const statistics = await gallery.statistics();
    if (statistics === null) return notAnswered(options.json);
    const list = readKiosks(kiosksFile(folderOf(options).path));
    if (!list.ok) return refused(options.json, list.message);
    const { enrolments, ofOtherModels, memoryBytes } = statistics;
    const kiosks = list.kiosks.length;
    print(options.json, { isServed, enrolments, ofOtherModels, memoryBytes, kiosks }, () => [
      `server      ${isServed ? 'runs' : 'does not run'}`,
      `enrolled    ${String(enrolments)}`,
      ...(ofOtherModels === 0 ? [] : [`            ${String(ofOtherModels)} of another model: to be renewed`]),
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
  const idNumber = enrolment === undefined ? await firstLine(input) : null;
  const who = enrolment === undefined ? { idNumber: idNumber ?? '' } : { enrolmentId: enrolment };
  const isFitting =
    enrolment === undefined ? idNumber !== null : /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(enrolment);
  if (!isFitting) {
    complain(json, 'give the identity number on standard input, in one line, or the enrolment with --enrolment UUID');
    return exitCodes.usage;
  }
  return withGallery(options, safeStorage, async (gallery) => {
    const result = await gallery.withdraw(who, `staff:${staffName()}`);
    switch (result.kind) {
      case 'withdrawn':
        print(json, { forgotten: result.ended.length }, () => ['deleted; a kiosk tells the hospital within a day']);
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
    print(json, entries, () =>
      table([
        ['number', 'at', 'actor', 'action', 'detail', 'enrolment'],
        ...entries.map(({ number, at, actor, action, detail, subject }) => [
          String(number),
          at,
          actor,
          action,
          detail ?? '-',
          subject ?? '-',
        ]),
      ]),
    );
    return exitCodes.done;
  });
}

/** As the audit log of a kiosk is listed. */
const mostEntries = 10_000;
/** Long enough for a server that is just writing. */
const localTimeoutMs = 10_000;

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
      return await use({ ...gallery, audit: async (limit) => gallery.audit.list(limit) }, false);
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

function every(callback: () => void, everyMs: number): () => void {
  const timer = setInterval(callback, everyMs);
  return () => clearInterval(timer);
}

const folderOf = ({ data }: Shared) => dataFolderAt(data ?? defaultDataFolder(process.env));

const notAnswered = (json: boolean): ExitCode =>
  refused(json, 'another program holds the folder, and no gallery answers there');

function refused(json: boolean, message: string): ExitCode {
  complain(json, message);
  return exitCodes.failed;
}

/** For staff, beside what is printed. Names nobody. */
function note(text: string): void {
  process.stderr.write(`tiepdon: ${text}\n`);
}

function addressOf(text: string): { host: string; port: number } | null {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host === undefined || port > 65_535 ? null : { host, port };
}

type TlsFiles =
  { ok: true; value: { certificatePem: string; keyPem: string; kioskCaPem: string } } | { ok: false; message: string };

function tlsOf({ certificate, key, kioskCa }: ServeOptions): TlsFiles {
  const texts = [certificate, kioskCa].map((file) => {
    try {
      return { text: readFileSync(file, 'utf8') };
    } catch (error) {
      return { message: `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})` };
    }
  });
  const unread = texts.find((each) => 'message' in each);
  if (unread?.message !== undefined) return { ok: false, message: unread.message };
  const secret = resolveSecret({ file: key }, process.cwd(), process.env);
  if (!secret.ok) return secret;
  const [certificatePem = '', kioskCaPem = ''] = texts.map(({ text = '' }) => text);
  return { ok: true, value: { certificatePem, kioskCaPem, keyPem: secret.value } };
}

function signal(): { promise: Promise<void>; forget(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const onEnd = (): void => resolve();
  process.once('SIGINT', onEnd).once('SIGTERM', onEnd);
  return { promise, forget: () => void process.off('SIGINT', onEnd).off('SIGTERM', onEnd) };
}

/** A number that a person types or pipes in; null for anything that is none. */
async function firstLine(input: Readable): Promise<string | null> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > 64 || text.includes('\n')) break;
  }
  const [, number = null] = /^\s*([0-9A-Z]{6,32})\s*$/.exec(text.split('\n')[0] ?? '') ?? [];
  return number;
}
