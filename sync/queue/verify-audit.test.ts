import { expect, it } from 'vitest';
import { testQueue } from './test-queue.ts';
import { verifyAudit } from './verify-audit.ts';

it('reads a log to its end and lets others work after each stretch of it', async () => {
  const queue = testQueue();
  const { audit } = queue;
  for (let entry = 0; entry < 3; entry += 1) queue.note({ actor: 'kiosk', action: 'exported' });
  const head = audit.head();
  let turns = 0;
  const turn = (): void => {
    turns += 1;
    if (turns < 100) setImmediate(turn);
  };
  setImmediate(turn);
  expect(await verifyAudit(audit, head)).toEqual({ kind: 'intact', head });
  expect(turns).toBeGreaterThan(0);
  const expected = { count: 9, hash: 'a'.repeat(64) };
  expect(await verifyAudit(audit, expected)).toEqual({ kind: 'cut', head, expected });
});
