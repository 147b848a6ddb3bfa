import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clinic, Room, Tile } from '../../electron/bridge/clinic-snapshot.ts';
import { insuranceAdviceSchema } from '../../electron/bridge/insurance-snapshot.ts';
import type { KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { numberWidthEm } from '../components/number-width.ts';
import { priorityWords } from '../components/priority-words.ts';
import { defaultPriorityRules } from '../../electron/operations/configuration-priority.ts';
import { confirmSamples } from '../gallery-confirm-samples.ts';
import { vi } from '../language/vi.ts';
import { clinicsPerPage, openFirst, pageOf } from './clinic-list.ts';
import { factsThatFit } from './confirm-room.ts';
import { insuranceAbout } from './insurance-about.ts';
import { shareRead } from './share-read.ts';
import { readerOfCodes, waysToBegin } from './ways-to-begin.ts';

const clinic = (id: string): Clinic => ({
  id,
  name: { vi: id, en: id },
  room: '1',
  floor: '1',
  building: null,
  waiting: null,
  specialty: null,
});
const tile = (id: string, intake: Tile['intake'] = 'open'): Tile => ({ kind: 'clinic', clinic: clinic(id), intake });
const specialty = (code: string, intake: Tile['intake'] = 'open'): Tile => ({
  kind: 'specialty',
  code,
  name: { vi: code, en: code },
  intake,
  waiting: null,
  clinics: 2,
});

describe('openFirst', () => {
  it('puts clinics and specialties last that are closed or full, after those for later, and keeps the hospital’s order otherwise', () => {
    const tiles = [
      tile('a'),
      specialty('b', 'full'),
      tile('c', 'closed'),
      tile('l', 'later'),
      specialty('d'),
      tile('e'),
    ];
    const ids = openFirst(tiles).map((each) => (each.kind === 'clinic' ? each.clinic.id : each.code));
    expect(ids).toEqual(['a', 'd', 'e', 'l', 'b', 'c']);
  });

  it('puts doctors who take nobody last, whatever their clinic', () => {
    const room = (id: string, intake: Room['intake']): Room => ({
      clinic: clinic('a'),
      doctor: { id, name: id },
      waiting: null,
      intake,
    });
    expect(openFirst([room('1', 'absent'), room('2', 'open')]).map(({ doctor }) => doctor?.id)).toEqual(['2', '1']);
  });
});

describe('pageOf', () => {
  it('shows six a page', () => {
    expect(clinicsPerPage).toBe(6);
    expect(pageOf([1, 2, 3, 4, 5, 6, 7], 1, 6)).toEqual({ page: 1, pages: 2, items: [7] });
  });

  it('falls back to the last page of a list that became shorter', () => {
    expect(pageOf([1, 2], 3, 6)).toEqual({ page: 0, pages: 1, items: [1, 2] });
  });

  it('has one empty page for an empty list', () => {
    expect(pageOf([], 0, 6)).toEqual({ page: 0, pages: 1, items: [] });
  });

  it('shows every item on exactly one page', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, perPage) => {
        const { pages } = pageOf(items, 0, perPage);
        const shown = Array.from({ length: pages }, (_, page) => pageOf(items, page, perPage).items).flat();
        expect(shown).toEqual(items);
      }),
    );
  });
});

describe('waysToBegin', () => {
  const devices = (change: Partial<KioskSnapshot['devices']>): KioskSnapshot['devices'] => ({
    scanner: 'ready',
    cameraCodes: 'off',
    keyboardScanner: false,
    reader: 'ready',
    camera: 'ready',
    printer: { state: 'not-configured' },
    hospital: 'reachable',
    ...change,
  });

  it('offers card and paper when everything works', () => {
    expect(waysToBegin(devices({}))).toEqual(['card-with-chip', 'paper']);
  });

  it('asks for the card’s code alone while the reader is away', () => {
    expect(waysToBegin(devices({ reader: 'not-responding' }))).toEqual(['card-code', 'paper']);
  });

  it('asks for the card’s code alone where another card lies in its place', () => {
    expect(waysToBegin(devices({}), 'taken')).toEqual(['card-code', 'paper']);
  });

  it('does not offer a patient code that nobody could look up', () => {
    expect(waysToBegin(devices({ hospital: 'unreachable' }))).toEqual(['card-with-chip']);
  });

  it('offers nothing where no code can be read: the chip has no key then', () => {
    expect(waysToBegin(devices({ scanner: 'not-reachable' }))).toEqual([]);
    expect(waysToBegin(devices({ scanner: 'not-reachable', cameraCodes: 'always', camera: 'not-responding' }))).toEqual(
      [],
    );
  });

  it('reads codes with the camera where the scanner is away and the camera may', () => {
    const camera = devices({ scanner: 'not-configured', cameraCodes: 'when-asked' });
    expect(readerOfCodes(camera)).toBe('camera-when-asked');
    expect(waysToBegin(camera)).toEqual(['card-with-chip', 'paper']);
    expect(readerOfCodes(devices({ scanner: 'not-reachable', cameraCodes: 'always' }))).toBe('camera');
    expect(readerOfCodes(devices({ cameraCodes: 'always' }))).toBe('scanner');
  });
});

describe('shareRead', () => {
  it.each([
    [0, 0, 0],
    [500, 0, 0],
    [0, 1000, 0],
    [-5, 1000, 0],
    [250, 1000, 0.25],
    [1200, 1000, 1],
  ])('%d of %d bytes are %d', (bytes, total, share) => {
    expect(shareRead(bytes, total)).toBe(share);
  });
});

describe('numberWidthEm', () => {
  it('grows with the number, wide letters more than figures', () => {
    expect(numberWidthEm('1234')).toBeCloseTo(2.88);
    expect(numberWidthEm('M-123')).toBeGreaterThan(numberWidthEm('T-123'));
  });

  it('does not let one figure fill the slip', () => {
    expect(numberWidthEm('7')).toBe(numberWidthEm('123'));
  });
});

describe('factsThatFit', () => {
  const room = (name: string): number => {
    const visit = confirmSamples[name]?.visit;
    if (visit?.step !== 'confirm') throw new Error(`no sample ${name}`);
    return factsThatFit(visit);
  };

  it('leaves room for all that else stands there', () => {
    expect(room('confirm')).toBeGreaterThanOrEqual(6);
    expect(room('confirm-may-declare')).toBeLessThan(room('confirm'));
    expect(room('confirm-claimed')).toBeLessThan(room('confirm'));
    expect(room('confirm-recognised')).toBe(room('confirm'));
    expect(room('confirm-several')).toBe(0);
  });

  it('is never less than none', () => {
    for (const name of Object.keys(confirmSamples)) expect(room(name)).toBeGreaterThanOrEqual(0);
  });
});

describe('words', () => {
  it('has a title for every answer about the insurance', () => {
    for (const advice of insuranceAdviceSchema.options)
      expect(vi.insuranceStep.titles[insuranceAbout(advice)]).not.toBe('');
    expect(insuranceAbout('army')).toBe('counter');
    expect(insuranceAbout('counter')).toBe('counter');
    expect(insuranceAbout('portal-down')).toBe('other');
  });

  it('has a reason for every rule of priority that comes with the kiosk, and one for a hospital’s own', () => {
    for (const { code } of defaultPriorityRules) expect(priorityWords(code)).toBe(code);
    expect(priorityWords('blood-donor')).toBe('other');
  });
});
