import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import {
  commit,
  desk,
  leaseRequest,
  openOrThrow,
  person,
  temporaryFolder,
  testClock,
  testKeyHex,
  testOptions,
  testQueue,
  visit,
} from './test-queue.ts';

describe('commit', () => {
  it('stamps the registration with key, kiosk, the hospital time, day, session and ticket', () => {
    const queue = testQueue({ newKey: () => '11111111-1111-4111-8111-111111111111' });
    const result = queue.commit(visit('001080000001'));
    expect(result).toEqual({
      kind: 'committed',
      registration: {
        ...visit('001080000001'),
        key: '11111111-1111-4111-8111-111111111111',
        kioskId: 'K1',
        registeredAt: '2026-03-02T08:30:00+07:00',
        serviceDate: '2026-03-02',
        session: 'morning',
        ticket: { number: 'K1-001', official: false },
      },
    });
  });

  it('freezes the body made from the stamped registration', () => {
    const queue = testQueue({ buildBody: ({ key, ticket }) => `${key} ${ticket.number}` });
    const { key } = commit(queue, visit('001080000001'));
    expect(queue.attachSender().claim(1, [])).toMatchObject([{ key, body: `${key} K1-001` }]);
  });

  it('leaves nothing behind when the body cannot be built: that is a bug, not an answer', () => {
    let isBroken = true;
    const queue = testQueue({
      buildBody: () => {
        if (isBroken) throw new RangeError('bug');
        return '{}';
      },
    });
    expect(() => queue.commit(visit('001080000001'))).toThrow(RangeError);
    expect(queue.entries()).toEqual([]);
    isBroken = false;
    expect(commit(queue, visit('001080000001')).number).toBe('K1-001');
  });

  it('answers a key that was used before with a failure and keeps the first registration', () => {
    const queue = testQueue({ newKey: () => '11111111-1111-4111-8111-111111111111' });
    commit(queue, visit('001080000001'));
    const second = queue.commit(visit('001080000002'));
    expect(second).toEqual({ kind: 'failed', detail: 'The database failed (SQLITE_CONSTRAINT_UNIQUE).' });
    expect(queue.entries()).toHaveLength(1);
  });
});

describe('the same person twice', () => {
  it('gets the ticket that is already theirs for the same clinic, day and session', () => {
    const queue = testQueue();
    const first = commit(queue, visit('001080000001'));
    expect(queue.commit(visit('001080000001', { stream: 'paying' }))).toEqual({
      kind: 'already-registered',
      key: first.key,
      ticket: { number: 'K1-001', official: false },
    });
    expect(queue.entries()).toHaveLength(1);
  });

  it('registers anew for another clinic, another session, another day', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    commit(queue, visit('001080000001'));
    expect(queue.commit(visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } })).kind).toBe('committed');
    clock.set('2026-03-02T05:00:00Z');
    expect(queue.commit(visit('001080000001')).kind).toBe('committed');
    clock.set('2026-03-03T01:00:00Z');
    expect(queue.commit(visit('001080000001')).kind).toBe('committed');
  });

  it('registers anew when the hospital refused the first for good', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const sender = queue.attachSender();
    sender.claim(1, []);
    sender.settle([{ key, state: 'dead', detail: '422: refused' }]);
    expect(queue.commit(visit('001080000001')).kind).toBe('committed');
  });

  it('still knows a confirmed registration, whose body is gone', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    confirm(queue, key);
    expect(queue.commit(visit('001080000001'))).toMatchObject({ kind: 'already-registered', key });
  });

  it('never takes two people without any key for one', () => {
    const queue = testQueue();
    commit(queue, visit(null));
    expect(queue.commit(visit(null)).kind).toBe('committed');
  });

  it('gives a desk ticket every time', () => {
    const queue = testQueue();
    commit(queue, visit('001080000001'));
    expect([desk('001080000001'), desk('001080000001')].map((draft) => commit(queue, draft).number)).toEqual([
      'D-K1-001',
      'D-K1-002',
    ]);
  });
});

