import { describe, expect, it } from 'vitest';
import { commit, person, refusedBy, settle, testClock, testQueue, visit } from './test-queue.ts';

const id = 'b5cbd2a0-0000-4000-8000-000000000001';

describe('a task', () => {
  it('is kept in the hands of whoever said so last, with the last note', () => {
    const queue = testQueue();
    queue.staff.write(({ tasks }) => tasks.openCall(id, 'emergency'));
    const call = { id, kind: 'call', reason: 'emergency', openedAt: '2026-03-02T01:30:00.000Z' };
    expect(queue.staff.tasks.list()).toEqual([{ ...call, state: 'open', actor: null, note: '' }]);
    queue.staff.write(({ tasks }) => tasks.putState({ id, kind: 'call', state: 'taken' }, 'lan'));
    queue.staff.write(({ tasks }) => tasks.putNote({ id, kind: 'call', note: 'Đang tới' }, 'mai'));
    expect(queue.staff.tasks.byId(id)).toEqual({ ...call, state: 'taken', actor: 'lan', note: 'Đang tới' });
    expect(queue.audit.list(2)).toMatchObject([
      { actor: 'staff:mai', action: 'task-changed', subject: id, detail: 'call noted' },
      { actor: 'staff:lan', action: 'task-changed', subject: id, detail: 'call taken' },
    ]);
    queue.staff.write(({ tasks }) => tasks.putState({ id, kind: 'call', state: 'open' }, 'mai'));
    expect(queue.staff.tasks.byId(id)).toEqual({ ...call, state: 'open', actor: 'mai', note: 'Đang tới' });
    expect(JSON.stringify(queue.audit.list(9))).not.toContain('Đang');
    expect(queue.staff.tasks.byId(id.replace('1', '2'))).toBeNull();
  });

  it('of which nothing but a note was written is in nobody’s hands', () => {
    const queue = testQueue();
    queue.staff.write(({ tasks }) => tasks.putNote({ id, kind: 'desk', note: 'Quầy 2' }, 'lan'));
    expect(queue.staff.tasks.byId(id)).toMatchObject({ state: 'open', actor: null, note: 'Quầy 2', reason: null });
  });

  it('about a row that is held is kept in a table that knows nothing of that, and written down as what it is', () => {
    const queue = testQueue();
    expect(
      queue.staff.write(({ tasks }) => tasks.putState({ id, kind: 'held', state: 'taken' }, 'lan')),
    ).not.toBeNull();
    expect(queue.staff.tasks.byId(id)).toMatchObject({ kind: 'refused', state: 'taken', actor: 'lan' });
    expect(queue.audit.list(1)).toMatchObject([{ action: 'task-changed', subject: id, detail: 'held taken' }]);
  });

  it('that staff have touched before it was written down keeps their word', () => {
    const queue = testQueue();
    queue.staff.write(({ tasks }) => tasks.putState({ id, kind: 'call', state: 'taken' }, 'lan'));
    queue.staff.write(({ tasks }) => tasks.openCall(id, 'emergency'));
    expect(queue.staff.tasks.byId(id)).toMatchObject({ state: 'taken', actor: 'lan', reason: 'emergency' });
  });

  it('that is over by itself is settled once, by the kiosk, and keeps what staff wrote', () => {
    const queue = testQueue();
    queue.staff.write(({ tasks }) => tasks.openCall(id, 'printer'));
    queue.staff.write(({ tasks }) => {
      tasks.putState({ id, kind: 'call', state: 'taken' }, 'lan');
      tasks.putNote({ id, kind: 'call', note: 'Lấy giấy' }, 'lan');
    });
    const entries = queue.audit.list(99).length;
    for (const ended of [id, id, id.replace('1', '2')]) queue.staff.write(({ tasks }) => tasks.endCall(ended));
    expect(queue.staff.tasks.list()).toMatchObject([{ id, state: 'done', actor: 'lan', note: 'Lấy giấy' }]);
    expect(queue.audit.list(99)).toHaveLength(entries + 1);
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'kiosk', action: 'task-changed', subject: id }]);
  });

  it('keeps what a comparison by eye came to, whoever takes it', () => {
    const queue = testQueue();
    queue.staff.write(({ tasks }) => tasks.putIdentity({ id, kind: 'desk' }, 'other-person', 'lan'));
    expect(queue.staff.tasks.byId(id)).toMatchObject({ state: 'open', actor: null, reason: 'other-person' });
    queue.staff.write(({ tasks }) => {
      tasks.putState({ id, kind: 'desk', state: 'taken' }, 'mai');
      tasks.putNote({ id, kind: 'desk', note: 'Quầy 2' }, 'mai');
    });
    queue.staff.write(({ tasks }) => tasks.putIdentity({ id, kind: 'desk' }, 'other-person', 'lan'));
    expect(queue.staff.tasks.byId(id)).toMatchObject({ actor: 'mai', note: 'Quầy 2', reason: 'other-person' });
    expect(queue.audit.list(1)).toMatchObject([
      { actor: 'staff:lan', action: 'identity-checked-by-staff', subject: id, detail: 'other-person' },
    ]);
  });

  it('is forgotten after thirty days, with what was noted', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    queue.staff.write(({ tasks }) => tasks.putNote({ id, kind: 'desk', note: 'Bà Thử' }, 'lan'));
    const daily = (days: readonly string[]): void => {
      for (const day of days) {
        clock.set(`${day}T01:30:00Z`);
        queue.forgetConfirmed();
      }
    };
    daily(['2026-03-08', '2026-03-14', '2026-03-20', '2026-03-26', '2026-04-01']);
    expect(queue.staff.tasks.byId(id)?.note).toBe('Bà Thử');
    // Nobody writes anything, and it goes all the same.
    daily(['2026-04-02']);
    expect(queue.staff.tasks.list()).toEqual([]);
  });
});

