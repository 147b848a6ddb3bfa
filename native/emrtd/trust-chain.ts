/**
 * From the document signer to a country signing authority: ICAO 9303-12, 4 (link certificates, validity) and 7.1
 * (certificate profiles); ICAO 9303-11, 5.1.
 */
import { toHex } from './bytes.ts';
import { type Certificate, DIGITAL_SIGNATURE, KEY_CERT_SIGN, type Period } from './certificate.ts';
import type { Finding, Verdict } from './chip.ts';
import type { RevocationList } from './revocation.ts';
import { digest } from './signature.ts';
import type { TrustStore } from './trust-store.ts';

/** Link certificates in a row. A CSCA changes its key every three to five years (9303-12, 4.2). */
export const MAX_LINKS = 4;

export interface ChainJudgement {
  verdict: Verdict;
  findings: Finding[];
  /** From the document signer up; ends with a self-signed authority when there is one. */
  chain: Certificate[];
}

export interface SigningMoments {
  /** What the signed attributes say, in milliseconds since 1970; null when they do not. */
  signedAt: number | null;
  now: number;
}

/** How far a document signer can be trusted whose signature holds. */
export function judgeSigner(signer: Certificate, trust: TrustStore, moments: SigningMoments): ChainJudgement {
  const signedAt = moments.signedAt ?? signer.validity.notBefore;
  const valid = findChain(signer, trust, ({ validity }) => covers(validity, signedAt));
  const { chain, anchored } = valid.anchored ? valid : findChain(signer, trust, () => true);
  const sloppy = [...signerFindings(signer, signedAt), ...chain.slice(1).flatMap(issuerFindings)];
  if (!anchored) {
    const forged = nameAnotherKey(signer, trust);
    return { verdict: forged ? 'invalid' : 'consistent', findings: [forged ?? notAnchored(trust), ...sloppy], chain };
  }
  const expired = chain
    .filter(({ validity }) => !covers(validity, signedAt))
    .map((each) => expiredFinding(each, signedAt));
  const revocation = unique(
    chain.slice(0, -1).flatMap((each) => revocationFindings(each, signer, trust, { signedAt, now: moments.now })),
  );
  const revoked = revocation.some(({ id }) => REVOKED.includes(id));
  return {
    verdict: revoked ? 'invalid' : expired.length > 0 ? 'consistent' : 'anchored',
    findings: [...revocation, ...expired, ...sloppy],
    chain,
  };
}

/** The way from a certificate to a self-signed authority, over usable ones; the longest there is when there is none. */
export function findChain(
  certificate: Certificate,
  trust: TrustStore,
  usable: (issuer: Certificate) => boolean,
): { chain: Certificate[]; anchored: boolean } {
  const search = (chain: Certificate[], last: Certificate): { chain: Certificate[]; anchored: boolean } => {
    const issuers = trust.issuersOf(last).filter((issuer) => usable(issuer) && !chain.includes(issuer));
    const hasSigned = (issuer: Certificate): boolean => trust.checkIssued(issuer, last) === 'holds';
    const anchor = issuers.find((issuer) => hasSigned(issuer) && isSelfSigned(issuer, trust));
    if (anchor) return { chain: [...chain, anchor], anchored: true };
    let longest = chain;
    for (const link of chain.length > MAX_LINKS ? [] : issuers.filter(hasSigned)) {
      const found = search([...chain, link], link);
      if (found.anchored) return found;
      if (found.chain.length > longest.length) longest = found.chain;
    }
    return { chain: longest, anchored: false };
  };
  return search([certificate], certificate);
}

/** Whether it is an anchor by itself. A link certificate may bear one name twice, too, but another key has signed it. */
function isSelfSigned(certificate: Certificate, trust: TrustStore): boolean {
  const { subject, issuer } = certificate;
  return subject.looseKey === issuer.looseKey && trust.checkIssued(certificate, certificate) === 'holds';
}

const covers = ({ notBefore, notAfter }: Period, moment: number): boolean => notBefore <= moment && moment <= notAfter;
const day = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

