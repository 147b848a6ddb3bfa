import { expect, it, vi } from 'vitest';
import { expireDaily } from './server-retention.ts';

it('expires at the start and once on every new day, until it is stopped', () => {
  const expire = vi.fn().mockResolvedValue([]);
  let day = '2026-03-02';
  let look: (() => void) | null = null;
  const stop = expireDaily({
    gallery: { expire },
    today: () => day,
    every: (callback) => {
      look = callback;
      return () => (look = null);
    },
  });
  const hour = (): void => look?.();
  hour();
  hour();
  expect(expire.mock.calls).toEqual([['2026-03-02']]);
  day = '2026-03-03';
  hour();
  hour();
  expect(expire.mock.calls).toEqual([['2026-03-02'], ['2026-03-03']]);
  stop();
  expect(look).toBeNull();
});
