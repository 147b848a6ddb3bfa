import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FromStation } from '../electron/bridge/messages.ts';
import { chooseTransport, createBridgeCore, parseFromStation } from './bridge-client.ts';
import { gallerySamples } from './gallery-samples.ts';

const samples = gallerySamples('AAAA');
const snapshotText = (state: string) => JSON.stringify({ kind: 'snapshot', snapshot: samples[state] });

describe('chooseTransport', () => {
  it('opens a socket on the page’s own host when the fragment carries a token', () => {
    expect(chooseTransport({ host: '127.0.0.1:4178', hash: '#token=aB3-_.~9' })).toEqual({
      kind: 'socket',
      url: 'ws://127.0.0.1:4178/bridge',
      protocol: 'tiepdon.aB3-_.~9',
    });
  });

  it.each(['', '#', '#token=', '#other=1', '#token=a b', '#token=a,b', `#token=${'x'.repeat(257)}`])(
    'waits for the shell’s port with the fragment %j',
    (hash) => {
      expect(chooseTransport({ host: 'kiosk', hash })).toEqual({ kind: 'message-port' });
    },
  );

  it('never offers a subprotocol that a WebSocket would refuse', () => {
    fc.assert(
      fc.property(fc.string(), (token) => {
        const transport = chooseTransport({ host: 'h', hash: `#token=${encodeURIComponent(token)}` });
        if (transport.kind === 'socket') expect(transport.protocol).toMatch(/^tiepdon\.[A-Za-z0-9._~-]+$/);
      }),
    );
  });
});

describe('parseFromStation', () => {
  it.each(Object.keys(samples))('accepts the snapshot %s', (state) => {
    expect(parseFromStation(snapshotText(state))).toMatchObject({ kind: 'snapshot' });
  });

  it.each([
    ['no text', { kind: 'snapshot' }],
    ['no JSON', '{'],
    ['an unknown kind', '{"kind":"reboot"}'],
    ['a snapshot without a visit', '{"kind":"snapshot","snapshot":{}}'],
    ['an unknown step', snapshotText('choose').replace('"choose"', '"dance"')],
  ])('drops %s', (_what, data) => {
    expect(parseFromStation(data)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (data) => {
        expect(() => parseFromStation(data)).not.toThrow();
      }),
    );
  });
});

describe('the bridge', () => {
  it('hands every parsed message to its listeners and drops the rest', () => {
    const core = createBridgeCore();
    const heard: FromStation[] = [];
    core.bridge.subscribe((message) => heard.push(message));
    core.opened(() => undefined);
    core.received(snapshotText('choose'));
    core.received('not for us');
    core.received(JSON.stringify({ kind: 'simulator-refused', detail: 'no card' }));
    expect(heard.map((message) => message.kind)).toEqual(['snapshot', 'simulator-refused']);
  });

  it('repeats the latest snapshot to a listener that comes later', () => {
    const core = createBridgeCore();
    core.opened(() => undefined);
    core.received(snapshotText('attract-welcome'));
    core.received(snapshotText('choose'));
    const heard: FromStation[] = [];
    core.bridge.subscribe((message) => heard.push(message));
    expect(heard).toEqual([parseFromStation(snapshotText('choose'))]);
  });

  it('forgets the snapshot with the connection: it may hold a name', () => {
    const core = createBridgeCore();
    core.opened(() => undefined);
    core.received(snapshotText('choose'));
    core.lost();
    const heard: FromStation[] = [];
    core.bridge.subscribe((message) => heard.push(message));
    expect(heard).toEqual([]);
  });

  it('stops telling a listener that left', () => {
    const core = createBridgeCore();
    const heard: FromStation[] = [];
    const leave = core.bridge.subscribe((message) => heard.push(message));
    leave();
    core.received(snapshotText('choose'));
    expect(heard).toEqual([]);
  });

  it('sends JSON while connected, and nothing otherwise', () => {
    const core = createBridgeCore();
    const sent: string[] = [];
    const intent = { kind: 'intent', intent: { type: 'finish' } } as const;
    core.bridge.send(intent);
    core.opened((text) => sent.push(text));
    core.bridge.send(intent);
    core.lost();
    core.bridge.send(intent);
    expect(sent).toEqual(['{"kind":"intent","intent":{"type":"finish"}}']);
  });

  it('tells when the connection comes and goes, and loses it only once', () => {
    const core = createBridgeCore();
    const states: boolean[] = [];
    core.bridge.onConnectionChange(() => states.push(core.bridge.connected()));
    core.lost();
    core.opened(() => undefined);
    core.lost();
    core.lost();
    expect(states).toEqual([true, false]);
  });
});
