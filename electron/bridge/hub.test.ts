import { describe, expect, it, vi } from 'vitest';
import type { ScanSeen } from './messages.ts';
import { type BridgeHandlers, type BridgePeer, createBridgeHub } from './hub.ts';
import type { StaffAnswer } from './staff-messages.ts';

function peer() {
  const heard: unknown[] = [];
  let onMessage: (text: string) => void = () => undefined;
  let onClose: () => void = () => undefined;
  const end: BridgePeer = {
    send: (text) => heard.push(JSON.parse(text)),
    onMessage: (listener) => {
      onMessage = listener;
    },
    onClose: (listener) => {
      onClose = listener;
    },
  };
  return { end, heard, says: (text: string) => onMessage(text), leaves: () => onClose() };
}

const refused = (detail: string) => ({ kind: 'simulator-refused' as const, detail });

function hub(handlers: Partial<BridgeHandlers> = {}) {
  const calls = { intent: vi.fn(), keys: vi.fn(), rejected: vi.fn(), failed: vi.fn() };
  const made = createBridgeHub({
    ...calls,
    greeting: () => [refused('hello')],
    ...handlers,
  });
  return { ...calls, hub: made };
}

describe('the bridge hub', () => {
  it('greets a peer, and tells all that are still there', () => {
    const { hub: bridge } = hub();
    const [one, other] = [peer(), peer()];
    bridge.attach(one.end, 'screen');
    bridge.attach(other.end, 'screen');
    other.leaves();
    bridge.broadcast(refused('news'));
    expect(one.heard).toEqual([refused('hello'), refused('news')]);
    expect(other.heard).toEqual([refused('hello')]);
  });

  it('writes a piece of news down once, for however many', () => {
    const { hub: bridge } = hub();
    for (const { end } of [peer(), peer(), peer()]) bridge.attach(end, 'screen');
    const toJSON = vi.fn(() => 'news');
    bridge.broadcast({ kind: 'simulator-refused', detail: { toJSON } as unknown as string });
    expect(toJSON).toHaveBeenCalledOnce();
  });

  it('hands on an intent that fits its schema', () => {
    const { hub: bridge, intent, rejected } = hub();
    const screen = peer();
    bridge.attach(screen.end, 'screen');
    screen.says(JSON.stringify({ kind: 'intent', intent: { type: 'confirm' } }));
    expect(intent).toHaveBeenCalledExactlyOnceWith({ type: 'confirm' });
    expect(rejected).not.toHaveBeenCalled();
  });

  it.each([
    'not JSON',
    '{}',
    '{"kind":"intent","intent":{"type":"confirm","extra":1}}',
    '{"kind":"intent","intent":{"type":"approve"}}',
    '{"kind":"intent","intent":{"type":"choose-clinic","clinicId":7}}',
    '{"kind":"intent","intent":{"type":"face-sample","comparison":1,"embedding":[1,2],"quality":{}}}',
    '{"kind":"queue-list","limit":0}',
    '{"kind":"queue-decide","key":"key-1","decision":"forget","staffName":"an"}',
    '{"kind":"audit-verify","expected":{"count":1,"hash":"no"}}',
    'null',
  ])('drops %s', (text) => {
    const { hub: bridge, intent, rejected } = hub();
    const screen = peer();
    bridge.attach(screen.end, 'screen');
    screen.says(text);
    expect(intent).not.toHaveBeenCalled();
    expect(rejected).toHaveBeenCalledOnce();
    expect(screen.heard).toHaveLength(1);
  });

  it('answers staff, and only whoever asked', async () => {
    const rows: StaffAnswer = { kind: 'queue', rows: [] };
    const staff = vi.fn(async () => rows);
    const { hub: bridge } = hub({ staff });
    const [one, other] = [peer(), peer()];
    bridge.attach(one.end, 'staff');
    bridge.attach(other.end, 'staff');
    one.says('{"kind":"queue-list","limit":5}');
    await vi.waitFor(() => {
      expect(one.heard).toContainEqual(rows);
    });
    expect(staff).toHaveBeenCalledExactlyOnceWith({ kind: 'queue-list', limit: 5, selection: 'all' });
    expect(other.heard).toHaveLength(1);
  });

  it('answers a screen nothing about the queue', async () => {
    const staff = vi.fn();
    const { hub: bridge, rejected } = hub({ staff });
    const screen = peer();
    bridge.attach(screen.end, 'screen');
    screen.says('{"kind":"queue-list","limit":5}');
    await vi.waitFor(() => {
      expect(rejected).toHaveBeenCalledOnce();
    });
    expect(staff).not.toHaveBeenCalled();
    expect(screen.heard).toHaveLength(1);
  });

  it('tells staff where no queue is open', async () => {
    const { hub: bridge } = hub();
    const client = peer();
    bridge.attach(client.end, 'staff');
    client.says('{"kind":"queue-stats"}');
    await vi.waitFor(() => {
      expect(client.heard.at(-1)).toEqual({ kind: 'staff-refused', detail: 'This station has no queue open.' });
    });
  });

  it('steers the simulated world, and says why it cannot', async () => {
    const simulate = vi.fn().mockResolvedValueOnce(null).mockResolvedValueOnce('no such card');
    const { hub: bridge } = hub({ simulate });
    const panel = peer();
    bridge.attach(panel.end, 'screen');
    const command = '{"kind":"simulator","command":{"type":"remove-card"}}';
    panel.says(command);
    panel.says(command);
    await vi.waitFor(() => {
      expect(panel.heard).toEqual([refused('hello'), refused('no such card')]);
    });
    expect(simulate).toHaveBeenCalledTimes(2);
  });

  it('survives a simulated world that breaks', async () => {
    const { hub: bridge } = hub({ simulate: () => Promise.reject(new Error('vpcd went away')) });
    const panel = peer();
    bridge.attach(panel.end, 'screen');
    panel.says('{"kind":"simulator","command":{"type":"remove-card"}}');
    await vi.waitFor(() => {
      expect(panel.heard).toEqual([refused('hello'), refused('The simulated device failed.')]);
    });
  });

  it('reports a fault and goes on: to other messages, and to other peers', async () => {
    const intent = vi.fn(() => {
      throw new Error('a bug');
    });
    const { hub: bridge, failed } = hub({ intent });
    const [one, other] = [peer(), peer()];
    bridge.attach(one.end, 'screen');
    bridge.attach(other.end, 'screen');
    one.says('{"kind":"intent","intent":{"type":"confirm"}}');
    await vi.waitFor(() => {
      expect(failed).toHaveBeenCalledOnce();
    });
    one.end.send = () => {
      throw new Error('a broken pipe');
    };
    bridge.broadcast(refused('news'));
    expect(failed).toHaveBeenCalledTimes(2);
    expect(other.heard).toContainEqual(refused('news'));
  });

  it('has nothing to steer in a real kiosk', () => {
    const { hub: bridge } = hub();
    const panel = peer();
    bridge.attach(panel.end, 'screen');
    panel.says('{"kind":"simulator","command":{"type":"remove-card"}}');
    return vi.waitFor(() => {
      expect(panel.heard).toContainEqual(refused('This kiosk has no simulated devices.'));
    });
  });

  it('passes on the keys of a scanner that types', () => {
    const { hub: bridge, keys } = hub();
    const screen = peer();
    bridge.attach(screen.end, 'screen');
    screen.says(JSON.stringify({ kind: 'keys', keys: [{ key: '7', atMs: 1 }] }));
    expect(keys).toHaveBeenCalledWith([{ key: '7', atMs: 1 }]);
  });

  it('tells staff of scans until they leave, once however often they ask, and no screen', () => {
    const stop = vi.fn();
    const watchScans = vi.fn((_raw: boolean, _send: (seen: ScanSeen) => void) => stop);
    const { hub: bridge, rejected } = hub({ watchScans });
    const [staff, screen] = [peer(), peer()];
    bridge.attach(staff.end, 'staff');
    bridge.attach(screen.end, 'screen');
    screen.says(JSON.stringify({ kind: 'watch-scans', raw: true }));
    expect(rejected).toHaveBeenCalledOnce();
    staff.says(JSON.stringify({ kind: 'watch-scans', raw: false }));
    staff.says(JSON.stringify({ kind: 'watch-scans', raw: true }));
    expect(watchScans.mock.calls.map(([raw]) => raw)).toEqual([false, true]);
    expect(stop).toHaveBeenCalledOnce();
    const seen: ScanSeen = {
      kind: 'scan-seen',
      source: 'test',
      atIso: '2026-03-02T01:00:00.000Z',
      outcome: 'too-long',
      symbology: null,
      sizeBytes: null,
      code: null,
      text: null,
    };
    watchScans.mock.lastCall?.[1](seen);
    expect(staff.heard.at(-1)).toEqual(seen);
    staff.leaves();
    expect(stop).toHaveBeenCalledTimes(2);
  });

  it('without a scanner tells staff nothing', () => {
    const { hub: bridge, failed, rejected } = hub();
    const staff = peer();
    bridge.attach(staff.end, 'staff');
    staff.says(JSON.stringify({ kind: 'watch-scans', raw: false }));
    expect(failed).not.toHaveBeenCalled();
    expect(rejected).not.toHaveBeenCalled();
  });
});

