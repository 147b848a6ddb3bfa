import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { assert, describe, expect, it, vi } from 'vitest';
import { createLocalGalleryClient } from './client.ts';
import {
  enrolmentOf,
  faceOf,
  keep,
  kioskOf,
  kioskTwo,
  openTestGallery,
  rawConnection,
  rawRequest,
  serveGallery,
  temporaryFolder,
} from './server-testing.ts';
import { wireTemplate } from './wire.ts';

const patient = { kind: 'patient', patientId: 'P1' } as const;
const limit = 64 * 1024;

/** What the gallery answers to one request in raw bytes; `isOpen`: it takes another one afterwards. */
async function answerTo(
  port: number,
  bytes: string,
): Promise<{ status: number; error: string | null; isOpen: boolean }> {
  const connection = rawConnection(port);
  connection.write(bytes);
  await vi.waitFor(() => expect(connection.heard()).toMatch(/\r\n\r\n./));
  const heard = connection.heard();
  const isOpen = !/^connection: close\r$/im.test(heard);
  if (!isOpen) await connection.closed;
  const [, error = null] = /"error":"([a-z-]+)"/.exec(heard) ?? [];
  return { status: Number(heard.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)), error, isOpen };
}

describe('a body', () => {
  it.each([
    ['no JSON', 'holds', '{"factor":'],
    ['nothing', 'holds', ''],
    ['of another shape', 'holds', '{"factor":{"kind":"patient"}}'],
    [
      'typed digits, which nobody may be asked about',
      'holds',
      '{"factor":{"kind":"digits","lastFour":"0001","birthDate":"1992-04-18"}}',
    ],
    ['with something else beside it', 'holds', '{"factor":{"kind":"patient","patientId":"P1"},"more":1}'],
    [
      'with a face that is none',
      'recognise',
      JSON.stringify({ factor: patient, template: { ...wireTemplate(faceOf(1)), embedding: '' } }),
    ],
    [
      'without a consent',
      'enrol',
      JSON.stringify({ ...enrolmentOf(1), template: wireTemplate(faceOf(1)), consent: null }),
    ],
    [
      'with a date that is none',
      'recognise',
      JSON.stringify({
        factor: { kind: 'digits', lastFour: '0001', birthDate: '1992-02-30' },
        template: wireTemplate(faceOf(1)),
      }),
    ],
    ['that forgets everybody', 'withdraw', '{"who":{},"actor":"patient"}'],
    ['by nobody', 'withdraw', '{"who":{"patientId":"P1"},"actor":""}'],
    ['about no enrolment', 'remember', '{"enrolmentId":"1","ticketKey":"k","patientId":null}'],
    ['of digits that were never asked for', 'missed', '{"factor":{"kind":"digits","lastFour":"12"}}'],
    ['of an enrolment without an id', 'confirm', '{}'],
    ['of consents without ids', 'settle', '{"consents":["1"]}'],
    ['of a day of its own', 'ended', '{"today":"2099-01-01"}'],
  ])('is refused when it is %s', async (_, name, body) => {
    const { port, gallery } = await serveGallery();
    expect(await answerTo(port, rawRequest(name, body))).toEqual({ status: 400, error: 'malformed', isOpen: true });
    expect(gallery.audit.head()).toBeNull();
  });

  it('is read up to its bound and no further, whatever length it claims', async () => {
    const { port } = await serveGallery();
    const long = ' '.repeat(limit);
    expect(await answerTo(port, rawRequest('holds', long))).toMatchObject({ error: 'malformed' });
    const tooLarge = { status: 413, error: 'too-large' };
    expect(await answerTo(port, rawRequest('holds', `${long} `))).toMatchObject(tooLarge);
    expect(await answerTo(port, rawRequest('holds', `${long} `, 1e9))).toEqual({ ...tooLarge, isOpen: false });
    const chunk = `${limit.toString(16)}\r\n${long}\r\n1\r\n \r\n`;
    const endless = `POST /v1/holds HTTP/1.1\r\nhost: g\r\ntransfer-encoding: chunked\r\n\r\n${chunk}`;
    expect(await answerTo(port, endless)).toEqual({ ...tooLarge, isOpen: false });
  });

  it('is not waited for', async () => {
    const { port, url } = await serveGallery({ limits: { requestMs: 100 } });
    const slow = rawConnection(port);
    slow.write(rawRequest('holds', '{"factor"', 1_000));
    const silent = rawConnection(port);
    await slow.closed;
    expect(slow.heard()).toContain('HTTP/1.1 408');
    await silent.closed;
    expect(await kioskOf(url).holds(patient)).toBe('no');
  });

  it('that never comes holds a place of its kiosk only until the kiosk goes away', async () => {
    const { port, url, refused } = await serveGallery();
    const kiosk = kioskOf(url);
    const half = rawRequest('holds', '{"factor":', 1_000);
    const broken = Array.from({ length: 4 }, () => rawConnection(port));
    for (const each of broken) each.write(half);
    await vi.waitFor(async () => expect(await kiosk.holds(patient)).toBe('away'));
    expect(await kioskOf(url, kioskTwo).holds(patient)).toBe('no');
    for (const each of broken) each.socket.destroy();
    await vi.waitFor(async () => expect(await kiosk.holds(patient)).toBe('no'));
    expect(refused).toEqual([]);
  });
});

