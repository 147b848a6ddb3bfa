import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clinic, KioskSnapshot } from '../../electron/bridge/snapshot.ts';
import { numberWidthEm } from '../components/number-width.ts';
import { clinicsPerPage, orderClinics, pageOf } from './clinic-list.ts';
import { shareRead } from './share-read.ts';
import { waysToBegin } from './ways-to-begin.ts';

const clinic = (id: string, open = true): Clinic => ({
  id,
  name: { vi: id, en: id },
  room: '1',
  floor: '1',
  open,
  waiting: null,
});

describe('orderClinics', () => {
  const clinics = [clinic('a'), clinic('b', false), clinic('c'), clinic('d')];
  const ids = (appointment: string | null) => orderClinics(clinics, appointment).map((each) => each.id);

  it('puts the closed ones last and keeps the hospital’s order otherwise', () => {
    expect(ids(null)).toEqual(['a', 'c', 'd', 'b']);
  });

  it('puts the appointment’s clinic first', () => {
    expect(ids('d')).toEqual(['d', 'a', 'c', 'b']);
  });

  it('puts the appointment’s clinic first even when it is closed: the patient looks for it', () => {
    expect(ids('b')).toEqual(['b', 'a', 'c', 'd']);
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
    reader: 'ready',
    camera: 'ready',
    hospital: 'reachable',
    ...change,
  });

  it('offers card and paper when everything works', () => {
    expect(waysToBegin(devices({}))).toEqual(['card-with-chip', 'paper']);
  });

  it('asks for the card’s code alone while the reader is away', () => {
    expect(waysToBegin(devices({ reader: 'not-responding' }))).toEqual(['card-code', 'paper']);
  });

  it('does not offer a patient code that nobody could look up', () => {
    expect(waysToBegin(devices({ hospital: 'unreachable' }))).toEqual(['card-with-chip']);
  });

  it('offers nothing without a scanner: the chip has no key then', () => {
    expect(waysToBegin(devices({ scanner: 'not-reachable' }))).toEqual([]);
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