describe('a sentence to be spoken', () => {
  const wanted = { kind: 'speak', id: 7, language: 'vi', text: 'Xin chào', isPrivate: false };

  it('is answered to whoever asked, and to nobody else', async () => {
    const speak = vi.fn(async () => 'UklG');
    const { hub: bridge } = hub({ speak });
    const [one, other] = [peer(), peer()];
    bridge.attach(one.end, 'screen');
    bridge.attach(other.end, 'screen');
    one.says(JSON.stringify(wanted));
    await vi.waitFor(() => {
      expect(one.heard).toContainEqual({ kind: 'speech-audio', id: 7, base64: 'UklG' });
    });
    expect(speak).toHaveBeenCalledExactlyOnceWith(wanted);
    expect(other.heard).toHaveLength(1);
  });

  it('has no sound where there is no voice', async () => {
    const { hub: bridge } = hub();
    const screen = peer();
    bridge.attach(screen.end, 'screen');
    screen.says(JSON.stringify(wanted));
    await vi.waitFor(() => {
      expect(screen.heard).toContainEqual({ kind: 'speech-audio', id: 7, base64: null });
    });
  });

  it.each([{ text: 'a'.repeat(301) }, { text: '' }, { language: '../vi' }, { id: -1 }])(
    'is refused with %o',
    (change) => {
      const speak = vi.fn();
      const { hub: bridge, rejected } = hub({ speak });
      const screen = peer();
      bridge.attach(screen.end, 'screen');
      screen.says(JSON.stringify({ ...wanted, ...change }));
      expect(speak).not.toHaveBeenCalled();
      expect(rejected).toHaveBeenCalledOnce();
    },
  );
});

