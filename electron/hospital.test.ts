import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, describe, expect, it, onTestFinished } from 'vitest';
import { visit } from '../sync/his/test-registration.ts';
import { openHospital } from './hospital.ts';
import { readConfiguration } from './operations/configuration.ts';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-hospital-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  mkdirSync(join(folder, 'secrets'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 });
  return folder;
}

function open(lines: readonly string[], files: Record<string, string> = {}, environment: Record<string, string> = {}) {
  const loaded = readConfiguration(['version = 1', ...lines].join('\n'), 'kiosk.toml');
  assert(loaded.ok, JSON.stringify(loaded));
  const folder = folderWith(files);
  const opened = openHospital({
    configuration: loaded.configuration,
    folder,
    environment,
    mockUrl: 'http://127.0.0.1:9',
    now: () => new Date('2026-03-02T01:30:00Z'),
  });
  if (opened.ok) onTestFinished(() => opened.hospital.api.close());
  return { opened, folder };
}

/** A hospital that answers 404 to everything and remembers what it was asked. */
async function listen(): Promise<{ url: string; heard: IncomingMessage[] }> {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, heard };
}

const fhir = (url = 'https://his.example') => [`his.kind = "fhir"`, `his.url = "${url}"`];

describe('a setting that names what is not there', () => {
  it.each([
    ['a token file', [...fhir(), 'his.token = { file = "secrets/token" }'], /secrets\/token cannot be read \(ENOENT\)/],
    ['a token variable', [...fhir(), 'his.token = { env = "HIS_TOKEN" }'], /HIS_TOKEN is not set/],
    [
      'a client secret',
      [
        ...fhir(),
        'his.oauth = { tokenUrl = "https://login.example", clientId = "k", clientSecret = { file = "secrets/client" } }',
      ],
      /secrets\/client cannot be read/,
    ],
    ['an authority', [...fhir(), 'his.tls.ca = "ca.pem"'], /ca\.pem cannot be read \(ENOENT\)/],
    [
      'a client key',
      [...fhir(), 'his.tls.certificate = "k.pem"', 'his.tls.key = { file = "secrets/key" }'],
      /k\.pem cannot be read/,
    ],
    [
      'proxy credentials',
      [...fhir(), 'his.proxy = { url = "http://proxy.example:3128", credentials = { env = "PROXY" } }'],
      /PROXY is not set/,
    ],
    [
      'a signing secret',
      [
        'his.kind = "rest"',
        'his.url = "https://his.example"',
        'his.signing = { merchantId = "k", secret = { env = "SIGN" } }',
      ],
      /SIGN is not set/,
    ],
  ])('%s', (_what, lines, message) => {
    const { opened } = open(lines);
    expect(opened).toEqual({ ok: false, message: expect.stringMatching(message) as string });
  });

  it('is told from a file that holds something else, and never quoted', () => {
    const { opened } = open([...fhir(), 'his.tls.ca = "ca.pem"'], { 'ca.pem': 'hunter2' });
    expect(opened).toEqual({ ok: false, message: 'his.tls.ca holds no certificate in PEM.' });
    const client = open(
      [
        ...fhir(),
        'his.tls.certificate = "k.pem"',
        'his.tls.key = { env = "KEY" }',
        'his.tls.passphrase = { env = "P" }',
      ],
      { 'k.pem': 'hunter2' },
      { KEY: 'hunter3', P: 'hunter4' },
    );
    expect(client.opened).toEqual({
      ok: false,
      message: 'his.tls.certificate, key and passphrase do not fit together.',
    });
  });
});

describe('the hospital', () => {
  it('is the mock where it is configured', async () => {
    const { opened } = open([]);
    assert(opened.ok);
    expect(await opened.hospital.api.clinics()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });

  it('over FHIR gets the token as it is now', async () => {
    const { url, heard } = await listen();
    const { opened, folder } = open([...fhir(url), 'his.token = { file = "secrets/token" }'], {
      'secrets/token': 'first',
    });
    assert(opened.ok);
    await opened.hospital.api.clinics();
    writeFileSync(join(folder, 'secrets', 'token'), 'second');
    await opened.hospital.api.clinics();
    expect(heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
    expect(opened.hospital.buildBody(visit())).toContain('"resourceType":"Bundle"');
  });

  it('over REST is asked with a signature', async () => {
    const { url, heard } = await listen();
    const lines = [
      'his.kind = "rest"',
      `his.url = "${url}"`,
      'his.signing = { merchantId = "kiosk", secret = { env = "SIGN" } }',
    ];
    const { opened } = open(lines, {}, { SIGN: 'hunter2' });
    assert(opened.ok);
    await opened.hospital.api.clinics();
    expect(heard[0]?.headers).toMatchObject({
      'x-merchant-id': 'kiosk',
      'x-sign': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(opened.hospital.buildBody(visit())).toContain('"MA_LK"');
  });
});
