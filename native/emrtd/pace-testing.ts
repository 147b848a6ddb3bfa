/** PACE runs of the published examples, with their random numbers put in place. */
import { ScriptedChip } from './apdu-testing.ts';
import type { RandomSource } from './bac.ts';
import { fromHex } from './bytes.ts';
import type { AccessKey } from './chip.ts';
import { bits, toNumber, type Domain } from './domain.ts';
import { groupOf, numberBytes } from './domain-group.ts';
import { freshKeyPairs, type KeyPair } from './key-pairs.ts';
import { ChipLink } from './link.ts';
import { establishPace, paceOffers, type PaceOffer, type PaceResult, type PaceTools } from './pace.ts';
import { parseSecurityInfos } from './security-infos.ts';

export const MRZ_T22000129 = { documentNumber: 'T22000129', birthDate: '640812', expiryDate: '101031' };
export const MRZ_C11T002JM = { documentNumber: 'C11T002JM', birthDate: '960812', expiryDate: '231031' };
export const CAN_123456 = { can: '123456' };

/** The best offer of an EF.CardAccess. */
export function offerOf(cardAccess: string): PaceOffer {
  const parsed = parseSecurityInfos(fromHex(cardAccess));
  const [offer] = parsed.ok ? paceOffers(parsed.infos).usable : [];
  if (!offer) throw new Error('no offer');
  return offer;
}

/** EF.CardAccess around one PACEInfo. */
export function cardAccessOf(paceInfo: string): string {
  return `31${(paceInfo.length / 2).toString(16)}${paceInfo}`;
}

export function keyPairOf(domain: Domain, privateKey: bigint): KeyPair {
  return { privateKey, publicKey: groupOf(domain).publicKey(privateKey) };
}

/** Random bytes of which `privateKeyBelow` makes this private key. */
export function bytesForPrivateKey(order: bigint, privateKey: bigint): Uint8Array {
  return numberBytes((privateKey % order) - 1n, Math.ceil(bits(order) / 8) + 8);
}

export interface Numbers {
  mapPrivateKey?: string;
  agreementPrivateKey: string;
  /** Our nonce of the integrated mapping. */
  nonce?: string;
}

/** The random numbers of an example, each handed out where it belongs, by size. */
export function toolsFor(offer: PaceOffer, numbers: Numbers): PaceTools {
  const agreement = bytesForPrivateKey(groupOf(offer.domain).order, toNumber(fromHex(numbers.agreementPrivateKey)));
  const nonce = fromHex(numbers.nonce ?? '');
  const random: RandomSource = (sizeBytes) => (sizeBytes === agreement.length ? agreement : nonce);
  return {
    random,
    keyPairs: { take: (domain) => keyPairOf(domain, toNumber(fromHex(numbers.mapPrivateKey ?? ''))) },
  };
}

/** Random numbers nobody printed; the same in every run. */
export function freshTools(): PaceTools {
  let count = 0;
  const random: RandomSource = (sizeBytes) =>
    Uint8Array.from({ length: sizeBytes }, () => (count = (count * 7 + 5) & 0xff));
  return { random, keyPairs: freshKeyPairs(random) };
}

export interface Run {
  sent: string[];
  result: PaceResult;
}

/** PACE against scripted answers. */
export async function runPace(
  offer: PaceOffer,
  key: AccessKey,
  tools: PaceTools,
  answers: readonly (string | Uint8Array)[],
): Promise<Run> {
  const chip = new ScriptedChip(...answers);
  const result = await establishPace(new ChipLink(chip), offer, key, tools);
  return { sent: chip.sent.map((command) => command.toUpperCase()), result };
}
