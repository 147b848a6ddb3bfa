import { describe, expect, it } from 'vitest';
import { kioskSnapshotSchema } from './bridge/snapshot.ts';
import { closedView, kioskView, type KioskParts } from './kiosk-view.ts';
import { read } from './operations/configuration-testing.ts';
import { defaultConfiguration } from './operations/configuration.ts';

const parts: KioskParts = {
  configuration: defaultConfiguration(),
  scanner: { state: 'ready', source: 'test' },
  reader: { state: 'empty', reader: 'test' },
  hospitalReachable: true,
  staffCall: 'none',
  notices: [],
  alarm: null,
  salvaged: null,
  clockMinutesOff: null,
  isOlderCopy: false,
  virtualCameras: ['OBS Virtual Camera'],
  today: '2026-03-02',
  printer: { state: 'ready', isLow: false },
  paper: 'none',
  mayPrintAgain: false,
  hasStaff: true,
  payment: { state: 'none' },
  speech: { voices: ['vi'], headphones: 'plugged', hasKeypad: true },
  opening: { state: 'open' },
  visit: {
    visit: { step: 'attract', prompt: 'welcome' },
    visitor: 0,
    isPrompted: false,
    language: 'vi',
    display: { contrast: 'high', text: 'large', reach: 'low' },
    speechOn: true,
    camera: 'ready',
    faceReturn: true,
    idleSecondsLeft: null,
    strayCode: 'none',
    codes: { taken: 3, inVain: 1 },
    scannedKey: null,
    ticketBehind: null,
  },
};
const unplugged = { state: 'unavailable', reason: 'not-reachable', detail: 'gone' } as const;

describe('the kiosk’s snapshot', () => {
  it('fits the schema, open and closed', () => {
    expect(kioskSnapshotSchema.parse({ sequence: 1, ...kioskView(parts) })).toMatchObject({
      service: 'open',
      display: { contrast: 'high' },
      speech: { voices: ['vi'], headphones: 'plugged', hasKeypad: true, isOn: true },
    });
  });

  it('names cameras that are programs where a device is to be opened, and calls a refused one absent', () => {
    const configuration = read('version = 1\ndevices.camera.kind = "device"');
    const view = kioskView({ ...parts, configuration, visit: { ...parts.visit, camera: 'refused' } });
    expect(view.camera).toMatchObject({ kind: 'device', virtual: 'refuse', virtualNames: ['OBS Virtual Camera'] });
    expect(view.devices.camera).toBe('not-reachable');
    expect(view.faceReturn).toBe(true);
    expect(kioskView(parts).camera).toEqual({ kind: 'simulated', codes: 'when-asked' });
  });

  it('tells staff who pass by what waits, what was refused and what came through', () => {
    expect(kioskView(parts).staffNotes).toEqual([]);
    expect(kioskView({ ...parts, alarm: { dead: 0, waitingMinutes: 61 } }).staffNotes).toEqual([
      { kind: 'waiting', minutes: 61 },
    ]);
    const salvaged = { saved: 12, lost: 1 };
    expect(
      kioskView({ ...parts, alarm: { dead: 2, waitingMinutes: null }, salvaged, isOlderCopy: true }).staffNotes,
    ).toEqual([{ kind: 'salvaged', ...salvaged }, { kind: 'older-copy' }, { kind: 'refused', count: 2 }]);
  });

  it('tells staff that the roll is nearly over, and why nothing is printed', () => {
    expect(kioskView({ ...parts, printer: { state: 'ready', isLow: true } }).staffNotes).toEqual([
      { kind: 'paper-low' },
    ]);
    const printer = { state: 'unavailable', reason: 'media-jammed' } as const;
    expect(kioskView({ ...parts, printer }).staffNotes).toEqual([{ kind: 'printer', reason: 'media-jammed' }]);
    expect(kioskView({ ...parts, printer: { state: 'busy' } }).staffNotes).toEqual([]);
  });

  it('tells staff that nobody named a printer, unless that was meant', () => {
    const absent = { ...parts, printer: { state: 'not-configured' } } as const;
    expect(kioskView(absent).staffNotes).toEqual([{ kind: 'no-printer' }]);
    const configuration = read('version = 1\ndevices.printer.kind = "none"');
    expect(kioskView({ ...absent, configuration }).staffNotes).toEqual([]);
  });

  it('tells staff that the clock is wrong, whichever way', () => {
    for (const clockMinutesOff of [7, -7]) {
      expect(kioskView({ ...parts, clockMinutesOff }).staffNotes).toEqual([{ kind: 'clock', minutes: 7 }]);
    }
  });

  it('passes on what is known of a call for staff', () => {
    expect(kioskView({ ...parts, staffCall: 'not-sent' }).staffCall).toBe('not-sent');
  });

  it('is open without reader, camera or hospital', () => {
    const { devices } = parts.configuration;
    const configuration = {
      ...parts.configuration,
      devices: { ...devices, camera: { kind: 'none' as const, codes: 'always' as const } },
    };
    const view = kioskView({ ...parts, configuration, reader: unplugged, hospitalReachable: false });
    expect(view.service).toBe('open');
    expect(view.devices).toEqual({
      scanner: 'ready',
      cameraCodes: 'off',
      keyboardScanner: false,
      reader: 'not-reachable',
      camera: 'not-configured',
      printer: { state: 'ready', isLow: false },
      hospital: 'unreachable',
    });
  });

  it('is open without a scanner: a number can still be typed', () => {
    expect(kioskView({ ...parts, scanner: unplugged }).service).toBe('open');
    expect(kioskView({ ...parts, scanner: null }).devices.scanner).toBe('not-configured');
  });

  it('says whether keys and camera pictures are wanted for codes', () => {
    const { devices } = parts.configuration;
    const scanner = [{ kind: 'hid', which: { vendorId: null, productId: null, serialNumber: null } } as const];
    const configuration = { ...parts.configuration, devices: { ...devices, scanner } };
    expect(kioskView({ ...parts, configuration }).devices).toMatchObject({
      cameraCodes: 'when-asked',
      keyboardScanner: false,
    });
    const typing = { ...configuration, devices: { ...devices, scanner: [...scanner, { kind: 'keyboard' } as const] } };
    expect(kioskView({ ...parts, configuration: typing }).devices.keyboardScanner).toBe(true);
  });
});

describe('the snapshot of a station that cannot work', () => {
  const reasons = [
    'configuration-wrong',
    'data-folder-unwritable',
    'folder-in-use',
    'queue-damaged',
    'start-failed',
    'simulation-absent',
    'newer-version',
  ] as const;

  it.each(reasons)('says %s, and offers no call that nobody would hear', (reason) => {
    const closed = kioskSnapshotSchema.parse({ sequence: 1, ...closedView(defaultConfiguration(), reason) });
    expect(closed).toMatchObject({ service: 'closed', notices: [reason], staffCall: 'unavailable' });
  });

  it('names the hospital and the kiosk where they are known', () => {
    const configuration = defaultConfiguration();
    const named = { ...configuration, kiosk: { ...configuration.kiosk, id: 'K9', language: 'en' as const } };
    expect(closedView(named, 'queue-damaged')).toMatchObject({ kioskId: 'K9', language: 'en' });
  });
});
