import { describe, expect, it } from 'vitest';
import { testQueue } from '../../sync/queue/test-queue.ts';
import type { KioskSnapshot } from '../bridge/snapshot.ts';
import { overviewOf } from './overview.ts';
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

function view(changes: Partial<Omit<KioskSnapshot, 'devices'>> = {}, devices: Partial<Devices> = {}) {
  return overviewOf({
    snapshot: { ...testSnapshot(), devices: { ...working, ...devices }, ...changes },
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
});
