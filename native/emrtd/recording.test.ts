import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { type ChipData, type ChipReadResult, NO_COST } from './chip.ts';
import type { TransmitResult } from './port.ts';
import { outcomeOf, ReadRecorder, RECORDING_VERSION, sessionText } from './recording.ts';

const answers = (...results: TransmitResult[]) => ({
  transmit: () => Promise.resolve(results.shift() ?? { ok: false as const, reason: 'card-lost' as const, detail: '' }),
});

/** A clock that goes on by so much at every look. */
function clock(...steps: number[]): () => number {
  let now = 1000;
  return () => (now += steps.shift() ?? 0);
}

describe('recorder', () => {
  it('passes on what it hears and keeps its order', async () => {
    const recorder = new ReadRecorder(clock(0, 4.25, 10, 0.3333, 0, 1));
    const lost: TransmitResult = { ok: false, reason: 'reader-lost', detail: 'unplugged from port 3' };
    const channel = recorder.channel(answers({ ok: true, response: fromHex('aabb9000') }, lost));
    const random = recorder.random((sizeBytes) => new Uint8Array(sizeBytes).fill(7));
    const command = fromHex('0084000008');

    expect(await channel.transmit(command)).toEqual({ ok: true, response: fromHex('aabb9000') });
    expect(toHex(random(3))).toBe('070707');
    recorder.milestone('names');
    expect(await channel.transmit(command)).toBe(lost);
    expect(recorder.events).toEqual([
      { command: '0084000008', response: 'aabb9000', durationMs: 4.25 },
      { random: '070707' },
      { milestone: 'names' },
      { command: '0084000008', failure: 'reader-lost', durationMs: 0.333 },
    ]);
  });

  it('keeps what was sent, also when the sender uses its buffer again', async () => {
    const recorder = new ReadRecorder();
    const command = fromHex('00840000');
    await recorder.channel(answers({ ok: true, response: fromHex('9000') })).transmit(command);
    command.fill(0);
    expect(recorder.events).toMatchObject([{ command: '00840000', response: '9000' }]);
  });
});

describe('outcome', () => {
  it('of a read: protocols, verdict and the ids of all findings', () => {
    const access = { protocol: 'pace', variant: '0.4.0.127.0.7.2.2.4.2.2', password: 'can' } as const;
    const proof = { method: 'chip-authentication', result: 'holds' } as const;
    const chip = {
      authenticity: { verdict: 'anchored', findings: [{ id: 'signer-new', detail: 'C=VN' }] },
      findings: [{ id: 'group-denied', detail: 'DG3: 6982' }],
      access,
      proof,
      cost: { ...NO_COST, phases: [{ phase: 'access', durationMs: 12.34567 }] },
    } as unknown as ChipData;
    expect(outcomeOf({ ok: true, chip })).toEqual({
      outcome: 'read',
      access,
      proof,
      verdict: 'anchored',
      findings: ['signer-new', 'group-denied'],
      phases: [{ phase: 'access', durationMs: 12.346 }],
    });
  });

  it('of a failure: its kind, not its detail', () => {
    const failed: ChipReadResult = { ok: false, failure: { kind: 'protocol', detail: 'DG1: 6985' }, cost: NO_COST };
    expect(outcomeOf(failed)).toEqual({ outcome: 'protocol' });
  });
});

describe('session', () => {
  it('is one JSON value a line: head, events, outcome', () => {
    const head = {
      kind: 'session',
      version: RECORDING_VERSION,
      atr: '3b80',
      keys: [{ can: '123456' }],
      groups: [1],
    } as const;
    const text = sessionText({ head, events: [{ random: '00' }], outcome: { outcome: 'cancelled' } });
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([head, { random: '00' }, { outcome: 'cancelled' }]);
    expect(text.endsWith('\n')).toBe(true);
  });
});
