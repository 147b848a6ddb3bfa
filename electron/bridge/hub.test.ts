import { describe, expect, it, vi } from 'vitest';
import { type BridgeHandlers, type BridgePeer, createBridgeHub } from './hub.ts';

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
  const calls = { intent: vi.fn(), rejected: vi.fn() };
  const made = createBridgeHub({
    ...calls,
    queueRows: () => [],
    greeting: () => [refused('hello')],
    ...handlers,
  });
  return { ...calls, hub: made };
}

describe('the bridge hub', () => {
  it('greets a peer, and tells all that are still there', () => {
    const { hub: bridge } = hub();
    const [one, other] = [peer(), peer()];
    bridge.attach(one.end);
    bridge.attach(other.end);
    other.leaves();
    bridge.broadcast(refused('news'));
    expect(one.heard).toEqual([refused('hello'), refused('news')]);
    expect(other.heard).toEqual([refused('hello')]);
  });

  it('hands on an intent that fits its schema', () => {
    const { hub: bridge, intent, rejected } = hub();
    const screen = peer();
    bridge.attach(screen.end);
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
    'null',
  ])('drops %s', (text) => {
    const { hub: bridge, intent, rejected } = hub();
    const screen = peer();
    bridge.attach(screen.end);
    screen.says(text);
    expect(intent).not.toHaveBeenCalled();
    expect(rejected).toHaveBeenCalledOnce();
    expect(screen.heard).toHaveLength(1);
  });

  it('answers the queue to whoever asked', () => {
    const queueRows = vi.fn(() => []);
    const { hub: bridge } = hub({ queueRows });
    const [one, other] = [peer(), peer()];
    bridge.attach(one.end);
    bridge.attach(other.end);
    one.says('{"kind":"queue-list","limit":5}');
    expect(queueRows).toHaveBeenCalledWith(5);
    expect(one.heard).toContainEqual({ kind: 'queue', rows: [] });
    expect(other.heard).toHaveLength(1);
  });

  it('steers the simulated world, and says why it cannot', async () => {
    const simulate = vi.fn().mockResolvedValueOnce(null).mockResolvedValueOnce('no such card');
    const { hub: bridge } = hub({ simulate });
    const panel = peer();
    bridge.attach(panel.end);
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
    bridge.attach(panel.end);
    panel.says('{"kind":"simulator","command":{"type":"remove-card"}}');
    await vi.waitFor(() => {
      expect(panel.heard).toEqual([refused('hello'), refused('The simulated device failed.')]);
    });
  });

  it('has nothing to steer in a real kiosk', () => {
    const { hub: bridge } = hub();
    const panel = peer();
    bridge.attach(panel.end);
    panel.says('{"kind":"simulator","command":{"type":"remove-card"}}');
    return vi.waitFor(() => {
      expect(panel.heard).toContainEqual(refused('This kiosk has no simulated devices.'));
    });
  });
});
