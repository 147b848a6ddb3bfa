import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { decrypt, encrypt } from '../../sync/aes-gcm.ts';
import {
  fingerprintOf,
  recoveryPrivateKey,
  type RecoveryPublicKey,
  type RecoveryResult,
  unwrapWithRecovery,
  wrapForRecovery,
} from './recovery-key.ts';

/**
 * A file that only the hospital's recovery key opens, for what leaves a kiosk. One line of JSON, a line feed, then bytes:
 *
 *     {"format":"tiepdon-sealed","version":1,"recoveryKey":"…","wrappedKey":"…"}
 *
 * `recoveryKey` is the fingerprint of the recovery key; `wrappedKey`, in Base64, a key of 32 bytes for this file alone, by
 * RSA-OAEP with SHA-256. The bytes are AES-256-GCM under that key: IV (12), ciphertext, tag (16); the line before the line
 * feed is authenticated with them.
 */

const format = 'tiepdon-sealed';
const fileKeySizeBytes = 32;
/** Base64 of an RSA-16384 block, and what stands around it. */
const longestHeaderBytes = 4 * 1024;

const headerSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  recoveryKey: z.string().regex(/^[0-9a-f]{64}$/),
  wrappedKey: z.base64(),
});

/** Seals for the holder of the recovery key's private half. */
export function seal(bytes: Uint8Array, recovery: RecoveryPublicKey): Buffer {
  const key = randomBytes(fileKeySizeBytes);
  const header: z.infer<typeof headerSchema> = {
    format,
    version: 1,
    recoveryKey: recovery.fingerprint,
    wrappedKey: wrapForRecovery(recovery, key),
  };
  const line = Buffer.from(JSON.stringify(header));
  return Buffer.concat([line, Buffer.from('\n'), encrypt(key, bytes, line)]);
}

/** What was sealed. Messages never quote the file. */
export function openSealed(
  sealed: Uint8Array,
  privateKeyPem: string,
  passphrase: string | null,
): RecoveryResult<Buffer> {
  const privateKey = recoveryPrivateKey(privateKeyPem, passphrase);
  if (!privateKey.ok) return privateKey;
  const end = sealed.subarray(0, longestHeaderBytes).indexOf(0x0a);
  const line = sealed.subarray(0, Math.max(end, 0));
  const header = headerSchema.safeParse(parseJson(Buffer.from(line).toString('utf8')));
  if (!header.success) return { ok: false, message: 'This is no sealed export of a kiosk.' };
  const { recoveryKey, wrappedKey } = header.data;
  if (fingerprintOf(privateKey.value) !== recoveryKey) {
    return { ok: false, message: `It was sealed for another recovery key, ${recoveryKey.slice(0, 16)}….` };
  }
  const key = unwrapWithRecovery(privateKey.value, wrappedKey);
  const bytes = key?.length === fileKeySizeBytes ? decrypt(key, sealed.subarray(end + 1), line) : null;
  return bytes ? { ok: true, value: bytes } : { ok: false, message: 'The sealed export is damaged.' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
