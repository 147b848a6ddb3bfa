import { describe, expect, it, vi } from 'vitest';
import type { TestCertificate } from '../his/test-certificates.ts';
import { createGalleryClient } from './client.ts';
import { createGalleryServer, type GalleryServerOptions } from './server.ts';
import {
  digitsOf,
  enrolmentOf,
  faceOf,
  fingerprint,
  keep,
  kioskAuthority,
  kioskOf,
  kioskOne,
  kioskTwo,
  model,
  openTestGallery,
  rawConnection,
  rawRequest,
  serveGallery,
  serverAuthority,
  temporaryFolder,
} from './server-testing.ts';

const stranger = kioskAuthority.issue('kiosk-9');
const foreign = serverAuthority.issue('kiosk-1');
const expired = kioskAuthority.issue('kiosk-1', { isExpired: true });
const patient = { kind: 'patient', patientId: 'P1' } as const;

describe('who may ask', () => {
  it.each<[string, TestCertificate | null]>([
    ['no certificate', null],
    ['a certificate of another authority', foreign],
    ['a certificate whose time is over', expired],
    ['a certificate that is not in the list', stranger],
  ])('is not who has %s', async (_, certificate) => {
    const { url, gallery, kiosks } = await serveGallery();
    for (const each of [foreign, expired]) kiosks.set(fingerprint(each), 'K8');
    const kiosk = kioskOf(url, certificate);
    expect(await kiosk.enrol(enrolmentOf(1))).toEqual({ kind: 'away' });
    expect(await kiosk.recognise(digitsOf(enrolmentOf(1)), faceOf(1))).toEqual({ kind: 'away' });
    expect(await kiosk.withdraw(patient, 'patient')).toEqual({ kind: 'away' });
    expect(await kiosk.statistics()).toBeNull();
    expect(gallery.audit.head()).toBeNull();
  });

  it('is told to staff by the beginning of the fingerprint, or by what was wrong with the handshake', async () => {
    const { url, refused } = await serveGallery();
    await kioskOf(url, stranger).statistics();
    expect(refused).toEqual([{ reason: 'not-admitted', fingerprint: fingerprint(stranger).slice(0, 16) }]);
    await kioskOf(url, null).statistics();
    await vi.waitFor(() => expect(refused[1]).toMatchObject({ fingerprint: null }));
    expect(refused[1]?.reason).toMatch(/^[A-Z0-9_]+$/);
  });

  it('is not asked by a kiosk of a server that another authority vouches for', async () => {
    const { url, gallery } = await serveGallery();
    const kiosk = kioskOf(url, kioskOne, { caPem: kioskAuthority.certificatePem });
    expect(await kiosk.enrol(enrolmentOf(1))).toEqual({ kind: 'away' });
    expect(gallery.audit.head()).toBeNull();
  });

  it('changes at once: a kiosk that is struck off is refused on the connection it has', async () => {
    const { port, kiosks } = await serveGallery();
    const holds = rawRequest('holds', JSON.stringify({ factor: patient }));
    const connection = rawConnection(port);
    connection.write(holds);
    await vi.waitFor(() => expect(connection.heard()).toContain('{"holds":false}'));
    kiosks.delete(fingerprint(kioskOne));
    connection.write(holds);
    await connection.closed;
    expect(connection.heard()).toMatch(/HTTP\/1\.1 403 .*connection: close.*\{"error":"not-admitted"\}$/is);
  });

  it('changes at once for a request that is still being sent', async () => {
    const admitted = vi.fn<(fingerprint: string) => string | null>().mockReturnValue('K1');
    const { port, gallery } = await serveGallery({ admitted });
    await keep(gallery, enrolmentOf(1));
    const request = rawRequest('withdraw', JSON.stringify({ who: { patientId: 'P1' }, actor: 'patient' }));
    const connection = rawConnection(port);
    connection.write(request.slice(0, -5));
    await vi.waitFor(() => expect(admitted).toHaveBeenCalledOnce());
    admitted.mockReturnValue(null);
    connection.write(request.slice(-5));
    await connection.closed;
    expect(connection.heard()).toContain('{"error":"not-admitted"}');
    expect(await gallery.holds(patient)).toBe('yes');
  });

  it('changes back as soon: the kiosk need not start again', async () => {
    const { url, kiosks } = await serveGallery();
    const kiosk = kioskOf(url);
    expect(await kiosk.holds(patient)).toBe('no');
    kiosks.delete(fingerprint(kioskOne));
    expect(await kiosk.holds(patient)).toBe('away');
    kiosks.set(fingerprint(kioskOne), 'K1');
    expect(await kiosk.holds(patient)).toBe('no');
  });

  it('ends with the certificate’s time, also on a connection from before', async () => {
    let now = new Date();
    const { port, refused } = await serveGallery({ now: () => now });
    const holds = rawRequest('holds', JSON.stringify({ factor: patient }));
    const connection = rawConnection(port);
    connection.write(holds);
    await vi.waitFor(() => expect(connection.heard()).toContain('{"holds":false}'));
    now = new Date(now.getTime() + 2 * 86_400_000);
    connection.write(holds);
    await connection.closed;
    expect(connection.heard()).toContain('HTTP/1.1 403');
    expect(refused).toEqual([{ reason: 'over-time', fingerprint: fingerprint(kioskOne).slice(0, 16) }]);
  });

  it('is asked in TLS 1.3 only', async () => {
    const { port, refused } = await serveGallery();
    const connection = rawConnection(port, { maxVersion: 'TLSv1.2' });
    await connection.closed;
    await vi.waitFor(() => expect(refused).toHaveLength(1));
  });

  it('is bounded for each kiosk by itself', async () => {
    const { url } = await serveGallery({ monotonicNow: () => 0 });
    const kiosk = kioskOf(url);
    for (let call = 0; call < 120; call += 1) expect(await kiosk.holds(patient)).toBe('no');
    expect(await kiosk.holds(patient)).toBe('away');
    expect(await kiosk.withdraw(patient, 'patient')).toEqual({ kind: 'away' });
    expect(await kioskOf(url, kioskTwo).holds(patient)).toBe('no');
  });

  it('is answered only so often an hour who is enrolled, and deletes only so many', async () => {
    let nowMs = 0;
    const { url } = await serveGallery({ monotonicNow: () => (nowMs += 1_000) });
    const kiosk = kioskOf(url);
    for (let call = 0; call < 60; call += 1) {
      expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'unknown' });
    }
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'away' });
    for (let call = 0; call < 120; call += 1) expect(await kiosk.holds(patient)).toBe('no');
    expect(await kiosk.holds(patient)).toBe('away');
    expect(await kiosk.recognise(patient, faceOf(1))).toEqual({ kind: 'not-recognised' });
    nowMs += 3_600_000;
    expect(await kiosk.holds(patient)).toBe('no');
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'unknown' });
  });
});

