/** What one read leaves behind for the next: a kind of chip, a signer, and nothing a misleading card could plant. */
import { describe, expect, it } from 'vitest';
import { dataGroupFile } from '../../fixtures/cards/chip-image.ts';
import { reissue } from '../../fixtures/cards/issue.ts';
import { dg14 } from '../../fixtures/cards/security-files.ts';
import { chipAuthenticationInfos, paceInfos } from '../../fixtures/cards/security-infos.ts';
import type { ChipVerifier } from './chip-verifier.ts';
import type { CardChannel } from './port.ts';
import { ChipProfiles } from './profile.ts';
import { readChip } from './reader.ts';
import { createSignerMemory } from './signer-memory.ts';
import { GROUPS, ids, readCard, TRUST } from './testing-read.ts';
import { citizenCard, madeChip, WatchedChip } from './testing-simulator.ts';
import { loadTrust } from './trust-store.ts';

const ATR = '3b80';
const image = citizenCard();
const keys = [image.accessKey];

/** Knows no file and no application, like many a card that shares its ATR with documents. */
const FOREIGN: CardChannel = { transmit: async () => ({ ok: true, response: Uint8Array.of(0x6a, 0x82) }) };

describe('a kind of chip', () => {
  it('is not learned from a card that is no document', async () => {
    const profiles = new ChipProfiles();
    await readChip(FOREIGN, { keys, groups: GROUPS, profile: profiles.of(ATR) });
    expect(profiles.of(ATR).recall()).toBeNull();
    const { data } = await readCard({ profile: profiles.of(ATR) });
    expect(data.access?.protocol).toBe('pace');
    expect(profiles.of(ATR).recall()).toMatchObject({ cardAccess: 'short-id', extended: 'none' });
  });

  it('is not learned from a document that contradicts itself', async () => {
    const profiles = new ChipProfiles();
    const files = new Map(image.files).set(dataGroupFile(13), Uint8Array.of(0x6d, 0x00));
    const { data } = await readCard({ image: { ...image, files }, profile: profiles.of(ATR) });
    expect(data.authenticity.verdict).toBe('invalid');
    expect(profiles.of(ATR).recall()).toBeNull();
  });

  it('without EF.CardAccess is not remembered as one without PACE when DG14 says that it has it', async () => {
    const [offer] = image.pace;
    const [key] = image.secrets.chipAuthentication;
    if (!offer || !key) throw new Error('the specimen has both');
    const listed = reissue(image, new Map([[14, dg14([...paceInfos(offer), ...chipAuthenticationInfos(key)])]]));
    const profiles = new ChipProfiles();
    const options = { image: listed, profile: profiles.of(ATR) };
    const withheld = await readCard({ ...options, chip: { cardAccessRefusal: 0x6a82 } });
    expect(withheld.data.access?.protocol).toBe('bac');
    expect(ids(withheld.data)).toContain('pace-withheld');
    const next = await readCard({ image: listed, profile: profiles.of(ATR) });
    expect(next.data.access?.protocol).toBe('pace');
    expect(ids(next.data)).not.toContain('pace-withheld');

    const refused = await readCard({ ...options, chip: { paceRefusal: { step: 'mse', status: 0x6982 } } });
    expect(ids(refused.data)).toContain('pace-refused');
    expect(ids(refused.data)).not.toContain('pace-withheld');
  });
});

describe('a document signer', () => {
  it('is known after a document that holds, and not after a copy of one', async () => {
    const knownSigners = createSignerMemory();
    const copy = await readCard({ image: madeChip('ca-copied-chip').image, knownSigners });
    expect(copy.data.authenticity.verdict).toBe('invalid');
    const first = await readCard({ knownSigners });
    expect(ids(first.data.authenticity)).toContain('signer-new');
    const second = await readCard({ knownSigners });
    expect(ids(second.data.authenticity)).not.toContain('signer-new');
  });
});

describe('an outside service that is slow', () => {
  it('does not keep a visit that has ended', async () => {
    const visit = new AbortController();
    const verifier: ChipVerifier = {
      verify: async () => {
        visit.abort();
        return { ok: true, answer: 'genuine', reference: '' };
      },
    };
    const card = new WatchedChip(image);
    // The smallest read: the last exchange has passed when the service is asked.
    const options = { keys, groups: [], trust: loadTrust([]), verifier, signal: visit.signal };
    expect(await readChip(card, options)).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
    expect((await readCard({ trust: TRUST })).data.authenticity.verdict).toBe('anchored');
  });
});
