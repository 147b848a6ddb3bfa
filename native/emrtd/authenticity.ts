/** Passive authentication: ICAO 9303-11, 5.1. Three verdicts, because most chips meet a kiosk without their anchor. */
import { AuthorityKeyIdentifier } from '@peculiar/asn1-x509';
import { sameBytes, toHex } from './bytes.ts';
import type { Authenticity, Finding } from './chip.ts';
import { checkSignature, digest } from './signature.ts';
import { attributeProblem, nameKey, parseAsn, parseCertificate, parseSod, subjectKeyId } from './sod.ts';
import type { ParsedCertificate, Sod } from './sod.ts';

const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';

/**
 * How far the groups that were read can be trusted. `anchors` are CSCA certificates in DER. Anything that contradicts,
 * and anything that cannot be judged, is `invalid`; only the missing anchor is forgiven.
 */
export function judgeAuthenticity(
  sodBytes: Uint8Array,
  dataGroups: ReadonlyMap<number, Uint8Array>,
  anchors: readonly Uint8Array[],
): Authenticity {
  const parsed = parseSod(sodBytes);
  if (!parsed.ok) {
    return {
      verdict: 'invalid',
      findings: [{ id: 'sod-malformed', detail: parsed.detail }],
      documentSigner: null,
      dataGroups: new Map(),
      chain: [],
    };
  }
  const { sod } = parsed;
  const documentSigner = sod.documentSigner && toHex(digest('sha256', sod.documentSigner.der));
  const problems = [...groupFindings(sod, dataGroups), ...signatureFindings(sod)];
  if (problems.length > 0 || !sod.documentSigner)
    return { verdict: 'invalid', findings: problems, documentSigner, dataGroups: new Map(), chain: [] };

  const findings = anchorFindings(sod.documentSigner, anchors);
  return {
    verdict: findings.anchored ? 'anchored' : 'consistent',
    findings: findings.list,
    documentSigner,
    dataGroups: new Map(),
    chain: [],
  };
}

function groupFindings(sod: Sod, dataGroups: ReadonlyMap<number, Uint8Array>): Finding[] {
  const findings: Finding[] = [];
  for (const [group, bytes] of dataGroups) {
    const expected = sod.groupHashes.get(group);
    if (!expected) {
      findings.push({ id: 'group-not-signed', detail: `DG${group} is not covered by the SOD` });
    } else if (!sameBytes(expected, digest(sod.hash, bytes))) {
      findings.push({ id: 'group-hash-wrong', detail: `DG${group} is not what was signed` });
    }
  }
  return findings;
}

function signatureFindings(sod: Sod): Finding[] {
  if (!sod.documentSigner) return [{ id: 'no-document-signer', detail: 'SOD without its signer certificate' }];
  const problem = attributeProblem(sod);
  if (problem !== null) return [{ id: 'sod-digest-wrong', detail: `SOD: ${problem}` }];
  const check = checkSignature({
    publicKey: sod.documentSigner.certificate.tbsCertificate.subjectPublicKeyInfo,
    algorithm: sod.signer.algorithm,
    digestHash: sod.signer.digestHash,
    data: sod.signer.attributes?.bytes ?? sod.content,
    signature: sod.signer.signature,
  });
  if (check === 'holds') return [];
  return check === 'contradicts'
    ? [{ id: 'sod-signature-wrong', detail: 'the signature of the SOD does not hold' }]
    : [{ id: 'sod-signature-unsupported', detail: `signature algorithm ${sod.signer.algorithm} or its key` }];
}

function anchorFindings(
  documentSigner: ParsedCertificate,
  anchors: readonly Uint8Array[],
): { anchored: boolean; list: Finding[] } {
  const list: Finding[] = [];
  for (const der of anchors) {
    const anchor = parseCertificate(der);
    if (!anchor) list.push({ id: 'anchor-malformed', detail: 'a configured CSCA certificate cannot be read' });
    else if (mayHaveIssued(anchor, documentSigner) && hasSigned(anchor, documentSigner))
      return { anchored: true, list };
  }
  list.push({ id: 'issuer-not-anchored', detail: `none of ${anchors.length} configured CSCA issued the signer` });
  return { anchored: false, list };
}

/** Cheap look before the expensive one; a master list holds hundreds of certificates. */
function mayHaveIssued(anchor: ParsedCertificate, issued: ParsedCertificate): boolean {
  const extension = issued.certificate.tbsCertificate.extensions?.find(
    ({ extnID }) => extnID === AUTHORITY_KEY_IDENTIFIER,
  );
  const keyIdentifier =
    extension && parseAsn(new Uint8Array(extension.extnValue.buffer), AuthorityKeyIdentifier)?.keyIdentifier;
  if (keyIdentifier && subjectKeyId(anchor) === toHex(new Uint8Array(keyIdentifier.buffer))) return true;
  return nameKey(anchor.certificate.tbsCertificate.subject) === nameKey(issued.certificate.tbsCertificate.issuer);
}

function hasSigned(anchor: ParsedCertificate, issued: ParsedCertificate): boolean {
  const { signatureAlgorithm, signatureValue } = issued.certificate;
  const check = checkSignature({
    publicKey: anchor.certificate.tbsCertificate.subjectPublicKeyInfo,
    algorithm: signatureAlgorithm.algorithm,
    digestHash: null,
    data: issued.body,
    signature: new Uint8Array(signatureValue),
  });
  return check === 'holds';
}
