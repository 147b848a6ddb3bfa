import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { testAuthority } from '../../sync/his/test-certificates.ts';
import { testQueue } from '../../sync/queue/test-queue.ts';
import { read } from '../operations/configuration-testing.ts';
import { createCallBoard } from './call-board.ts';
import { openStaff, type StaffSide } from './open-staff.ts';
import { staffTimers, testSnapshot } from './staff-testing.ts';

async function open(lines: string, changes: { folder?: string; pagesFolder?: string } = {}) {
  const timers = staffTimers();
  const queue = testQueue({ now: timers.now });
  const board = createCallBoard(timers);
  const write = vi.fn();
  const [tellGlass, onAccounts] = [vi.fn(), vi.fn()];
  const side: StaffSide = await openStaff({
    configuration: read(`version = 1\n[staffPage]\n${lines}`),
    folder: '/nowhere',
    environment: {},
    pagesFolder: null,
    queue,
    board,
    opening: { open: () => 'done', close: () => 'done' },
    printing: { testPage: async () => 'no-printer', reprint: async () => 'no-printer' },
    visit: { assisted: () => ({ state: 'none' }), staffCompared: () => false, subject: () => null },
    tellGlass,
    onAccounts,
    snapshot: testSnapshot,
    language: 'vi',
    parts: () => ({ lamp: null, gallery: null }),
    clinics: () => [],
    clockOffsetMs: () => null,
    ...timers,
    log: { write },
    ...changes,
  });
  onTestFinished(() => side.stop());
  return { side, queue, board, write, timers, tellGlass, onAccounts };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-staff-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('is off where nothing is said; accounts are made all the same', async () => {
  const { side, write } = await open('');
  expect([side.port(), write.mock.calls]).toEqual([null, []]);
  expect(await side.accounts({ kind: 'account-list' })).toEqual({ kind: 'accounts', accounts: [] });
  side.changed();
});

it('writes each call down once, for whoever comes next', async () => {
  const { queue, board } = await open('');
  const id = 'b5cbd2a0-0000-4000-8000-000000000001';
  board.add({ id, urgency: 'emergency' });
  board.received(id);
  expect(queue.staff.tasks.list()).toMatchObject([{ id, kind: 'call', state: 'open', reason: 'emergency' }]);
});

it('writes a call down that the disk refused at first, and leaves what staff said of it', async () => {
  const { queue, board } = await open('');
  const id = 'b5cbd2a0-0000-4000-8000-000000000001';
  const refusing = vi.spyOn(queue.staff, 'write').mockReturnValue(null);
  board.add({ id, urgency: 'emergency' });
  expect(queue.staff.tasks.list()).toEqual([]);
  refusing.mockRestore();
  queue.staff.write(({ tasks }) => tasks.putState({ id, kind: 'call', state: 'taken' }, 'lan'));
  board.coming(id, 'lan');
  expect(queue.staff.tasks.list()).toMatchObject([{ id, state: 'taken', actor: 'lan', reason: 'emergency' }]);
  const write = vi.spyOn(queue.staff, 'write');
  board.received(id);
  expect(write).not.toHaveBeenCalled();
});

it('serves the built page on this machine, and nothing beside it', async () => {
  const pagesFolder = temporaryFolder();
  mkdirSync(join(pagesFolder, 'assets'));
  writeFileSync(join(pagesFolder, 'staff.html'), '<!doctype html><title>Tiếp Đón</title>');
  writeFileSync(join(pagesFolder, 'index.html'), 'the kiosk itself');
  writeFileSync(join(pagesFolder, 'assets', 'staff-1.js'), 'export {};');
  writeFileSync(join(pagesFolder, 'assets', 'model.onnx'), 'no');
  const { side, write } = await open('listen = "127.0.0.1:0"', { pagesFolder });
  const get = (path: string) => fetch(`http://127.0.0.1:${String(side.port())}${path}`);
  const page = await get('/');
  expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
    200,
    'text/html; charset=utf-8',
    'no-store',
  ]);
  expect(await page.text()).toContain('Tiếp Đón');
  expect((await get('/assets/staff-1.js')).headers.get('cache-control')).toContain('immutable');
  for (const path of ['/index.html', '/assets/model.onnx', '/assets/../index.html', '/assets/']) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  expect(write.mock.calls).toEqual([['staff-page-open', { isSecure: false }]]);
});

it('that cannot be served says why in the log, and keeps no patient out', async () => {
  const folder = temporaryFolder();
  const secure = 'listen = "0.0.0.0:0"\ncertificate = "page.pem"\nkey = { file = "page-key.pem" }';
  const failed = async (lines: string) => (await open(lines, { folder })).write.mock.calls;
  expect(await failed(secure)).toEqual([['staff-page-failed', { problem: 'key' }]]);
  const authority = testAuthority('Servers of the hospital');
  const { keyPem } = authority.issue('kiosk-1');
  writeFileSync(join(folder, 'page-key.pem'), keyPem, { mode: 0o600 });
  expect(await failed(secure)).toEqual([['staff-page-failed', { problem: 'certificate' }]]);
  writeFileSync(join(folder, 'page.pem'), authority.certificatePem);
  expect(await failed(secure)).toEqual([['staff-page-failed', { problem: 'certificate' }]]);
});

it('takes a port as soon as it is free, and says once that it was not', async () => {
  const { side } = await open('listen = "127.0.0.1:0"');
  const port = side.port();
  const taken = await open(`listen = "127.0.0.1:${String(port)}"`);
  const failed = ['staff-page-failed', { problem: 'not-listening', code: 'EADDRINUSE' }];
  expect(taken.write.mock.calls).toEqual([failed]);
  expect(taken.side.port()).toBeNull();
  taken.timers.pass(15_000);
  await vi.waitFor(() => expect(taken.timers.pending()).toBe(1));
  await side.stop();
  taken.timers.pass(15_000);
  await vi.waitFor(() => expect(taken.side.port()).toBe(port));
  expect(taken.write.mock.calls).toEqual([failed, ['staff-page-open', { isSecure: false }]]);
  expect((await fetch(`http://127.0.0.1:${String(port)}/api/session`)).status).toBe(200);
});

it('that is stopped asks for its port no more', async () => {
  const { side } = await open('listen = "127.0.0.1:0"');
  const taken = await open(`listen = "127.0.0.1:${String(side.port())}"`);
  await taken.side.stop();
  expect(taken.timers.pending()).toBe(0);
});

it('has a page at the kiosk’s own screen also where none is served; without accounts a card is nobody’s', async () => {
  const { side, tellGlass, onAccounts } = await open('');
  const card = `TDNV-${'A'.repeat(26)}`;
  side.cardRead(card);
  expect([side.hasAccounts(), tellGlass.mock.calls]).toEqual([false, []]);
  await side.accounts({ kind: 'account-add', name: 'lan', role: 'reception', staffName: 'root' });
  expect([side.hasAccounts(), onAccounts.mock.calls.length]).toEqual([true, 1]);
  side.cardRead(card);
  expect(tellGlass.mock.calls).toEqual([[{ kind: 'staff-card' }]]);
  const peer = side.glass.open(() => undefined);
  const asked = { kind: 'staff-request', id: 1, method: 'GET', path: '/api/session', body: null } as const;
  expect(await peer.ask(asked)).toMatchObject({ status: 200, body: { state: 'none' } });
  peer.close();
});