const notAnchored = ({ anchors }: TrustStore): Finding => ({
  id: 'issuer-not-anchored',
  detail: `none of ${anchors.length} configured authorities issued the signer`,
});

/**
 * The signer names a key by its SHA-1 (RFC 5280, 4.2.1.2), we have that very key, and it did not sign: no new key of the
 * same authority, but a changed certificate.
 */
function nameAnotherKey(signer: Certificate, trust: TrustStore): Finding | null {
  const forged = trust
    .issuersOf(signer)
    .some(
      (issuer) =>
        signer.authorityKeyId === issuer.subjectKeyId &&
        issuer.subjectKeyId === toHex(digest('sha1', issuer.publicKey.bits)) &&
        trust.checkIssued(issuer, signer) === 'contradicts',
    );
  return forged ? { id: 'signer-certificate-wrong', detail: 'the authority it names has not signed the signer' } : null;
}

function signerFindings({ keyUsage, privateKeyUsage }: Certificate, signedAt: number): Finding[] {
  const findings: Finding[] = [];
  if (keyUsage !== null && (keyUsage & DIGITAL_SIGNATURE) === 0) {
    findings.push({ id: 'signer-key-usage', detail: 'the signer certificate is not meant for signatures' });
  }
  if (privateKeyUsage && !covers(privateKeyUsage, signedAt)) {
    findings.push({ id: 'signer-key-period', detail: `the signer key was not to be used on ${day(signedAt)}` });
  }
  return findings;
}

function issuerFindings({ authority, keyUsage, subject }: Certificate): Finding[] {
  const sloppy = authority === null || (keyUsage !== null && (keyUsage & KEY_CERT_SIGN) === 0);
  return sloppy ? [{ id: 'issuer-constraints', detail: `${subject.text} does not say that it may issue` }] : [];
}

function expiredFinding({ subject, validity }: Certificate, signedAt: number): Finding {
  const period = `${day(validity.notBefore)} to ${day(validity.notAfter)}`;
  return { id: 'signer-expired-at-signing', detail: `${subject.text} is valid ${period}, signed ${day(signedAt)}` };
}

/** A link often has the issuer of what it links, and the same lists. */
function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.id} ${finding.detail}`, finding])).values()];
}

const REVOKED = ['signer-revoked', 'link-revoked'];

function revocationFindings(
  certificate: Certificate,
  signer: Certificate,
  trust: TrustStore,
  { signedAt, now }: { signedAt: number; now: number },
): Finding[] {
  const lists = trust.revocationListsFor(certificate);
  const signed = lists.filter((list) => isFromAuthority(list, trust));
  const findings: Finding[] = [];
  const dates = signed.flatMap(({ revoked }) => revoked.get(certificate.serialNumber) ?? []);
  if (dates.length > 0) {
    const date = Math.min(...dates);
    const order = date <= signedAt ? 'before' : 'after';
    findings.push({
      id: certificate === signer ? 'signer-revoked' : 'link-revoked',
      detail: `${certificate.subject.text} was revoked on ${day(date)}, ${order} the document was signed`,
    });
  }
  if (signed.length < lists.length) {
    findings.push({ id: 'crl-not-signed', detail: `a revocation list of ${certificate.issuer.text} is not its own` });
  }
  const newest = signed.toSorted((left, right) => right.thisUpdate - left.thisUpdate)[0];
  if (newest === undefined) {
    findings.push({ id: 'revocation-unknown', detail: `no revocation list of ${certificate.issuer.text}` });
  } else if (newest.nextUpdate !== null && newest.nextUpdate < now) {
    findings.push({ id: 'crl-stale', detail: `the newest one was due to be replaced on ${day(newest.nextUpdate)}` });
  }
  return findings;
}

/** After a change of key, the new one signs the list (9303-12, 4.4): any of the authority's that is anchored will do. */
function isFromAuthority(list: RevocationList, trust: TrustStore): boolean {
  return trust
    .issuersOf(list)
    .some(
      (issuer) =>
        trust.checkIssued(issuer, list) === 'holds' &&
        (isSelfSigned(issuer, trust) || findChain(issuer, trust, () => true).anchored),
    );
}
