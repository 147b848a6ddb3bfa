import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { testAuthority } from '../sync/his/test-certificates.ts';
import { openCodeVerifier } from './code-verifier.ts';
import { testService } from './json-service-testing.ts';
import { readConfiguration } from './operations/configuration.ts';

const token = 'VNEID:one-time-code-0123456789';
const never = new AbortController().signal;
const authority = testAuthority('Hospital authority');
const kiosk = authority.issue('kiosk-1');
const ownCa = 'his.tls.ca = "ca.pem"';
const clientCertificate = `his.tls.certificate = "kiosk.pem"
his.tls.key = { file = "secrets/kiosk-key" }`;

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-code-verifier-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  mkdirSync(join(folder, 'secrets'), { mode: 0o700 });
  writeFileSync(join(folder, 'ca.pem'), authority.certificatePem);
  writeFileSync(join(folder, 'kiosk.pem'), kiosk.certificatePem);
  writeFileSync(join(folder, 'secrets/kiosk-key'), kiosk.keyPem, { mode: 0o600 });
  writeFileSync(join(folder, 'secrets/verifier'), 'bearer-1', { mode: 0o600 });
  return folder;
}

function open(lines: readonly string[], mockUrl: string | null = null): ReturnType<typeof openCodeVerifier> {
  const read = readConfiguration(['version = 1', ...lines].join('\n'), 'kiosk.toml');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return openCodeVerifier({
    configuration: read.configuration,
    dataFolder: dataFolder(),
    mockUrl,
    today: () => '2026-11-22',
  });
}

const fhir = ['his.kind = "fhir"', 'his.url = "https://his.example"'];

it('a service of the hospital is believed by its own authority, and shown the certificate and the token of the kiosk', async () => {
  const { certificatePem: cert, keyPem: key } = authority.issue('his');
  const service = await testService({ cert, key, ca: authority.certificatePem, requestCert: true });
  service.replies({ answer: 'unknown' });
  const at = `codes.verifier.url = "${service.url}"`;
  const bearer = 'codes.verifier.token = { file = "secrets/verifier" }';
  await expect(open([...fhir, ownCa, clientCertificate, at, bearer])?.(token, never)).resolves.toEqual({
    kind: 'unknown',
  });
  expect(service.received).toMatchObject([{ authorization: 'Bearer bearer-1' }]);
  for (const without of [[ownCa], [clientCertificate], []]) {
    await expect(open([...fhir, ...without, at])?.(token, never)).resolves.toEqual({ kind: 'unavailable' });
  }
  expect(service.received).toHaveLength(1);
});

it('without an address is the one of the pretend hospital, or none', async () => {
  const service = await testService();
  service.replies({ answer: 'expired' });
  await expect(open([], service.url)?.(token, never)).resolves.toEqual({ kind: 'expired' });
  expect(service.received).toMatchObject([{ url: '/code-verifier', authorization: undefined }]);
  expect(open(fhir)).toBeNull();
});

it('goes without a token that cannot be read', async () => {
  const service = await testService();
  service.replies({ answer: 'unknown' });
  const lines = [`codes.verifier.url = "${service.url}"`, 'codes.verifier.token = { file = "secrets/gone" }'];
  await open(lines)?.(token, never);
  expect(service.received).toMatchObject([{ authorization: undefined }]);
});