describe('tickets not seen', () => {
  it('are offered oldest first, until they are shown', () => {
    const queue = testQueue();
    const older = commit(queue, visit('001080000001'));
    const newer = commit(queue, desk('001080000002'));
    expect(queue.unshownTickets()).toMatchObject([
      { key: older.key, kind: 'visit', clinicId: 'mat', ticketShown: false },
      { key: newer.key, kind: 'desk', clinicId: null, ticketShown: false },
    ]);
    queue.markTicketShown(older.key);
    expect(queue.unshownTickets().map(({ key }) => key)).toEqual([newer.key]);
    queue.markTicketShown(newer.key);
    expect(queue.unshownTickets()).toEqual([]);
    expect(queue.entry(older.key)?.ticketShown).toBe(true);
  });

  it('forgets those of another day', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    commit(queue, visit('001080000001'));
    clock.set('2026-03-02T17:00:00Z');
    expect(queue.unshownTickets()).toEqual([]);
  });
});

describe('rows', () => {
  it('come newest first and as many as asked for, with the evidence as words', () => {
    const queue = testQueue();
    commit(queue, visit('001080000001'));
    commit(
      queue,
      visit('001080000002', {
        evidence: [
          { method: 'code-scanned' },
          { method: 'chip-read', verdict: 'consistent' },
          { method: 'face-matches-chip', similarity: 0.71 },
          { method: 'chip-not-read', reason: 'no-card' },
        ],
      }),
    );
    expect(queue.rows().map(({ ticket }) => ticket.number)).toEqual(['K1-002', 'K1-001']);
    expect(queue.rows(1)).toMatchObject([
      { evidence: ['code-scanned', 'chip-read:consistent', 'face-matches-chip', 'chip-not-read:no-card'] },
    ]);
    expect(queue.entries(1)).toMatchObject([{ ticket: { number: 'K1-002' }, state: 'pending', attempts: 0 }]);
    expect(queue.entry('unknown')).toBeNull();
  });

  it('count by state, with the age of the oldest that is not through', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    expect(queue.statistics()).toEqual({ pending: 0, inFlight: 0, confirmed: 0, dead: 0, oldestPendingAgeMs: null });
    const keys = ['1', '2', '3', '4'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    const sender = queue.attachSender();
    sender.claim(3, []);
    sender.settle([
      { key: keys[0]!, state: 'confirmed', encounterId: 'e1', alreadyThere: true, number: null },
      { key: keys[1]!, state: 'dead', detail: '400: no' },
    ]);
    clock.set('2026-03-02T01:31:00Z');
    expect(queue.entry(keys[0]!)).toMatchObject({ alreadyThere: true, hospitalNumber: null });
    expect(queue.statistics()).toEqual({ pending: 1, inFlight: 1, confirmed: 1, dead: 1, oldestPendingAgeMs: 60_000 });
    clock.set('2026-03-01T01:31:00Z');
    expect(queue.statistics().oldestPendingAgeMs).toBe(0);
  });
});

describe('changes', () => {
  it('are announced after they are on the disk, and only changes are', () => {
    const queue = testQueue();
    const seen: string[] = [];
    const stop = queue.onChange((key) => seen.push(`${queue.entry(key)?.state} ${queue.entry(key)?.ticketShown}`));
    const { key } = commit(queue, visit('001080000001'));
    queue.commit(visit('001080000001'));
    queue.markTicketShown(key);
    queue.markTicketShown(key);
    queue.markTicketShown('unknown');
    confirm(queue, key);
    stop();
    commit(queue, visit('001080000002'));
    expect(seen).toEqual(['pending false', 'pending true', 'in-flight true', 'confirmed true']);
  });
});

