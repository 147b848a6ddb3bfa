import { describe, expect, it } from 'vitest';
import {
  answerSafeStorage,
  type ElectronSafeStorage,
  hasKeyRing,
  keyRingForCommand,
  wantsKeyRing,
} from './shell-keys.ts';

/** Stands in for Electron's safeStorage: turns the text around. */
const electron = (changes: Partial<ElectronSafeStorage> = {}): ElectronSafeStorage => ({
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(text).reverse(),
  decryptStringAsync: async (bytes) => ({ result: Buffer.from(bytes).reverse().toString() }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  ...changes,
});

const request = (operation: string, text = '') => ({ kind: 'safe-storage-request', id: 7, operation, text });

describe('the desktop’s key ring', () => {
  it.each(['gnome_libsecret', 'kwallet6'])('%s may hold the key', (backend) => {
    expect(hasKeyRing(electron({ getSelectedStorageBackend: () => backend }), 'linux', false)).toBe(true);
  });

  it.each(['basic_text', 'unknown'])('%s may not: it hides nothing', (backend) => {
    expect(hasKeyRing(electron({ getSelectedStorageBackend: () => backend }), 'linux', false)).toBe(false);
  });

  it('is Windows’ own there, and none of it is used in development', () => {
    const windows = electron();
    delete windows.getSelectedStorageBackend;
    expect(hasKeyRing(windows, 'win32', false)).toBe(true);
    expect(hasKeyRing(windows, 'linux', false)).toBe(false);
    expect(hasKeyRing(electron(), 'linux', true)).toBe(false);
  });
});

it('is waited for by the commands about keys, where there is a display', () => {
  expect(wantsKeyRing(['key', 'rotate'], { DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(wantsKeyRing(['key', 'rotate'], { WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(wantsKeyRing(['key', 'rotate'], {}, 'win32')).toBe(true);
  expect(wantsKeyRing(['key', 'rotate'], {}, 'linux')).toBe(false);
  expect(wantsKeyRing(['queue', 'list'], { DISPLAY: ':0' }, 'linux')).toBe(false);
});

it('of a command is the same, once it answers', async () => {
  const ring = await keyRingForCommand(electron(), 'linux', false);
  const text = Buffer.from('yek').toString('base64');
  expect(await ring?.wrap('key')).toEqual({ ok: true, text });
  expect(await keyRingForCommand(electron(), 'linux', true)).toBeNull();
  const locked = electron({ isAsyncEncryptionAvailable: async () => Promise.reject(new Error('D-Bus')) });
  expect(await keyRingForCommand(locked, 'linux', false)).toBeNull();
});

describe('a request of the station', () => {
  it('is answered by what Electron makes of it', async () => {
    const wrapped = await answerSafeStorage(request('wrap', 'key'), electron());
    const text = Buffer.from('yek').toString('base64');
    expect(wrapped).toEqual({ kind: 'safe-storage-answer', id: 7, result: { ok: true, text } });
    expect(await answerSafeStorage(request('unwrap', text), electron())).toMatchObject({
      result: { ok: true, text: 'key' },
    });
    expect(await answerSafeStorage(request('probe'), electron())).toMatchObject({ result: { ok: true, text: '' } });
  });

  it.each([
    ['says no', async () => false],
    ['throws', async () => Promise.reject(new Error('D-Bus'))],
  ])('is unavailable when Electron %s', async (_, isAsyncEncryptionAvailable) => {
    for (const operation of ['probe', 'wrap', 'unwrap']) {
      expect(await answerSafeStorage(request(operation), electron({ isAsyncEncryptionAvailable }))).toMatchObject({
        result: { ok: false, reason: 'unavailable' },
      });
    }
  });

  it('is refused when Electron cannot decrypt it, without a word of why', async () => {
    const decryptStringAsync = async () => Promise.reject(new Error('Error while decrypting the ciphertext'));
    expect(await answerSafeStorage(request('unwrap', 'AAAA'), electron({ decryptStringAsync }))).toEqual({
      kind: 'safe-storage-answer',
      id: 7,
      result: { ok: false, reason: 'refused' },
    });
  });

  it.each(['at-rest', null, request('export'), { ...request('wrap'), more: 1 }, request('wrap', 'x'.repeat(9_000))])(
    'is not taken for one: %j',
    async (message) => {
      expect(await answerSafeStorage(message, electron())).toBeNull();
    },
  );
});
