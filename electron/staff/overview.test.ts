import { describe, expect, it } from 'vitest';
import { testQueue } from '../../sync/queue/test-queue.ts';
import type { KioskSnapshot } from '../bridge/snapshot.ts';
import { overviewOf, type OverviewParts } from './overview.ts';
import { testSnapshot } from './staff-testing.ts';

type Devices = KioskSnapshot['devices'];

const working: Devices = {
  ...testSnapshot().devices,
  scanner: 'ready',
  reader: 'ready',
  camera: 'ready',
  printer: { state: 'ready', isLow: false },
  hospital: 'reachable',
};

function view(
  changes: Partial<Omit<KioskSnapshot, 'devices'>> = {},
  devices: Partial<Devices> = {},
  parts: Partial<OverviewParts['parts']> = {},
) {
  return overviewOf({
    snapshot: { ...testSnapshot(), devices: { ...working, ...devices }, ...changes },
    parts: { lamp: 'ready', gallery: null, isDiskRefusing: false, ...parts },
    statistics: { ...testQueue().statistics(), oldestPendingAgeMs: 119_000 },
    clockOffsetMs: null,
    now: new Date('2026-03-02T01:30:00Z'),
    openTasks: 2,
    clinics: [],
  });
}

const closedBy = (by: 'hours' | 'staff') => ({ opening: { state: 'closed', by, opens: null, nearest: null } }) as const;

describe('the kiosk', () => {
  it('is in one of the states of CUSS', () => {
    expect(view()).toMatchObject({ state: 'AVAILABLE', limits: [], openTasks: 2, queue: { oldestPendingMinutes: 1 } });
    expect(view(closedBy('hours'))).toMatchObject({ state: 'STOPPED', limits: ['HOURS'] });
    expect(view(closedBy('staff'))).toMatchObject({ state: 'DISABLED', limits: [] });
    expect(view({ service: 'closed' })).toMatchObject({ state: 'UNAVAILABLE', limits: ['INTERNAL'] });
    const visit = { step: 'desk' } as KioskSnapshot['visit'];
    expect(view({ visit, ...closedBy('hours') })).toMatchObject({ state: 'ACTIVE' });
  });

  it.each<[Partial<Devices>, object, string[]]>([
    [{ scanner: 'not-responding' }, { name: 'scanner', state: 'UNAVAILABLE', reason: 'NOT_RESPONDING' }, ['HARDWARE']],
    [{ reader: 'hardware-error' }, { name: 'reader', state: 'UNAVAILABLE', reason: 'HARDWARE_ERROR' }, ['HARDWARE']],
    [{ camera: 'not-configured' }, { name: 'camera', state: 'NOT_CONFIGURED', reason: null }, []],
    [{ hospital: 'unreachable' }, { name: 'hospital', state: 'UNAVAILABLE', reason: 'NOT_RESPONDING' }, ['BACKEND']],
    [
      { printer: { state: 'ready', isLow: true } },
      { name: 'printer', state: 'READY', reason: 'MEDIA_LOW' },
      ['CONSUMABLES'],
    ],
    [
      { printer: { state: 'unavailable', reason: 'media-empty' } },
      { name: 'printer', state: 'UNAVAILABLE', reason: 'MEDIA_EMPTY' },
      ['CONSUMABLES'],
    ],
    [
      { printer: { state: 'unavailable', reason: 'cover-open' } },
      { name: 'printer', state: 'UNAVAILABLE', reason: 'COVER_OPEN' },
      ['HARDWARE'],
    ],
    [{ printer: { state: 'busy' } }, { name: 'printer', state: 'BUSY', reason: null }, []],
    [{ printer: { state: 'not-configured' } }, { name: 'printer', state: 'NOT_CONFIGURED', reason: null }, []],
  ])('with %j', (devices, component, limits) => {
    const { components, limits: found } = view({}, devices);
    expect(components).toContainEqual(component);
    expect(found).toEqual(limits);
  });

  it.each<[Partial<OverviewParts['parts']>, object, string[]]>([
    [{ lamp: null }, { name: 'lamp', state: 'NOT_CONFIGURED', reason: null }, []],
    [{ lamp: 'not-reachable' }, { name: 'lamp', state: 'UNAVAILABLE', reason: 'NOT_REACHABLE' }, ['HARDWARE']],
    [{ gallery: null }, { name: 'gallery', state: 'NOT_CONFIGURED', reason: null }, []],
    [{ gallery: 'ready' }, { name: 'gallery', state: 'READY', reason: null }, []],
    [{ gallery: 'away' }, { name: 'gallery', state: 'UNAVAILABLE', reason: 'NOT_RESPONDING' }, ['HARDWARE']],
    [{ gallery: 'refusing' }, { name: 'gallery', state: 'UNAVAILABLE', reason: null }, ['HARDWARE']],
    [{ isDiskRefusing: true }, { name: 'disk', state: 'UNAVAILABLE', reason: 'THRESHOLD_ERROR' }, ['INTERNAL']],
    [{ isDiskRefusing: false }, { name: 'disk', state: 'READY', reason: null }, []],
  ])('with %j, which no patient sees', (parts, component, limits) => {
    const { components, limits: found } = view({}, {}, parts);
    expect(components).toContainEqual(component);
    expect(found).toEqual(limits);
  });

  it('has headphones by their port, whether or not somebody wears them', () => {
    const said = (headphones: KioskSnapshot['speech']['headphones']) =>
      view({ speech: { ...testSnapshot().speech, headphones } }).components.find(({ name }) => name === 'headphones');
    expect(['absent', 'unplugged', 'plugged'].map((each) => said(each as 'absent')?.state)).toEqual([
      'NOT_CONFIGURED',
      'READY',
      'READY',
    ]);
  });

  it('has a reader that is busy while it reads a chip', () => {
    const card = { state: 'reading', bytes: 1, total: 2, cameraSoon: false } as const;
    const { components } = view({ visit: { step: 'identify', card } as KioskSnapshot['visit'] });
    expect(components).toContainEqual({ name: 'reader', state: 'BUSY', reason: null });
  });
});