describe('what stays of a person', () => {
  it('is nothing but the hash once the hospital has confirmed', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    const draft = visit('001080000001');
    const result = queue.commit(draft);
    if (result.kind !== 'committed') throw new Error(result.kind);
    const body = JSON.stringify(result.registration);
    confirm(queue, result.registration.key);
    queue.close();

    const opened = openDatabase(file, testKeyHex);
    if (!opened.ok) throw new Error(opened.detail);
    const { database } = opened;
    const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all() as string[];
    const everything = JSON.stringify(tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all()));
    database.close();
    expect(everything).toContain(createHash('sha256').update(body).digest('hex'));
    for (const secret of ['001080000001', draft.person.fullName!, '1980-05-17']) {
      expect(everything).not.toContain(secret);
    }
  });

  it('is unreadable in the file, before and after', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const queue = openOrThrow(testOptions(file));
    commit(queue, visit('001080000001'));
    const bytes = () => [file, `${file}-wal`].map((name) => readFileSync(name).toString('latin1')).join('');
    expect(bytes()).not.toContain('001080000001');
    expect(bytes()).not.toContain('CREATE TABLE');
    queue.close();
  });

  it('goes entirely after 30 days, but only what was confirmed', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const first = openOrThrow(testOptions(file));
    const confirmed = commit(first, visit('001080000001'));
    const waiting = commit(first, visit('001080000002'));
    const refused = commit(first, visit('001080000003'));
    const sender = first.attachSender();
    sender.claim(3, []);
    sender.settle([
      { key: confirmed.key, state: 'confirmed', encounterId: null, alreadyThere: false, number: null },
      { key: waiting.key, state: 'pending', detail: '503' },
      { key: refused.key, state: 'dead', detail: '422: no' },
    ]);
    first.close();
    const reopenedAt = (instant: string) => {
      const queue = openOrThrow(testOptions(file, { now: () => new Date(instant) }));
      const keys = queue.entries().map(({ key }) => key);
      queue.close();
      return keys;
    };
    expect(reopenedAt('2026-04-01T01:00:00Z')).toEqual([refused.key, waiting.key, confirmed.key]);
    expect(reopenedAt('2026-04-02T01:00:00Z')).toEqual([refused.key, waiting.key]);
  });
});

describe('the hash of a person', () => {
  it('differs from kiosk to kiosk', () => {
    const lanes = [testQueue(), testQueue()].map((queue) => {
      commit(queue, visit('001080000001'));
      return queue.attachSender().claim(1, [])[0]?.lane;
    });
    expect(lanes[0]).not.toBe(lanes[1]);
  });

  it('survives a restart', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const first = openOrThrow(testOptions(file));
    const { key } = commit(first, visit('001080000001', { person: person('001080000001', { fullName: 'A' }) }));
    first.close();
    const second = openOrThrow(testOptions(file));
    expect(second.commit(visit('001080000001'))).toMatchObject({ kind: 'already-registered', key });
    second.close();
  });
});

describe('numbers of the hospital', () => {
  it('are used first, and counted', () => {
    const queue = testQueue();
    queue.addLease(leaseRequest(), { prefix: 'A', first: 7, last: 8 });
    expect(queue.remainingNumbers('mat', 'insured')).toBe(2);
    expect(queue.remainingNumbers('mat', 'paying')).toBe(0);
    const numbers = ['1', '2', '3'].map((digit) => queue.commit(visit(`00108000000${digit}`)));
    expect(numbers.map((result) => result.kind === 'committed' && result.registration.ticket)).toEqual([
      { number: 'A007', official: true },
      { number: 'A008', official: true },
      { number: 'K1-001', official: false },
    ]);
    expect(queue.remainingNumbers('mat', 'insured')).toBe(0);
  });
});

it('has one sender at a time', () => {
  const queue = testQueue();
  const sender = queue.attachSender();
  expect(() => queue.attachSender()).toThrow('has a sender already');
  sender.detach();
  expect(() => queue.attachSender()).not.toThrow();
});

function confirm(queue: ReturnType<typeof testQueue>, key: string): void {
  const sender = queue.attachSender();
  sender.claim(1, []);
  sender.settle([{ key, state: 'confirmed', encounterId: 'encounter-1', alreadyThere: false, number: null }]);
  sender.detach();
}
