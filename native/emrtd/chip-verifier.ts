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
  /** Never rejects. */
  verify(request: VerifierRequest, signal: AbortSignal): Promise<VerifierResult>;
}

/** The verdict with what the service says: it may anchor what is consistent, and condemn anything, but never excuse. */
export function applyVerifier(authenticity: Authenticity, result: VerifierResult): Authenticity {
  const { verdict, finding } = weigh(authenticity.verdict, result);
  return { ...authenticity, verdict, findings: [...authenticity.findings, finding] };
}

function weigh(verdict: Verdict, result: VerifierResult): { verdict: Verdict; finding: Finding } {
  if (!result.ok) return { verdict, finding: { id: 'service-failed', detail: result.detail } };
  const detail = `reference ${result.reference}`;
  switch (result.answer) {
    case 'genuine':
      if (verdict !== 'consistent') return { verdict, finding: { id: 'known-to-service', detail } };
      return { verdict: 'anchored', finding: { id: 'anchored-by-service', detail } };
    case 'revoked':
      return { verdict: 'invalid', finding: { id: 'revoked-by-service', detail } };
    case 'unknown':
      return { verdict, finding: { id: 'unknown-to-service', detail } };
  }
}
