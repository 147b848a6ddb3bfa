import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openOrThrow, temporaryFolder, testClock, testOptions } from './test-queue.ts';

it('when the file was last found whole outlives the program', () => {
  const clock = testClock();
  const options = testOptions(join(temporaryFolder(), 'queue.db'), { now: clock.now });
  const first = openOrThrow(options);
  expect(first.lastChecked()).toBeNull();
  expect(first.checkIntegrity()).toBe('ok');
  clock.set('2026-03-02T08:00:00Z');
  expect(first.checkIntegrity()).toBe('ok');
  first.close();
  const second = openOrThrow(options);
  expect(second.lastChecked()?.toISOString()).toBe('2026-03-02T08:00:00.000Z');
  second.close();
});
