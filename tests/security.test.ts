import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { vi } from '../renderer/language/vi.ts';
import { person } from './harness/people.ts';
import { screenOfTest, useBrowser, useKiosk } from './harness/suite.ts';

/** Who gets in, and what stays behind. */

const browser = useBrowser();
const kiosk = useKiosk();
const address = () => new URL(kiosk().url);
const token = () => new URLSearchParams(address().hash.slice(1)).get('token') ?? '';

/** How the host answers somebody who wants to join the station: 'open' or the HTTP status. */
function knock(protocols: string[], headers: Record<string, string>): Promise<'open' | number> {
  const socket = new WebSocket(`ws://${address().host}/bridge`, protocols, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

describe('the browser host', () => {
  it('lets its own page in, and nobody without the token or from elsewhere', async () => {
    await kiosk().join();
    const { origin } = address();
    const own = [`tiepdon.${token()}`];
    expect(await knock(own, { origin })).toBe('open');
    expect(await knock([], { origin })).toBe(403);
    expect(await knock(['tiepdon.'], { origin })).toBe(403);
    expect(await knock([`tiepdon.${'A'.repeat(token().length)}`], { origin })).toBe(403);
    expect(await knock([`tiepdon.${token()}x`], { origin })).toBe(403);
    expect(await knock(own, {})).toBe(403);
    expect(await knock(own, { origin: 'http://evil.example' })).toBe(403);
    expect(await knock(own, { origin: origin.replace('127.0.0.1', 'localhost') })).toBe(403);
    expect(await knock(own, { origin: 'null' })).toBe(403);
  });

  it('listens on loopback only', () => {
    const port = Number(address().port).toString(16).toUpperCase().padStart(4, '0');
    // Linux lists listening sockets (state 0A) with their addresses in hexadecimal, lowest byte first.
    const listening = ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[3] === '0A' && columns[1]?.endsWith(`:${port}`) === true)
      .map((columns) => columns[1]);
    expect(listening).toEqual([`0100007F:${port}`]);
  });

  it('gives no page to somebody who reached it by another name', async () => {
    // A foreign site may point a name of its own at 127.0.0.1; undici's fetch forbids the header, a plain socket does not.
    const { request } = await import('node:http');
    const status = await new Promise<number>((resolve, reject) => {
      request({ host: '127.0.0.1', port: address().port, path: '/', headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('serves no file of the data folder and no file outside the page’s root', async () => {
    const { path } = kiosk().folder;
    for (const target of [
      '/@fs/etc/passwd',
      `/@fs${path}/kiosk.toml`,
      `/@fs${path}/queue.key`,
      '/people/../people.json',
    ]) {
      const response = await fetch(new URL(target, address().origin));
      const text = await response.text();
      expect(text).not.toMatch(/root:|his\.url|idNumber/);
      expect([200, 403, 404]).toContain(response.status);
    }
  });
});

describe('a whole visit', () => {
  it('leaves neither name nor number of the patient in the data folder', async () => {
    const patient = person('p01');
    const hand = await kiosk().join();
    const screen = await screenOfTest(browser(), kiosk().url, {
      face: { camera: 'simulated', url: '/people/p01/live1.jpg' },
    });
    const consoleLines: string[] = [];
    screen.page.on('console', (message) => consoleLines.push(message.text()));
    await screen.step('attract').waitFor();
    hand.simulate({ type: 'scan', text: 'https://example.org/?name=Nguyễn Văn Lạ|001099012345' });
    await screen.says(vi.attract.prompt['unknown-code'].title).waitFor();
    hand.simulate({ type: 'scan-person', personId: patient.id, code: 'cccd' });
    await screen.step('identify').waitFor();
    hand.simulate({ type: 'insert-card', personId: patient.id });
    await screen.step('verify').waitFor();
    hand.simulate({ type: 'remove-card' });
    // Booked for this morning, at whatever hour this runs.
    await screen.press(screen.button(vi.appointments.walkIn));
    await screen.press(screen.clinic('Ngoại'));
    await screen.press(screen.button(vi.confirm.takeNumber));
    await screen.page.locator('[data-sync="confirmed"]').waitFor();
    const { key } = await hand.at('ticket');
    await hand.row(key, ({ ticketShown }) => ticketShown);

    const { citizen, insurance, patientCode, fullName } = patient;
    const secrets = [
      fullName,
      fullName.normalize('NFD'),
      fullName.toUpperCase(),
      citizen?.idNumber,
      citizen?.oldIdNumber,
      insurance?.number,
      patientCode,
      citizen?.residence,
      'Nguyễn Văn Lạ',
      '001099012345',
      token(),
    ].filter((secret) => secret !== undefined && secret !== null);
    const files = readdirSync(kiosk().folder.path, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['station.log', 'queue.db', 'queue.key']));
    const found = files.flatMap((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      return secrets.flatMap((secret) =>
        (['utf8', 'utf16le'] as const).some((encoding) => bytes.includes(Buffer.from(secret, encoding)))
          ? [`${entry.name} holds secret ${String(secrets.indexOf(secret))}`]
          : [],
      );
    });
    expect(found).toEqual([]);
    expect(consoleLines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    // The log tells the visit without its person.
    const log = readFileSync(join(kiosk().folder.logsFolder, 'station.log'), 'utf8');
    expect(log).toContain('"to":"ticket"');
  });
});
