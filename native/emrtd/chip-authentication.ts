/**
 * Chip authentication, version 1: ICAO 9303-11, 6.2; BSI TR-03110-3, B.2. Key agreement with the static key of DG14,
 * which only the chip it was made for can complete: the first verified answer under the new keys is the proof.
 */
import { MAX_RESPONSE_DATA_BYTES, STATUS, statusText, type CommandApdu } from './apdu.ts';
import { concat, fromHex } from './bytes.ts';
import { groupOf, isPublicKey } from './domain-group.ts';
import { agreementKeyOf, type Domain, type PublicKey } from './domain.ts';
import type { KeyPairSource } from './key-pairs.ts';
import type { CipherName } from './keys.ts';
import type { ChipLink } from './link.ts';
import { openSession, sendProtected, type ProtectedResult, type SecureMessaging } from './secure-messaging.ts';
import type { SecurityInfos } from './security-infos.ts';
import { encodeTlv } from './tlv.ts';

/** id-CA: the variant's next arc is the kind of key, its last one the cipher (TR-03110-3, A.1.1.2). */
const CHIP_AUTHENTICATION = '0.4.0.127.0.7.2.2.3';
const KINDS: readonly Domain['kind'][] = ['dh', 'ec'];
const CIPHERS: readonly CipherName[] = ['3DES', 'AES-128', 'AES-192', 'AES-256'];
const VARIANTS: ReadonlyMap<string, { kind: Domain['kind']; cipher: CipherName }> = new Map(
  KINDS.flatMap((kind, first) =>
    CIPHERS.map((cipher, second) => [variantOid(first + 1, second + 1), { kind, cipher }] as const),
  ),
);
/** Version 2 comes after terminal authentication, which takes a state's certificate. */
const VERSION = 1;
/** Real chips have one or two; each costs up to a hundredth of a second when it is made to keep the reader busy. */
export const MAX_STATIC_KEYS = 4;

export interface ChipAuthenticationOffer {
  oid: string;
  cipher: CipherName;
  domain: Domain;
  /** Uncompressed point, or the public value. */
  chipPublicKey: Uint8Array;
  keyId: number | null;
}

export type ChipAuthenticationResult =
  /** New keys, counter zero. The proof is the next answer: without the static key the chip cannot give it. */
  | { ok: true; session: SecureMessaging }
  /** The chip said no; the old session goes on. */
  | { ok: false; kind: 'refused'; status: number; detail: string }
  /** `broken`: the old session is over, and there is no new one. */
  | Exclude<ProtectedResult, { ok: true }>;

/**
 * What DG14 offers, best first: elliptic curves before Diffie-Hellman, strong ciphers before weak ones.
 * `unsupported`: object identifiers of the protocols and keys this reader cannot use.
 */
export function chipAuthenticationOffers(infos: SecurityInfos): {
  usable: ChipAuthenticationOffer[];
  unsupported: string[];
} {
  const usable: ChipAuthenticationOffer[] = [];
  const unsupported: string[] = [];
  const keys: StaticKey[] = [];
  for (const { oid, publicKey, keyId } of infos.chipAuthenticationKeys.slice(0, MAX_STATIC_KEYS)) {
    const key = agreementKeyOf(publicKey);
    if (key && isPublicKey(key.domain, key.bytes)) keys.push({ ...key, keyId });
    else unsupported.push(oid);
  }
  for (const { oid, version, keyId } of [...infos.chipAuthentication, ...unannounced(infos, keys)]) {
    const variant = VARIANTS.get(oid);
    const fitting = keys.filter((key) => key.domain.kind === variant?.kind && haveSameId(key.keyId, keyId));
    if (!variant || version !== VERSION || fitting.length === 0) unsupported.push(oid);
    else {
      const { cipher } = variant;
      for (const { domain, bytes, keyId: ownId } of fitting) {
        usable.push({ oid, cipher, domain, chipPublicKey: bytes, keyId: keyId ?? ownId });
      }
    }
  }
  return { usable: usable.sort((left, right) => rank(right) - rank(left)), unsupported };
}

