import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  digitsOf,
  enrolmentOf,
  faceOf,
  kioskOf,
  kioskOne,
  serveGallery,
  serverAuthority,
  temporaryFolder,
} from './server-testing.ts';
import { wireTemplate } from './wire.ts';

const patient = { kind: 'patient', patientId: 'P1' } as const;
const enrolment = enrolmentOf(1);
const enrolmentId = 'b5cbd2a0-0000-4000-8000-000000000009';

/** Something behind the gallery's address that answers whatever it is told; null: nothing at all. */
async function answering(answer: () => { status: number; body: string } | null) {
  const asked: string[] = [];
  const { certificatePem: cert, keyPem: key } = serverAuthority.issue('gallery');
  const server = createServer({ cert, key }, (request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    const given = answer();
    if (given !== null) response.writeHead(given.status).end(given.body);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** All that a kiosk may ask, each through a breaker that has not opened yet. */
async function everything(url: string, timeoutMs = 5_000) {
  const kiosk = () => kioskOf(url, kioskOne, { timeoutMs });
  return {
    holds: await kiosk().holds(patient),
    recognise: await kiosk().recognise(digitsOf(enrolment), faceOf(1)),
    missed: await kiosk().missed(digitsOf(enrolment)),
    enrol: await kiosk().enrol(enrolment),
    confirm: await kiosk().confirm(enrolmentId),
    remember: await kiosk().remember(enrolmentId, { ticketKey: 'k', patientId: null }),
    withdraw: await kiosk().withdraw(patient, 'patient'),
    ended: await kiosk().ended(),
    settle: await kiosk().settle([enrolmentId]),
    statistics: await kiosk().statistics(),
  };
}

const away = { kind: 'away' };
const nothing = {
  holds: 'away',
  recognise: away,
  missed: away,
  enrol: away,
  confirm: away,
  remember: undefined,
  withdraw: away,
  ended: null,
  settle: false,
  statistics: null,
};

describe('a gallery that is not there', () => {
  it('is away for whatever is asked: nobody listens', async () => {
    const { url, stop } = await serveGallery();
    await stop();
    expect(await everything(url)).toEqual(nothing);
  });

  it('is away when it does not answer in time', async () => {
    const { url } = await answering(() => null);
    expect(await everything(url, 50)).toEqual(nothing);
  });

  it.each([
    ['a portal’s page', { status: 200, body: '<html>log in</html>' }],
    ['a proxy’s page', { status: 502, body: 'bad gateway' }],
    ['a word that is not known', { status: 400, body: '{"error":"teapot"}' }],
    ['a kiosk that is not admitted', { status: 403, body: '{"error":"not-admitted"}' }],
    ['an answer of another shape', { status: 200, body: '{"kind":"recognised","similarity":"high"}' }],
    ['an answer that has no end', { status: 200, body: ' '.repeat(200 * 1024) }],
    ['itself away', { status: 503, body: '{"error":"away"}' }],
    ['busy', { status: 429, body: '{"error":"busy"}' }],
  ])('is away when what answers is %s', async (_, answer) => {
    const { url } = await answering(() => answer);
    expect(await everything(url)).toEqual(nothing);
  });

  it('is not asked again for a while after three calls in vain, but for a withdrawal', async () => {
    let nowMs = 0;
    let answer = { status: 502, body: '' };
    const { url, asked } = await answering(() => answer);
    const kiosk = kioskOf(url, kioskOne, { monotonicNow: () => nowMs });
    for (let call = 0; call < 5; call += 1) expect(await kiosk.holds(patient)).toBe('away');
    expect(asked).toHaveLength(3);
    await kiosk.withdraw(patient, 'patient');
    expect(asked[3]).toBe('/v1/withdraw');
    answer = { status: 200, body: '{"holds":true}' };
    nowMs = 60_000;
    expect(await kiosk.holds(patient)).toBe('yes');
  });

  it('is not the matter when somebody is told to wait, however often', async () => {
    const { url, asked } = await answering(() => ({ status: 429, body: '{"error":"limited","retryAfterMs":9000}' }));
    const kiosk = kioskOf(url);
    for (let call = 0; call < 5; call += 1) {
      expect(await kiosk.recognise(patient, faceOf(1))).toEqual({ kind: 'limited', retryAfterMs: 9_000 });
    }
    expect(asked).toHaveLength(5);
  });

  it('is not the matter when a visit has ended meanwhile', async () => {
    const { url, asked } = await answering(() => null);
    const kiosk = kioskOf(url);
    for (let call = 0; call < 4; call += 1) {
      const visit = new AbortController();
      const answer = kiosk.recognise(patient, faceOf(1), visit.signal);
      await vi.waitFor(() => expect(asked).toHaveLength(call + 1));
      visit.abort();
      expect(await answer).toEqual(away);
    }
  });

  it('says what it could not do, where it is there', async () => {
    const { url } = await answering(() => ({ status: 500, body: '{"error":"failed"}' }));
    expect(await everything(url)).toEqual({
      ...nothing,
      enrol: { kind: 'failed', detail: 'failed' },
      confirm: { kind: 'failed', detail: 'failed' },
      withdraw: { kind: 'failed', detail: 'failed' },
    });
  });
});

describe('trouble with the gallery', () => {
  it('is told at each change', async () => {
    let answer = { status: 200, body: '{"holds":true}' };
    const { url } = await answering(() => answer);
    const onTrouble = vi.fn();
    const kiosk = kioskOf(url, kioskOne, { onTrouble, monotonicNow: () => 0 });
    const asking = async (status: number, error: string): Promise<void> => {
      answer = { status, body: JSON.stringify({ error }) };
      await kiosk.recognise(patient, faceOf(1));
    };
    await kiosk.holds(patient);
    await asking(409, 'wrong-model');
    await asking(409, 'wrong-model');
    answer = { status: 200, body: '{"holds":true}' };
    // That the gallery has this patient says nothing of its model.
    await kiosk.holds(patient);
    expect(onTrouble.mock.calls).toEqual([['wrong-model']]);
    await asking(429, 'limited');
    await asking(403, 'not-admitted');
    await asking(503, 'away');
    answer = { status: 200, body: '{"holds":true}' };
    await kiosk.holds(patient);
    await kiosk.holds(patient);
    expect(onTrouble.mock.calls.flat()).toEqual(['wrong-model', null, 'not-admitted', 'away', null]);
  });
});

describe('the kiosk’s disk', () => {
  // A process of its own has to start.
  it('has nothing of a face or its person after an enrolment and a visit', { timeout: 30_000 }, async () => {
    const { url } = await serveGallery();
    const folder = temporaryFolder();
    const { certificatePem, keyPem } = kioskOne;
    const tls = { caPem: serverAuthority.certificatePem, certificatePem, keyPem };
    const script = `
      import { createGalleryClient } from ${JSON.stringify(new URL('client.ts', import.meta.url).href)};
      const made = createGalleryClient({ url: ${JSON.stringify(url)}, tls: ${JSON.stringify(tls)}, timeoutMs: 5000, keptDays: 365 });
      const { person, consent, embedding } = ${JSON.stringify({ ...enrolment, embedding: [...enrolment.template.embedding] })};
      const template = { embedding: Float32Array.from(embedding), model: ${JSON.stringify(enrolment.template.model)} };
      const enrolled = await made.gallery.enrol({ person, consent, template });
      await made.gallery.confirm(enrolled.enrolmentId);
      const found = await made.gallery.recognise({ kind: 'patient', patientId: person.patientId }, template);
      process.stdout.write(enrolled.kind + ' ' + found.kind);
      await made.gallery.close();`;
    const places = ['HOME', 'TMPDIR', 'TIEPDON_DATA', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'];
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...Object.fromEntries(places.map((name) => [name, folder])) },
    });
    expect(stdout).toBe('enrolled recognised');

    const secrets = [
      Buffer.from(enrolment.template.embedding.buffer),
      wireTemplate(enrolment.template).embedding,
      enrolment.person.idNumber,
      enrolment.person.fullName,
    ];
    const found = (): string[] =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .filter((entry) => secrets.some((secret) => readFileSync(join(entry.parentPath, entry.name)).includes(secret)))
        .map(({ name }) => name);
    expect(found()).toEqual([]);
    // The search itself finds what is there.
    writeFileSync(
      join(folder, 'planted'),
      Buffer.concat([Buffer.alloc(9), Buffer.from(enrolment.template.embedding.buffer)]),
    );
    expect(found()).toEqual(['planted']);
  });
});
