/** A gallery's machine for tests: its folder, its certificates as files, and what the command line prints. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, vi } from 'vitest';
import { kioskAuthority, kioskOne, kioskTwo, serverAuthority } from '../../sync/faces/server-testing.ts';
import { runCommandLine } from './tiepdon.ts';

const serverCertificate = serverAuthority.issue('gallery');

const running: (() => Promise<number>)[] = [];

/** What is printed from the test's beginning. */
export const heard = { out: '', err: '' };

/** Hears what every test of the file prints. */
export function hearTests(): void {
  beforeEach(() => {
    Object.assign(heard, { out: '', err: '' });
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((heard.out += String(text)), true));
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((heard.err += String(text)), true));
  });
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
    vi.restoreAllMocks();
  });
}

export interface GalleryMachine {
  data: string;
  files: Record<'certificate' | 'key' | 'kioskCa' | 'kioskOne' | 'kioskTwo', string>;
  /** `tiepdon gallery … --data FOLDER`; what it printed as JSON with `--json`. */
  gallery: (...args: string[]) => Promise<{ code: number; json: unknown }>;
  /** Serves until it is stopped or the test ends. */
  serve: (...args: string[]) => Promise<{ url: string; stop: () => Promise<number> }>;
}

export function galleryMachine(): GalleryMachine {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-gallery-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'kiosk.toml'), 'version = 1\nkeys.store = "key-file"\n');
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    chmodSync(path, 0o600);
    return path;
  };
  const files = {
    certificate: file('gallery.pem', serverCertificate.certificatePem),
    key: file('gallery-key.pem', serverCertificate.keyPem),
    kioskCa: file('kiosk-ca.pem', kioskAuthority.certificatePem),
    kioskOne: file('kiosk-1.pem', kioskOne.certificatePem),
    kioskTwo: file('kiosk-2.pem', kioskTwo.certificatePem),
  };

  const run = (args: readonly string[]): Promise<number> => runCommandLine(['gallery', ...args, '--data', data]);
  const serving = ['--listen', '127.0.0.1:0', '--certificate', files.certificate, '--key', files.key];

  return {
    data,
    files,
    async gallery(...args) {
      heard.out = '';
      const code = await run(args);
      return { code, json: args.includes('--json') ? JSON.parse(heard.out) : null };
    },
    async serve(...args) {
      heard.out = '';
      const ended = run(['serve', '--json', ...serving, '--kiosk-ca', files.kioskCa, ...args]);
      const stop = (): Promise<number> => {
        process.emit('SIGTERM');
        return ended;
      };
      running.push(stop);
      await vi.waitFor(() => expect(heard.out).toContain('"listening"'));
      const { port } = JSON.parse(heard.out) as { port: number };
      return { url: `https://127.0.0.1:${String(port)}`, stop };
    },
  };
}
