import { describe, expect, it } from 'vitest';
import type { KioskQueue } from './queue.ts';
import {
  amended,
  children,
  claim,
  commit,
  confirmedBy,
  refusedBy,
  sendAll,
  settle,
  testQueue,
  toChildren,
  visit,
} from './test-queue.ts';

const actor = 'staff:lan';

/** One visit that is refused, one that travels, one that waits, one that the hospital has. */
function allStates() {
  const queue = testQueue();
  const [confirmed, dead, inFlight, pending] = ['1', '2', '3', '4'].map(
    (digit) => commit(queue, visit(`00108000000${digit}`)).key,
  ) as [string, string, string, string];
  const sender = queue.attachSender();
  claim(sender, 3);
  settle(sender, confirmedBy(confirmed), refusedBy(dead, 'clinic-full', 'nhi'));
  return { queue, sender, confirmed, dead, inFlight, pending };
}

const audited = (queue: KioskQueue) =>
  queue.audit
    .list(100)
    .filter((row) => row.actor === actor)
    .map(({ action, subject, detail }) => [action, subject, detail].filter((word) => word !== null).join(' '))
    .reverse();

describe('a decision of staff', () => {
  it('is for a row in the right state, and audited with who took it', () => {
    const { queue, confirmed, dead, inFlight, pending } = allStates();
    const no = 'not-in-that-state';
    const of = (act: (key: string, actor: string) => string) =>
      [confirmed, dead, inFlight, pending, 'unknown'].map((key) => act(key, actor));
    expect(of(queue.release)).toEqual([no, no, no, no, 'no-such-row']);
    expect(of(queue.hold)).toEqual([no, no, no, 'done', 'no-such-row']);
    expect(of(queue.hold)).toEqual([no, no, no, no, 'no-such-row']);
    expect(of(queue.retry)).toEqual([no, 'done', no, no, 'no-such-row']);
    expect(of(queue.release)).toEqual([no, no, no, 'done', 'no-such-row']);
    expect(of(queue.setAside)).toEqual([no, no, no, no, 'no-such-row']);
    expect(of(queue.retry)).toEqual([no, 'done', no, 'done', 'no-such-row']);
    expect(audited(queue)).toEqual([
      ...[`held ${pending}`, `retried ${dead}`, `released ${pending}`, `retried ${dead}`, `retried ${pending}`],
    ]);
  });

  it('to hold a row keeps it back and all of its lane', () => {
    const queue = testQueue();
    const first = commit(queue, visit('001080000001')).key;
    const second = commit(queue, visit('001080000001', { clinic: children })).key;
    const other = commit(queue, visit('001080000002')).key;
    queue.hold(first, actor);
    expect(queue.statistics()).toMatchObject({ pending: 3, held: 1 });
    expect(queue.rows(9, { held: true }).map(({ key }) => key)).toEqual([first]);
    expect(sendAll(queue)).toEqual([other]);
    queue.release(first, actor);
    expect(sendAll(queue)).toEqual([first, second]);
  });

  it('to send a refused row again forgets why it was refused', () => {
    const { queue, dead } = allStates();
    expect(queue.row(dead)).toMatchObject({ state: 'dead', refusal: { reason: 'clinic-full', sendTo: 'nhi' } });
    queue.retry(dead, actor);
    expect(queue.row(dead)).toMatchObject({ state: 'pending', refusal: null });
  });

  it('to set a refused visit aside erases its body and that of what waits behind it, once', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const moved = amended(queue, toChildren(key));
    sendAll(queue, (item) => (item.key === key ? refusedBy(key) : confirmedBy(item.key)));
    expect(queue.worklist()).toMatchObject([{ key, setAside: false }]);
    const heard: string[] = [];
    queue.onChange((changed) => heard.push(changed));
    expect(queue.setAside(key, actor)).toBe('done');
    expect(heard).toEqual([key, moved.key]);
    expect(queue.worklist()).toEqual([]);
    expect(queue.unsettled(actor)).toEqual([]);
    expect(queue.rows(9, { state: 'dead', setAside: true }).map((row) => row.key)).toEqual([moved.key, key]);
    expect(queue.statistics()).toMatchObject({ dead: 0, setAside: 2, confirmed: 1 });
    for (const act of [queue.setAside, queue.retry, queue.hold]) expect(act(key, actor)).toBe('not-in-that-state');
    expect(audited(queue)).toEqual([`set-aside ${key}`, `set-aside ${moved.key}`, 'exported 0']);
  });

  it('to set a visit aside that is held ends the hold with it, erases it and what waits behind it, and sends nothing', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    const cancelled = queue.amend({ kind: 'cancel', visitKey: key });
    if (cancelled.kind !== 'amended') throw new Error(cancelled.kind);
    const next = commit(queue, visit('001080000001', { clinic: children })).key;
    queue.hold(key, actor);
    expect(sendAll(queue)).toEqual([]);
    expect(queue.setAside(key, actor)).toBe('done');
    expect(queue.row(key)).toMatchObject({ state: 'dead', held: false, setAside: true, refusal: null });
    expect(sendAll(queue)).toEqual([next]);
    expect(queue.worklist()).toEqual([]);
    expect(queue.unsettled(actor)).toEqual([]);
    for (const act of [queue.setAside, queue.release, queue.retry]) expect(act(key, actor)).toBe('not-in-that-state');
    expect(audited(queue).slice(0, 3)).toEqual([`held ${key}`, `set-aside ${key}`, `set-aside ${cancelled.key}`]);
  });

  it('to set a change of clinic aside that is held leaves the place before it standing', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    const moved = amended(queue, toChildren(key));
    queue.hold(moved.key, actor);
    expect(queue.setAside(moved.key, actor)).toBe('done');
    expect(queue.currentEntry(key)?.key).toBe(key);
    expect(sendAll(queue)).toEqual([]);
  });

  it('to set a refused amendment aside leaves its visit alone', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001'));
    sendAll(queue);
    const cancelled = queue.amend({ kind: 'cancel', visitKey: key });
    if (cancelled.kind !== 'amended') throw new Error(cancelled.kind);
    sendAll(queue, (item) => refusedBy(item.key));
    expect(queue.setAside(cancelled.key, actor)).toBe('done');
    expect(queue.row(key)?.state).toBe('confirmed');
    expect(queue.row(cancelled.key)).toMatchObject({ state: 'dead', setAside: true });
  });
});

