/** One thing goes wrong, at every exchange of every kind of session: never an exception, never a wrong verdict. */
import { describe, expect, it } from 'vitest';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import type { ChipImage } from '../../fixtures/cards/chip-image.ts';
import { ChipSimulator, type ChipSimulatorOptions } from '../../fixtures/simulators/chip.ts';
import { withFault, type CardFault } from '../../fixtures/simulators/chip-faults.ts';
import type { ChipReadResult, MrzKey } from './chip.ts';
import type { CardChannel } from './port.ts';
import { readChip, type ReadChipOptions } from './reader.ts';
import { status } from './testing.ts';
import { citizenCard, madeChip, WatchedChip, type Watch } from './testing-simulator.ts';
import { loadTrust } from './trust-store.ts';

const TRUST = loadTrust([{ name: 'csca.cer', bytes: specimenCsca() }]);
const OPTIONS: ChipSimulatorOptions = { extendedLength: { commandBytes: 4096, responseBytes: 4096 } };
const { image: signing } = madeChip('aa-ecdsa-plain');

/** Kinds of sessions: what opens them, and what proves the chip. */
const SESSIONS: readonly [string, ChipImage][] = [
  ['PACE and chip authentication', citizenCard()],
  ['BAC and chip authentication', madeChip('no-card-access-6A82').image],
  ['PACE and active authentication', signing],
  ['PACE with chip authentication mapping', madeChip('pace-cam-own-key').image],
];

const read = (
  channel: CardChannel,
  image: ChipImage,
  options: Partial<ReadChipOptions> = {},
): Promise<ChipReadResult> =>
  readChip(channel, { keys: [image.accessKey], groups: [1, 2, 13], trust: TRUST, ...options });

/** Commands of a read without any fault: until the chip is open, and in all. */
async function measured(image: ChipImage): Promise<{ accessApdus: number; apdus: number }> {
  const card = new WatchedChip(image, OPTIONS);
  const result = await read(card, image);
  expect(result).toMatchObject({
    ok: true,
    chip: { authenticity: { verdict: 'anchored' }, proof: { result: 'holds' } },
  });
  // EF.CardSecurity has the short identifier of the SOD, and comes before it.
  return { accessApdus: card.log.lastIndexOf('b0 9d00'), apdus: card.log.length };
}

describe.each(SESSIONS)('%s', (_, image) => {
  const strike = (fault: CardFault, index: number): Promise<ChipReadResult> =>
    read(withFault(new ChipSimulator(image, OPTIONS), { index, fault }), image);

  it('a card that is pulled is a card that is lost', async () => {
    const { apdus } = await measured(image);
    for (let index = 0; index < apdus; index++) {
      expect(await strike('pulled', index), `at ${index}`).toMatchObject({
        ok: false,
        failure: { kind: 'card-lost' },
        cost: { apdus: index + 1 },
      });
    }
  });

  it('an answer of no byte is a fault of the card', async () => {
    const { apdus } = await measured(image);
    for (let index = 0; index < apdus; index++) {
      expect(await strike('empty', index), `at ${index}`).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
    }
  });

  it.each(['naked-status', '6988', 'wrong-mac'] as const)(
    '%s costs a session, once the chip is open',
    async (fault) => {
      const { accessApdus, apdus } = await measured(image);
      for (let index = 0; index < apdus; index++) {
        const result = await strike(fault, index);
        if (result.ok) {
          const { authenticity, proof, portrait } = result.chip;
          expect(authenticity.verdict, `at ${index}`).toBe('anchored');
          expect(proof.result, `at ${index}`).toBe('holds');
          expect(portrait).not.toBeNull();
        } else {
          expect(index).toBeLessThan(accessApdus);
          expect(['protocol', 'wrong-key', 'not-a-document']).toContain(result.failure.kind);
        }
      }
    },
  );

  it('an answer that comes after the visit ended changes nothing', async () => {
    const { apdus } = await measured(image);
    for (let index = 0; index < apdus; index++) {
      const controller = new AbortController();
      const card = withFault(new ChipSimulator(image, OPTIONS), { index, fault: 'late-answer' });
      const names: unknown[] = [];
      const channel: CardChannel = {
        transmit: (command) => {
          const answer = card.transmit(command);
          if (!card.struck) return answer;
          controller.abort();
          names.length = 0;
          card.answerLate();
          return answer;
        },
      };
      const options = { signal: controller.signal, onNames: (given: unknown) => names.push(given) };
      expect(await read(channel, image, options)).toMatchObject({
        ok: false,
        failure: { kind: 'cancelled' },
        cost: { apdus: index + 1 },
      });
      expect(names).toEqual([]);
    }
  });

  it('a visit that ends between two commands sends no other', async () => {
    const { apdus } = await measured(image);
    for (let stop = 0; stop < apdus; stop++) {
      const controller = new AbortController();
      if (stop === 0) controller.abort();
      const after: Watch['after'] = ({ index }, answer) => {
        if (index === stop - 1) controller.abort();
        return answer;
      };
      const card = new WatchedChip(image, OPTIONS, { after });
      expect(await read(card, image, { signal: controller.signal })).toMatchObject({ failure: { kind: 'cancelled' } });
      expect(card.log).toHaveLength(stop);
    }
  });
});

describe('a reader that is unplugged', () => {
  const image = citizenCard();

  it('while a session is renewed', async () => {
    const breakAt = 12;
    const run = async (cut: number): Promise<{ result: ChipReadResult; card: WatchedChip }> => {
      const before: Watch['before'] = ({ index }) => {
        if (index >= cut) return { ok: false, reason: 'reader-lost', detail: 'unplugged' };
        return index === breakAt ? status(0x6988) : null;
      };
      const card = new WatchedChip(image, OPTIONS, { before });
      return { result: await read(card, image), card };
    };
    const whole = await run(Infinity);
    expect(whole.result).toMatchObject({ ok: true, chip: { findings: [{ id: 'session-resumed' }] } });
    for (let cut = breakAt + 1; cut < whole.card.log.length; cut++) {
      expect((await run(cut)).result, `cut at ${cut}`).toMatchObject({ failure: { kind: 'reader-lost' } });
    }
  });

  it('between two keys', async () => {
    const wrong: MrzKey = { ...image.accessKey, expiryDate: '330101' };
    const before: Watch['before'] = ({ index }) =>
      index === 8 ? { ok: false, reason: 'reader-lost', detail: '' } : null;
    const card = new WatchedChip(image, OPTIONS, { before });
    expect(await read(card, image, { keys: [wrong, image.accessKey] })).toMatchObject({
      failure: { kind: 'reader-lost' },
    });
  });
});
