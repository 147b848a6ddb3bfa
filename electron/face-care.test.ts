import { describe, expect, it, vi } from 'vitest';
import { careForFaces } from './face-care.ts';

const ended = {
  consent: {
    id: 'c',
    version: '1',
    language: 'vi',
    textSha256: '',
    givenAt: '2025-11-22T08:00:00+07:00',
    visitKey: 'k',
  },
  person: { idNumber: '001092047316', patientId: null },
} as const;

describe('enrolled faces', () => {
  it('expire at the start and once in each new day', async () => {
    vi.useFakeTimers();
    try {
      let day = '2026-11-22';
      const asked: string[] = [];
      const expired: number[] = [];
      const stop = careForFaces({
        gallery: {
          expire: async (today) => {
            asked.push(today);
            return today === '2026-11-23' ? [ended, ended] : [];
          },
        },
        today: () => day,
        setTimeout,
        clearTimeout: (id) => clearTimeout(id as NodeJS.Timeout),
        onExpired: (count) => expired.push(count),
      });
      await vi.advanceTimersByTimeAsync(3 * 60 * 60_000);
      expect(asked).toEqual(['2026-11-22']);
      day = '2026-11-23';
      await vi.advanceTimersByTimeAsync(60 * 60_000);
      expect(asked).toEqual(['2026-11-22', '2026-11-23']);
      expect(expired).toEqual([2]);
      stop();
      day = '2026-11-24';
      await vi.advanceTimersByTimeAsync(60 * 60_000);
      expect(asked).toHaveLength(2);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
