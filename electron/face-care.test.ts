import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { careForFaces } from './face-care.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

function caring(expire: (today: string) => Promise<'done' | 'failed'>) {
  let day = '2026-11-22';
  const stop = careForFaces({
    gallery: { expire },
    today: () => day,
    setTimeout,
    clearTimeout: (id) => clearTimeout(id as NodeJS.Timeout),
  });
  return { stop, tomorrow: () => void (day = '2026-11-23') };
}

describe('enrolled faces', () => {
  it('are cared for at the start and every ten minutes, also after the disk refused, until the station stops', async () => {
    const expire = vi.fn().mockResolvedValueOnce('failed').mockResolvedValue('done');
    const { stop, tomorrow } = caring(expire);
    await minutes(9);
    expect(expire.mock.calls).toEqual([['2026-11-22']]);
    await minutes(10);
    tomorrow();
    await minutes(10);
    expect(expire.mock.calls).toEqual([['2026-11-22'], ['2026-11-22'], ['2026-11-23']]);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are looked at no more when the station stops while it looks', async () => {
    const answer = Promise.withResolvers<'done'>();
    const { stop } = caring(() => answer.promise);
    stop();
    answer.resolve('done');
    await minutes(60);
    expect(vi.getTimerCount()).toBe(0);
  });
});
