import { expect, it, vi } from 'vitest';
import { expireAlways } from './server-retention.ts';

it('expires at the start and from then on, also after the disk refused, until it is stopped', () => {
  const expire = vi.fn().mockResolvedValueOnce('failed').mockResolvedValue('done');
  let day = '2026-03-02';
  let look: (() => void) | null = null;
  const stop = expireAlways({
    gallery: { expire },
    today: () => day,
    every: (callback) => {
      look = callback;
      return () => (look = null);
    },
  });
  const tenMinutes = (): void => look?.();
  tenMinutes();
  day = '2026-03-03';
  tenMinutes();
  expect(expire.mock.calls).toEqual([['2026-03-02'], ['2026-03-02'], ['2026-03-03']]);
  stop();
  expect(look).toBeNull();
});
