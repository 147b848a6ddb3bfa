import { expect, it, vi } from 'vitest';
import { openNewsStream, silenceMs } from './news-stream.ts';
import { handClock, newsOf } from './staff-page-testing.ts';

function open(response: Response | null) {
  const clock = handClock();
  const [onOpen, onNews, onEnd] = [vi.fn(), vi.fn(), vi.fn()];
  const fetch = vi.fn(async (_: unknown, request?: RequestInit) => {
    if (response === null) throw new TypeError('no route to host');
    request?.signal?.addEventListener('abort', () => void response.body?.cancel().catch(() => undefined));
    return response;
  });
  const close = openNewsStream({ ...clock, fetch, onOpen, onNews, onEnd });
  return { clock, onOpen, onNews, onEnd, close };
}

it('hands on what it hears, and says once that it has ended', async () => {
  const { response, write, end } = newsOf();
  const { onOpen, onNews, onEnd, clock } = open(response);
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalledOnce());
  write(':\n\ndata: {"kind":"changed"}\n\n');
  await vi.waitFor(() => expect(onNews).toHaveBeenCalledExactlyOnceWith({ kind: 'changed' }));
  end();
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce());
  clock.pass(silenceMs);
  expect(onEnd).toHaveBeenCalledOnce();
});

it.each([
  ['refused', () => Response.json({ error: 'login-needed' }, { status: 401 })],
  ['not reached', () => null],
])('%s, it ends without news', async (_, response) => {
  const { onOpen, onEnd } = open(response());
  await vi.waitFor(() => expect(onEnd).toHaveBeenCalledOnce());
  expect(onOpen).not.toHaveBeenCalled();
});

it('that fell silent has ended: a pulled cable says nothing', async () => {
  const { response, write } = newsOf();
  const { onOpen, onNews, onEnd, clock } = open(response);
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
  clock.pass(silenceMs - 1);
  write('data: {"kind":"changed"}\n\n');
  await vi.waitFor(() => expect(onNews).toHaveBeenCalled());
  clock.pass(silenceMs - 1);
  expect(onEnd).not.toHaveBeenCalled();
  clock.pass(1);
  expect(onEnd).toHaveBeenCalledOnce();
});

it('that was closed says nothing more', async () => {
  const { response, end } = newsOf();
  const { onOpen, onEnd, close, clock } = open(response);
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
  close();
  end();
  clock.pass(2 * silenceMs);
  await Promise.resolve();
  expect(onEnd).not.toHaveBeenCalled();
});
