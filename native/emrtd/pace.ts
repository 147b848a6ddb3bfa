/**
 * Password Authenticated Connection Establishment: ICAO 9303-11, 4.4 (protocol), 4.4.4 (APDUs), 9.7 (keys). Generic,
 * integrated and chip authentication mapping, over elliptic curves and Diffie-Hellman.
 */
import { MAX_RESPONSE_DATA_BYTES, STATUS, statusText, type CommandApdu, type ResponseApdu } from './apdu.ts';
import type { RandomSource } from './bac.ts';
import { concat, sameBytes } from './bytes.ts';
import { isCanKey, type AccessKey } from './chip.ts';
import { blockBytesOf, cbc, tokenMac } from './cipher.ts';
import { toNumber } from './domain.ts';
import { groupOf, samePublicKey, shortestBytes, type Group } from './domain-group.ts';
import { privateKeyBelow, type KeyPairSource } from './key-pairs.ts';
import { keyBytesOf, passwordKey, sessionKeys } from './keys.ts';
import { protocolFailure, type ChipLink, type LinkFailure } from './link.ts';
import { openAuthenticationData, type ChipMapping } from './pace-cam.ts';
import { mapIntegrated } from './pace-mapping.ts';
import type { PaceOffer } from './pace-offers.ts';
import { openSession, type SecureMessaging } from './secure-messaging.ts';
import { encodeTlv, findTlv } from './tlv.ts';

export { camHolds } from './pace-cam.ts';
export { paceOffers, type PaceOffer } from './pace-offers.ts';

export interface PaceTools {
  random: RandomSource;
  keyPairs: KeyPairSource;
}

export type PaceResult =
  | { ok: true; session: SecureMessaging; cam: ChipMapping | null }
  /** Turned down before the secret was used: another way in may be tried. */
  | { ok: false; kind: 'refused'; status: number; detail: string }
  /** `triesLeft`: what the chip says of its retry counter, if it does. */
  | { ok: false; kind: 'wrong-key'; triesLeft: number | null }
  /** The chip did not show that it knows the password. */
  | { ok: false; kind: 'impostor'; detail: string }
  | { ok: false; kind: 'failed'; failure: LinkFailure };

/** id-PACE, of which every variant has two more arcs of one byte. */
const ID_PACE = [0x04, 0x00, 0x7f, 0x00, 0x07, 0x02, 0x02, 0x04];
/** MSE:Set AT (9303-11, 4.4.4.1). */
const AT = { mechanism: 0x80, password: 0x83, domain: 0x84 } as const;
const PASSWORD = { mrz: 1, can: 2 } as const;
/** Dynamic authentication data (9303-11, table 4). */
const DYNAMIC_DATA = 0x7c;
const DATA = {
  nonce: 0x80,
  mapping: 0x81,
  chipMapping: 0x82,
  publicKey: 0x83,
  chipPublicKey: 0x84,
  token: 0x85,
  chipToken: 0x86,
  chipAuthentication: 0x8a,
} as const;
/** What an authentication token covers (9303-11, 9.4.3 and 9.4.4). */
const TOKEN = { template: 0x7f49, mechanism: 0x06, publicValue: 0x84, point: 0x86 } as const;

/** More commands of this protocol follow (ISO/IEC 7816-4, 5.1.1.1). */
const CHAINED = 0x10;
const LAST = 0x00;
/** The chip chooses how many blocks its nonce has (9303-11, 4.4.3.3); one or two are usual. */
const MAX_NONCE_BYTES = 64;
/** Tags and lengths around a public key. */
const TEMPLATE_OVERHEAD_BYTES = 8;
/** A password with fewer tries left than this is left alone: the holder may still need it. */
export const MIN_TRIES_LEFT = 2;

type Failure = Extract<PaceResult, { ok: false }>;
type Step<T> = ({ ok: true } & T) | Failure;

/** Runs the protocol with one password; the master file is selected, no secure messaging runs. */
export async function establishPace(
  link: ChipLink,
  offer: PaceOffer,
  key: AccessKey,
  tools: PaceTools,
): Promise<PaceResult> {
  const mapping = startMapping(link, offer, tools);
  const asked = await askForNonce(link, offer, key);
  if (!asked.ok) return asked;
  const mapped = await mapping(asked.nonce);
  if (!mapped.ok) return mapped;
  const agreed = await agree(link, offer, mapped.group, tools.random);
  if (!agreed.ok) return agreed;
  return exchangeTokens(link, offer, agreed, mapped.chipKey);
}

