import { describe, expect, it, vi } from 'vitest';
import type { HospitalResult, LeaseRequest, NumberLease } from '../sync/his/hospital-api.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import { refillLeases } from './lease-refill.ts';

function world(changes: Partial<QueueEntry> = {}, remaining = 2) {
  const entry = {
    ticket: { number: 'A008', official: true },
    clinicId: 'mat',
    stream: 'insured',
    state: 'pending',
    attempts: 0,
    ...changes,
  } as QueueEntry;
  const listeners = new Set<(key: string) => void>();
  const addLease = vi.fn(() => 10);
  const troubles: string[] = [];
  const answers: ((answer: HospitalResult<NumberLease>) => void)[] = [];
  const leaseNumbers = vi.fn(
    (_request: LeaseRequest) => new Promise<HospitalResult<NumberLease>>((resolve) => answers.push(resolve)),
  );
  const stop = refillLeases({
    queue: {
      entry: () => entry,
      remainingNumbers: () => remaining,
      addLease,
      onChange: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    hospital: { leaseNumbers },
    kioskId: 'K1',
    day: () => ({ serviceDate: '2026-03-02', session: 'morning' }),
    leaseSize: 10,
    refillAt: 2,
    onTrouble: ({ clinicId, stream }, trouble) => troubles.push(`${clinicId} ${stream} ${trouble}`),
  });
  return {
    stop,
    troubles,
    addLease,
    leaseNumbers,
    committed: () => {
      for (const listener of listeners) listener('key-1');
    },
    answer: async (answer: HospitalResult<NumberLease>) => {
      answers.shift()?.(answer);
      await new Promise(setImmediate);
    },
  };
}

const block: NumberLease = { prefix: 'A', first: 11, last: 20 };

describe('refillLeases', () => {
  it('asks once at a time when few numbers are left, and keeps what comes', async () => {
    const { committed, leaseNumbers, addLease, answer } = world();
    committed();
    committed();
    expect(leaseNumbers).toHaveBeenCalledTimes(1);
    const request = leaseNumbers.mock.lastCall?.[0];
    expect(request).toEqual({
      kioskId: 'K1',
      clinicId: 'mat',
      serviceDate: '2026-03-02',
      session: 'morning',
      stream: 'insured',
      size: 10,
    });
    await answer({ ok: true, value: block });
    expect(addLease).toHaveBeenCalledExactlyOnceWith(request, block);
    committed();
    expect(leaseNumbers).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['enough numbers are left', {}, 3],
    ['the number was the kiosk’s own', { ticket: { number: 'K1-001', official: false } }, 0],
    ['the row is on its way', { attempts: 1 }, 0],
    ['the row is confirmed', { state: 'confirmed' }, 0],
    ['the row is one for the desk', { clinicId: null, stream: null }, 0],
  ] as const)('does not ask when %s', (_why, changes, remaining) => {
    const { committed, leaseNumbers } = world(changes, remaining);
    committed();
    expect(leaseNumbers).not.toHaveBeenCalled();
  });

  it('asks again after a hospital that was away, and after an adapter that broke', async () => {
    const { committed, leaseNumbers, addLease, answer } = world();
    committed();
    await answer({ ok: false, failure: { kind: 'unreachable', detail: 'refused' } });
    leaseNumbers.mockRejectedValueOnce(new Error('a bug'));
    committed();
    await new Promise(setImmediate);
    committed();
    expect(leaseNumbers).toHaveBeenCalledTimes(3);
    expect(addLease).not.toHaveBeenCalled();
  });

  it('says what is wrong once, and when it is over', async () => {
    const { committed, addLease, answer, leaseNumbers, troubles } = world();
    const refused = { ok: false, failure: { kind: 'refused', status: 403, detail: 'http-403' } } as const;
    const ask = async (result: HospitalResult<NumberLease>) => {
      committed();
      await answer(result);
    };
    await ask({ ok: true, value: block });
    expect(troubles).toEqual([]);
    await ask(refused);
    await ask(refused);
    addLease.mockReturnValue(0);
    await ask({ ok: true, value: block });
    await ask({ ok: true, value: block });
    leaseNumbers.mockRejectedValueOnce(new Error('a bug'));
    committed();
    await new Promise(setImmediate);
    addLease.mockReturnValue(3);
    await ask({ ok: true, value: block });
    await ask({ ok: true, value: block });
    expect(troubles).toEqual(['refused', 'nothing-new', 'failed', null].map((word) => `mat insured ${word}`));
  });

  it('keeps nothing that comes after the stop', async () => {
    const { committed, addLease, answer, stop, troubles } = world();
    committed();
    stop();
    await answer({ ok: true, value: block });
    expect(addLease).not.toHaveBeenCalled();
    expect(troubles).toEqual([]);
  });
});
