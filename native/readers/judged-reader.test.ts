import { describe, expect, it } from 'vitest';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { handMadePerson } from '../../fixtures/cards/hand-made-person.ts';
import { personaliseCard } from '../../fixtures/cards/personalise.ts';
import { type ChipReadResult, NO_COST } from '../emrtd/chip.ts';
import type { VerifierResult } from '../emrtd/chip-verifier.ts';
import { createSignerMemory } from '../emrtd/signer-memory.ts';
import { loadTrust, NO_TRUST, type TrustStore } from '../emrtd/trust-store.ts';
import { StatusBoard } from './card-slot.ts';
import { judgedReader } from './judged-reader.ts';
import type { DocumentReader, ReaderStatus } from './port.ts';
import { assembleWith } from './testing.ts';

const image = personaliseCard(handMadePerson(), { portrait: null });
const groups = new Map([1, 13].map((group) => [group, image.files.get(0x0100 + group) ?? new Uint8Array()]));
const trusted = loadTrust([{ name: 'csca.cer', bytes: specimenCsca() }]);
const CANCELLED: ChipReadResult = { ok: false, failure: { kind: 'cancelled' }, cost: NO_COST };

function delivered(trust: TrustStore, sod = image.files.get(0x011d) ?? new Uint8Array()): ChipReadResult {
  const assembled = assembleWith(trust)({
    sod,
    dataGroups: groups,
    access: null,
    proof: { method: null, result: 'not-tried' },
    findings: [],
    cost: NO_COST,
  });
  if (!assembled.ok) throw new Error(assembled.detail);
  return assembled;
}

/** A device with one card on it, and a service that gives this answer. */
function setUp(result: ChipReadResult, answer: VerifierResult | null) {
  const laid: ReaderStatus = {
    state: 'card',
    reader: 'device',
    generation: 1,
    atr: new Uint8Array(),
    read: async () => result,
  };
  const board = new StatusBoard<ReaderStatus>({ state: 'empty', reader: 'device' });
  let asked = 0;
  let isClosed = false;
  const device: DocumentReader = {
    get status() {
      return board.status;
    },
    subscribe: (listener) => board.subscribe(listener),
    close: async () => void (isClosed = true),
  };
  const verifier = answer && {
    verify: async () => {
      asked += 1;
      return answer;
    },
  };
  const knownSigners = createSignerMemory();
  const reader = judgedReader(device, { knownSigners, ...(verifier && { verifier }) });
  const read = async (): Promise<ChipReadResult> => {
    const { promise, resolve } = Promise.withResolvers<ReaderStatus>();
    reader.subscribe(resolve);
    board.publish(laid);
    const status = await promise;
    if (status.state !== 'card' || reader.status.state !== 'card') throw new Error('no card');
    return status.read({ keys: [] });
  };
  return { reader, read, asked: () => asked, isClosed: () => isClosed, knownSigners };
}

const genuine: VerifierResult = { ok: true, answer: 'genuine', reference: 'R-1' };

describe('a reader that delivers whole documents', () => {
  it('has the service vouch for an issuer that is anchored nowhere, and remembers the signer', async () => {
    const { read, asked, knownSigners } = setUp(delivered(NO_TRUST), genuine);
    const result = await read();
    expect(result).toMatchObject({ ok: true, chip: { authenticity: { verdict: 'anchored' } } });
    expect(asked()).toBe(1);
    expect(result.ok && knownSigners.has(result.chip.authenticity.documentSigner ?? '')).toBe(true);
  });

  it('does not ask about what is anchored, invalid, unread or unsigned, nor where there is no service', async () => {
    for (const result of [delivered(trusted), delivered(NO_TRUST, Uint8Array.of(0x77, 0x00)), CANCELLED]) {
      const { read, asked } = setUp(result, genuine);
      expect(await read()).toEqual(result);
      expect(asked()).toBe(0);
    }
    const unsigned = delivered(NO_TRUST);
    const { read, asked } = setUp(
      unsigned.ok ? { ok: true, chip: { ...unsigned.chip, sod: new Uint8Array() } } : unsigned,
      genuine,
    );
    expect(await read()).toMatchObject({ chip: { authenticity: { verdict: 'consistent' } } });
    expect(asked()).toBe(0);
    expect(await setUp(delivered(NO_TRUST), null).read()).toMatchObject({
      chip: { authenticity: { verdict: 'consistent' } },
    });
  });

  it('forgets a signer the service has revoked', async () => {
    const { read, knownSigners } = setUp(delivered(NO_TRUST), { ok: true, answer: 'revoked', reference: 'R-2' });
    const result = await read();
    expect(result).toMatchObject({ chip: { authenticity: { verdict: 'invalid' } } });
    expect(result.ok && knownSigners.has(result.chip.authenticity.documentSigner ?? '')).toBe(false);
  });

  it('says what the device says, and ends it', async () => {
    const { reader, isClosed } = setUp(CANCELLED, null);
    expect(reader.status).toEqual({ state: 'empty', reader: 'device' });
    await reader.close();
    expect(isClosed()).toBe(true);
  });
});
