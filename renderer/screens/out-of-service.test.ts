import { describe, expect, it } from 'vitest';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { kioskSnapshotSchema } from '../../electron/bridge/snapshot.ts';
import { en } from '../language/en.ts';
import { textsIn } from '../language/texts.ts';
import { vi } from '../language/vi.ts';
import { gallerySamples } from '../gallery-samples.ts';
import { awayWords, closedReason, partsAway } from './out-of-service.ts';

const samples = gallerySamples('');
const sample = (name: string): KioskSnapshot => {
  const found = samples[name];
  if (!found) throw new Error(`no sample ${name}`);
  return found;
};
const open = sample('attract-welcome');
const sampleNearest = { en: expect.stringContaining('Kiosk 3') as unknown };
const withDevices = (change: Partial<KioskSnapshot['devices']>, of = open): KioskSnapshot => ({
  ...of,
  devices: { ...of.devices, ...change },
});
const closing = kioskSnapshotSchema.shape.notices.element.options.filter((notice) => notice !== 'simulated-devices');

describe('closedReason', () => {
  it('is none while the kiosk is open', () => {
    expect(closedReason(open)).toBeNull();
    expect(closedReason({ ...open, notices: ['simulated-devices'] })).toBeNull();
  });

  it('is none without a scanner: a number can be typed', () => {
    expect(closedReason(withDevices({ scanner: 'not-reachable' }))).toBeNull();
  });

  it('sends for technical staff where a station closes without a word', () => {
    expect(closedReason({ ...open, service: 'closed', notices: ['simulated-devices'] })).toEqual({
      by: 'fault',
      notice: 'start-failed',
      nearest: null,
    });
  });

  it('is the hours or staff where nothing is broken, and a visit that runs is finished', () => {
    const shut = sample('closed-hours-nearest');
    expect(closedReason(shut)).toMatchObject({ by: 'hours', opens: { time: '06:30' }, nearest: sampleNearest });
    expect(closedReason({ ...sample('choose'), opening: shut.opening })).toBeNull();
    expect(partsAway({ ...shut, devices: { ...shut.devices, camera: 'not-responding' } })).toEqual([]);
  });

  it('says where else to go while something is broken', () => {
    expect(closedReason(sample('closed-nearest'))).toMatchObject({ by: 'fault', nearest: sampleNearest });
  });

  it.each(closing)('is what the station says of itself: %s', (notice) => {
    const closed: KioskSnapshot = { ...open, service: 'closed', notices: ['simulated-devices', notice] };
    expect(closedReason(withDevices({ scanner: 'not-configured' }, closed))).toMatchObject({ by: 'fault', notice });
  });

  it('does not end a visit that is under way', () => {
    expect(closedReason({ ...sample('choose'), service: 'closed', notices: ['queue-damaged'] })).toBeNull();
  });

  it('has a sentence of its own for every reason, in both languages', () => {
    for (const { notices } of [vi, en]) expect(new Set(Object.values(notices)).size).toBe(closing.length + 1);
  });
});

describe('partsAway', () => {
  it('is silent while everything works, and about what was never meant to be there', () => {
    expect(partsAway(open)).toEqual([]);
    expect(partsAway(withDevices({ reader: 'not-configured', camera: 'not-configured' }))).toEqual([]);
  });

  it.each(['not-reachable', 'not-responding', 'hardware-error'] as const)('names a part that is %s', (state) => {
    expect(partsAway(withDevices({ reader: state }))).toEqual(['reader']);
    expect(partsAway(withDevices({ camera: state, hospital: 'unreachable' }))).toEqual(['camera', 'hospital']);
  });

  it('does not speak of the camera where no chip is read: there is nothing to compare a face with', () => {
    expect(partsAway(withDevices({ reader: 'not-reachable', camera: 'not-reachable' }))).toEqual(['reader']);
    expect(partsAway(withDevices({ reader: 'not-configured', camera: 'not-reachable' }))).toEqual([]);
  });

  it('names a scanner that is away, not one that nobody wanted', () => {
    expect(partsAway(withDevices({ scanner: 'not-responding' }))).toEqual(['scanner']);
    expect(partsAway(withDevices({ scanner: 'not-configured', cameraCodes: 'always' }))).toEqual([]);
  });

  it('leaves a closed kiosk to its own screen', () => {
    const closed: KioskSnapshot = { ...open, service: 'closed', notices: ['queue-damaged'] };
    expect(partsAway(withDevices({ scanner: 'not-reachable', reader: 'not-reachable' }, closed))).toEqual([]);
  });

  it('tells during a visit only what its steps do not: the camera, to who has shown a chip', () => {
    const away = { reader: 'not-reachable', camera: 'not-responding', hospital: 'unreachable' } as const;
    expect(partsAway(withDevices(away, sample('choose')))).toEqual(['camera']);
    expect(partsAway(withDevices(away, sample('appointments-one')))).toEqual(['camera']);
    expect(partsAway(withDevices({ ...away, camera: 'ready' }, sample('choose')))).toEqual([]);
    expect(partsAway(withDevices(away, sample('choose-offline')))).toEqual([]);
    expect(partsAway(withDevices(away, sample('identify-awaited')))).toEqual([]);
  });
});

describe('awayWords', () => {
  const saidAt = (language: string, change: Partial<KioskSnapshot['devices']>): string => {
    const shown = withDevices(change);
    return partsAway(shown)
      .map((part) => textsIn(language)(awayWords(part, shown.devices)))
      .join(' ')
      .replaceAll(/\s/gu, ' ');
  };
  const away = { reader: 'not-reachable', hospital: 'unreachable' } as const;

  it.each<Partial<KioskSnapshot['devices']>>([
    { scanner: 'not-reachable' },
    { scanner: 'not-configured' },
    { scanner: 'not-reachable', cameraCodes: 'always', camera: 'not-responding' },
  ])('sends nobody to a code or a card where nothing reads one: %o', (unread) => {
    expect(saidAt('vi', { ...away, ...unread })).not.toMatch(/bằng (mã|thẻ)/u);
    expect(saidAt('en', { ...away, ...unread })).not.toMatch(/with your (code|card)/u);
    expect(saidAt('en', { ...away, ...unread })).toMatch(/reader is off.*hospital is down/u);
  });

  it.each<Partial<KioskSnapshot['devices']>>([
    {},
    { scanner: 'not-reachable', cameraCodes: 'when-asked' },
    { scanner: 'not-configured', cameraCodes: 'always' },
  ])('names code and card where they are read: %o', (read) => {
    expect(saidAt('vi', { ...away, ...read })).toMatch(/bằng mã.*bằng thẻ/u);
    expect(saidAt('en', { ...away, ...read })).toMatch(/with your code.*with your card/u);
  });
});
