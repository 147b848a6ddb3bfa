import { describe, expect, it, vi } from 'vitest';
import type { FromStation, ToStation } from '../../electron/bridge/messages.ts';
import type { KioskBridge } from '../bridge-client.ts';
import { createGlass } from './glass.ts';

/** A bridge whose station is the test. */
function station(isConnected = true) {
  let connected = isConnected;
  let nowMs = 0;
  const messages = new Set<(message: FromStation) => void>();
  const connections = new Set<() => void>();
  const sent: ToStation[] = [];
  const bridge: KioskBridge = {
    subscribe: (listener) => {
      messages.add(listener);
      return () => messages.delete(listener);
    },
    send: (message) => sent.push(message),
    connected: () => connected,
    onConnectionChange: (listener) => {
      connections.add(listener);
      return () => connections.delete(listener);
    },
  };
  const leave = vi.fn();
  const glass = createGlass({ bridge, nowMs: () => nowMs, leave });
  const says = (message: FromStation): void => {
    for (const listener of [...messages]) listener(message);
  };
  const connect = (next: boolean): void => {
    connected = next;
    for (const listener of [...connections]) listener();
  };
  const pass = (ms: number): void => void (nowMs += ms);
  return { glass, sent, says, connect, leave, pass };
}

const reply = (id: number, status: number, body: unknown) => ({ kind: 'staff-reply', id, status, body }) as const;

describe('the page at the kiosk’s own screen', () => {
  it('asks over the bridge, and gives each answer to its request', async () => {
    const { glass, sent, says } = station();
    const first = glass.fetch('/api/tasks');
    const second = glass.fetch('/api/kiosk', { method: 'POST', body: '{"action":"close"}' });
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent).toEqual([
      { kind: 'staff-request', id: 1, method: 'GET', path: '/api/tasks', body: null },
      { kind: 'staff-request', id: 2, method: 'POST', path: '/api/kiosk', body: { action: 'close' } },
    ]);
    says(reply(2, 423, { error: 'locked' }));
    says(reply(1, 200, { tasks: [] }));
    says(reply(7, 200, {}));
    expect([(await first).ok, await (await first).json()]).toEqual([true, { tasks: [] }]);
    expect([(await second).status, await (await second).json()]).toEqual([423, { error: 'locked' }]);
  });

  it('waits for a station that is not there yet, and gives up with its request', async () => {
    const { glass, sent, connect, leave } = station(false);
    const closing = new AbortController();
    const asked = glass.fetch('/api/session', { signal: closing.signal });
    expect(sent).toEqual([]);
    connect(true);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    closing.abort();
    await expect(asked).rejects.toThrow();
    expect(leave).not.toHaveBeenCalled();
  });

  it('goes back to the patient with the connection that somebody was logged in on', () => {
    const { connect, leave } = station();
    connect(false);
    expect(leave).toHaveBeenCalledOnce();
  });

  it('hears news once it has asked for them, until it is closed', async () => {
    const { glass, sent, says } = station();
    const hears = { onOpen: vi.fn(), onNews: vi.fn(), onEnd: vi.fn() };
    const close = glass.openNews(hears);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    says({ kind: 'staff-news', news: { kind: 'changed' } });
    says(reply(1, 200, {}));
    await vi.waitFor(() => expect(hears.onOpen).toHaveBeenCalledOnce());
    close();
    says({ kind: 'staff-news', news: { kind: 'locked' } });
    expect(hears.onNews.mock.calls).toEqual([[{ kind: 'changed' }]]);
    expect(hears.onEnd).not.toHaveBeenCalled();
    glass.openNews(hears);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    says(reply(2, 401, { error: 'login-needed' }));
    await vi.waitFor(() => expect(hears.onEnd).toHaveBeenCalledOnce());
  });

  it('hands a card on once, and not one of long ago', () => {
    const { glass, says, pass } = station();
    const changed = vi.fn();
    glass.subscribe(changed);
    expect(glass.takeCard()).toBe(false);
    says({ kind: 'staff-card' });
    expect([changed.mock.calls.length, glass.view().cards]).toEqual([1, 1]);
    expect([glass.takeCard(), glass.takeCard()]).toEqual([true, false]);
    says({ kind: 'staff-card' });
    pass(10_000);
    expect(glass.takeCard()).toBe(false);
  });

  it('keeps the visit beneath by touches, once a second', () => {
    const { glass, sent, pass } = station();
    for (const ms of [0, 500, 600]) {
      pass(ms);
      glass.touch();
    }
    expect(sent).toEqual(Array.from({ length: 2 }, () => ({ kind: 'intent', intent: { type: 'presence' } })));
  });
});
