import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { BridgePeer } from './bridge/hub.ts';
import type { FromStation } from './bridge/messages.ts';
import type { KioskSnapshot } from './bridge/snapshot.ts';
import { closedStation } from './closed-station.ts';
import { defaultConfiguration } from './operations/configuration.ts';

function screen() {
  const snapshots: KioskSnapshot[] = [];
  let tell: (text: string) => void = () => undefined;
  const peer: BridgePeer = {
    send: (text) => {
      const message = JSON.parse(text) as FromStation;
      if (message.kind === 'snapshot') snapshots.push(message.snapshot);
    },
    onMessage: (listener) => (tell = listener),
    onClose: () => undefined,
  };
  return { peer, snapshots, intent: (intent: object) => tell(JSON.stringify({ kind: 'intent', intent })) };
}

describe('a station that cannot take registrations', () => {
  it('shows why, leaves the telling to its host, speaks both languages, and lets go when it stops', async () => {
    const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => {
      printed.mockRestore();
    });
    const release = vi.fn();
    const configuration = defaultConfiguration();
    const named = { ...configuration, kiosk: { ...configuration.kiosk, id: 'K9' } };
    const station = await closedStation(null, 'folder-in-use', 'Another station uses it.', release, named);
    expect(station).toMatchObject({ problem: 'Another station uses it.', socketPath: '', hospitalUrl: null });

    const { peer, snapshots, intent } = screen();
    station.attach(peer);
    expect(snapshots).toMatchObject([
      { kioskId: 'K9', service: 'closed', notices: ['folder-in-use'], staffCall: 'unavailable', language: 'vi' },
    ]);
    intent({ type: 'choose-language', language: 'en' });
    intent({ type: 'call-staff' });
    expect(snapshots.map(({ language }) => language)).toEqual(['vi', 'en']);
    const display = { contrast: 'high', text: 'large', reach: 'low' };
    intent({ type: 'choose-display', display });
    expect(snapshots.at(-1)).toMatchObject({ language: 'en', display });
    expect(snapshots).toHaveLength(3);
    expect(release).not.toHaveBeenCalled();
    await station.stop();
    expect(release).toHaveBeenCalledOnce();
    expect(printed).not.toHaveBeenCalled();
  });
});
