import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testAuthority } from '../../sync/his/test-certificates.ts';
import { cookieName, createStaffServer } from './server.ts';
import { staffPage } from './staff-testing.ts';

const id = 'b5cbd2a0-0000-4000-8000-000000000001';
const placed = (url: string): string => url.replace(':id', id);
const pin = { by: 'pin', name: 'lan', pin: '739150' };

describe('a stranger', () => {
  it('is refused by every route but those of the login', async () => {
    const {
      answers: { routes },
      browser,
    } = await staffPage();
    const answers: string[] = [];
    for (const { method, url } of routes) {
      const page = browser();
      const { status } = await (method === 'GET' ? page.get(placed(url)) : page.post(placed(url)));
      answers.push(`${method} ${url} ${String(status)}`);
    }
    const open = ['GET /api/session 200', 'POST /api/login 400'];
    expect(answers.filter((answer) => !answer.endsWith(' 401')).sort()).toEqual(open);
    expect(answers.length).toBeGreaterThan(18);
    expect((await browser().get('/api/news')).status).toBe(401);
  });

  it('with a cookie of their own making is one, too', async () => {
    const { browser } = await staffPage();
    const { status } = await browser().get('/api/overview', { cookie: `${cookieName}=${'A'.repeat(43)}` });
    expect(status).toBe(401);
  });

  it('finds nothing else', async () => {
    const { browser } = await staffPage();
    for (const url of ['/', '/staff.html', '/api', '/api/nothing', '/../../etc/passwd', '/%2e%2e/kiosk.toml']) {
      expect([url, (await browser().get(url)).status]).toEqual([url, 404]);
    }
  });
});

describe('another site', () => {
  it('changes nothing through the browser of somebody who is logged in', async () => {
    const { loggedIn, opening } = await staffPage();
    const page = await loggedIn('lan');
    const own = { 'x-tiepdon-staff': '1' };
    for (const headers of [
      {},
      { ...own, origin: 'https://elsewhere.example' },
      { ...own, origin: 'null' },
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
    ]) {
      const answered = await page.post('/api/kiosk', { action: 'close' }, headers);
      expect([answered.status, answered.json]).toEqual([403, { error: 'wrong-origin' }]);
    }
    const { status } = await page.get('/api/tasks', { 'sec-fetch-site': 'cross-site' });
    expect(status).toBe(403);
    expect(opening.close).not.toHaveBeenCalled();
    expect((await page.post('/api/kiosk', { action: 'close' })).json).toEqual({ result: 'done' });
  });

  it('may neither read nor frame it, and the cookie is the browser’s alone', async () => {
    const { account, browser } = await staffPage();
    await account('lan');
    const { headers } = await browser().post('/api/login', pin);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-tiepdon-staff=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    ]);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string,
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('what is sent', () => {
  it('is bounded, JSON, and of its schema', async () => {
    const { loggedIn, browser } = await staffPage();
    const page = await loggedIn('lan');
    for (const [url, body] of [
      ['/api/kiosk', { action: 'sell' }],
      ['/api/kiosk', { action: 'close', more: 1 }],
      [`/api/tasks/${id}`, { note: 'x'.repeat(201), seen: '' }],
      ['/api/tasks/1%20OR%201', { note: '', seen: '' }],
      [`/api/tasks/${id}`, { note: 'x'.repeat(5_000), seen: '' }],
      [`/api/tasks/${id}`, { state: 'taken' }],
      [`/api/tasks/${id}`, { state: 'done', note: '', seen: '' }],
      ['/api/print/ticket', { number: '' }],
    ] as const) {
      const { status, json } = await page.post(url, body);
      expect([url, status, json]).toEqual([url, 400, { error: 'bad-request' }]);
    }
    const plain = { 'x-tiepdon-staff': '1', 'content-type': 'text/plain' };
    expect((await page.post('/api/kiosk', { action: 'close' }, plain)).status).toBe(400);
    expect((await page.get('/api/figures?period=now')).status).toBe(400);
    expect((await page.get('/api/report.csv?month=2026-13')).status).toBe(400);
    expect((await browser().post('/api/login', { by: 'pin', name: 'lan' })).status).toBe(400);
  });

  it('too often is not heard', async () => {
    const { browser, account, timers } = await staffPage();
    await account('lan');
    const logins = await Promise.all(Array.from({ length: 12 }, () => browser().post('/api/login', pin)));
    expect(logins.filter(({ status }) => status === 429)).toHaveLength(2);
    timers.pass(7_000);
    expect((await browser().post('/api/login', pin)).status).not.toBe(429);
    let status = 200;
    for (let asked = 0; asked < 140 && status === 200; asked += 1) ({ status } = await browser().get('/api/session'));
    expect(status).toBe(429);
  });
});

describe('connections', () => {
  /** One that says nothing; `closed` when the other side has ended it. */
  async function silent(port: number, localAddress: string): Promise<{ closed: Promise<unknown> }> {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    socket.resume();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'connect');
    return { closed };
  }

  it('that one machine holds keep no other one out, and end when nothing is said over them', async () => {
    const { port, browser } = await staffPage();
    const all = [];
    for (let count = 0; count < 210; count += 1) all.push(await silent(port, '127.0.0.2'));
    await Promise.all(all.slice(20).map(({ closed }) => closed));
    expect((await browser().get('/api/session')).status).toBe(200);
    await Promise.all(all.map(({ closed }) => closed));
  });

  it('that never begin their TLS end', async () => {
    const tls = testAuthority('Servers of the hospital').issue('kiosk-1');
    const { port } = await staffPage({ tls });
    await (
      await silent(port, '127.0.0.2')
    ).closed;
  });
});

describe('HTTPS', () => {
  it('serves with the hospital’s certificate, and asks browsers to stay there', async () => {
    const authority = testAuthority('Servers of the hospital');
    const tls = authority.issue('kiosk-1');
    const { browser } = await staffPage({ tls, caPem: authority.certificatePem });
    const { status, headers } = await browser().get('/api/session');
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
  });

  it('with a key of something else is refused at the start', async () => {
    const authority = testAuthority('Servers of the hospital');
    const { certificatePem } = authority.issue('kiosk-1');
    const { keyPem } = authority.issue('kiosk-2');
    const options = { tls: { certificatePem, keyPem } } as unknown as Parameters<typeof createStaffServer>[0];
    expect(createStaffServer(options)).toEqual({ ok: false, problem: 'certificate' });
  });
});
