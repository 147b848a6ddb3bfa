/** What the issuers of documents are known by: certificates of country signing authorities (CSCA), and their revocations. */
import { toHex } from './bytes.ts';
import type { Certificate, SignedPart } from './certificate.ts';
import type { Finding } from './chip.ts';
import type { MasterList } from './master-list.ts';
import type { RevocationList } from './revocation.ts';
import { digest } from './signature.ts';
import { checkSignature, type SignatureCheck } from './signature-check.ts';
import { findChain, isRevoked } from './trust-chain.ts';
import { type TrustFile, trustItems } from './trust-files.ts';

/** Checked signatures that are remembered; the second card of a document signer then costs none. */
const MAX_REMEMBERED_CHECKS = 4096;

export interface TrustStore {
  /** Every authority: self-signed CSCA certificates, which anchor, and link certificates, which lead to one. */
  anchors: readonly Certificate[];
  crls: readonly RevocationList[];
  /** For the hospital's technicians: which file is of no use and why. */
  problems: readonly Finding[];
  /** Changes with what is trusted. */
  fingerprint: string;
  /** The authorities that may have signed: by key identifier, then by name. */
  issuersOf(signed: Issued): readonly Certificate[];
  /** The revocation lists that may speak about a certificate. */
  revocationListsFor(certificate: Certificate): readonly RevocationList[];
  /** Whether `issuer` has signed it; each pair is checked once. */
  checkIssued(issuer: Certificate, signed: Issued): SignatureCheck;
}

/** A certificate or a revocation list, as far as the one that signed it is concerned. */
export type Issued = SignedPart & Pick<Certificate, 'sha256' | 'issuer' | 'authorityKeyId'>;

interface TrustContent {
  anchors: Certificate[];
  crls: RevocationList[];
  problems: Finding[];
}

/**
 * What is in these files: certificates and bundles (DER, PEM, PKCS#7), revocation lists, master lists and LDIF of the ICAO
 * public key directory. A file of no use is a problem of the store and stops nothing.
 */
export function loadTrust(files: readonly TrustFile[]): TrustStore {
  const content: TrustContent = { anchors: [], crls: [], problems: [] };
  const masterLists: { name: string; list: MasterList }[] = [];
  for (const file of files.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    for (const item of trustItems(file)) {
      if (item.kind === 'certificate') content.anchors.push(item.certificate);
      else if (item.kind === 'revocation-list') content.crls.push(item.list);
      else if (item.kind === 'master-list') masterLists.push({ name: file.name, list: item.list });
      else content.problems.push({ id: item.id, detail: `${file.name}: ${item.detail}` });
    }
  }
  return createTrustStore(addMasterLists(content, masterLists));
}

/**
 * The authorities of master lists whose signer was issued by one that is configured, or failing that, by one of theirs. A
 * signer that has expired since is as good as ever; one that was revoked is not.
 */
function addMasterLists(content: TrustContent, lists: readonly { name: string; list: MasterList }[]): TrustContent {
  const { crls } = content;
  const anchors = [...content.anchors];
  const problems = [...content.problems];
  const selfVouched: Certificate[] = [];
  const chainUnder = (authorities: readonly Certificate[], { signer }: MasterList): 'none' | 'good' | 'revoked' => {
    const trust = createTrustStore({ anchors: [...authorities], crls, problems });
    const { chain, anchored } = findChain(signer, trust, () => true);
    if (!anchored) return 'none';
    return chain.slice(0, -1).some((each) => isRevoked(each, trust)) ? 'revoked' : 'good';
  };
  for (const { name, list } of lists) {
    const known = chainUnder(anchors, list);
    const own = known === 'none' ? chainUnder(list.certificates, list) : 'none';
    if (known === 'good') anchors.push(...list.certificates);
    else if (own === 'good') {
      selfVouched.push(...list.certificates);
      problems.push({ id: 'master-list-self-vouched', detail: `${name}: only the list itself vouches for its signer` });
    } else if (known === 'revoked' || own === 'revoked') {
      problems.push({ id: 'master-list-signer-revoked', detail: `${name}: its signer was revoked` });
    } else {
      problems.push({ id: 'master-list-signer-unknown', detail: `${name}: no known authority issued its signer` });
    }
  }
  return { anchors: [...anchors, ...selfVouched], crls, problems };
}

function createTrustStore(content: TrustContent): TrustStore {
  const anchors = unique(content.anchors);
  const crls = unique(content.crls);
  const byKeyId = index(anchors, ({ subjectKeyId }) => subjectKeyId);
  const bySubject = index(anchors, ({ subject }) => subject.looseKey);
  const listsByKeyId = index(crls, ({ authorityKeyId }) => authorityKeyId);
  const listsByIssuer = index(crls, ({ issuer }) => issuer.looseKey);
  const checks = new Map<string, SignatureCheck>();
  const fingerprints = [...anchors, ...crls].map(({ sha256 }) => sha256).sort();

  return {
    anchors,
    crls,
    problems: content.problems,
    fingerprint: toHex(digest('sha256', new TextEncoder().encode(fingerprints.join()))),
    issuersOf: ({ issuer, authorityKeyId }) => [
      ...new Set([...found(byKeyId, authorityKeyId), ...found(bySubject, issuer.looseKey)]),
    ],
    revocationListsFor: ({ issuer, authorityKeyId }) => [
      ...new Set([...found(listsByKeyId, authorityKeyId), ...found(listsByIssuer, issuer.looseKey)]),
    ],
    checkIssued: (issuer, signed) => {
      const pair = `${issuer.sha256} ${signed.sha256}`;
      let check = checks.get(pair);
      if (check === undefined) {
        if (checks.size >= MAX_REMEMBERED_CHECKS) checks.clear();
        const { algorithm, body, signature } = signed;
        check = checkSignature({ publicKey: issuer.publicKey, algorithm, digestHash: null, data: body, signature });
        checks.set(pair, check);
      }
      return check;
    },
  };
}

/** Nobody is trusted. */
export const NO_TRUST: TrustStore = loadTrust([]);

function unique<T extends { sha256: string }>(entries: readonly T[]): T[] {
  return [...new Map(entries.map((entry) => [entry.sha256, entry])).values()];
}

function index<T>(entries: readonly T[], keyOf: (entry: T) => string | null): ReadonlyMap<string, readonly T[]> {
  const keyed = entries.flatMap((entry) => {
    const key = keyOf(entry);
    return key === null ? [] : [{ key, entry }];
  });
  const groups = Map.groupBy(keyed, ({ key }) => key);
  return new Map([...groups].map(([key, members]) => [key, members.map(({ entry }) => entry)]));
}

function found<T>(entries: ReadonlyMap<string, readonly T[]>, key: string | null): readonly T[] {
  return (key !== null && entries.get(key)) || [];
}
