/** What a read is worth: the proof of the chip, and the service that may be asked. */
import { describe, expect, it } from 'vitest';
import { dataGroupFile as fileId, FILE } from '../../fixtures/cards/chip-image.ts';
import { reissue } from '../../fixtures/cards/issue.ts';
import { dg14 } from '../../fixtures/cards/security-files.ts';
import { chipAuthenticationInfos } from '../../fixtures/cards/security-infos.ts';
import { fromHex } from './bytes.ts';
import type { ChipVerifier, VerifierRequest, VerifierResult } from './chip-verifier.ts';
import { readChip } from './reader.ts';
import { createSignerMemory } from './signer-memory.ts';
import { GROUPS, ids, knowing, KNOWN, readCard } from './testing-read.ts';
import { citizenCard, madeChip, WatchedChip, type Watch } from './testing-simulator.ts';
import { loadTrust } from './trust-store.ts';

const IMAGE = citizenCard();

describe('whether the chip is a copy', () => {
  const withoutKey = { ...IMAGE, secrets: { ...IMAGE.secrets, chipAuthentication: [] } };

  it.each(['ca-copied-chip', 'aa-copied-chip'] as const)('it is: %s', async (name) => {
    const { image, options } = madeChip(name);
    const { data, card } = await readCard({ image, chip: options });
    expect(data.proof.result).toBe('contradicts');
    expect(data.authenticity.verdict).toBe('invalid');
    expect(ids(data.authenticity)).toContain('chip-copied');
    if (name === 'ca-copied-chip') expect(card.log).not.toContain('88 0000');
  });

  it('is shown by active authentication only where nothing else has shown it', async () => {
    expect((await readCard()).card.log).not.toContain('88 0000');
    const { data, card } = await readCard({ image: withoutKey });
    expect(card.count('88 0000')).toBeGreaterThan(0);
    expect(data.proof).toEqual({ method: 'active-authentication', result: 'refused' });
  });

  it('is shown by active authentication where DG14 makes no sense, or is not there', async () => {
    const malformed = { ...reissue(IMAGE, new Map([[14, fromHex('6e020500')]])), secrets: IMAGE.secrets };
    const rsa = { chip: { extendedLength: { commandBytes: 4096, responseBytes: 4096 } }, profile: knowing({}) };
    const broken = await readCard({ image: malformed, ...rsa });
    expect(ids(broken.data)).toEqual(['security-infos-malformed']);
    expect(broken.data.proof).toEqual({ method: 'active-authentication', result: 'holds' });
    const without = await readCard({ image: reissue(IMAGE, new Map([[14, null]])), ...rsa });
    expect(without.data.proof).toEqual({ method: 'active-authentication', result: 'holds' });
  });

  it('stays open where the chip refuses and has no other way', async () => {
    const image = { ...reissue(IMAGE, new Map([[15, null]])), secrets: withoutKey.secrets };
    const { data } = await readCard({ image });
    expect(data.proof).toEqual({ method: 'chip-authentication', result: 'refused' });
    expect(ids(data)).toEqual(['chip-proof-refused']);
    expect(data.authenticity.verdict).toBe('anchored');
  });

  it.each([
    ['both files', [14, 15]],
    ['the only file', [15], reissue(IMAGE, new Map([[14, null]]))],
  ] as const)('stays open where the chip hides %s with a key, as a copy would', async (_, hidden, image = IMAGE) => {
    const files = new Map([...image.files].filter(([file]) => !hidden.some((group) => fileId(group) === file)));
    const { data } = await readCard({ image: { ...image, files } });
    expect(data.proof).toEqual({ method: null, result: 'refused' });
    expect(ids(data)).toEqual([...hidden.map(() => 'group-absent'), 'chip-proof-refused']);
  });

  it('has nothing to rest on where the document has no key at all', async () => {
    const image = reissue(
      IMAGE,
      new Map([
        [14, null],
        [15, null],
      ]),
    );
    const { data } = await readCard({ image });
    expect(data.proof).toEqual({ method: null, result: 'not-offered' });
    expect(data.findings).toEqual([]);
  });

  it('stays open where the chip has a protocol that nobody knows', async () => {
    const image = reissue(
      IMAGE,
      new Map([
        [14, dg14(chipAuthenticationInfos(IMAGE.secrets.chipAuthentication[0]!).slice(1))],
        [15, null],
      ]),
    );
    const { data } = await readCard({ image });
    expect(data.proof).toEqual({ method: null, result: 'unsupported' });
    expect(data.findings).toEqual([
      { id: 'chip-proof-unsupported', detail: 'chip authentication: 0.4.0.127.0.7.2.2.3.2.2' },
    ]);
  });

  it('is asked last where new keys would make the answers shorter: BAC, and then AES', async () => {
    const { image } = madeChip('no-card-access-6A82');
    const { data, card } = await readCard({ image });
    expect(card.log.slice(-3)).toEqual(['22 41a4', '86 0000', 'b0 8100']);
    expect(data.proof).toEqual({ method: 'chip-authentication', result: 'holds' });
    expect(data.cost.proofApdus).toBe(3);
    for (let cut = card.log.length - 3; cut < card.log.length; cut++) {
      const before: Watch['before'] = ({ index }) =>
        index === cut ? { ok: false, reason: 'card-lost', detail: '' } : null;
      const lost = new WatchedChip(image, { extendedLength: null }, { before });
      expect(await readChip(lost, { keys: [image.accessKey], groups: GROUPS, profile: KNOWN })).toMatchObject({
        failure: { kind: 'card-lost' },
        cost: { proofApdus: cut - card.log.length + 4 },
      });
    }
  });
});