describe('an export', () => {
  it('has every row that the hospital does not have, with its body, and changes none', () => {
    const { queue, dead, inFlight, pending } = allStates();
    const before = queue.rows();
    const unsettled = queue.unsettled(actor);
    expect(unsettled.slice(0, 3)).toMatchObject([{ key: dead }, { key: inFlight }, { key: pending }]);
    expect(unsettled[3]).toMatchObject({ amendment: 'refusal-notice', visitKey: dead });
    expect(JSON.parse(unsettled[0]!.body)).toMatchObject({ key: dead, person: { idNumber: '001080000002' } });
    expect(queue.rows()).toEqual(before);
    expect(audited(queue)).toEqual(['exported 4']);
  });
});

describe('the worklist', () => {
  it('has the refused rows oldest first, with the reason and where to send the patient', () => {
    const { queue, sender, dead, inFlight } = allStates();
    settle(sender, refusedBy(inFlight, 'patient-blocked'));
    expect(queue.worklist()).toMatchObject([
      { key: dead, refusal: { reason: 'clinic-full', sendTo: 'nhi' } },
      { key: inFlight, refusal: { reason: 'patient-blocked', sendTo: null } },
    ]);
    expect(queue.rows(9, { state: 'dead', setAside: false }).map(({ key }) => key)).toEqual([inFlight, dead]);
  });
});

it('the file can be checked whole', () => {
  expect(testQueue().checkIntegrity()).toBe('ok');
});
