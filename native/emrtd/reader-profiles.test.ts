/** The reader over every habit of chips in the field (fixtures/cards/chip-profiles.ts), and what it makes of each. */
import { describe, expect, it } from 'vitest';
import { specimenCsca } from '../../fixtures/cards/certificates.ts';
import { chipProfiles, type ChipProfileName } from '../../fixtures/cards/chip-profiles.ts';
import type { ChipProof, ChipReadResult, Verdict } from './chip.ts';
import { ChipProfiles, type ProfileMemory } from './profile.ts';
import { readChip } from './reader.ts';
import { madeChip, WatchedChip } from './testing-simulator.ts';
import { loadTrust } from './trust-store.ts';

const TRUST = loadTrust([{ name: 'csca.cer', bytes: specimenCsca() }]);

interface Expected {
  verdict?: Verdict;
  protocol?: 'bac' | 'pace';
  proof?: ChipProof['method'];
  /** Findings of the read, in order. */
  findings?: string[];
}

/** What differs from a read without any trouble: PACE, chip authentication, anchored, nothing to find. */
const EXPECTED: Partial<Record<ChipProfileName, Expected>> = {
  'le-256-refused': {},
  'only-192': { findings: ['smaller-blocks'] },
  'only-160': { findings: ['smaller-blocks'] },
  'exact-length-6Cxx': { findings: ['smaller-blocks'] },
  'naked-6700': { findings: ['session-resumed', 'smaller-blocks'] },
  'session-lost-6988-once': { findings: ['session-resumed'] },
  'session-lost-6988-twice': { findings: ['session-resumed', 'session-resumed'] },
  'pace-refused-at-mse-6982': { protocol: 'bac', findings: ['pace-refused'] },
  'pace-refused-at-mse-6A80': { protocol: 'bac', findings: ['pace-refused'] },
  'pace-refused-at-nonce': { protocol: 'bac', findings: ['pace-refused'] },
  'no-card-access-6A82': { protocol: 'bac' },
  'no-card-access-6982': { protocol: 'bac' },
  'no-card-access-6D00': { protocol: 'bac' },
  'aa-short-truncates': { proof: 'active-authentication' },
  'aa-extended-empty': { proof: 'active-authentication' },
  'aa-ecdsa-plain': { proof: 'active-authentication' },
  'aa-ecdsa-der': { proof: 'active-authentication' },
  'com-lists-missing': { findings: ['group-absent', 'group-denied'] },
  'extended-lies': { findings: ['session-resumed'] },
  'pace-cam': { proof: 'pace-cam' },
  'pace-cam-own-key': { proof: 'pace-cam' },
  'ca-copied-chip': { verdict: 'invalid', findings: ['session-resumed', 'session-resumed'] },
  'aa-copied-chip': { verdict: 'invalid', proof: 'active-authentication' },
};

const UNREADABLE: ReadonlySet<ChipProfileName> = new Set(['session-lost-6988-for-ever', 'pace-bad-token']);

async function read(
  name: ChipProfileName,
  profile: ProfileMemory,
): Promise<{ result: ChipReadResult; card: WatchedChip }> {
  const { image, options } = madeChip(name);
  // With extended length a document is read before this session ends for the third time.
  const isShort = name === 'session-lost-6988-for-ever';
  const card = new WatchedChip(image, { ...options, ...(isShort && { extendedLength: null }) });
  const groups = [1, 2, 11, 12, 13].filter((group) => group < 11 || group > 12 || name === 'com-lists-missing');
  return { card, result: await readChip(card, { keys: [image.accessKey], groups, trust: TRUST, profile }) };
}

const names = Object.keys(chipProfiles) as ChipProfileName[];

describe.each(names.filter((name) => !UNREADABLE.has(name)))('%s', (name) => {
  const {
    verdict = 'anchored',
    protocol = 'pace',
    proof = 'chip-authentication',
    findings = [],
  } = EXPECTED[name] ?? {};

  it('is read, and the next card of its kind for no more', async () => {
    const memory = new ChipProfiles().of('');
    const { result, card } = await read(name, memory);
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    const { chip } = result;
    expect(chip.findings.map(({ id }) => id)).toEqual(findings);
    expect(chip.authenticity.verdict).toBe(verdict);
    expect(chip.access?.protocol).toBe(protocol);
    expect(chip.proof).toEqual({ method: proof, result: verdict === 'anchored' ? 'holds' : 'contradicts' });
    expect(chip.portrait).not.toBeNull();
    expect([...chip.authenticity.dataGroups.values()]).not.toContain('mismatch');

    const next = await read(name, memory);
    expect(next.result.ok).toBe(true);
    expect(next.card.log.length).toBeLessThanOrEqual(card.log.length);
  });
});

describe.each([...UNREADABLE])('%s', (name) => {
  it('ends in a status', async () => {
    const { result } = await read(name, new ChipProfiles().of(''));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
  });
});
