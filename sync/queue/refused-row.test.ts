import { describe, expect, it } from 'vitest';
import type { KioskQueue, OutboxSender } from './queue.ts';
import { claim, commit, confirmedBy, desk, refusedBy, settle, testQueue, visit } from './test-queue.ts';

describe('a refused row', () => {
  const claimed = (sender: OutboxSender) => claim(sender).map(({ key }) => key);

  const noticeOf = (queue: KioskQueue) =>
    queue.rows().find(({ amendment }) => amendment === 'refusal-notice')?.key ?? 'none';

  function lane() {
    const queue = testQueue();
    const sender = queue.attachSender();
    const poison = commit(queue, visit('001080000001')).key;
    return { queue, sender, poison };
  }

  it('holds back the visits behind it, but nobody at the desk, even behind such a visit', () => {
    const { queue, sender, poison } = lane();
    claimed(sender);
    settle(sender, refusedBy(poison));
    const heldBack = commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } })).key;
    const first = commit(queue, desk('001080000001')).key;
    const second = commit(queue, desk('001080000001')).key;
    expect(claimed(sender)).toEqual([noticeOf(queue)]);
    settle(sender, confirmedBy(noticeOf(queue)));
    expect(claimed(sender)).toEqual([first]);
    expect(claimed(sender)).toEqual([]);
    settle(sender, refusedBy(first));
    expect(claimed(sender)).toEqual([second]);
    settle(sender, confirmedBy(second));
    expect(claimed(sender)).toEqual([]);
    queue.setAside(poison, 'staff:lan');
    expect(claimed(sender)).toEqual([heldBack]);
  });

  it('that is sent again waits for what travels in its lane, so that a lane has one row on its way', () => {
    const { queue, sender, poison } = lane();
    claimed(sender);
    settle(sender, refusedBy(poison));
    const follower = noticeOf(queue);
    expect(claimed(sender)).toEqual([follower]);
    queue.retry(poison, 'staff:lan');
    expect(claimed(sender)).toEqual([]);
    settle(sender, { key: follower, state: 'pending', detail: '503' });
    expect(claimed(sender)).toEqual([poison]);
  });

  it('lets a desk row wait for a visit before it that is on its way as usual', () => {
    const { queue, sender, poison } = lane();
    const follower = commit(queue, desk('001080000001')).key;
    expect(claimed(sender)).toEqual([poison]);
    expect(claimed(sender)).toEqual([]);
    settle(sender, refusedBy(poison));
    expect(claimed(sender)).toEqual([follower]);
  });
});
