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

/** anyExtendedKeyUsage (RFC 5280, 4.2.1.12). A document signer has no extended key usage (9303-12, 7.1). */
const ANY_PURPOSE = '2.5.29.37.0';

/** Between the clocks of who signs and who reads. */
const MAX_CLOCK_DIFFERENCE_MS = 24 * 60 * 60 * 1000;

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
  const signedAt = moments.signedAt ?? firstUse(signer);
  const valid = findChain(signer, trust, ({ validity }) => covers(validity, signedAt));
  const { chain, anchored } = valid.anchored ? valid : findChain(signer, trust, () => true);
  const issuers = chain.slice(1);
  const doubts = [
    ...purposeDoubts(signer),
    ...timeDoubts(signer, signedAt, moments.now),
    ...countryDoubts(signer, issuers),
  ];
  const sloppy = [...signerFindings(signer), ...issuers.flatMap(issuerFindings)];
  if (!anchored) {
    const forged = nameAnotherKey(signer, trust);
    const findings = [forged ?? notAnchored(trust), ...doubts, ...sloppy];
    return { verdict: forged ? 'invalid' : 'consistent', findings, chain };
  }
  const expired = chain
    .filter(({ validity }) => !covers(validity, signedAt))
    .map((each) => expiredFinding(each, signedAt));
  const revocation = unique(
    chain.slice(0, -1).flatMap((each) => revocationFindings(each, signer, trust, { signedAt, now: moments.now })),
  );
  const revoked = revocation.some(({ id }) => REVOKED.includes(id));
  return {
    verdict: revoked ? 'invalid' : expired.length + doubts.length > 0 ? 'consistent' : 'anchored',
    findings: [...revocation, ...expired, ...doubts, ...sloppy],
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

/** The earliest a document without a signing time may have been signed. */
const firstUse = ({ validity, privateKeyUsage }: Certificate): number =>
  Math.max(validity.notBefore, privateKeyUsage?.notBefore ?? -Infinity);

/** An authority issues certificates for other purposes under the same key: for master lists, servers, people. */
function purposeDoubts({ keyUsage, extendedKeyUsage, authority }: Certificate): Finding[] {
  const findings: Finding[] = [];
  if (keyUsage !== null && (keyUsage & DIGITAL_SIGNATURE) === 0) {
    findings.push({ id: 'signer-key-usage', detail: 'the signer certificate is not meant for signatures' });
  }
  if (extendedKeyUsage.length > 0 && !extendedKeyUsage.includes(ANY_PURPOSE)) {
    const purposes = extendedKeyUsage.join(', ');
    findings.push({ id: 'signer-purpose', detail: `the signer certificate is meant for ${purposes} alone` });
  }
  if (authority === true) {
    findings.push({ id: 'signer-is-authority', detail: 'the signer certificate is meant to issue others' });
  }
  return findings;
}

function timeDoubts({ privateKeyUsage }: Certificate, signedAt: number, now: number): Finding[] {
  const findings: Finding[] = [];
  if (privateKeyUsage && !covers(privateKeyUsage, signedAt)) {
    findings.push({ id: 'signer-key-period', detail: `the signer key was not to be used on ${day(signedAt)}` });
  }
  if (signedAt > now + MAX_CLOCK_DIFFERENCE_MS) {
    findings.push({ id: 'signing-time-in-future', detail: `signed ${day(signedAt)}, and today is ${day(now)}` });
  }
  return findings;
}

/** Signer and authority are of one country (9303-12, 7.1). */
function countryDoubts({ subject: { country } }: Certificate, issuers: readonly Certificate[]): Finding[] {
  const others = issuers.flatMap(({ subject }) => subject.country ?? []).filter((other) => other !== country);
  if (country === null || others.length === 0) return [];
  return [{ id: 'issuer-country-differs', detail: `the signer is of ${country}, its issuer of ${others.join(', ')}` }];
}

function signerFindings({ keyUsage }: Certificate): Finding[] {
  return keyUsage === null ? [{ id: 'signer-constraints', detail: 'the signer does not say that it may sign' }] : [];
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
  const signed = ownLists(lists, trust);
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

/** Whether a revocation list of its issuer names it. */
export function isRevoked(certificate: Certificate, trust: TrustStore): boolean {
  const lists = ownLists(trust.revocationListsFor(certificate), trust);
  return lists.some(({ revoked }) => revoked.has(certificate.serialNumber));
}

const ownLists = (lists: readonly RevocationList[], trust: TrustStore): RevocationList[] =>
  lists.filter((list) => isFromAuthority(list, trust));

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
