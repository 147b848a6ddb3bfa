import { concat, fromHex, sameBytes } from './bytes.ts';
import type { AccessKey } from './chip.ts';
import { cbc, pad, tokenMac } from './cipher.ts';
import { toNumber } from './domain.ts';
import { groupOf, numberBytes, type Group } from './domain-group.ts';
import { passwordKey, sessionKeys } from './keys.ts';
import type { PaceOffer } from './pace.ts';
import { mapIntegrated } from './pace-mapping.ts';
import { keyPairOf } from './pace-testing.ts';
import type { CardChannel, TransmitResult } from './port.ts';
import { encodeTlv, readTlvs } from './tlv.ts';

const SUCCESS = 0x9000;
/** Private keys of the chip, the same in every run. */
const MAP_PRIVATE_KEY = 0x1234_5678_9abcn;
const AGREEMENT_PRIVATE_KEY = 0xfedc_ba98_7654n;
export const STATIC_PRIVATE_KEY = 0x1357_9bdfn;

/** The chip's side of PACE, for variants no worked example covers. */
export class PaceChip implements CardChannel {
  readonly commands: Uint8Array[] = [];
  readonly #offer: PaceOffer;
  readonly #key: AccessKey;
  readonly #nonce: Uint8Array;
  #group: Group;
  #secret: Uint8Array = new Uint8Array();
  #peerKey: Uint8Array = new Uint8Array();

  constructor(offer: PaceOffer, key: AccessKey, nonceBytes = 16) {
    this.#offer = offer;
    this.#key = key;
    this.#nonce = Uint8Array.from({ length: nonceBytes }, (_, index) => index + 1);
    this.#group = groupOf(offer.domain);
  }

  async transmit(command: Uint8Array): Promise<TransmitResult> {
    this.commands.push(command);
    const { data, status = SUCCESS } = this.#answer(dataOf(command));
    const object = data ? encodeTlv(0x7c, data) : new Uint8Array();
    return { ok: true, response: concat(object, numberBytes(BigInt(status), 2)) };
  }

  #answer(data: Uint8Array): { data?: Uint8Array; status?: number } {
    if (this.commands.length === 1) return {};
    const template = readTlvs(data);
    const objects = template.ok ? readTlvs(template.value[0]!.value) : template;
    const [object] = objects.ok ? objects.value : [];
    if (!object) return { data: encodeTlv(0x80, this.#encryptedNonce()) };
    switch (object.tag) {
      case 0x81:
        return { data: encodeTlv(0x82, this.#map(object.value)) };
      case 0x83:
        return { data: encodeTlv(0x84, this.#agree(object.value)) };
      default:
        return this.#authenticate(object.value);
    }
  }

  #encryptedNonce(): Uint8Array {
    const { cipher } = this.#offer;
    return cbc(cipher, 'encrypt', passwordKey(cipher, this.#key), this.#nonce);
  }

  #map(value: Uint8Array): Uint8Array {
    const { domain, cipher, mapping } = this.#offer;
    if (mapping === 'IM') {
      this.#group = mapIntegrated(domain, cipher, this.#nonce, value)!;
      return new Uint8Array();
    }
    this.#group = groupOf(domain).mapGeneric(toNumber(this.#nonce))(MAP_PRIVATE_KEY, value)!;
    return keyPairOf(domain, MAP_PRIVATE_KEY).publicKey;
  }

  #agree(value: Uint8Array): Uint8Array {
    this.#peerKey = value;
    this.#secret = this.#group.sharedSecret(AGREEMENT_PRIVATE_KEY, value)!;
    return this.#group.publicKey(AGREEMENT_PRIVATE_KEY);
  }

  #authenticate(token: Uint8Array): { data?: Uint8Array; status?: number } {
    const { cipher, mapping } = this.#offer;
    const keys = sessionKeys(cipher, this.#secret);
    const ownKey = this.#group.publicKey(AGREEMENT_PRIVATE_KEY);
    if (!sameBytes(token, this.#token(keys.mac, ownKey))) return { status: 0x6300 };
    const answer = encodeTlv(0x86, this.#token(keys.mac, this.#peerKey));
    if (mapping !== 'CAM') return { data: answer };
    const iv = cbc(cipher, 'encrypt', keys.encryption, new Uint8Array(16).fill(0xff));
    const quotient = pad(this.#quotient(), 16);
    return { data: concat(answer, encodeTlv(0x8a, cbc(cipher, 'encrypt', keys.encryption, quotient, iv))) };
  }

  #token(key: Uint8Array, publicKey: Uint8Array): Uint8Array {
    const { cipher, domain, oid } = this.#offer;
    const name = concat(fromHex('04007f0007020204'), Uint8Array.from(oid.split('.').slice(-2), Number));
    const point = encodeTlv(domain.kind === 'ec' ? 0x86 : 0x84, publicKey);
    return tokenMac(cipher, key, encodeTlv(0x7f49, encodeTlv(0x06, name), point));
  }

  /** The key of the mapping divided by the static one. */
  #quotient(): Uint8Array {
    const { domain } = this.#offer;
    if (domain.kind !== 'ec') throw new Error('no chip authentication mapping');
    const { Fn } = domain.curve.Point;
    return numberBytes(Fn.mul(MAP_PRIVATE_KEY, Fn.inv(STATIC_PRIVATE_KEY)), Fn.BYTES);
  }
}

/** The data of a command in short or extended form. */
function dataOf(command: Uint8Array): Uint8Array {
  const isExtended = command[4] === 0;
  const size = isExtended ? (command[5] as number) * 0x100 + (command[6] as number) : (command[4] as number);
  const start = isExtended ? 7 : 5;
  return command.subarray(start, start + size);
}