describe('a kiosk that staff closed', () => {
  it('stays closed until somebody opens it', () => {
    const queue = testQueue();
    const { tasks } = queue.staff;
    expect(tasks.closedBy()).toBeNull();
    for (const name of ['lan', 'mai']) queue.staff.write((records) => records.tasks.setClosed(name, true));
    expect(tasks.closedBy()).toBe('mai');
    queue.staff.write((records) => records.tasks.setClosed('lan', false));
    expect(tasks.closedBy()).toBeNull();
    expect(queue.audit.list(9).map(({ actor, action }) => [actor, action])).toEqual([
      ['staff:lan', 'kiosk-opened'],
      ['staff:mai', 'kiosk-closed'],
      ['staff:lan', 'kiosk-closed'],
    ]);
  });
});

describe('what was to be sent', () => {
  it('is read only with an entry of who read it, and not once it is erased', () => {
    const queue = testQueue();
    const one = commit(
      queue,
      visit('001080000001', { person: person('001080000001', { fullName: 'ĐẶNG QUỐC KHẢI' }) }),
    );
    const other = commit(queue, visit('001080000002'));
    settle(queue.attachSender(), refusedBy(other.key));
    queue.setAside(other.key, 'staff:lan');
    const entry = { actor: 'staff:lan', action: 'person-opened', subject: one.key } as const;
    const read = queue.staff.write(({ tasks }) => tasks.bodies([one.key, other.key, id], entry, null));
    expect([...(read?.value.keys() ?? [])]).toEqual([one.key]);
    expect(read?.value.get(one.key)).toContain('ĐẶNG QUỐC KHẢI');
    expect(queue.audit.list(1)).toMatchObject([entry]);
  });

  it('is read without another entry by those who were told all of it before', () => {
    const queue = testQueue();
    const [one, other] = [commit(queue, visit('001080000001')), commit(queue, visit('001080000002'))];
    const entry = { actor: 'staff:lan', action: 'arrivals-opened', detail: 'mat' } as const;
    const written = (told: Set<string> | null): number => {
      const before = queue.audit.list(99).length;
      const read = queue.staff.write(({ tasks }) => tasks.bodies([one.key, other.key], entry, told));
      expect(read?.value.size).toBe(2);
      return queue.audit.list(99).length - before;
    };
    expect([null, new Set<string>(), new Set([one.key]), new Set([one.key, other.key])].map(written)).toEqual([
      1, 1, 1, 0,
    ]);
  });
});

describe('rows of a day', () => {
  it('are those of that service day, or from it on', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    commit(queue, visit('001080000001'));
    clock.set('2026-03-03T01:30:00Z');
    const { key } = commit(queue, visit('001080000002'));
    const keysOf = (filter: { serviceDate: string } | { fromDate: string }) =>
      queue.rows(10, filter).map((row) => row.key);
    expect([keysOf({ serviceDate: '2026-03-03' }), keysOf({ fromDate: '2026-03-03' })]).toEqual([[key], [key]]);
    expect(keysOf({ fromDate: '2026-03-02' })).toHaveLength(2);
  });
});