/** MSE:Set AT and the first GENERAL AUTHENTICATE: what is turned down here has cost no secret. */
async function askForNonce(link: ChipLink, offer: PaceOffer, key: AccessKey): Promise<Step<{ nonce: Uint8Array }>> {
  const { cipher, parameterId } = offer;
  const selected = await link.send({
    cla: 0x00,
    ins: 0x22,
    p1: 0xc1,
    p2: 0xa4,
    data: concat(
      encodeTlv(AT.mechanism, mechanismOf(offer)),
      encodeTlv(AT.password, Uint8Array.of(isCanKey(key) ? PASSWORD.can : PASSWORD.mrz)),
      parameterId === null ? new Uint8Array() : encodeTlv(AT.domain, shortestBytes(BigInt(parameterId))),
    ),
  });
  if (!selected.ok) return failed(selected);
  const { status } = selected.response;
  const triesLeft = triesLeftOf(status);
  if (status !== STATUS.success && triesLeft === null) return refused('MSE:Set AT', status);
  // A warning about the retry counter says nothing against the protocol, but what is left of it is the holder's.
  if (triesLeft !== null && triesLeft < MIN_TRIES_LEFT) return { ok: false, kind: 'wrong-key', triesLeft };

  const answer = await link.send(generalAuthenticate(CHAINED));
  if (!answer.ok) return failed(answer);
  if (answer.response.status !== STATUS.success) return refused('the request for a nonce', answer.response.status);
  const encrypted = objectOf(answer.response, DATA.nonce);
  const sizeBytes = encrypted?.length ?? 0;
  if (!encrypted || sizeBytes === 0 || sizeBytes > MAX_NONCE_BYTES || sizeBytes % blockBytesOf(cipher) !== 0) {
    return malformed('nonce');
  }
  return { ok: true, nonce: cbc(cipher, 'decrypt', passwordKey(cipher, key), encrypted) };
}

interface Mapped {
  group: Group;
  /** The chip's public key of the mapping; null where the mapping has none. */
  chipKey: Uint8Array | null;
}

/** What can be computed without the chip's answer is left to the time in which the chip computes it. */
function startMapping(
  link: ChipLink,
  { cipher, domain, mapping }: PaceOffer,
  { random, keyPairs }: PaceTools,
): (nonce: Uint8Array) => Promise<Step<Mapped>> {
  if (mapping === 'IM') {
    return async (nonce) => {
      const ownNonce = random(keyBytesOf(cipher));
      const group = whenIdle(link, () => mapIntegrated(domain, cipher, nonce, ownNonce));
      const answer = await link.send(generalAuthenticate(CHAINED, encodeTlv(DATA.mapping, ownNonce)));
      if (!answer.ok) return failed(answer);
      if (answer.response.status !== STATUS.success) return turnedDown('mapping', answer.response.status);
      const mapped = group();
      return mapped ? { ok: true, group: mapped, chipKey: null } : malformed('nonce');
    };
  }
  const ownPair = whenIdle(link, () => keyPairs.take(domain));
  return async (nonce) => {
    const { privateKey, publicKey } = ownPair();
    const group = groupOf(domain);
    const map = whenIdle(link, () => group.mapGeneric(toNumber(nonce)));
    const exchanged = await exchangeKeys(link, group, [DATA.mapping, publicKey], DATA.chipMapping);
    if (!exchanged.ok) return exchanged;
    const { chipKey } = exchanged;
    if (samePublicKey(domain, publicKey, chipKey)) return impostor('the chip sent our own key of the mapping');
    const mapped = map()(privateKey, chipKey);
    return mapped ? { ok: true, group: mapped, chipKey } : malformed('public key of the mapping');
  };
}

interface Agreement {
  secret: Uint8Array;
  ownKey: Uint8Array;
  chipKey: Uint8Array;
}

/** Key agreement in the group that both sides mapped to. */
async function agree(link: ChipLink, offer: PaceOffer, group: Group, random: RandomSource): Promise<Step<Agreement>> {
  const privateKey = privateKeyBelow(group.order, random);
  const ownKey = group.publicKey(privateKey);
  const exchanged = await exchangeKeys(link, group, [DATA.publicKey, ownKey], DATA.chipPublicKey);
  if (!exchanged.ok) return exchanged;
  const { chipKey } = exchanged;
  if (samePublicKey(offer.domain, ownKey, chipKey)) return impostor('the chip sent our own public key');
  const secret = group.sharedSecret(privateKey, chipKey);
  return secret ? { ok: true, secret, ownKey, chipKey } : malformed('public key');
}

