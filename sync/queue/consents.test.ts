import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KioskQueue } from './queue.ts';
import {
  claim,
  commit,
  confirmedBy,
  consent,
  desk,
  openOrThrow,
  record,
  refusedBy,
  sendAll,
  settle,
  temporaryFolder,
  testClock,
  testOptions,
  testQueue,
  visit,
} from './test-queue.ts';

const key = (ordinal: number) => `00000000-0000-4000-8000-${String(ordinal).padStart(12, '0')}`;
/** Of a visit of which this kiosk has no row. */
const forgotten = key(1);
const taken = (visitKey: string, status: 'active' | 'inactive' = 'active') => consent(visitKey, { status });

const audited = (queue: KioskQueue) =>
  queue.audit.list(100).map(({ actor, action, subject, detail }) => [actor, action, subject, detail].join(' '));

/** The hospital refuses this row and takes the others. */
const refusing = (refused: string) => (item: { key: string }) =>
  item.key === refused ? refusedBy(item.key) : confirmedBy(item.key);

describe('a consent', () => {
  it('is a row of its own that goes after its visit, and stands for nobody’s place', () => {
    const queue = testQueue();
    const { key: visitKey, number } = commit(queue, visit('001080000001'));
    const before = queue.currentEntry(visitKey);
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    const own = record(queue, taken(visitKey));
    expect(heard).toEqual([own]);
    expect(queue.entry(own)).toMatchObject({
      ...{ kind: 'desk', amendment: 'consent', visitKey, superseded: false, ticketShown: true, clinicId: null },
      ...{ ticket: { number, official: false }, state: 'pending', serviceDate: '2026-03-02', session: 'morning' },
    });
    expect(queue.currentEntry(visitKey)).toEqual(before);
    expect(queue.unshownTickets().map((entry) => entry.key)).toEqual([visitKey]);
    expect(queue.registeredSince('mat', '2026-03-02T00:00:00+07:00')).toBe(1);
    expect(commit(queue, desk('001080000002')).number).toBe('D-K1-001');
    expect(queue.commit(visit('001080000001'))).toMatchObject({ kind: 'already-registered', key: visitKey });
    expect(sendAll(queue).filter((sent) => [visitKey, own].includes(sent))).toEqual([visitKey, own]);
    expect(audited(queue)).toContain(`kiosk consent-recorded ${visitKey} active`);
  });

  it('is frozen as it was given, with the ticket of its visit', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    const own = record(queue, taken(key));
    const [item] = claim(queue.attachSender());
    expect(JSON.parse(item!.body)).toEqual({
      ...taken(key),
      ...{ key: own, kioskId: 'K1', registeredAt: '2026-03-02T08:30:00+07:00' },
      ...{ serviceDate: '2026-03-02', session: 'morning', ticket: { number: 'K1-001', official: false } },
    });
  });

  it('is recorded once, however often it is told', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const own = record(queue, taken(key));
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    expect(record(queue, taken(key))).toBe(own);
    expect(heard).toEqual([]);
    expect(queue.entries()).toHaveLength(2);
    expect(audited(queue).filter((line) => line.includes('consent-recorded'))).toHaveLength(1);
  });

  it('of a visit that is not known here goes by itself, and has no number', () => {
    const queue = testQueue();
    const own = record(queue, taken(forgotten));
    expect(queue.entry(own)).toMatchObject({ visitKey: forgotten, ticket: { number: '-', official: false } });
    expect(queue.currentEntry(own)).toBeNull();
    const other = record(queue, consent(forgotten, { consentId: forgotten }));
    record(queue, consent(key(2), { consentId: key(3) }));
    // Of one visit in one lane, whichever it was.
    expect(claim(queue.attachSender()).map((item) => item.key)).not.toContain(other);
  });

  it('stays what it is when its visit is cancelled, moved or refused', () => {
    const queue = testQueue();
    const visitKey = commit(queue, visit('001080000001')).key;
    const own = record(queue, taken(visitKey));
    expect(queue.amend({ kind: 'cancel', visitKey })).toMatchObject({ kind: 'amended' });
    expect(queue.entry(own)).toMatchObject({ superseded: false, state: 'pending' });
    expect(queue.currentEntry(own)).toMatchObject({ amendment: 'cancel' });
    sendAll(queue, refusing(visitKey));
    expect(queue.entry(visitKey)).toMatchObject({ state: 'dead', setAside: true });
    expect(queue.entry(own)).toMatchObject({ state: 'confirmed' });
  });
});

