import { describe, expect, it } from 'vitest';
import type { Authenticity, Verdict } from './chip.ts';
import { applyVerifier, type VerifierResult } from './chip-verifier.ts';

const judged = (verdict: Verdict): Authenticity => ({
  verdict,
  findings: [{ id: 'issuer-not-anchored', detail: '' }],
  documentSigner: 'ab',
  dataGroups: new Map(),
  chain: [],
});
const answered = (answer: 'genuine' | 'unknown' | 'revoked'): VerifierResult => ({
  ok: true,
  answer,
  reference: 'R-7',
});
const silent: VerifierResult = { ok: false, detail: 'no answer in time' };

describe('an outside service', () => {
  it.each<[VerifierResult, Verdict, Verdict, string]>([
    [answered('genuine'), 'consistent', 'anchored', 'anchored-by-service'],
    [answered('genuine'), 'anchored', 'anchored', 'known-to-service'],
    [answered('genuine'), 'invalid', 'invalid', 'known-to-service'],
    [answered('revoked'), 'consistent', 'invalid', 'revoked-by-service'],
    [answered('revoked'), 'anchored', 'invalid', 'revoked-by-service'],
    [answered('unknown'), 'consistent', 'consistent', 'unknown-to-service'],
    [answered('unknown'), 'anchored', 'anchored', 'unknown-to-service'],
    [silent, 'consistent', 'consistent', 'service-failed'],
    [silent, 'invalid', 'invalid', 'service-failed'],
  ])('that says %o of what is %s makes it %s', (result, before, after, finding) => {
    const applied = applyVerifier(judged(before), result);
    expect(applied.verdict).toBe(after);
    expect(applied.findings.map(({ id }) => id)).toEqual(['issuer-not-anchored', finding]);
    expect(applied.findings[1]?.detail).toBe(result.ok ? 'reference R-7' : result.detail);
  });

  it.each([
    [['issuer-not-anchored', 'signer-new', 'signer-constraints'], 'anchored'],
    [['issuer-not-anchored', 'signer-purpose'], 'consistent'],
    [['signer-expired-at-signing'], 'consistent'],
  ] as const)('vouches for the issuer and nothing else: %j', (ids, verdict) => {
    const doubted = { ...judged('consistent'), findings: ids.map((id) => ({ id, detail: '' })) };
    expect(applyVerifier(doubted, answered('genuine')).verdict).toBe(verdict);
  });
});
