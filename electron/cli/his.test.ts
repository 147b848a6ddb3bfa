import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type TestAuthority, testAuthority, type TestCertificate } from '../../sync/his/test-certificates.ts';
import { appointmentsOf, specimenPeople, type SpecimenPerson } from '../../fixtures/people/person.ts';
import { run } from './command-testing.ts';
import { exitCodes } from './output.ts';

/** The mock hospitals as they are served, checked as they are checked: command line against command line. */

const secretEnv = 'TIEPDON_TEST_SIGNING';
const rest = ['--kind', 'rest', '--merchant', 'kiosk', '--secret-env', secretEnv];
const standing = (wanted: SpecimenPerson['records']['standing']): string =>
  specimenPeople().find(({ records }) => records.standing === wanted)?.citizen?.idNumber ?? '';
const slip = specimenPeople().flatMap(appointmentsOf)[0]?.code ?? '';
const testPatients = [
  ...['--merged-id', standing('merged')],
  ...['--blocked-id', standing('blocked')],
  ...['--deceased-id', standing('deceased')],
  ...['--appointment-code', slip],
];
const knownId = specimenPeople().find(({ citizen, records, appointment }) => {
  return citizen && records.count === 1 && appointment;
})?.citizen?.idNumber;

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-cli-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** `tiepdon his serve` as a process of its own; it must end well when it is interrupted. */
async function serve(...args: string[]): Promise<{ url: string }> {
  const program = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [program, 'his', 'serve', '--json', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    expect(await ended).toBe(exitCodes.done);
  });
  const first = createInterface(child.stdout)[Symbol.asyncIterator]().next();
  return JSON.parse(String((await first).value)) as { url: string };
}

interface Report {
  ok: boolean;
  kind: string;
  results: { id: string; outcome: { kind: string; detail: string } }[];
}

async function check(url: string, ...args: string[]): Promise<{ code: number; report: Report; failed: string[] }> {
  const { code, out } = await run('his', 'check', url, '--json', '--data', dataFolder(), ...args);
  const report = JSON.parse(out) as Report;
  const failed = report.results.filter(({ outcome }) => outcome.kind === 'failed').map(({ id }) => id);
  return { code, report, failed };
}

describe('a mock hospital that is served', () => {
  it.each([
    ['fhir', []],
    ['rest', rest],
  ])('over %s passes its check, and fails it with a patient it does not have', async (kind, flags) => {
    vi.stubEnv(secretEnv, randomUUID());
    onTestFinished(() => void vi.unstubAllEnvs());
    const { url } = await serve(...flags);
    const whole = await check(url, ...flags, '--known-id', String(knownId), ...testPatients);
    expect(whole.failed).toEqual([]);
    expect(whole.code).toBe(exitCodes.done);
    expect(whole.report).toMatchObject({ ok: true, kind });
    const leftOut = whole.report.results.filter(({ outcome }) => outcome.kind === 'left-out').map(({ id }) => id);
    // REST knows who signs; nobody named a clinic that is closed.
    expect(leftOut).toEqual([...(kind === 'fhir' ? ['reads.stranger'] : []), 'writes.closed-clinic']);

    const nobody = await check(url, ...flags, '--read-only', '--known-id', '000000000001');
    expect(nobody.code).toBe(exitCodes.invalid);
    expect(nobody.failed).toEqual(['reads.find-one', 'reads.appointments', 'reads.last-visit']);
    // Open at any hour.
    const open = await check(url, ...flags, '--closed-clinic', 'mat');
    expect(open.code).toBe(exitCodes.invalid);
    expect(open.failed).toEqual(['writes.closed-clinic']);
  });

  it('over REST is not served without the name and the key of its signatures', async () => {
    vi.stubEnv(secretEnv, undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const without = await run('his', 'serve', '--kind', 'rest', '--port', '0');
    expect(without.code).toBe(exitCodes.usage);
    expect(without.err).toContain('--merchant');
    const unset = await run('his', 'serve', '--port', '0', ...rest);
    expect(unset.code).toBe(exitCodes.usage);
    expect(unset.err).toContain(`${secretEnv} is not set`);
  });
});

describe('a hospital behind TLS', () => {
  let authority: TestAuthority;
  let server: TestCertificate;
  let kiosk: TestCertificate;
  beforeAll(() => {
    authority = testAuthority('Hospital CA');
    server = authority.issue('his.test');
    kiosk = authority.issue('kiosk');
  });

  /** Lets nobody in without a certificate of its authority, and says the names of who came. */
  async function hospital(): Promise<{ url: string; callers: Set<string> }> {
    const callers = new Set<string>();
    const https = createServer(
      { cert: server.certificatePem, key: server.keyPem, ca: authority.certificatePem, requestCert: true },
      (request, response) => {
        const { subject } = (request.socket as TLSSocket).getPeerCertificate();
        callers.add(String(subject.CN));
        response.writeHead(404).end();
      },
    );
    await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      https.closeAllConnections();
      https.close();
    });
    return { url: `https://127.0.0.1:${String((https.address() as AddressInfo).port)}`, callers };
  }

  it('is checked with files named from where the command is called, whatever the data folder', async () => {
    const { url, callers } = await hospital();
    const folder = dataFolder();
    mkdirSync(join(folder, 'keys'));
    const file = (name: string, text: string): string => {
      const path = join(folder, 'keys', name);
      writeFileSync(path, text, { mode: 0o600 });
      return relative(process.cwd(), path);
    };
    const ca = file('ca.pem', authority.certificatePem);
    const certificate = file('kiosk.pem', kiosk.certificatePem);
    const key = file('kiosk-key.pem', kiosk.keyPem);

    const { code } = await check(url, '--read-only', '--ca', ca, '--certificate', certificate, '--key', key);
    expect(code).toBe(exitCodes.invalid);
    expect([...callers]).toEqual(['kiosk']);

    chmodSync(join(folder, 'keys', 'kiosk-key.pem'), 0o644);
    const data = dataFolder();
    const readable = await run(
      'his',
      'check',
      url,
      '--data',
      data,
      '--ca',
      ca,
      '--certificate',
      certificate,
      '--key',
      key,
    );
    expect(readable.code).toBe(exitCodes.invalid);
    expect(readable.err).toContain('can be read by others');
  });
});

describe('a check', () => {
  it('goes through the proxy that it is given', async () => {
    const asked: string[] = [];
    const proxy = createProxy().on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const address = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    expect((await check('https://his.test', '--read-only', '--proxy', address)).code).toBe(exitCodes.invalid);
    expect(new Set(asked)).toEqual(new Set(['his.test:443']));
  });

  it.each([
    ['no address', ['his.test'], 'begins with http:// or https://'],
    ['a secret in the address', ['https://k:s@his.test'], 'has no user name or password'],
    [
      'a secret in the proxy’s address',
      ['https://his.test', '--proxy', 'http://k:s@proxy.test'],
      'the proxy’s address',
    ],
    ['a certificate without its key', ['https://his.test', '--certificate', 'k.pem'], 'are given together'],
    ['a way to a hospital that is not named', ['--proxy', 'http://proxy.test'], 'flags for that need an address'],
    ['no hospital at all', [], 'no hospital is configured'],
  ])('refuses %s', async (_name, args, message) => {
    const { code, err } = await run('his', 'check', '--data', dataFolder(), ...args);
    expect(code).toBe(exitCodes.usage);
    expect(err).toContain(message);
  });
});
