import { describe, expect, it } from 'vitest';
import { kioskSnapshotSchema } from './bridge/snapshot.ts';
import { closedView, kioskView, type KioskParts } from './kiosk-view.ts';
import { defaultConfiguration } from './operations/configuration.ts';

const parts: KioskParts = {
  configuration: defaultConfiguration(),
  scanner: { state: 'ready', source: 'test' },
  reader: { state: 'empty', reader: 'test' },
  hospitalReachable: true,
  staffCalled: false,
  notices: [],
  visit: { visit: { step: 'attract', prompt: 'welcome' }, language: 'vi', camera: 'ready', idleSecondsLeft: null },
};
const unplugged = { state: 'unavailable', reason: 'not-reachable', detail: 'gone' } as const;

describe('the kiosk’s snapshot', () => {
  it('fits the schema, open and closed', () => {
    expect(kioskSnapshotSchema.parse({ sequence: 1, ...kioskView(parts) })).toMatchObject({ service: 'open' });
    const closed = closedView(defaultConfiguration(), ['configuration-wrong']);
    expect(kioskSnapshotSchema.parse({ sequence: 1, ...closed })).toMatchObject({ service: 'closed' });
  });

  it('is open without reader, camera or hospital', () => {
    const { devices } = parts.configuration;
    const configuration = { ...parts.configuration, devices: { ...devices, camera: { kind: 'none' as const } } };
    const view = kioskView({ ...parts, configuration, reader: unplugged, hospitalReachable: false });
    expect(view.service).toBe('open');
    expect(view.devices).toEqual({
      scanner: 'ready',
      reader: 'not-reachable',
      camera: 'not-configured',
      hospital: 'unreachable',
    });
  });

  it('is closed without a scanner, but lets a visit under way end', () => {
    expect(kioskView({ ...parts, scanner: unplugged }).service).toBe('closed');
    expect(kioskView({ ...parts, scanner: null }).devices.scanner).toBe('not-configured');
    const visit = {
      ...parts.visit,
      visit: {
        step: 'desk',
        key: null,
        number: '',
        reason: 'step-failed',
        issuedAt: '',
        sync: 'pending',
        cardStillThere: false,
      },
    } as const;
    expect(kioskView({ ...parts, scanner: unplugged, visit }).service).toBe('open');
  });
});
