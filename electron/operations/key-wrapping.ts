import { hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from '../../sync/aes-gcm.ts';

/**
 * How a secret of the machine wraps the key of the database: HKDF-SHA-256 (RFC 5869) makes a key of the secret, a fresh salt
 * and what the wrapping is bound to; AES-256-GCM (NIST SP 800-38D) encrypts with it.
 */

const saltSizeBytes = 16;
const aesKeySizeBytes = 32;

/** Base64 of salt, IV, ciphertext and tag. It opens only with the same secret and the same binding. */
export function wrapWithSecret(secret: Uint8Array, binding: string, key: Uint8Array): string {
  const salt = randomBytes(saltSizeBytes);
  return Buffer.concat([salt, encrypt(derive(secret, salt, binding), key)]).toString('base64');
}

/** The wrapped key; null when secret or binding is another, or the text is not what was made. */
export function unwrapWithSecret(secret: Uint8Array, binding: string, wrapped: string): Buffer | null {
  const bytes = Buffer.from(wrapped, 'base64');
  return decrypt(derive(secret, bytes.subarray(0, saltSizeBytes), binding), bytes.subarray(saltSizeBytes));
}

function derive(secret: Uint8Array, salt: Uint8Array, binding: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, binding, aesKeySizeBytes));
}
