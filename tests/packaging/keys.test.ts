import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dataFolderAt } from '../../electron/operations/data-folder.ts';
import { keyOptionsOf } from '../../electron/operations/key-access.ts';
import { openDatabaseKey } from '../../electron/operations/key-opening.ts';
import type { SafeStorage } from '../../electron/operations/safe-storage.ts';
import { closeDatabase, openDatabase } from '../../sync/queue/database.ts';
import { type Application, buildApplication, runScript } from './application.ts';

/** The built shell and the desktop's key ring, over a fake Electron. */

let application: Application;
beforeAll(async () => {
  application = await buildApplication();
});
afterAll(() => {
  application.remove();
});

interface Facts {
  startCalls: string[];
  ports: { afterLoad: { station: { message: unknown }[] } };
}

function startShell(backend: string, environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = runScript('run-shell.ts', [join(application.shell, 'main.js')], {
    TIEPDON_DATA: join(application.folder, 'data'),
    FAKE_KEY_RING: backend,
    ...environment,
  });
  expect(stderr).not.toMatch(/error/i);
  expect(status).toBe(0);
  const { startCalls, ports } = JSON.parse(stdout) as Facts;
  const toStation = ports.afterLoad.station.map(({ message }) => message);
  return { fork: startCalls.filter((call) => call.startsWith('fork')), toStation };
}

it('offers the station a key ring and wraps for it', () => {
  const text = Buffer.from('yek').toString('base64');
  expect(startShell('gnome_libsecret')).toEqual({
    fork: ['fork --safe-storage'],
    toStation: expect.arrayContaining([
      'screen',
      { kind: 'safe-storage-answer', id: 1, result: { ok: true, text } },
    ]) as unknown[],
  });
});

it('offers none that hides nothing, and none in development', () => {
  expect(startShell('basic_text')).toEqual({ fork: ['fork'], toStation: ['screen'] });
  expect(startShell('gnome_libsecret', { FAKE_DEVELOPMENT: '1' }).fork).toEqual(['fork']);
});

/** The fake Electron's key ring, seen from here. */
const keyRing: SafeStorage = {
  wrap: async (text) => ({ ok: true, text: Buffer.from(text).reverse().toString('base64') }),
  unwrap: async (wrapped) => ({ ok: true, text: Buffer.from(wrapped, 'base64').reverse().toString() }),
};

it('has the key ring for its command line, too, where there is a display', async () => {
  const folder = dataFolderAt(join(application.folder, 'ring'));
  mkdirSync(folder.path);
  const openKey = async () => {
    const key = await openDatabaseKey(keyOptionsOf(folder, { store: 'auto' }, keyRing));
    return key.ok ? key.keyHex : expect.unreachable(key.message);
  };
  const before = await openKey();
  const opened = openDatabase(folder.databaseFile, before);
  if (opened.ok) closeDatabase(opened.database);

  const rotate = (environment: Record<string, string>) => {
    const args = ['key', 'rotate', '--json', '--data', folder.path];
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'run-keys.ts'), join(application.shell, 'main.js'), ...args],
      { encoding: 'utf8', env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', ...environment } },
    );
    return { status, answer: JSON.parse(stdout) as object };
  };
  const unavailable = { status: 1, answer: expect.objectContaining({ problem: 'store-unavailable' }) as object };
  expect(rotate({ FAKE_KEY_RING: 'kwallet6' })).toEqual(unavailable);
  expect(rotate({ FAKE_KEY_RING: 'basic_text', DISPLAY: ':0' })).toEqual(unavailable);
  expect(await openKey()).toBe(before);
  expect(rotate({ FAKE_KEY_RING: 'kwallet6', DISPLAY: ':0' })).toMatchObject({ status: 0 });
  expect(await openKey()).not.toBe(before);
});
