/** The hospital's gallery for tests: a real file, real TLS on loopback, certificates made for the day. All people are made up. */
import { X509Certificate, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions } from 'node:tls';
import { assert, expect, onTestFinished } from 'vitest';
import { testAuthority, type TestCertificate } from '../his/test-certificates.ts';
import { createGalleryClient, type GalleryClientOptions } from './client.ts';
import { type Gallery, openGallery } from './gallery.ts';
import type { Consent, Enrolment, FaceGallery, FaceTemplate } from './port.ts';
import { createGalleryServer, fingerprintOf, type GalleryServerOptions, type Refused } from './server.ts';

export const kioskAuthority = testAuthority('Kiosks of the hospital');
export const serverAuthority = testAuthority('Servers of the hospital');
const serverCertificate = serverAuthority.issue('gallery');
export const kioskOne = kioskAuthority.issue('kiosk-1');
export const kioskTwo = kioskAuthority.issue('kiosk-2');

export const model = { sha256: 'a'.repeat(64), dimension: 64 };
export const today = '2026-03-02';
/** The certificates are of the real today. */
const now = (): Date => new Date();

export const fingerprint = ({ certificatePem }: TestCertificate): string =>
  fingerprintOf(new X509Certificate(certificatePem));

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-gallery-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openTestGallery(file: string, changes: Partial<Parameters<typeof openGallery>[0]> = {}): Gallery {
  const opened = openGallery({
    file,
    keyHex: '5a'.repeat(32),
    place: 'hospital',
    now,
    today: () => today,
    newId: randomUUID,
    thresholds: { returning: 0.5, margin: 0.08 },
    model,
    keptDays: 365,
    limits: { failuresPerFactor: 5, factorWindowMs: 900_000, failuresPerHour: 30 },
    audit: null,
    ...changes,
  });
  assert(opened.ok, JSON.stringify(opened));
  const { gallery } = opened;
  onTestFinished(() => gallery.close());
  return gallery;
}

export interface TestGallery {
  url: string;
  port: number;
  gallery: Gallery;
  /** Fingerprints and names; what a test changes holds from the next request on. */
  kiosks: Map<string, string>;
  refused: Refused[];
  stop: () => Promise<void>;
  server: Extract<ReturnType<typeof createGalleryServer>, { ok: true }>['server'];
}

/** Serves a gallery to two kiosks; stopped when the test ends. */
export async function serveGallery(
  changes: Partial<GalleryServerOptions> & { file?: string; port?: number } = {},
): Promise<TestGallery> {
  const { file = join(temporaryFolder(), 'faces.db'), port: wanted = 0, ...rest } = changes;
  const gallery = rest.gallery ?? openTestGallery(file);
  const kiosks = new Map([
    [fingerprint(kioskOne), 'K1'],
    [fingerprint(kioskTwo), 'K2'],
  ]);
  const refused: Refused[] = [];
  const made = createGalleryServer({
    gallery,
    model,
    keptDays: 365,
    tls: { ...serverCertificate, kioskCaPem: kioskAuthority.certificatePem },
    admitted: (print) => kiosks.get(print) ?? null,
    now,
    monotonicNow: () => performance.now(),
    onRefused: (each) => refused.push(each),
    ...rest,
  });
  assert(made.ok, JSON.stringify(made));
  const { server } = made;
  const listening = await server.listen('127.0.0.1', wanted);
  assert(listening.ok, JSON.stringify(listening));
  onTestFinished(() => server.stop());
  const { port } = listening;
  return { url: `https://127.0.0.1:${port}`, port, gallery, kiosks, refused, server, stop: () => server.stop() };
}

/** A kiosk with this certificate, or with none. */
export function kioskOf(
  url: string,
  certificate: TestCertificate | null = kioskOne,
  changes: Partial<Omit<GalleryClientOptions, 'url' | 'tls'>> & { caPem?: string } = {},
): FaceGallery {
  const { caPem = serverAuthority.certificatePem, ...rest } = changes;
  const made = createGalleryClient({ url, tls: { caPem, ...certificate }, timeoutMs: 5_000, keptDays: 365, ...rest });
  assert(made.ok, JSON.stringify(made));
  onTestFinished(() => made.gallery.close());
  return made.gallery;
}

/** A connection of a kiosk's, in its raw bytes. */
export function rawConnection(port: number, changes: ConnectionOptions = {}) {
  const socket = connect({
    host: '127.0.0.1',
    port,
    ca: serverAuthority.certificatePem,
    cert: kioskOne.certificatePem,
    key: kioskOne.keyPem,
    ...changes,
  });
  let heard = '';
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined).on('data', (chunk: Buffer) => (heard += chunk.toString('utf8')));
  onTestFinished(() => void socket.destroy());
  return { socket, closed, heard: () => heard, write: (text: string) => void socket.write(text) };
}

export const rawRequest = (name: string, body: string, length: number = Buffer.byteLength(body)): string =>
  `POST /v1/${name} HTTP/1.1\r\nhost: gallery\r\ncontent-length: ${String(length)}\r\n\r\n${body}`;

/** A face: the same number is the same face; two different ones are strangers (similarity 0). */
export function faceOf(number: number, dimension: number = model.dimension): FaceTemplate {
  const embedding = new Float32Array(dimension);
  embedding[number] = 1;
  return { embedding, model: model.sha256 };
}

export const consentOf = (id: string = randomUUID()): Consent => ({
  id,
  version: '1',
  language: 'vi',
  textSha256: 'c'.repeat(64),
  givenAt: '2026-03-02T08:30:00+07:00',
  visitKey: 'b5cbd2a0-0000-4000-8000-000000000001',
});

export const enrolmentOf = (number: number): Enrolment => ({
  person: {
    idNumber: `0010920473${String(number).padStart(2, '0')}`,
    birthDate: '1992-04-18',
    fullName: 'Đặng Quốc Khải',
    sex: 'male',
    patientId: `P${String(number)}`,
  },
  template: faceOf(number),
  consent: consentOf(),
});

/** Enrols and confirms; the enrolment's id. */
export async function keep(gallery: FaceGallery, enrolment: Enrolment): Promise<string> {
  const kept = await gallery.enrol(enrolment);
  assert(kept.kind === 'enrolled', JSON.stringify(kept));
  expect(await gallery.confirm(kept.enrolmentId)).toEqual({ kind: 'confirmed' });
  return kept.enrolmentId;
}

export const digitsOf = ({ person }: Enrolment) => ({
  kind: 'digits' as const,
  lastFour: person.idNumber.slice(-4),
  birthDate: person.birthDate,
});
