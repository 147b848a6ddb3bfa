import { expect, it } from 'vitest';
import type { IdentityEvidence } from '../registration.ts';
import { commit, testQueue, visit } from './test-queue.ts';

/** What staff found who compared the person with the document stands in the audit log with the registration it was for. */

const word = { method: 'staff-compared', result: 'same-person', by: 'Lan' } as const;

it('after the registration itself, by whoever said it', () => {
  const queue = testQueue();
  const { key } = commit(queue, visit('001080000001', { evidence: [{ method: 'code-scanned' }, word] }));
  expect(queue.audit.list(2)).toMatchObject([
    { actor: 'staff:lan', action: 'identity-compared', subject: key, detail: 'same-person' },
    { actor: 'kiosk', action: 'registered', subject: key },
  ]);
  expect(queue.row(key)?.evidence).toEqual(['code-scanned', 'staff-compared:same-person']);
});

it('not where nobody of the staff looked, nor again for a ticket that was there', () => {
  const queue = testQueue();
  const evidence: IdentityEvidence[] = [{ method: 'code-scanned' }];
  commit(queue, visit('001080000001', { evidence }));
  const before = queue.audit.head();
  expect(queue.commit(visit('001080000001', { evidence: [...evidence, word] })).kind).toBe('already-registered');
  expect(queue.audit.head()).toEqual(before);
  expect(queue.audit.newest('identity-compared')).toBeNull();
});
