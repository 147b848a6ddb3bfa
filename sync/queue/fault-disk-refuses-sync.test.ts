import { describe, expect, it } from 'vitest';
import type { KioskQueue } from './queue.ts';
import { confirmed, setUp } from './test-engine.ts';
import { commit, testQueue, visit } from './test-queue.ts';
import { settled } from './test-timers.ts';

describe('a disk that refuses', () => {
  function unreliable(): { queue: KioskQueue; refuse: (doesRefuse: boolean) => void; settlements: number[] } {
    const queue = testQueue();
    const settlements: number[] = [];
    let refuses = false;
    return {
      settlements,
      refuse: (doesRefuse) => void (refuses = doesRefuse),
      queue: {
        ...queue,
        attachSender() {
          const sender = queue.attachSender();
          return {
            ...sender,
            settleAndClaim(batch, limit, restingLanes) {
              if (refuses) return null;
              if (batch.length > 0) settlements.push(batch.length);
              return sender.settleAndClaim(batch, limit, restingLanes);
            },
          };
        },
      },
    };
  }

  it('keeps the answers in memory, sends nothing more, and writes them together later', async () => {
    const { queue, refuse, settlements } = unreliable();
    const { timers, attempts } = setUp({ queue });
    const keys = ['1', '2', '3'].map((digit) => commit(queue, visit(`00108000000${digit}`)).key);
    await settled();
    refuse(true);
    await attempts[0]!.answer(confirmed);
    await attempts[1]!.answer(confirmed);
    expect(attempts).toHaveLength(2);
    expect(queue.statistics()).toMatchObject({ inFlight: 2, pending: 1 });
    await timers.advance(8_000);
    expect(attempts).toHaveLength(2);
    refuse(false);
    await timers.advance(8_000);
    expect(settlements).toEqual([2]);
    expect(queue.entry(keys[0]!)?.state).toBe('confirmed');
    expect(attempts.map(({ key }) => key)).toEqual(keys);
  });

  it('leaves the row in flight when the engine stops: it is sent again, which is harmless', async () => {
    const { queue, refuse } = unreliable();
    const { attempts, engine } = setUp({ queue });
    const { key } = commit(queue, visit('001080000001'));
    await settled();
    refuse(true);
    await attempts[0]!.answer(confirmed);
    await engine.stop();
    expect(queue.entry(key)?.state).toBe('in-flight');
  });
});