describe('a route', () => {
  it.each([
    ['GET /v1/holds'],
    ['POST /v1/statistics'],
    ['POST /v1/toString'],
    ['POST /v1/holds/'],
    ['POST /v2/holds'],
    ['GET /'],
  ])('is none when it is %s', async (line) => {
    const { port } = await serveGallery();
    const request = `${line} HTTP/1.1\r\nhost: g\r\ncontent-length: 0\r\n\r\n`;
    expect(await answerTo(port, request)).toMatchObject({ status: 404, error: 'unknown-route' });
  });

  it('that breaks is one line for staff, and the next one works', async () => {
    const gallery = openTestGallery(join(temporaryFolder(), 'faces.db'));
    const holds = vi.fn().mockRejectedValueOnce(new RangeError('001092047316')).mockResolvedValue('no');
    const { port, url, refused } = await serveGallery({
      gallery: { ...gallery, at: () => ({ ...gallery, holds }) },
    });
    const body = JSON.stringify({ factor: patient });
    expect(await answerTo(port, rawRequest('holds', body))).toMatchObject({ status: 500, error: 'failed' });
    expect(refused).toEqual([{ reason: 'RangeError', fingerprint: null }]);
    expect(await kioskOf(url).holds(patient)).toBe('no');
  });
});

describe('a question that cannot be written down', () => {
  it('is not answered: it would tell who is enrolled', async () => {
    const gallery = openTestGallery(join(temporaryFolder(), 'faces.db'));
    const append = vi.fn<() => void>(() => {
      throw new SqliteDatabase.SqliteError('full', 'SQLITE_FULL');
    });
    const { url, refused } = await serveGallery({ gallery: { ...gallery, audit: { ...gallery.audit, append } } });
    const kiosk = kioskOf(url);
    expect(await kiosk.holds(patient)).toBe('away');
    expect(await kiosk.withdraw({ patientId: 'P1' }, 'patient')).toEqual({ kind: 'away' });
    expect(refused).toEqual([]);
    append.mockImplementation(() => {
      throw new RangeError('a bug');
    });
    expect(await kiosk.holds(patient)).toBe('away');
    expect(refused).toEqual([{ reason: 'RangeError', fingerprint: null }]);
  });
});

