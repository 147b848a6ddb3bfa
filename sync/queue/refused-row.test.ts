import { describe, expect, it } from 'vitest';
import type { KioskQueue } from './queue.ts';
import type { OutboxSender } from './sending.ts';
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

  const change = (queue: KioskQueue, visitKey: string, id: string) => {
    const result = queue.amend({
      ...{ kind: 'change-clinic', visitKey, clinic: { id, name: id }, stream: 'insured' },
      ...{ priorityReason: null, service: null },
    });
    return result.kind === 'amended' ? result.key : result.kind;
  };

  it('holds back what comes after it of its own visit, and neither another visit of the person nor the desk', () => {
    const { queue, sender, poison } = lane();
    const moved = change(queue, poison, 'da');
    claimed(sender);
    settle(sender, refusedBy(poison));
    const others = [
      commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } })).key,
      commit(queue, desk('001080000001')).key,
      commit(queue, desk('001080000001')).key,
    ];
    for (const next of [noticeOf(queue), ...others]) {
      expect(claimed(sender)).toEqual([next]);
      expect(claimed(sender)).toEqual([]);
      settle(sender, next === others[1] ? refusedBy(next) : confirmedBy(next));
    }
    expect(claimed(sender)).toEqual([]);
    queue.retry(poison, 'staff:lan');
    expect(claimed(sender)).toEqual([poison]);
    settle(sender, confirmedBy(poison));
    expect(claimed(sender)).toEqual([moved]);
  });

  it('that a notice was about, or a notice that was refused, holds back no amendment', () => {
    const { queue, sender, poison } = lane();
    claimed(sender);
    settle(sender, refusedBy(poison));
    const notice = noticeOf(queue);
    claimed(sender);
    settle(sender, refusedBy(notice));
    queue.retry(poison, 'staff:lan');
    claimed(sender);
    settle(sender, confirmedBy(poison));
    const moved = change(queue, poison, 'nhi');
    expect(claimed(sender)).toEqual([moved]);
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
