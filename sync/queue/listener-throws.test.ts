import { describe, expect, it } from 'vitest';
import { claim, commit, desk, refusedBy, settle, testQueue } from './test-queue.ts';

describe('a listener that throws', () => {
  it('makes no written row look unwritten, and is reported', () => {
    const errors: unknown[] = [];
    const bug = new RangeError('a bug of the listener');
    const queue = testQueue({ onListenerError: (error) => errors.push(error) });
    const heard: string[] = [];
    queue.onChange(() => {
      throw bug;
    });
    queue.onChange((key) => heard.push(key));
    const { key } = commit(queue, desk('001080000001'));
    expect(queue.entries()).toHaveLength(1);
    const sender = queue.attachSender();
    expect(claim(sender)).toMatchObject([{ key }]);
    settle(sender, refusedBy(key));
    expect(queue.retry(key, 'staff:lan')).toBe('done');
    queue.markTicketShown(key);
    expect(queue.entry(key)).toMatchObject({ state: 'pending', ticketShown: true });
    expect(heard).toEqual([key, key, key, key, key]);
    expect(errors).toEqual([bug, bug, bug, bug, bug]);
  });

  it('needs nobody who hears of it', () => {
    const queue = testQueue();
    queue.onChange(() => {
      throw new RangeError('a bug of the listener');
    });
    expect(queue.commit(desk('001080000001')).kind).toBe('committed');
  });
});
