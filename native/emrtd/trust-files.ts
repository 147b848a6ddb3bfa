/** What trust files contain, by their content rather than their names: DER, PEM (RFC 7468), LDIF of the ICAO PKD. */
import { type Certificate, parseCertificate } from './certificate.ts';
import { bundledCertificates, parseSignedData } from './cms.ts';
import { decodeBase64, ldifValues } from './ldif.ts';
import { MASTER_LIST, type MasterList, parseMasterList } from './master-list.ts';
import { parseRevocationList, type RevocationList } from './revocation.ts';

export interface TrustFile {
  name: string;
  bytes: Uint8Array;
}

export type TrustItem =
  | { kind: 'certificate'; certificate: Certificate }
  | { kind: 'revocation-list'; list: RevocationList }
  | { kind: 'master-list'; list: MasterList }
  | { kind: 'problem'; id: string; detail: string };

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g;

/** Everything in a file that is of use, and what is not. */
export function trustItems({ name, bytes }: TrustFile): TrustItem[] {
  if (/\.ldif$/i.test(name)) return ldifItems(new TextDecoder('latin1').decode(bytes));
  const blocks = [...new TextDecoder('latin1').decode(bytes).matchAll(PEM_BLOCK)];
  if (blocks.length === 0) return derItems(bytes);
  return blocks.flatMap(([, , base64 = '']) => {
    const der = decodeBase64(base64.replaceAll(/\s/g, ''));
    return der ? derItems(der) : [unreadable('a PEM block that is no base64')];
  });
}

/** The directory holds document signers by the thousand; they come with their documents and are of no use here. */
function ldifItems(text: string): TrustItem[] {
  const items = ldifValues(text).flatMap((der) => (der ? derItems(der) : [unreadable('a value that is no base64')]));
  return items.filter((item) => item.kind !== 'problem' || item.id !== NOT_AN_AUTHORITY);
}

function derItems(der: Uint8Array): TrustItem[] {
  const certificate = parseCertificate(der);
  if (certificate) return [authorityItem(certificate)];
  const list = parseRevocationList(der);
  if (list) return [{ kind: 'revocation-list', list }];
  const cms = parseSignedData(der);
  if (cms.ok && cms.signed.contentType === MASTER_LIST) return masterListItems(cms.signed);
  const bundled = bundledCertificates(der);
  return bundled.length > 0
    ? bundled.flatMap(certificateItems)
    : [unreadable('no certificate or list of certificates')];
}

function masterListItems(signed: Parameters<typeof parseMasterList>[0]): TrustItem[] {
  const parsed = parseMasterList(signed);
  if (!parsed.ok) return [{ kind: 'problem', id: 'master-list-signature-wrong', detail: parsed.detail }];
  const items = parsed.certificates.flatMap(certificateItems);
  const certificates = items.flatMap((item) => (item.kind === 'certificate' ? [item.certificate] : []));
  const list = { signer: parsed.signer, certificates };
  return [{ kind: 'master-list', list }, ...items.filter(({ kind }) => kind === 'problem')];
}

function certificateItems(der: Uint8Array): TrustItem[] {
  const certificate = parseCertificate(der);
  return [certificate ? authorityItem(certificate) : unreadable('a certificate that cannot be read')];
}

const NOT_AN_AUTHORITY = 'not-an-authority';

/** One that says it may issue, or, where it says nothing, one that issued itself (RFC 5280, 4.2.1.9). */
function authorityItem(certificate: Certificate): TrustItem {
  const { authority, subject, issuer } = certificate;
  if (authority ?? subject.looseKey === issuer.looseKey) return { kind: 'certificate', certificate };
  return { kind: 'problem', id: NOT_AN_AUTHORITY, detail: `${subject.text} is no authority` };
}

function unreadable(detail: string): TrustItem {
  return { kind: 'problem', id: 'trust-file-unreadable', detail };
}
