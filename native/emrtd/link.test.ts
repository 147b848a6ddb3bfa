import { describe, expect, it } from 'vitest';
import { ScriptedChip } from './apdu-testing.ts';
import type { CommandApdu } from './apdu.ts';
import { fromHex } from './bytes.ts';
import { ChipLink, MAX_APDUS, MAX_CHAINED_RESPONSES } from './link.ts';
import type { CardChannel, TransmitResult } from './port.ts';

const CHALLENGE: CommandApdu = { cla: 0, ins: 0x84, p1: 0, p2: 0, expectedBytes: 8 };
const answering = (answer: () => TransmitResult): CardChannel => ({ transmit: async () => answer() });
const ok = (data: string, status = 0x9000): object => ({ ok: true, response: { data: fromHex(data), status } });
const protocol = (detail: string): object => ({ ok: false, failure: { kind: 'protocol', detail } });

describe('what the transport asks for (ISO/IEC 7816-3)', () => {
  it('61xx: fetches the rest with GET RESPONSE, and joins it', async () => {
    const chip = new ScriptedChip('aa6102', 'bbcc6101', 'dd9000');
    expect(await new ChipLink(chip).send(CHALLENGE)).toEqual(ok('aabbccdd'));
    expect(chip.sent).toEqual(['0084000008', '00c0000002', '00c0000001']);
  });

  it('61xx: the status is that of the last answer', async () => {
    expect(await new ChipLink(new ScriptedChip('6104', '6282')).send(CHALLENGE)).toEqual(ok('', 0x6282));
  });

  it('61xx without end is a protocol failure', async () => {
    const chip = new ScriptedChip(...Array<string>(MAX_CHAINED_RESPONSES + 2).fill('aaaa6110'));
    expect(await new ChipLink(chip).send(CHALLENGE)).toEqual(protocol('endless response chaining'));
    expect(chip.sent).toHaveLength(1 + MAX_CHAINED_RESPONSES);
  });

  it('6Cxx: asks for exactly so many bytes, once', async () => {
    const chip = new ScriptedChip('6c03', 'ddeeff9000');
    expect(await new ChipLink(chip).send(CHALLENGE)).toEqual(ok('ddeeff'));
    expect(chip.sent).toEqual(['0084000008', '0084000003']);

    const stubborn = new ScriptedChip('6c03', '6c02', '9000');
    expect(await new ChipLink(stubborn).send(CHALLENGE)).toEqual(ok('', 0x6c02));
    expect(stubborn.sent).toHaveLength(2);
  });

  it('6Cxx: encoded commands, which may be protected, are never sent twice', async () => {
    const chip = new ScriptedChip('6c03');
    expect(await new ChipLink(chip).transmit(fromHex('0cb0000000'))).toEqual(ok('', 0x6c03));
    expect(chip.sent).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  it.each(['card-lost', 'reader-lost'] as const)('%s is a status, also in the middle of a chain', async (reason) => {
    const answers: TransmitResult[] = [
      { ok: true, response: fromHex('aa6101') },
      { ok: false, reason, detail: 'gone' },
    ];
    const link = new ChipLink(answering(() => answers.shift()!));
    expect(await link.send(CHALLENGE)).toEqual({ ok: false, failure: { kind: reason, detail: 'gone' } });
    expect(link.cost().apdus).toBe(2);
  });

  it.each(['', '90'])('an answer without a status word: %j', async (hex) => {
    expect(await new ChipLink(new ScriptedChip(hex)).send(CHALLENGE)).toEqual(protocol('answer without a status word'));
  });

  it('stops after more exchanges than any document needs', async () => {
    const link = new ChipLink(answering(() => ({ ok: true, response: fromHex('9000') })));
    for (let count = 0; count < MAX_APDUS; count++) expect((await link.send(CHALLENGE)).ok).toBe(true);
    expect(await link.send(CHALLENGE)).toEqual(protocol('too many exchanges'));
    expect(link.cost().apdus).toBe(MAX_APDUS);
  });

  it('sends nothing once the caller gave up', async () => {
    const chip = new ScriptedChip('9000');
    expect(await new ChipLink(chip, AbortSignal.abort()).send(CHALLENGE)).toEqual({
      ok: false,
      failure: { kind: 'cancelled' },
    });
    expect(chip.sent).toEqual([]);
  });

  it.each([
    { ok: true, response: fromHex('9000') },
    { ok: false, reason: 'card-lost', detail: '' },
  ] as const)('giving up wins over a late answer: %o', async (answer) => {
    const controller = new AbortController();
    const link = new ChipLink(
      answering(() => {
        controller.abort();
        return answer;
      }),
      controller.signal,
    );
    expect(await link.send(CHALLENGE)).toEqual({ ok: false, failure: { kind: 'cancelled' } });
  });
});

describe('accounts', () => {
  it('count exchanges and bytes both ways, status words included', async () => {
    const link = new ChipLink(new ScriptedChip('aabb9000', '6a82'));
    expect(link.cost()).toEqual({ apdus: 0, bytesSent: 0, bytesReceived: 0 });
    await link.send(CHALLENGE);
    await link.transmit(fromHex('00a4040c'));
    expect(link.cost()).toEqual({ apdus: 2, bytesSent: 9, bytesReceived: 6 });
  });
});

describe('work of our own', () => {
  it('is done while the card is busy, one piece for each command', async () => {
    const order: string[] = [];
    let answer: (result: TransmitResult) => void = () => undefined;
    const link = new ChipLink({
      transmit: () => {
        order.push('sent');
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    for (const name of ['first', 'second']) {
      link.meanwhile(() => {
        order.push(name);
        answer({ ok: true, response: fromHex('9000') });
      });
    }
    await link.send(CHALLENGE);
    expect(order).toEqual(['sent', 'first']);
    await link.send(CHALLENGE);
    expect(order).toEqual(['sent', 'first', 'sent', 'second']);
  });

  it('is done at the end when no command came for it', () => {
    const link = new ChipLink(new ScriptedChip());
    const done: number[] = [];
    link.meanwhile(() => done.push(1));
    link.meanwhile(() => done.push(2));
    link.finishWork();
    link.finishWork();
    expect(done).toEqual([1, 2]);
  });
});
