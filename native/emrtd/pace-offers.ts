/** What PACE a chip offers in EF.CardAccess, and what of it can be used: ICAO 9303-11, 9.2.1, 9.2.2 and 9.2.3. */
import { domainOfAlgorithm, sameDomain, standardizedDomain, type Domain } from './domain.ts';
import { MODP_GROUPS } from './domain-modp.ts';
import type { CipherName } from './keys.ts';
import { hasPointEncoding } from './pace-mapping.ts';
import type { SecurityInfos } from './security-infos.ts';

/** Generic, integrated and chip authentication mapping. */
type PaceMapping = 'GM' | 'IM' | 'CAM';

export interface PaceOffer {
  oid: string;
  mapping: PaceMapping;
  cipher: CipherName;
  domain: Domain;
  /** What MSE:Set AT names: the domain's number, where the chip offers more than one domain; null where it is clear. */
  parameterId: number | null;
}

const ID_PACE = '0.4.0.127.0.7.2.2.4';
const VERSION = 2;

/** The arc after id-PACE (9303-11, 9.2.3). The rank says what is tried first. */
const VARIANTS: ReadonlyMap<string, { mapping: PaceMapping; kind: Domain['kind']; rank: number }> = new Map([
  ['6', { mapping: 'CAM', kind: 'ec', rank: 0 }],
  ['2', { mapping: 'GM', kind: 'ec', rank: 1 }],
  ['4', { mapping: 'IM', kind: 'ec', rank: 2 }],
  ['1', { mapping: 'GM', kind: 'dh', rank: 3 }],
  ['3', { mapping: 'IM', kind: 'dh', rank: 4 }],
]);
/** The last arc. */
const CIPHERS: ReadonlyMap<string, CipherName> = new Map([
  ['1', '3DES'],
  ['2', 'AES-128'],
  ['3', 'AES-192'],
  ['4', 'AES-256'],
]);

type PaceInfo = SecurityInfos['pace'][number];

/**
 * Best first: elliptic curves before Diffie-Hellman, mappings that prove the chip before generic before integrated, AES
 * before 3DES, and then as listed. `unsupported` holds object identifiers, each once.
 */
export function paceOffers(infos: SecurityInfos): { usable: PaceOffer[]; unsupported: string[] } {
  const usable: { offer: PaceOffer; rank: number }[] = [];
  const unsupported = new Set<string>();
  const domainOf = domainLookup(infos.paceDomains);
  const isAmbiguous = new Set(infos.pace.map(({ parameterId }) => parameterId)).size > 1;
  for (const info of infos.pace) {
    const [variantArc = '', cipherArc = ''] = info.oid.split('.').slice(-2);
    const variant = VARIANTS.get(variantArc);
    const cipher = CIPHERS.get(cipherArc);
    const domain = domainOf(info);
    const isKnown = info.oid === `${ID_PACE}.${variantArc}.${cipherArc}` && info.version === VERSION;
    // Chip authentication mapping is not defined with 3DES.
    if (!isKnown || !variant || !cipher || (variant.mapping === 'CAM' && cipher === '3DES')) {
      unsupported.add(info.oid);
      continue;
    }
    const { mapping, kind, rank } = variant;
    if (domain?.kind !== kind || (mapping === 'IM' && !hasPointEncoding(domain))) {
      unsupported.add(info.oid);
      continue;
    }
    const parameterId = isAmbiguous ? info.parameterId : null;
    usable.push({
      offer: { oid: info.oid, mapping, cipher, domain, parameterId },
      rank: rank * 2 + (cipher === '3DES' ? 1 : 0),
    });
  }
  usable.sort((left, right) => left.rank - right.rank);
  return { usable: usable.map(({ offer }) => offer), unsupported: [...unsupported] };
}

/** The standardized parameters of this number, which no others may use, or those that are spelled out under it. */
function domainLookup(explicit: SecurityInfos['paceDomains']): (info: PaceInfo) => Domain | null {
  // Each is read once, however many infos name it.
  const domains = explicit.map(({ oid, algorithm, parameterId }) => {
    const domain = domainOfAlgorithm(algorithm);
    return { prefix: `${oid}.`, parameterId, domain: domain && standardizedLike(domain) };
  });
  return ({ oid, parameterId }) => {
    const standardized = parameterId === null ? null : standardizedDomain(parameterId);
    if (standardized) return standardized;
    const isMeant = (known: (typeof domains)[number]): boolean =>
      known.parameterId === parameterId && oid.startsWith(known.prefix);
    return domains.find(isMeant)?.domain ?? null;
  };
}

/** Nobody has signed EF.CardAccess: in a group of its own choice an impostor could search for the password. */
function standardizedLike(domain: Domain): Domain | null {
  if (domain.kind === 'ec') return domain;
  return MODP_GROUPS.map((_, id) => standardizedDomain(id)).find((known) => known && sameDomain(known, domain)) ?? null;
}