it('hands on the keys of a navigator keypad, and no others', () => {
  const navigatorKey = vi.fn();
  const { hub: bridge, rejected } = hub({ navigatorKey });
  const screen = peer();
  bridge.attach(screen.end, 'screen');
  screen.says('{"kind":"navigator-key","key":"F15"}');
  screen.says('{"kind":"navigator-key","key":"F5"}');
  expect(navigatorKey).toHaveBeenCalledExactlyOnceWith('F15');
  expect(rejected).toHaveBeenCalledOnce();
});

describe('a page for staff at the kiosk’s own screen', () => {
  const request = { kind: 'staff-request', id: 3, method: 'GET', path: '/api/session', body: null } as const;
  const reply = { kind: 'staff-reply', id: 3, status: 200, body: { state: 'none' } } as const;

  it('has one end in the station, is answered alone, and ends with its connection', async () => {
    const ask = vi.fn(async () => reply);
    const close = vi.fn();
    const glass = vi.fn(() => ({ ask, close }));
    const { hub: bridge } = hub({ glass });
    const [one, other] = [peer(), peer()];
    bridge.attach(one.end, 'screen');
    bridge.attach(other.end, 'screen');
    one.says(JSON.stringify(request));
    one.says(JSON.stringify(request));
    await vi.waitFor(() => expect(one.heard).toEqual([refused('hello'), reply, reply]));
    expect(other.heard).toEqual([refused('hello')]);
    expect([glass.mock.calls.length, ask.mock.calls]).toEqual([1, [[request], [request]]]);
    one.leaves();
    other.leaves();
    expect(close).toHaveBeenCalledOnce();
  });

  it.each([undefined, () => null])('is refused where nobody can log in', async (glass) => {
    const { hub: bridge } = hub(glass && { glass });
    const screen = peer();
    bridge.attach(screen.end, 'screen');
    screen.says(JSON.stringify(request));
    const nobody = { kind: 'staff-reply', id: 3, status: 404, body: { error: 'not-found' } };
    await vi.waitFor(() => expect(screen.heard.at(-1)).toEqual(nobody));
  });

  it('sends nothing but what fits', () => {
    const { hub: bridge, rejected } = hub({ glass: () => expect.unreachable() });
    const screen = peer();
    bridge.attach(screen.end, 'screen');
    for (const wrong of [{ method: 'PUT' }, { path: '' }, { path: 'x'.repeat(201) }, { id: -1 }, { token: 'x' }]) {
      screen.says(JSON.stringify({ ...request, ...wrong }));
    }
    expect(rejected).toHaveBeenCalledTimes(5);
  });
});
