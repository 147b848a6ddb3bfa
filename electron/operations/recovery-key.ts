import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { readBoundedFile } from '../bounded-file.ts';

/**
 * The hospital's recovery key: RSA, RSA-OAEP with SHA-256 (RFC 8017, 7.1), so that `openssl pkeyutl -decrypt -pkeyopt
 * rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256` opens what a kiosk wrapped, without this program. Its public half lies on
 * every kiosk, its private half on none.
 */

/** NIST SP 800-57 part 1, table 2: 128 bits of strength. */
const smallestModulusBits = 3072;
const newModulusBits = 4096;
/** A PEM of RSA-16384 has 13 KB. */
const largestPemBytes = 64 * 1024;

export type RecoveryResult<Value> = { ok: true; value: Value } | { ok: false; message: string };

export interface RecoveryPublicKey {
  key: KeyObject;
  /** SHA-256 of the SubjectPublicKeyInfo in DER, hexadecimal. */
  fingerprint: string;
}

/** The public half as the configuration names it, relative to the data folder. */
export function readRecoveryPublicKey(folder: string, setting: string): RecoveryResult<RecoveryPublicKey> {
  const file = isAbsolute(setting) ? setting : join(folder, setting);
  const read = readBoundedFile(file, largestPemBytes);
  if (!read.ok) return { ok: false, message: `The recovery key ${file} cannot be read (${read.detail}).` };
  const parsed = recoveryPublicKey(Buffer.from(read.bytes).toString('utf8'));
  return parsed.ok ? parsed : { ok: false, message: `${file} is of no use: ${parsed.message}` };
}

export function recoveryPublicKey(pem: string): RecoveryResult<RecoveryPublicKey> {
  // createPublicKey would take a private key as well, which has no place on a kiosk.
  if (pem.includes('PRIVATE KEY')) {
    return { ok: false, message: 'it holds a private key, which must never lie on a kiosk.' };
  }
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    return { ok: false, message: 'it is no public key in PEM.' };
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < smallestModulusBits) {
    return { ok: false, message: `it must be an RSA key of ${String(smallestModulusBits)} bits or more.` };
  }
  return { ok: true, value: { key, fingerprint: fingerprintOf(key) } };
}

export function recoveryPrivateKey(pem: string, passphrase: string | null): RecoveryResult<KeyObject> {
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase === null ? {} : { passphrase }) });
    if (key.asymmetricKeyType === 'rsa') return { ok: true, value: key };
  } catch {
    // What the library says of it may quote the file.
  }
  const hint = pem.includes('ENCRYPTED') ? '; its passphrase is taken from TIEPDON_RECOVERY_PASSPHRASE' : '';
  return { ok: false, message: `The recovery key is no RSA private key in PEM that opens${hint}.` };
}

/** The fingerprint of the public half that belongs to a key. */
export const fingerprintOf = (key: KeyObject): string => {
  const half = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(half.export({ type: 'spki', format: 'der' }))
    .digest('hex');
};

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };

/** Base64. */
export function wrapForRecovery({ key }: RecoveryPublicKey, secret: Uint8Array): string {
  return publicEncrypt({ key, ...oaep }, secret).toString('base64');
}

/** null: it was wrapped for another key. */
export function unwrapWithRecovery(key: KeyObject, wrapped: string): Buffer | null {
  try {
    return privateDecrypt({ key, ...oaep }, Buffer.from(wrapped, 'base64'));
  } catch {
    return null;
  }
}

/** A new pair in PEM (PKCS #8 and SubjectPublicKeyInfo); with a passphrase the private half is encrypted. */
export function makeRecoveryKeys(passphrase: string | null): { privatePem: string; publicPem: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: newModulusBits });
  const protection = passphrase === null ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    privatePem: pair.privateKey.export({ type: 'pkcs8', format: 'pem', ...protection }).toString(),
    publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