describe('an outside service', () => {
  const asking = (result: VerifierResult): ChipVerifier & { requests: VerifierRequest[] } => {
    const requests: VerifierRequest[] = [];
    return { requests, verify: async (request) => (requests.push(request), result) };
  };
  const genuine = (): ReturnType<typeof asking> => asking({ ok: true, answer: 'genuine', reference: 'no. 1' });

  it('lifts what is consistent to anchored; only SOD and signer go out', async () => {
    const verifier = genuine();
    const { data } = await readCard({ trust: loadTrust([]), verifier, knownSigners: createSignerMemory() });
    expect(data.authenticity.verdict).toBe('anchored');
    expect(ids(data.authenticity)).toEqual(expect.arrayContaining(['anchored-by-service', 'signer-new']));
    expect(verifier.requests).toEqual([{ sod: data.sod, documentSigner: expect.any(Uint8Array) as unknown }]);
  });

  it('is not asked about what is anchored, nor about what is invalid', async () => {
    const verifier = genuine();
    expect((await readCard({ verifier })).data.authenticity.verdict).toBe('anchored');
    const files = new Map([...IMAGE.files, [FILE.sod, IMAGE.files.get(FILE.sod)!.with(-1, 0)]]);
    const { data } = await readCard({ verifier, trust: loadTrust([]), image: { ...IMAGE, files } });
    expect(data.authenticity.verdict).toBe('invalid');
    expect(verifier.requests).toEqual([]);
  });

  it('never excuses a group that was changed, nor a copied chip', async () => {
    const changed = IMAGE.files.get(fileId(13))!.with(-1, 0x41);
    const image = { ...IMAGE, files: new Map([...IMAGE.files, [fileId(13), changed]]) };
    const verifier = genuine();
    expect((await readCard({ image, verifier, trust: loadTrust([]) })).data.authenticity.verdict).toBe('invalid');
    const copy = await readCard({ image: madeChip('ca-copied-chip').image, verifier, trust: loadTrust([]) });
    expect(copy.data.authenticity.verdict).toBe('invalid');
  });

  it('may be silent', async () => {
    const verifier = asking({ ok: false, detail: 'timeout' });
    const { data } = await readCard({ trust: loadTrust([]), verifier });
    expect(data.authenticity.verdict).toBe('consistent');
    expect(ids(data.authenticity)).toContain('service-failed');
  });
});
