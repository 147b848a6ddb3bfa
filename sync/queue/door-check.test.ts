import { assert, describe, expect, it } from 'vitest';
import type { KioskQueue } from './queue.ts';
import { commit, consent, desk, record, refusedBy, sendAll, testQueue, visit } from './test-queue.ts';

/** What a ticket says of documents stands with its row, and goes with it to another clinic. */

const evidence = [
  { method: 'code-scanned' },
  { method: 'chip-read', verdict: 'anchored' },
  { method: 'staff-compared', result: 'same-person', by: 'lan' },
] as const;
const words = ['code-scanned', 'chip-read:anchored', 'staff-compared:same-person'];

type AmendDraft = Parameters<KioskQueue['amend']>[0];

function amended(queue: KioskQueue, draft: AmendDraft): string {
  const result = queue.amend(draft);
  assert(result.kind === 'amended', result.kind);
  return result.key;
}

const toClinic = (visitKey: string, id: string): AmendDraft => ({
  kind: 'change-clinic',
  visitKey,
  clinic: { id, name: id },
  stream: 'insured',
  priorityReason: null,
  service: null,
});

describe('a look at the door', () => {
  it.each([true, false])('is kept as the ticket asked for it: %s', (checkAtDoor) => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001', { checkAtDoor }));
    for (const entry of [queue.row(key), queue.entry(key), queue.currentEntry(key), queue.unshownTickets()[0]]) {
      expect(entry).toMatchObject({ checkAtDoor, evidence: ['code-scanned'] });
    }
  });

  it('is nothing a desk ticket, a cancellation, a notice or a consent asks for', () => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001', { checkAtDoor: true, evidence: [...evidence] }));
    const atDesk = commit(queue, desk('001080000002', { evidence: [...evidence] })).key;
    expect(queue.row(atDesk)).toMatchObject({ checkAtDoor: null, evidence: words });
    const own = record(queue, consent(key));
    sendAll(queue, ({ key: sent }) => refusedBy(sent));
    const cancelled = amended(queue, { kind: 'cancel', visitKey: key });
    const notices = queue.rows().filter(({ amendment }) => amendment === 'refusal-notice');
    expect(notices.length).toBeGreaterThan(0);
    for (const each of [own, cancelled, ...notices.map((notice) => notice.key)]) {
      expect(queue.row(each)).toMatchObject({ checkAtDoor: null, evidence: [] });
    }
  });
});

describe('a ticket that is moved', () => {
  it.each([true, false])('asks for what its visit asked, however often it moves: %s', (checkAtDoor) => {
    const queue = testQueue();
    const { key } = commit(queue, visit('001080000001', { checkAtDoor, evidence: [...evidence] }));
    const before = queue.audit.list(100).filter(({ action }) => action === 'identity-compared');
    const moved = amended(queue, toClinic(key, 'nhi'));
    const again = amended(queue, toClinic(moved, 'da'));
    for (const each of [key, moved, again]) expect(queue.row(each)).toMatchObject({ checkAtDoor, evidence: words });
    // Staff have compared once.
    expect(queue.audit.list(100).filter(({ action }) => action === 'identity-compared')).toEqual(before);
    expect(before).toHaveLength(1);
  });
});
