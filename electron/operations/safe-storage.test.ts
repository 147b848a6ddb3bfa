import { expect, it } from 'vitest';
import { type SafeStorage, type SafeStorageRequest, safeStorageOfShell, type Timers } from './safe-storage.ts';

/** A shell that is answered for by hand, and timers that fire by hand. */
function shell() {
  const asked: SafeStorageRequest[] = [];
  const due = new Map<number, () => void>();
  let tell: (message: unknown) => void = () => undefined;
  const timers: Timers = {
    setTimeout: (callback) => {
      due.set(due.size + 1, callback);
      return due.size;
    },
    clearTimeout: (id) => void due.delete(id as number),
  };
  return {
    asked,
    due,
    offer: safeStorageOfShell(
      {
        postMessage: (message) => asked.push(message as SafeStorageRequest),
        onMessage: (listener) => void (tell = listener),
      },
      timers,
    ),
    tell: (message: unknown) => tell(message),
    answer: (id: number, text: string) => tell({ kind: 'safe-storage-answer', id, result: { ok: true, text } }),
    wait: () => due.forEach((callback) => callback()),
  };
}

async function usable(): Promise<ReturnType<typeof shell> & { storage: SafeStorage }> {
  const opened = shell();
  opened.answer(1, '');
  const storage = await opened.offer;
  return storage ? { ...opened, storage } : expect.unreachable('no key ring');
}

it('the shell wraps and unwraps, each answer for its question, in any order', async () => {
  const { storage, asked, answer, due } = await usable();
  const wrapped = storage.wrap('key');
  const unwrapped = storage.unwrap('wrapped');
  expect(asked.slice(1)).toEqual([
    { kind: 'safe-storage-request', id: 2, operation: 'wrap', text: 'key' },
    { kind: 'safe-storage-request', id: 3, operation: 'unwrap', text: 'wrapped' },
  ]);
  answer(3, 'the key');
  answer(2, 'the wrapped key');
  expect(await wrapped).toEqual({ ok: true, text: 'the wrapped key' });
  expect(await unwrapped).toEqual({ ok: true, text: 'the key' });
  expect(due.size).toBe(0);
});

it('what is no answer is not taken for one', async () => {
  const { storage, tell, answer } = await usable();
  const wrapped = storage.wrap('key');
  for (const message of ['stop', null, { kind: 'safe-storage-answer', id: 2, result: { ok: true } }]) tell(message);
  answer(99, 'another’s');
  answer(2, 'this');
  expect(await wrapped).toEqual({ ok: true, text: 'this' });
});

it('a shell without a key ring, or one that does not answer in time, offers none', async () => {
  const without = shell();
  without.tell({ kind: 'safe-storage-answer', id: 1, result: { ok: false, reason: 'unavailable' } });
  expect(await without.offer).toBeNull();
  const silent = shell();
  silent.wait();
  expect(await silent.offer).toBeNull();
});

it('a key ring that locks itself is unavailable after a while', async () => {
  const { storage, wait } = await usable();
  const wrapped = storage.wrap('key');
  wait();
  expect(await wrapped).toEqual({ ok: false, reason: 'unavailable' });
});