async function exchangeTokens(
  link: ChipLink,
  offer: PaceOffer,
  { secret, ownKey, chipKey }: Agreement,
  mappingKey: Uint8Array | null,
): Promise<PaceResult> {
  const { cipher, domain, mapping } = offer;
  const keys = sessionKeys(cipher, secret);
  const tokenOver = (publicKey: Uint8Array): Uint8Array => tokenMac(cipher, keys.mac, tokenInput(offer, publicKey));
  const answer = await link.send(generalAuthenticate(LAST, encodeTlv(DATA.token, tokenOver(chipKey))));
  if (!answer.ok) return failed(answer);
  const { status } = answer.response;
  if (saysWrongToken(status)) return { ok: false, kind: 'wrong-key', triesLeft: triesLeftOf(status) };
  if (status !== STATUS.success) return turnedDown('token', status);
  const token = objectOf(answer.response, DATA.chipToken);
  if (!token || !sameBytes(token, tokenOver(ownKey))) return impostor('the token of the chip does not hold');

  const session = openSession(cipher, secret);
  if (mapping !== 'CAM' || domain.kind !== 'ec' || !mappingKey) return { ok: true, session, cam: null };
  const encrypted = objectOf(answer.response, DATA.chipAuthentication);
  const authenticationData = encrypted && openAuthenticationData(cipher, keys, encrypted);
  return { ok: true, session, cam: { domain, mappingKey, authenticationData } };
}

/** One of the two exchanges of public keys. */
async function exchangeKeys(
  link: ChipLink,
  { publicKeyBytes }: Group,
  [tag, ownKey]: [number, Uint8Array],
  chipTag: number,
): Promise<Step<{ chipKey: Uint8Array }>> {
  const answer = await link.send({
    ...generalAuthenticate(CHAINED, encodeTlv(tag, ownKey)),
    expectedBytes: Math.max(MAX_RESPONSE_DATA_BYTES, publicKeyBytes + TEMPLATE_OVERHEAD_BYTES),
  });
  if (!answer.ok) return failed(answer);
  if (answer.response.status !== STATUS.success) return turnedDown('public key', answer.response.status);
  const chipKey = objectOf(answer.response, chipTag);
  return chipKey ? { ok: true, chipKey } : malformed('public key');
}

function generalAuthenticate(cla: number, object: Uint8Array = new Uint8Array()): CommandApdu {
  const data = encodeTlv(DYNAMIC_DATA, object);
  return { cla, ins: 0x86, p1: 0x00, p2: 0x00, data, expectedBytes: MAX_RESPONSE_DATA_BYTES };
}

function objectOf({ data }: ResponseApdu, tag: number): Uint8Array | null {
  const object = findTlv(data, DYNAMIC_DATA, tag);
  return object.ok ? object.value.value : null;
}

/** The object identifier of the variant, without its header. */
function mechanismOf({ oid }: PaceOffer): Uint8Array {
  return Uint8Array.of(...ID_PACE, ...oid.split('.').slice(-2).map(Number));
}

function tokenInput(offer: PaceOffer, publicKey: Uint8Array): Uint8Array {
  return encodeTlv(
    TOKEN.template,
    encodeTlv(TOKEN.mechanism, mechanismOf(offer)),
    encodeTlv(offer.domain.kind === 'ec' ? TOKEN.point : TOKEN.publicValue, publicKey),
  );
}

/** The result of `make`, made while the card is busy, or when it is needed. */
function whenIdle<T>(link: ChipLink, make: () => T): () => T {
  let made: { value: T } | null = null;
  const get = (): T => (made ??= { value: make() }).value;
  link.meanwhile(get);
  return get;
}

/** The number of 63Cx; null for every other status. */
function triesLeftOf(status: number): number | null {
  return status >> 4 === 0x63c ? status & 0x0f : null;
}

/** 6300 and 63Cx are the specification's words for a wrong password; other chips refuse the token itself. */
function saysWrongToken(status: number): boolean {
  return status >> 8 === 0x69 || status === STATUS.wrongData;
}

function refused(step: string, status: number): Failure {
  return { ok: false, kind: 'refused', status, detail: `PACE: ${step} refused with ${statusText(status)}` };
}

/** A step after the first use of the secret. */
function turnedDown(step: string, status: number): Failure {
  if (status >> 8 === 0x63) return { ok: false, kind: 'wrong-key', triesLeft: triesLeftOf(status) };
  return failed(protocolFailure(`PACE: ${step} refused with ${statusText(status)}`));
}

function malformed(what: string): Failure {
  return failed(protocolFailure(`PACE: unusable ${what} of the chip`));
}

function impostor(detail: string): Failure {
  return { ok: false, kind: 'impostor', detail: `PACE: ${detail}` };
}

function failed({ failure }: { failure: LinkFailure }): Failure {
  return { ok: false, kind: 'failed', failure };
}
