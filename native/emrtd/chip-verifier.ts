/**
 * An outside service that knows document signers: the way to an anchor where a state keeps its authorities to itself.
 * Only what identifies the issuer leaves the house, and hashes of the groups; never a group.
 */
import type { Authenticity, Finding, Verdict } from './chip.ts';

export interface VerifierRequest {
  sod: Uint8Array;
  /** Certificate, DER. */
  documentSigner: Uint8Array;
}

export type VerifierResult =
  /** `reference`: where the service has written down its answer. */
  { ok: true; answer: 'genuine' | 'unknown' | 'revoked'; reference: string } | { ok: false; detail: string };

export interface ChipVerifier {
  /** Never throws and never rejects: a service that fails is an answer, too, and the read goes on. */
  verify(request: VerifierRequest, signal: AbortSignal): Promise<VerifierResult>;
}

/** What only the missing anchor keeps from being one: a service that vouches for the issuer settles nothing else. */
const ANCHOR_MISSING = 'issuer-not-anchored';
const BESIDE_THE_POINT: ReadonlySet<string> = new Set([
  ANCHOR_MISSING,
  'signer-new',
  'signer-constraints',
  'issuer-constraints',
  'crl-stale',
  'crl-not-signed',
  'revocation-unknown',
]);

/** The verdict with what the service says: it may anchor what lacks an anchor alone, and condemn anything. */
export function applyVerifier(authenticity: Authenticity, result: VerifierResult): Authenticity {
  const ids = authenticity.findings.map(({ id }) => id);
  const lacksOnlyAnchor = ids.includes(ANCHOR_MISSING) && ids.every((id) => BESIDE_THE_POINT.has(id));
  const { verdict, finding } = weigh(authenticity.verdict, lacksOnlyAnchor, result);
  return { ...authenticity, verdict, findings: [...authenticity.findings, finding] };
}

function weigh(
  verdict: Verdict,
  lacksOnlyAnchor: boolean,
  result: VerifierResult,
): { verdict: Verdict; finding: Finding } {
  if (!result.ok) return { verdict, finding: { id: 'service-failed', detail: result.detail } };
  const detail = `reference ${result.reference}`;
  switch (result.answer) {
    case 'genuine':
      if (verdict !== 'consistent' || !lacksOnlyAnchor) return { verdict, finding: { id: 'known-to-service', detail } };
      return { verdict: 'anchored', finding: { id: 'anchored-by-service', detail } };
    case 'revoked':
      return { verdict: 'invalid', finding: { id: 'revoked-by-service', detail } };
    case 'unknown':
      return { verdict, finding: { id: 'unknown-to-service', detail } };
  }
}