type StaticKey = PublicKey & { keyId: number | null };

/** Some chips have a key and say nothing of a protocol: that means 3DES, the only one there was at first. */
function unannounced(infos: SecurityInfos, keys: readonly StaticKey[]): SecurityInfos['chipAuthentication'] {
  return [...VARIANTS]
    .filter(([, { kind, cipher }]) => cipher === '3DES' && keys.some(({ domain }) => domain.kind === kind))
    .filter(([, { kind }]) => !infos.chipAuthentication.some(({ oid }) => VARIANTS.get(oid)?.kind === kind))
    .map(([oid]) => ({ oid, version: VERSION, keyId: null }));
}

/** An id left out on either side goes with any on the other. */
function haveSameId(left: number | null, right: number | null): boolean {
  return left === null || right === null || left === right;
}

function rank({ domain, cipher }: ChipAuthenticationOffer): number {
  return KINDS.indexOf(domain.kind) * CIPHERS.length + CIPHERS.indexOf(cipher);
}

/** Agrees on new keys inside the running session. */
export async function authenticateChip(
  link: ChipLink,
  session: SecureMessaging,
  offer: ChipAuthenticationOffer,
  tools: { keyPairs: KeyPairSource },
): Promise<ChipAuthenticationResult> {
  const pair = tools.keyPairs.take(offer.domain);
  const secret = groupOf(offer.domain).sharedSecret(pair.privateKey, offer.chipPublicKey);
  if (!secret) throw new RangeError('key of no offer');

  const agreed = await agree(link, session, offer, pair.publicKey);
  return agreed.ok ? { ok: true, session: openSession(offer.cipher, secret) } : agreed;
}

type Step = { ok: true } | Exclude<ChipAuthenticationResult, { ok: true }>;

/** With 3DES the chip has to know MSE:Set KAT and may know the other way too; with AES there is only the other. */
async function agree(
  link: ChipLink,
  session: SecureMessaging,
  { oid, cipher, keyId }: ChipAuthenticationOffer,
  publicKey: Uint8Array,
): Promise<Step> {
  const reference = keyId === null ? new Uint8Array() : encodeTlv(0x84, idBytes(keyId));
  const send = (name: string, command: CommandApdu): Promise<Step> => exchange(link, session, name, command);
  const manage = { cla: 0x00, ins: 0x22, p1: 0x41 };

  if (cipher === '3DES') {
    const data = concat(encodeTlv(0x91, publicKey), reference);
    const set = await send('MSE:Set KAT', { ...manage, p2: 0xa6, data });
    if (set.ok || set.kind !== 'refused') return set;
  }
  const set = await send('MSE:Set AT', {
    ...manage,
    p2: 0xa4,
    data: concat(encodeTlv(0x80, oidBytes(oid)), reference),
  });
  if (!set.ok) return set;
  const data = encodeTlv(0x7c, encodeTlv(0x80, publicKey));
  return send('GENERAL AUTHENTICATE', {
    cla: 0x00,
    ins: 0x86,
    p1: 0x00,
    p2: 0x00,
    data,
    expectedBytes: MAX_RESPONSE_DATA_BYTES,
  });
}

async function exchange(link: ChipLink, session: SecureMessaging, name: string, command: CommandApdu): Promise<Step> {
  const result = await sendProtected(link, session, command);
  if (!result.ok) return result;
  const { status } = result.response;
  return status === STATUS.success
    ? { ok: true }
    : { ok: false, kind: 'refused', status, detail: `${name}: ${statusText(status)}` };
}

function variantOid(...arcs: readonly number[]): string {
  return [CHIP_AUTHENTICATION, ...arcs].join('.');
}

/** Object identifiers of this family: 0.4 is one byte, and none of the other arcs needs more. */
function oidBytes(oid: string): Uint8Array {
  return Uint8Array.from(oid.split('.').slice(1), Number);
}

/** An unsigned number without leading zeros, as the published session with a key id sends it. */
function idBytes(keyId: number): Uint8Array {
  const digits = keyId.toString(16);
  return fromHex(digits.padStart(digits.length + (digits.length % 2), '0'));
}