describe('what is found before anything listens', () => {
  const options = (tls: Partial<GalleryServerOptions['tls']>): GalleryServerOptions => ({
    gallery: openTestGallery(`${temporaryFolder()}/faces.db`),
    model,
    keptDays: 365,
    tls: { ...kioskOne, kioskCaPem: kioskAuthority.certificatePem, ...tls },
    admitted: () => null,
    now: () => new Date(),
    monotonicNow: () => 0,
    onRefused: () => undefined,
  });

  it('is a certificate and a key that do not fit together, or an authority that is none', () => {
    expect(createGalleryServer(options({ keyPem: kioskTwo.keyPem }))).toEqual({ ok: false, problem: 'certificate' });
    for (const kioskCaPem of ['', kioskOne.certificatePem]) {
      expect(createGalleryServer(options({ kioskCaPem }))).toEqual({ ok: false, problem: 'kiosk-ca' });
    }
  });

  it('is the same at a kiosk', () => {
    const connection = { url: 'https://gallery.example', timeoutMs: 1_000, keptDays: 365 };
    const tls = { caPem: serverAuthority.certificatePem, ...kioskOne };
    expect(createGalleryClient({ ...connection, tls: { ...tls, caPem: 'none' } })).toEqual({
      ok: false,
      problem: 'ca',
    });
    expect(createGalleryClient({ ...connection, tls: { ...tls, keyPem: kioskTwo.keyPem } })).toEqual({
      ok: false,
      problem: 'client-certificate',
    });
  });

  it('is an address that somebody else has', async () => {
    const { port } = await serveGallery();
    const made = createGalleryServer(options({}));
    expect(made.ok && (await made.server.listen('127.0.0.1', port))).toEqual({ ok: false, detail: 'EADDRINUSE' });
    await (made.ok && made.server.stop());
  });
});
