/** Whether a signature is a key's: RSA and ECDSA of ICAO 9303-12, 4.1.6. */
import { childrenOf } from './ber.ts';
import { concat } from './bytes.ts';
import type { AlgorithmIdentifier } from './certificate-fields.ts';
import { type Curve, curveOf } from './curves.ts';
import { digest, type HashName, RSASSA_PSS, signatureScheme, type SignatureScheme } from './signature.ts';
import { holdsPkcs1, holdsPss, rsaKey } from './signature-rsa.ts';
import { readTlv } from './tlv.ts';

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/** SubjectPublicKeyInfo. */
export interface PublicKey {
  algorithm: AlgorithmIdentifier;
  bits: Uint8Array;
}

export type SignatureCheck = 'holds' | 'contradicts' | 'unsupported';

export interface SignedBytes {
  publicKey: PublicKey;
  algorithm: AlgorithmIdentifier;
  /** The digest named beside the signature, for algorithms that name none. */
  digestHash: HashName | null;
  data: Uint8Array;
  signature: Uint8Array;
}

/** Whether the signature over `data` is this key's. Never throws on what a card or certificate contains. */
export function checkSignature(signed: SignedBytes): SignatureCheck {
  const scheme = signatureScheme(signed.algorithm, signed.digestHash);
  if (!scheme) return 'unsupported';
  return scheme.kind === 'ecdsa' ? checkEcdsa(signed, scheme) : checkRsa(signed, scheme);
}

type SchemeOf<Kind> = Extract<SignatureScheme, { kind: Kind }>;

function checkRsa(signed: SignedBytes, scheme: SchemeOf<'rsa-pkcs1' | 'rsa-pss'>): SignatureCheck {
  const { publicKey, data, signature } = signed;
  // A key made for RSASSA-PSS signs nothing else (RFC 4055, 1.2); one made for RSA signs either way.
  const { oid } = publicKey.algorithm;
  if (oid !== RSA_ENCRYPTION && !(oid === RSASSA_PSS && scheme.kind === 'rsa-pss')) return 'unsupported';
  const key = rsaKey(publicKey.bits);
  if (!key) return 'unsupported';
  const holds =
    scheme.kind === 'rsa-pss' ? holdsPss(key, scheme, data, signature) : holdsPkcs1(key, scheme.hash, data, signature);
  return holds ? 'holds' : 'contradicts';
}

function checkEcdsa(signed: SignedBytes, scheme: SchemeOf<'ecdsa'>): SignatureCheck {
  const { algorithm, bits } = signed.publicKey;
  const curve = algorithm.oid === EC_PUBLIC_KEY && algorithm.parameters ? curveOf(algorithm.parameters) : null;
  if (!curve) return 'unsupported';
  const signature = scheme.form === 'plain' ? signed.signature : plainSignature(signed.signature, curve);
  if (signature?.length !== 2 * curve.Point.Fn.BYTES) return 'contradicts';
  // Neither a point off the curve nor a number out of range makes it throw.
  const options = { prehash: false, lowS: false, format: 'compact' } as const;
  return curve.verify(signature, digest(scheme.hash, signed.data), bits, options) ? 'holds' : 'contradicts';
}

/** Both numbers of an Ecdsa-Sig-Value (RFC 3279, 2.2.3) at full width; null when it is none. */
function plainSignature(der: Uint8Array, curve: Curve): Uint8Array | null {
  const sequence = readTlv(der);
  if (!sequence.ok || sequence.value.tag !== 0x30 || sequence.value.bytes.length !== der.length) return null;
  const numbers = childrenOf(sequence.value);
  const sizeBytes = curve.Point.Fn.BYTES;
  const padded = numbers.map(({ tag, value }) => {
    if (tag !== 0x02) return null;
    const start = value.findIndex((byte) => byte !== 0);
    const digits = start < 0 ? new Uint8Array() : value.subarray(start);
    return digits.length > sizeBytes ? null : concat(new Uint8Array(sizeBytes - digits.length), digits);
  });
  const [r, s] = padded;
  return padded.length === 2 && r && s ? concat(r, s) : null;
}
