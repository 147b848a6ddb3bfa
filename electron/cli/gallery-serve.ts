import { readFileSync } from 'node:fs';
import { createGalleryServer } from '../../sync/faces/server.ts';
import { expireAlways } from '../../sync/faces/server-retention.ts';
import { defaultDataFolder, openDataFolder } from '../operations/data-folder.ts';
import type { SafeStorage } from '../operations/safe-storage.ts';
import { resolveSecret } from '../operations/secrets.ts';
import type { Shared } from './command.ts';
import { openGalleryFolder } from './gallery-folder.ts';
import { admittedBy, kiosksFile } from './gallery-kiosks.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';
import { sayRarely } from './rarely.ts';

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
  const monotonicNow = () => performance.now();
  const rarely = sayRarely(note, monotonicNow);
  const used = await openGalleryFolder(folder, safeStorage, (operation, detail) =>
    rarely(operation, `not written (${operation}): ${detail}`),
  );
  if (!used.ok) return refused(json, used.message);
  const { gallery, configuration, today } = used;
  const made = createGalleryServer({
    gallery,
    model: configuration.face.models.embedding,
    keptDays: configuration.faces.keptDays,
    tls: tls.value,
    admitted: admittedBy(kiosksFile(folder.path), note),
    now: () => new Date(),
    monotonicNow,
    onRefused: ({ reason, fingerprint }) =>
      rarely(reason, `refused: ${reason}${fingerprint === null ? '' : `, certificate ${fingerprint}…`}`),
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
    const stopExpiry = expireAlways({ gallery, today, every });
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

function every(callback: () => void, everyMs: number): () => void {
  const timer = setInterval(callback, everyMs);
  return () => clearInterval(timer);
}

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