describe('stopping', () => {
  it('waits for what runs, and for nobody else', async () => {
    const gallery = openTestGallery(join(temporaryFolder(), 'faces.db'));
    const answer = Promise.withResolvers<'yes'>();
    const holds = vi.fn().mockReturnValue(answer.promise);
    const { url, port, stop } = await serveGallery({ gallery: { ...gallery, at: () => ({ ...gallery, holds }) } });
    const idle = rawConnection(port);
    idle.write(rawRequest('settle', '{"consents":[]}'));
    await vi.waitFor(() => expect(idle.heard()).toContain('{"settled":true}'));
    const asked = kioskOf(url).holds(patient);
    await vi.waitFor(() => expect(holds).toHaveBeenCalled());
    const stopped = stop();
    await idle.closed;
    answer.resolve('yes');
    expect(await asked).toBe('yes');
    await stopped;
    expect(await kioskOf(url).holds(patient)).toBe('away');
  });

  it('does not wait for ever', async () => {
    const gallery = openTestGallery(join(temporaryFolder(), 'faces.db'));
    const holds = vi.fn().mockReturnValue(new Promise(() => undefined));
    const served = await serveGallery({
      gallery: { ...gallery, at: () => ({ ...gallery, holds }) },
      limits: { stopMs: 50 },
    });
    const asked = kioskOf(served.url).holds(patient);
    await vi.waitFor(() => expect(holds).toHaveBeenCalled());
    await served.stop();
    expect(await asked).toBe('away');
  });
});

describe('the command line of the gallery’s own machine', () => {
  async function served() {
    const socketFile = join(temporaryFolder(), 'gallery.sock');
    const one = await serveGallery();
    expect(await one.server.listenLocally(socketFile)).toEqual({ ok: true, port: 0 });
    const staff = createLocalGalleryClient({ socketFile, timeoutMs: 5_000 });
    return { ...one, socketFile, staff };
  }

  it('counts and withdraws; a kiosk tells the hospital', async () => {
    const { url, staff, gallery } = await served();
    const enrolment = enrolmentOf(1);
    await keep(kioskOf(url), enrolment);
    const counted = await staff.statistics();
    assert(counted !== null);
    expect(counted.enrolments).toBe(1);
    expect(counted.memoryBytes).toBeGreaterThan(0);
    expect(await staff.withdraw({ idNumber: enrolment.person.idNumber }, 'staff:an')).toMatchObject({
      kind: 'withdrawn',
      count: 1,
    });
    expect(await staff.withdraw({ idNumber: enrolment.person.idNumber }, 'staff:an')).toEqual({ kind: 'unknown' });
    const asked = { actor: 'staff:an', action: 'face-asked', detail: 'withdraw' };
    expect(gallery.audit.list(1)).toMatchObject([asked]);
    expect(await kioskOf(url).ended()).toMatchObject([{ consent: enrolment.consent, reason: 'withdrawn' }]);
    await staff.close();
  });

  it('reads the audit log, which no kiosk does', async () => {
    const { url, port, staff } = await served();
    await keep(kioskOf(url), enrolmentOf(1));
    await kioskOf(url).withdraw({ patientId: 'P1' }, 'patient');
    const entries = await staff.audit(1);
    expect(entries).toMatchObject([{ number: 3, action: 'face-withdrawn' }]);
    const head = { count: 3, hash: entries?.[0]?.hash ?? '' };
    expect(await staff.verify(head)).toEqual({ kind: 'intact', head });
    expect(await staff.verify({ count: 0, hash: '' })).toBeNull();
    const other = { count: 3, hash: 'a'.repeat(64) };
    expect(await staff.verify(other)).toEqual({ kind: 'cut', head, expected: other });
    expect(await answerTo(port, rawRequest('verify', '{"expected":null}'))).toMatchObject({ error: 'unknown-route' });
    expect(await answerTo(port, rawRequest('audit', '{"limit":1}'))).toMatchObject({ error: 'unknown-route' });
    expect(await staff.audit(0)).toBeNull();
    await staff.close();
  });

  it.each(['holds', 'missed', 'recognise', 'enrol', 'confirm', 'remember', 'ended', 'settle'])(
    'has no patient before it and no HIS: it asks nothing of %s',
    async (name) => {
      const { socketFile } = await served();
      const { promise, resolve } = Promise.withResolvers<number | undefined>();
      httpRequest({ socketPath: socketFile, path: `/v1/${name}`, method: 'POST' }, ({ statusCode }) =>
        resolve(statusCode),
      ).end('{}');
      expect(await promise).toBe(404);
    },
  );

  it('is not reached over the network', async () => {
    const { port } = await served();
    const failed = new Promise((resolve) => {
      httpRequest({ port, host: '127.0.0.1', path: '/v1/statistics' }, resolve).on('error', resolve).end();
    });
    expect(await failed).toBeInstanceOf(Error);
  });
});
