import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ivSizeBytes = 12;
const tagSizeBytes = 16;

/** AES-256-GCM (NIST SP 800-38D): IV (12 bytes), ciphertext, tag (16 bytes). `context` is authenticated with it. */
export function encrypt(key: Uint8Array, plain: Uint8Array, context: Uint8Array = new Uint8Array()): Buffer {
  const iv = randomBytes(ivSizeBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(context);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What `encrypt` was given; null when a single bit of key, context or bytes differs. */
export function decrypt(key: Uint8Array, sealed: Uint8Array, context: Uint8Array = new Uint8Array()): Buffer | null {
  if (sealed.length < ivSizeBytes + tagSizeBytes) return null;
  const iv = sealed.subarray(0, ivSizeBytes);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagSizeBytes })
    .setAAD(context)
    .setAuthTag(sealed.subarray(-tagSizeBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivSizeBytes, -tagSizeBytes)), decipher.final()]);
  } catch {
    return null;
  }
}
