import { describe, expect, it, vi } from 'vitest';
import type { AuditHead, HospitalResult } from '../sync/his/hospital-api.ts';
import { commit, testQueue, visit } from '../sync/queue/test-queue.ts';
import { lookForOlderCopy, type OlderCopyOptions } from './older-copy.ts';

type Answer = HospitalResult<AuditHead | null>;

const away: Answer = { ok: false, failure: { kind: 'unreachable', detail: 'gone' } };
const other = 'ab'.repeat(32);

/** A kiosk that has given K1-001 and K1-002, and a hospital that answers what it is told to. */
function kiosk(changes: Partial<OlderCopyOptions> = {}) {
  const queue = testQueue();
  for (const id of ['001080000001', '001080000002']) commit(queue, visit(id));
  let answer: () => Promise<Answer> = () => Promise.resolve(away);
  const auditHead = vi.fn(() => answer());
  const onFound = vi.fn();
  const onFailure = vi.fn();
  const start = () =>
    lookForOlderCopy({
      hospital: { auditHead },
      queue,
      kioskId: 'K1',
      wasSalvaged: false,
      onFound,
      onFailure,
      ...changes,
    });
  const head = (): AuditHead => queue.audit.head() ?? expect.unreachable('there are entries');
  return {
    queue,
    start,
    head,
    auditHead,
    onFound,
    onFailure,
    knows: (value: AuditHead | null) => void (answer = () => Promise.resolve({ ok: true, value })),
    answers: (next: () => Promise<Answer>) => void (answer = next),
    next: () => commit(queue, visit(null)).number,
  };
}

describe('a data folder that is what it was', () => {
  it('is left alone, whether the hospital knows nothing, all, or not yet the newest', async () => {
    const { start, knows, head, queue, onFound, next } = kiosk();
    const heads = [null, head(), queue.audit.list(2).map(({ number, hash }) => ({ count: number, hash }))[1] ?? null];
    for (const sent of heads) {
      knows(sent);
      const olderCopy = start();
      await olderCopy.look();
      expect([olderCopy.isSettled(), olderCopy.isOlder()]).toEqual([true, false]);
    }
    expect(onFound).not.toHaveBeenCalled();
    expect(next()).toBe('K1-003');
  });
});

describe('an older copy', () => {
  it.each([
    ['ends before what the hospital knows', 1, other],
    ['differs where the hospital knows it', 0, other],
  ])('that %s skips ahead, writes it down, and says so once', async (_, further, hash) => {
    const { start, knows, head, queue, onFound, next } = kiosk();
    knows({ count: head().count + further, hash });
    const olderCopy = start();
    await olderCopy.look();
    expect([olderCopy.isSettled(), olderCopy.isOlder()]).toEqual([true, true]);
    expect(onFound).toHaveBeenCalledOnce();
    expect(queue.audit.list(1)).toMatchObject([{ actor: 'kiosk', action: 'numbers-skipped' }]);
    expect(next()).toBe('K1-103');

    const again = start();
    await again.look();
    expect([again.isSettled(), again.isOlder()]).toEqual([true, false]);
    expect(next()).toBe('K1-104');
  });

  it('that was put back a second time is another one', async () => {
    const { start, knows, head, onFound } = kiosk();
    for (const hash of [other, 'cd'.repeat(32)]) {
      knows({ count: head().count + 9, hash });
      await start().look();
    }
    expect(onFound).toHaveBeenCalledTimes(2);
  });

  it('that was salvaged at this start has told staff more than that already', async () => {
    const { start, knows, head, queue, onFound } = kiosk({ wasSalvaged: true });
    knows({ count: head().count + 1, hash: other });
    const olderCopy = start();
    await olderCopy.look();
    expect([olderCopy.isSettled(), olderCopy.isOlder()]).toEqual([true, false]);
    expect(onFound).not.toHaveBeenCalled();
    expect(queue.audit.newest('numbers-skipped')).not.toBeNull();
  });
});

describe('a hospital', () => {
  it('that is away is asked again, by one question at a time', async () => {
    const { start, knows, auditHead, head } = kiosk();
    const olderCopy = start();
    await Promise.all([olderCopy.look(), olderCopy.lookBriefly()]);
    expect(olderCopy.isSettled()).toBe(false);
    expect(auditHead).toHaveBeenCalledOnce();
    knows(head());
    await olderCopy.look();
    expect(olderCopy.isSettled()).toBe(true);
    await olderCopy.look();
    expect(auditHead).toHaveBeenCalledTimes(2);
  });

  it('whose adapter throws leaves the question open, and tells', async () => {
    const { start, answers, onFailure } = kiosk();
    answers(() => Promise.reject(new TypeError('a bug')));
    const olderCopy = start();
    await olderCopy.look();
    expect(olderCopy.isSettled()).toBe(false);
    expect(onFailure).toHaveBeenCalledOnce();
  });

  it('that answers after the station has stopped finds nobody', async () => {
    const { start, answers, queue, head, auditHead } = kiosk();
    let answer: (value: Answer) => void = () => undefined;
    answers(() => new Promise((resolve) => (answer = resolve)));
    const olderCopy = start();
    const looking = olderCopy.look();
    const before = head();
    olderCopy.stop();
    queue.close();
    answer({ ok: true, value: { count: before.count + 1, hash: other } });
    await looking;
    await olderCopy.look();
    expect(olderCopy.isSettled()).toBe(false);
    expect(auditHead).toHaveBeenCalledOnce();
  });
});

it('a disk that refuses the skip leaves the question open', async () => {
  const { queue } = kiosk();
  const skipNumbers = vi.fn(() => false);
  const { start, knows, head } = kiosk({ queue: { audit: queue.audit, skipNumbers } });
  knows({ count: head().count + 1, hash: other });
  const olderCopy = start();
  await olderCopy.look();
  expect(skipNumbers).toHaveBeenCalledOnce();
  expect([olderCopy.isSettled(), olderCopy.isOlder()]).toEqual([false, false]);
});
