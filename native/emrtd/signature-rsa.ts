/**
 * RSA signatures of RFC 8017: the public operation natively and bare, the padding here. So RSASSA-PSS keys, masks of
 * another hash and signatures of PKCS#1 v1.5 are judged alike by OpenSSL and BoringSSL.
 */
import { constants, createPublicKey, type KeyObject, publicEncrypt } from 'node:crypto';
import { childrenOf } from './ber.ts';
import { concat, fromHex, sameBytes } from './bytes.ts';
import { digest, type HashName } from './signature.ts';
import { encodeTlv, readTlv } from './tlv.ts';

/** A longer modulus only serves to keep the kiosk busy. */
const MAX_RSA_BITS = 8192;

/** AlgorithmIdentifier of rsaEncryption, which every library takes, whatever the key calls itself. */
const RSA_ENCRYPTION = fromHex('300d06092a864886f70d0101010500');

const HASH_OIDS: Readonly<Record<HashName, Uint8Array>> = {
  sha1: fromHex('06052b0e03021a'),
  sha224: fromHex('0609608648016503040204'),
  sha256: fromHex('0609608648016503040201'),
  sha384: fromHex('0609608648016503040202'),
  sha512: fromHex('0609608648016503040203'),
};

export interface RsaKey {
  key: KeyObject;
  modulusBits: number;
}

/** RSAPublicKey (RFC 8017, A.1.1) out of a certificate; null when it is none or too long. */
export function rsaKey(bits: Uint8Array): RsaKey | null {
  const sequence = readTlv(bits);
  const modulus = sequence.ok ? childrenOf(sequence.value)[0]?.value : undefined;
  const start = modulus?.findIndex((byte) => byte !== 0) ?? -1;
  const first = modulus?.[start];
  if (!modulus || first === undefined) return null;
  const modulusBits = (modulus.length - start) * 8 - Math.clz32(first) + 24;
  if (modulusBits > MAX_RSA_BITS) return null;
  const spki = encodeTlv(0x30, RSA_ENCRYPTION, encodeTlv(0x03, Uint8Array.of(0), bits));
  try {
    return { key: createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }), modulusBits };
  } catch {
    return null;
  }
}

/** The encoded message a signature opens to, as long as the modulus; null when it is no number below the modulus. */
function opened({ key, modulusBits }: RsaKey, signature: Uint8Array): Uint8Array | null {
  const sizeBytes = Math.ceil(modulusBits / 8);
  if (signature.length > sizeBytes) return null;
  const block = concat(new Uint8Array(sizeBytes - signature.length), signature);
  try {
    return new Uint8Array(publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block));
  } catch {
    return null;
  }
}

/** EMSA-PKCS1-v1_5 (9.2): the whole block is made again and compared; the hash's parameters are NULL or left out. */
export function holdsPkcs1(key: RsaKey, hash: HashName, data: Uint8Array, signature: Uint8Array): boolean {
  const block = opened(key, signature);
  if (!block) return false;
  return [fromHex('0500'), new Uint8Array()].some((parameters) => {
    const algorithm = encodeTlv(0x30, HASH_OIDS[hash], parameters);
    const info = encodeTlv(0x30, algorithm, encodeTlv(0x04, digest(hash, data)));
    const fill = block.length - info.length - 3;
    // At least eight bytes of padding.
    return (
      fill >= 8 && sameBytes(block, concat(fromHex('0001'), new Uint8Array(fill).fill(0xff), Uint8Array.of(0), info))
    );
  });
}

export interface PssOptions {
  hash: HashName;
  maskHash: HashName;
  saltBytes: number;
}

/** EMSA-PSS-VERIFY (9.1.2). */
export function holdsPss(key: RsaKey, options: PssOptions, data: Uint8Array, signature: Uint8Array): boolean {
  const block = opened(key, signature);
  if (!block) return false;
  const messageBits = key.modulusBits - 1;
  const sizeBytes = Math.ceil(messageBits / 8);
  const message = block.subarray(block.length - sizeBytes);
  const hashed = digest(options.hash, data);
  const maskedBytes = sizeBytes - hashed.length - 1;
  const zeroBytes = maskedBytes - options.saltBytes - 1;
  if (zeroBytes < 0 || message.at(-1) !== 0xbc) return false;
  if (block.length > sizeBytes && block[0] !== 0) return false;

  const masked = message.subarray(0, maskedBytes);
  const proof = message.subarray(maskedBytes, -1);
  const unusedBits = sizeBytes * 8 - messageBits;
  // A leading bit that is set would make the number exceed what the encoding allows.
  if (Number(masked[0]) >> (8 - unusedBits) !== 0) return false;
  const mask = generateMask(proof, maskedBytes, options.maskHash);
  const plain = masked.map((byte, index) => byte ^ Number(mask[index]));
  plain[0] = Number(plain[0]) & (0xff >> unusedBits);

  const salt = plain.subarray(zeroBytes + 1);
  const start = concat(new Uint8Array(zeroBytes), Uint8Array.of(1));
  const expected = digest(options.hash, concat(new Uint8Array(8), hashed, salt));
  return sameBytes(plain.subarray(0, zeroBytes + 1), start) && sameBytes(proof, expected);
}

/** MGF1 (B.2.1). */
function generateMask(seed: Uint8Array, sizeBytes: number, hash: HashName): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let made = 0; made < sizeBytes;) {
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, blocks.length);
    const block = digest(hash, concat(seed, counter));
    blocks.push(block);
    made += block.length;
  }
  return concat(...blocks).subarray(0, sizeBytes);
}
