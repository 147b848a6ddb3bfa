/** A chain of certificates as the rest of the house sees it, and whether two chains are of one issuer. */
import type { Certificate } from './certificate.ts';
import type { ChainLink } from './chip.ts';

/** From the document signer up. */
export const chainLinks = (chain: readonly Certificate[]): ChainLink[] => chain.map(chainLink);

function chainLink(certificate: Certificate, position: number, chain: readonly Certificate[]): ChainLink {
  const { subject, issuer, serialNumber, sha256, validity } = certificate;
  return {
    role: position === 0 ? 'document-signer' : position < chain.length - 1 ? 'link' : 'csca',
    subject: subject.text,
    issuer: issuer.text,
    country: subject.country,
    serialNumber,
    sha256,
    notBefore: new Date(validity.notBefore).toISOString(),
    notAfter: new Date(validity.notAfter).toISOString(),
  };
}

type IssuerLink = Pick<ChainLink, 'role' | 'sha256' | 'country'>;

/**
 * Whether two chains lead to one authority, or at least name one country: an authority's next key is another certificate.
 * Says something about chains that are anchored; anybody can name a country.
 */
export function haveSameIssuer(left: readonly IssuerLink[], right: readonly IssuerLink[]): boolean {
  const [authority, other] = [authorityOf(left), authorityOf(right)];
  if (authority !== null && authority === other) return true;
  const country = countryOf(left);
  return country !== null && country === countryOf(right);
}

const authorityOf = (chain: readonly IssuerLink[]): string | null =>
  chain.find(({ role }) => role === 'csca')?.sha256 ?? null;

/** Of the signer; of what issued it when it names none. */
const countryOf = (chain: readonly IssuerLink[]): string | null =>
  chain.find(({ country }) => country !== null)?.country ?? null;
