import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testKeyHex } from '../queue/test-queue.ts';
import { endedTableSql, openEnded } from './ended.ts';
import type { EndedConsent } from './port.ts';
import { openSealing } from './row-sealing.ts';

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
  endedAt: '2026-03-02T01:30:00.000Z',
  reason: 'withdrawn',
});

function emptyTable() {
  const database = new SqliteDatabase(':memory:');
  onTestFinished(() => void database.close());
  database.exec(endedTableSql);
  return { database, list: openEnded(database, openSealing(testKeyHex)) };
}

const [one, two] = [endedConsent(1), endedConsent(2)];
const day = '2026-03-02';

describe('consents that ended', () => {
  it('are handed to one kiosk, again and again, until it settles them', () => {
    const { list } = emptyTable();
    list.add([one, two], day);
    expect(list.hand('K1', day)).toEqual([one, two]);
    expect(list.hand('K2', day)).toEqual([]);
    list.settle('K1', [idOf(1)]);
    expect(list.hand('K1', '2026-03-03')).toEqual([two]);
    list.settle('K1', [idOf(2), idOf(2), idOf(9)]);
    expect(list.hand('K1', '2026-03-04')).toEqual([]);
  });

  it('are settled by nobody but whom they were handed to', () => {
    const { list } = emptyTable();
    list.add([one], day);
    list.settle('K2', [idOf(1)]);
    expect(list.hand('K1', day)).toEqual([one]);
    list.settle('K2', [idOf(1)]);
    expect(list.hand('K1', day)).toEqual([one]);
  });

  it('go to another kiosk when the first one has not settled them for four days', () => {
    const { list } = emptyTable();
    list.add([one], '2026-02-27');
    list.hand('K1', '2026-02-27');
    expect(list.hand('K2', '2026-03-02')).toEqual([]);
    expect(list.hand('K2', '2026-03-03')).toEqual([one]);
    expect(list.hand('K1', '2026-03-03')).toEqual([]);
  });

  it('are listed once, however often they end', () => {
    const { list } = emptyTable();
    list.add([one], day);
    list.add([{ ...one, reason: 'expired' }], '2026-03-03');
    expect(list.hand('K1', '2026-03-03')).toEqual([one]);
  });

  it('come a hundred at a time', () => {
    const { list } = emptyTable();
    list.add(
      Array.from({ length: 130 }, (_, index) => endedConsent(index)),
      day,
    );
    const first = list.hand('K1', day);
    expect(first).toHaveLength(100);
    list.settle(
      'K1',
      first.map(({ consent }) => consent.id),
    );
    expect(list.hand('K1', day)).toHaveLength(30);
  });

  it('live for a year where no kiosk tells of them, by a clock that was ahead too', () => {
    const { list } = emptyTable();
    list.add([one], '2031-01-01');
    list.add([two], '2026-03-01');
    list.endOn(day);
    list.forget('2027-03-02');
    expect(list.hand('K1', day)).toEqual([one]);
    list.forget('2027-03-03');
    expect(list.hand('K1', day)).toEqual([]);
  });

  it('say nothing of a person in their rows', () => {
    const { database, list } = emptyTable();
    list.add([one], day);
    const row = database.prepare<[], { sealed: Buffer }>('SELECT * FROM ended_consent').get();
    const said = JSON.stringify({ ...row, sealed: row?.sealed.toString('latin1') });
    for (const secret of [one.person.idNumber, one.consent.visitKey, 'withdrawn']) expect(said).not.toContain(secret);
  });

  it('that do not open any more are taken out of the others’ way', () => {
    const { database, list } = emptyTable();
    list.add([one, two], day);
    database.exec(`UPDATE ended_consent SET salt = zeroblob(32) WHERE id = '${idOf(1)}'`);
    expect(list.hand('K1', day)).toEqual([two]);
    expect(database.prepare('SELECT count(*) FROM ended_consent').pluck().get()).toBe(1);
  });
});
