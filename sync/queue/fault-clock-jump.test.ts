import { expect, it } from 'vitest';
import { commit, testClock, testQueue, visit } from './test-queue.ts';

it('a clock that jumps back a day doubles no number and keeps the order of a lane', () => {
  const clock = testClock('2026-03-02T01:30:00Z');
  const queue = testQueue({ now: clock.now });
  const monday = [commit(queue, visit('001080000001')), commit(queue, visit('001080000002'))];
  clock.set('2026-03-03T01:30:00Z');
  const tuesday = commit(queue, visit('001080000001'));
  clock.set('2026-03-02T01:00:00Z');
  const again = commit(queue, visit('001080000003'));
  const sameVisit = queue.commit(visit('001080000001'));

  expect([...monday, tuesday, again].map(({ number }) => number)).toEqual(['K1-001', 'K1-002', 'K1-001', 'K1-003']);
  expect(sameVisit).toMatchObject({ kind: 'already-registered', key: monday[0]?.key });

  // Sequence, not time of day: the first row of the lane goes first, though a later one looks older.
  const sender = queue.attachSender();
  expect(sender.claim(10, []).map(({ key }) => key)).toEqual([monday[0]?.key, monday[1]?.key, again.key]);
});
