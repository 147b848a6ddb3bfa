import { describe, expect, it } from 'vitest';
import type { OutboxSender } from './queue.ts';
import { commit, desk, testQueue, visit } from './test-queue.ts';

describe('a refused row', () => {
  const refused = { state: 'dead', detail: '422: refused' } as const;
  const claimed = (sender: OutboxSender) => sender.claim(9, []).map(({ key }) => key);

  function lane() {
    const queue = testQueue();
    const sender = queue.attachSender();
    const poison = commit(queue, visit('001080000001')).key;
    return { queue, sender, poison };
  }

  it('holds back the visits behind it, but nobody at the desk, even behind such a visit', () => {
    const { queue, sender, poison } = lane();
    claimed(sender);
    sender.settle([{ key: poison, ...refused }]);
    const heldBack = commit(queue, visit('001080000001', { clinic: { id: 'nhi', name: 'Nhi' } })).key;
    const first = commit(queue, desk('001080000001')).key;
    const second = commit(queue, desk('001080000001')).key;
    expect(claimed(sender)).toEqual([first]);
    expect(claimed(sender)).toEqual([]);
    sender.settle([{ key: first, ...refused }]);
    expect(claimed(sender)).toEqual([second]);
    sender.settle([{ key: second, state: 'confirmed', encounterId: null, alreadyThere: false, number: null }]);
    expect(claimed(sender)).toEqual([]);
    queue.decideDead(poison, 'set-aside');
    expect(claimed(sender)).toEqual([heldBack]);
  });

  it('that is sent again waits for what travels in its lane, so that a lane has one row on its way', () => {
    const { queue, sender, poison } = lane();
    claimed(sender);
    sender.settle([{ key: poison, ...refused }]);
    const follower = commit(queue, desk('001080000001')).key;
    expect(claimed(sender)).toEqual([follower]);
    queue.decideDead(poison, 'send-again');
    expect(claimed(sender)).toEqual([]);
    sender.settle([{ key: follower, state: 'pending', detail: '503' }]);
    expect(claimed(sender)).toEqual([poison]);
  });

  it('lets a desk row wait for a visit before it that is on its way as usual', () => {
    const { queue, sender, poison } = lane();
    const follower = commit(queue, desk('001080000001')).key;
    expect(claimed(sender)).toEqual([poison]);
    expect(claimed(sender)).toEqual([]);
    sender.settle([{ key: poison, ...refused }]);
    expect(claimed(sender)).toEqual([follower]);
  });
});
