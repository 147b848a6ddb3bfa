import { describe, expect, it } from 'vitest';
import { assembleChip, type ReadDocument } from './assemble.ts';
import { NO_COST, type Authenticity, type ChipProof } from './chip.ts';
import { ascii, dg1, dg2, portraitGroup, SAMPLE_MRZ } from './testing-documents.ts';

const AUTHENTICITY: Authenticity = {
  verdict: 'anchored',
  findings: [{ id: 'signer-new', detail: '' }],
  documentSigner: 'ab',
  dataGroups: new Map([[1, 'match']]),
  chain: [],
};
const proof = (method: ChipProof['method'], result: ChipProof['result']): ChipProof => ({ method, result });

const document = (changes: Partial<ReadDocument> = {}): ReadDocument => ({
  sod: Uint8Array.of(0x77, 0x00),
  dataGroups: new Map([
    [1, dg1()],
    [2, portraitGroup(500)],
  ]),
  authenticity: AUTHENTICITY,
  access: { protocol: 'bac', variant: null, password: 'mrz' },
  proof: proof('chip-authentication', 'holds'),
  findings: [{ id: 'session-resumed', detail: 'DG2' }],
  cost: NO_COST,
  ...changes,
});

describe('what was read', () => {
  it('comes with its meaning', () => {
    const read = document();
    expect(assembleChip(read)).toEqual({
      ok: true,
      chip: {
        ...read,
        mrz: expect.objectContaining({ documentNumber: '085012345', wrongCheckDigits: [] }) as unknown,
        portrait: expect.objectContaining({ mediaType: 'image/jpeg' }) as unknown,
      },
    });
  });

  it('may have no DG1, but none that cannot be read', () => {
    expect(assembleChip(document({ dataGroups: new Map() }))).toMatchObject({ ok: true, chip: { mrz: null } });
    expect(assembleChip(document({ dataGroups: new Map([[1, ascii('DG1')]]) })).ok).toBe(false);
  });

  it('may have no portrait, or none that can be read', () => {
    const without = assembleChip(document({ dataGroups: new Map([[1, dg1()]]) }));
    expect(without).toMatchObject({ ok: true, chip: { portrait: null, findings: [{ id: 'session-resumed' }] } });
    const unreadable = assembleChip(
      document({
        dataGroups: new Map([
          [1, dg1()],
          [2, dg2(ascii('a face'))],
        ]),
      }),
    );
    expect(unreadable).toMatchObject({
      chip: { portrait: null, findings: [{ id: 'session-resumed' }, { id: 'portrait-unreadable' }] },
    });
  });

  it('says which check digits do not hold', () => {
    const read = assembleChip(
      document({ dataGroups: new Map([[1, dg1(SAMPLE_MRZ.replace('0850123452', '0850123453'))]]) }),
    );
    expect(read).toMatchObject({ chip: { findings: [{ id: 'session-resumed' }, { id: 'mrz-check-digit' }] } });
  });
});

describe('a proof by a key that nobody signed', () => {
  it.each([14, 15])('is none: DG%i', (group) => {
    const { authenticity } = document();
    const forged = {
      ...authenticity,
      verdict: 'invalid' as const,
      dataGroups: new Map([[group, 'mismatch' as const]]),
    };
    for (const result of ['holds', 'refused'] as const) {
      const read = assembleChip(document({ authenticity: forged, proof: proof('chip-authentication', result) }));
      const expected = result === 'holds' ? 'not-tried' : result;
      expect(read).toMatchObject({ chip: { proof: { method: 'chip-authentication', result: expected } } });
    }
  });
});

describe('a chip that contradicts its proof', () => {
  it.each(['chip-authentication', 'active-authentication', 'pace-cam', null] as const)(
    'is a copy, whatever its data is worth: %s',
    (method) => {
      const read = assembleChip(document({ proof: proof(method, 'contradicts') }));
      expect(read).toMatchObject({
        chip: {
          authenticity: {
            verdict: 'invalid',
            findings: [{ id: 'signer-new' }, { id: 'chip-copied' }],
            documentSigner: 'ab',
          },
        },
      });
    },
  );

  it.each(['holds', 'refused', 'unsupported', 'not-offered', 'not-tried'] as const)(
    'and no other result is: %s',
    (result) => {
      const read = assembleChip(document({ proof: proof('chip-authentication', result) }));
      expect(read).toMatchObject({ chip: { authenticity: AUTHENTICITY } });
    },
  );
});