describe('a consent that the hospital refuses', () => {
  it('is for staff to settle, and holds back nothing of its lane', () => {
    const queue = testQueue();
    const { key: visitKey } = commit(queue, visit('001080000001'));
    const own = record(queue, taken(visitKey));
    const next = commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } })).key;
    queue.amend({ kind: 'cancel', visitKey });
    const sent = sendAll(queue, refusing(own));
    expect(sent.slice(0, 3)).toEqual([visitKey, own, next]);
    expect(sent).toHaveLength(4);
    expect(queue.worklist()).toMatchObject([{ key: own, amendment: 'consent', refusal: { reason: 'other' } }]);
    expect(queue.statistics()).toMatchObject({ dead: 1, confirmed: 3, pending: 0 });
    expect(queue.setAside(own, 'staff:lan')).toBe('done');
    expect(queue.worklist()).toEqual([]);
    expect(queue.entry(visitKey)).toMatchObject({ state: 'confirmed', setAside: false });
  });

  it('can be sent again while it holds', () => {
    const queue = testQueue();
    const own = record(queue, taken(forgotten));
    sendAll(queue, refusing(own));
    expect(queue.retry(own, 'staff:lan')).toBe('done');
    expect(sendAll(queue)).toEqual([own]);
    expect(queue.entry(own)).toMatchObject({ state: 'confirmed' });
  });

  it('and withdrawn afterwards is not sent again: it would stand once more', () => {
    const queue = testQueue();
    const own = record(queue, taken(forgotten));
    sendAll(queue, refusing(own));
    const withdrawn = record(queue, taken(forgotten, 'inactive'));
    expect(queue.entry(own)).toMatchObject({ superseded: true, setAside: true });
    expect(queue.retry(own, 'staff:lan')).toBe('not-in-that-state');
    expect(sendAll(queue)).toEqual([withdrawn]);
    expect(audited(queue)).toContain(`kiosk set-aside ${own} `);
  });

  it('after it was withdrawn is set aside at once', () => {
    const queue = testQueue();
    const own = record(queue, taken(forgotten));
    const sender = queue.attachSender();
    expect(claim(sender)).toMatchObject([{ key: own }]);
    const withdrawn = record(queue, taken(forgotten, 'inactive'));
    expect(claim(sender)).toEqual([]);
    settle(sender, refusedBy(own));
    expect(queue.entry(own)).toMatchObject({ state: 'dead', setAside: true });
    expect(claim(sender)).toMatchObject([{ key: withdrawn }]);
    expect(queue.worklist()).toEqual([]);
  });

  it('and set aside by staff stays so when it is withdrawn', () => {
    const queue = testQueue();
    const own = record(queue, taken(forgotten));
    sendAll(queue, refusing(own));
    queue.setAside(own, 'staff:lan');
    record(queue, taken(forgotten, 'inactive'));
    expect(audited(queue).filter((line) => line.includes(`set-aside ${own}`))).toEqual([`staff:lan set-aside ${own} `]);
  });
});

describe('a withdrawal', () => {
  it('goes after its consent, in its lane, whatever was committed between', () => {
    const queue = testQueue();
    const visitKey = commit(queue, visit('001080000001')).key;
    const given = record(queue, taken(visitKey));
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    const withdrawn = record(queue, taken(visitKey, 'inactive'));
    expect(heard).toEqual([given, withdrawn]);
    expect(queue.entry(given)).toMatchObject({ superseded: true, state: 'pending' });
    expect(sendAll(queue)).toEqual([visitKey, given, withdrawn]);
    expect(audited(queue)).toContain(`kiosk consent-recorded ${visitKey} inactive`);
  });

  it('is sent when neither visit nor consent are known here any more', () => {
    const clock = testClock();
    const queue = testQueue({ now: clock.now });
    const visitKey = commit(queue, visit('001080000001')).key;
    record(queue, taken(visitKey));
    sendAll(queue);
    for (const day of ['2026-03-08', '2026-03-14', '2026-03-20', '2026-03-26', '2026-04-01', '2026-04-03']) {
      clock.set(`${day}T01:30:00Z`);
      queue.forgetConfirmed();
    }
    expect(queue.entries()).toEqual([]);
    const withdrawn = record(queue, taken(visitKey, 'inactive'));
    expect(queue.entry(withdrawn)).toMatchObject({ serviceDate: '2026-04-03', visitKey });
    expect(sendAll(queue)).toEqual([withdrawn]);
  });
});

describe('the secret for faces', () => {
  it('is made once and differs from kiosk to kiosk', () => {
    const file = join(temporaryFolder(), 'queue.db');
    const first = openOrThrow(testOptions(file));
    const secret = first.secretHex('faces');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    first.close();
    const second = openOrThrow(testOptions(file));
    expect(second.secretHex('faces')).toBe(secret);
    second.close();
    expect(testQueue().secretHex('faces')).not.toBe(secret);
  });
});
