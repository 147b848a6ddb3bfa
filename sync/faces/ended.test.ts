import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { endedTableSql, openEnded } from './ended.ts';
import type { EndedConsent } from './port.ts';

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const endedConsent = (number: number): EndedConsent => ({
  consent: {
    id: idOf(number),
    version: '1',
    language: 'vi',
    textSha256: 'c'.repeat(64),
    givenAt: '2026-03-02T08:30:00+07:00',
    visitKey: 'b5cbd2a0-0000-4000-8000-000000000001',
  },
  person: { idNumber: '001092047316', patientId: null },
});

function ended() {
  return openEnded(emptyTable());
}

function emptyTable() {
  const database = new SqliteDatabase(':memory:');
  onTestFinished(() => void database.close());
  database.exec(endedTableSql);
  return database;
}

const [one, two] = [endedConsent(1), endedConsent(2)];

describe('consents that ended', () => {
  it('are handed to one kiosk, again and again, until it settles them', () => {
    const list = ended();
    list.add([one, two]);
    expect(list.hand('K1', '2026-03-02')).toEqual([one, two]);
    expect(list.hand('K2', '2026-03-02')).toEqual([]);
    list.settle([idOf(1)]);
    expect(list.hand('K1', '2026-03-03')).toEqual([two]);
    list.settle([idOf(2), idOf(2), idOf(9)]);
    expect(list.hand('K1', '2026-03-04')).toEqual([]);
  });

  it('go to another kiosk when the first one has not settled them for four days', () => {
    const list = ended();
    list.add([one]);
    list.hand('K1', '2026-02-27');
    expect(list.hand('K2', '2026-03-02')).toEqual([]);
    expect(list.hand('K2', '2026-03-03')).toEqual([one]);
    expect(list.hand('K1', '2026-03-03')).toEqual([]);
  });

  it('are listed once, however often they end', () => {
    const list = ended();
    list.add([one]);
    list.add([one]);
    expect(list.hand('K1', '2026-03-02')).toEqual([one]);
  });

  it('come a hundred at a time', () => {
    const list = ended();
    list.add(Array.from({ length: 130 }, (_, index) => endedConsent(index)));
    const first = list.hand('K1', '2026-03-02');
    expect(first).toHaveLength(100);
    list.settle(first.map(({ consent }) => consent.id));
    expect(list.hand('K1', '2026-03-02')).toHaveLength(30);
  });

  it('stay where they are on a disk that refuses, and nobody is told of them', () => {
    const database = emptyTable();
    const list = openEnded(database);
    list.add([one]);
    database.pragma('query_only = ON');
    expect(list.hand('K1', '2026-03-02')).toEqual([]);
    list.settle([idOf(1)]);
    database.pragma('query_only = OFF');
    expect(list.hand('K2', '2026-03-02')).toEqual([one]);
  });

  it('do not hide a mistake of ours', () => {
    const database = emptyTable();
    const list = openEnded(database);
    database.close();
    expect(() => list.hand('K1', '2026-03-02')).toThrow(TypeError);
  });
});
