/** Passive authentication: ICAO 9303-11, 5.1. Three verdicts, because most chips meet a kiosk without their anchor. */
import { sameBytes } from './bytes.ts';
import type { Certificate } from './certificate.ts';
import type { Authenticity, ChainLink, Finding, Verdict } from './chip.ts';
import { checkSignedData } from './cms.ts';
import { digest } from './signature.ts';
import type { SignerMemory } from './signer-memory.ts';
import { parseSod, type Sod } from './sod.ts';
import { judgeSigner } from './trust-chain.ts';
import { chainLinks } from './trust-chain-links.ts';
import type { TrustStore } from './trust-store.ts';

export interface JudgeOptions {
  /** For what goes out of date: revocation lists. The clock of the machine unless given. */
  now?: Date;
  /** Without it, no signer is new. Only asked: `rememberSigner` adds to it. */
  knownSigners?: SignerMemory;
}

/** What the SOD alone is worth; the groups are held against it when they are there. */
export interface SignatureJudgement {
  /** Null when it cannot be taken apart. */
  sod: Sod | null;
  verdict: Verdict;
  findings: readonly Finding[];
  chain: readonly ChainLink[];
  knownSigners: SignerMemory | null;
}

/**
 * How far the groups that were read can be trusted. Anything that contradicts, and anything that cannot be judged, is
 * `invalid`; only the missing anchor is forgiven.
 */
export function judgeAuthenticity(
  sod: Uint8Array,
  dataGroups: ReadonlyMap<number, Uint8Array>,
  trust: TrustStore,
  options: JudgeOptions = {},
): Authenticity {
  return concludeAuthenticity(judgeSignature(sod, trust, options), dataGroups);
}

/** The expensive half, which needs no group: signature, chain, validity and revocation. */
export function judgeSignature(bytes: Uint8Array, trust: TrustStore, options: JudgeOptions = {}): SignatureJudgement {
  const knownSigners = options.knownSigners ?? null;
  const parsed = parseSod(bytes);
  if (!parsed.ok) {
    const findings = [{ id: 'sod-malformed', detail: parsed.detail }];
    return { sod: null, verdict: 'invalid', findings, chain: [], knownSigners };
  }
  const { sod } = parsed;
  const signer = sod.documentSigner;
  if (!signer) return { sod, verdict: 'invalid', findings: [NO_SIGNER], chain: [], knownSigners };
  const problem = signatureProblem(sod, signer);
  if (problem) {
    return { sod, verdict: 'invalid', findings: [problem], chain: chainLinks([signer]), knownSigners };
  }
  const now = (options.now ?? new Date()).getTime();
  const judged = judgeSigner(signer, trust, { signedAt: sod.signed.signer.attributes?.signingTime ?? null, now });
  return { sod, verdict: judged.verdict, findings: judged.findings, chain: chainLinks(judged.chain), knownSigners };
}

/** The cheap half: the groups against the hashes that were signed. */
export function concludeAuthenticity(
  judgement: SignatureJudgement,
  dataGroups: ReadonlyMap<number, Uint8Array>,
): Authenticity {
  const { sod, knownSigners } = judgement;
  const states: [number, 'match' | 'mismatch' | 'absent'][] = [];
  const findings: Finding[] = [];
  for (const group of new Set([...(sod?.groupHashes.keys() ?? []), ...dataGroups.keys()])) {
    const signed = sod?.groupHashes.get(group);
    const bytes = dataGroups.get(group);
    if (!bytes) states.push([group, 'absent']);
    else if (sod && signed && sameBytes(signed, digest(sod.hash, bytes))) states.push([group, 'match']);
    else {
      states.push([group, 'mismatch']);
      if (signed) findings.push({ id: 'group-hash-wrong', detail: `DG${group} is not what was signed` });
      else if (sod) findings.push({ id: 'group-not-signed', detail: `DG${group} is not covered by the SOD` });
    }
  }
  const verdict = findings.length > 0 ? 'invalid' : judgement.verdict;
  findings.push(...judgement.findings);
  const documentSigner = sod?.documentSigner?.sha256 ?? null;
  if (documentSigner !== null && knownSigners && !knownSigners.has(documentSigner)) {
    findings.push({ id: 'signer-new', detail: 'no document of this signer has been read here before' });
  }
  return {
    verdict,
    findings,
    documentSigner,
    dataGroups: new Map(states.sort(([left], [right]) => left - right)),
    chain: [...judgement.chain],
  };
}

/**
 * A signer is known from now on. For the last verdict on a document, after an outside service and the chip's own proof:
 * before that, a copy of a chip would make its forged signer known.
 */
export function rememberSigner({ verdict, documentSigner }: Authenticity, knownSigners: SignerMemory): void {
  if (verdict !== 'invalid' && documentSigner !== null) knownSigners.add(documentSigner);
}

const NO_SIGNER: Finding = { id: 'no-document-signer', detail: 'SOD without its signer certificate' };

function signatureProblem(sod: Sod, signer: Certificate): Finding | null {
  const checked = checkSignedData(sod.signed, signer);
  switch (checked.check) {
    case 'holds':
      return null;
    case 'digest-wrong':
      return { id: 'sod-digest-wrong', detail: `SOD: ${checked.detail}` };
    case 'contradicts':
      return { id: 'sod-signature-wrong', detail: `SOD: ${checked.detail}` };
    case 'unsupported':
      return { id: 'sod-signature-unsupported', detail: `SOD: ${checked.detail}` };
  }
}
