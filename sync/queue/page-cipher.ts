import { createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto';

/**
 * The pages of a SQLCipher 4 file, read without SQLite: for a file that SQLite will not open, page by page.
 *
 * Layout (SQLCipher design, "Page encryption", version 4 defaults): pages of 4096 bytes; the first 16 bytes of the file are
 * the salt, in the place of SQLite's magic; the last 80 bytes of a page are the IV (16) and HMAC-SHA512 (64) over
 * ciphertext, IV and the page number (32 bits, little-endian); the rest is AES-256-CBC without padding. A raw key is used as
 * it is; the HMAC key is PBKDF2-HMAC-SHA512 of it, 2 rounds, with each salt byte XOR 0x3a.
 */
export const pageSizeBytes = 4096;
export const saltSizeBytes = 16;
const ivSizeBytes = 16;
const macSizeBytes = 64;

/** What of a page SQLite uses; the rest is the IV and the HMAC. */
export const usableSizeBytes = pageSizeBytes - ivSizeBytes - macSizeBytes;

interface PageCipher {
  /** Whether the page was written with this key, under this number, and not changed since. */
  isAuthentic(page: Buffer, number: number): boolean;
  /** The plain page, `usableSizeBytes` long; null when it is not authentic. */
  decrypt(page: Buffer, number: number): Buffer | null;
}

export function pageCipher(keyHex: string, salt: Buffer): PageCipher {
  const key = Buffer.from(keyHex, 'hex');
  const macSalt = Buffer.from(salt.map((byte) => byte ^ 0x3a));
  const macKey = pbkdf2Sync(key, macSalt, 2, 32, 'sha512');
  const from = (number: number) => (number === 1 ? saltSizeBytes : 0);

  function isAuthentic(page: Buffer, number: number): boolean {
    const covered = page.subarray(from(number), pageSizeBytes - macSizeBytes);
    const pageNumber = Buffer.alloc(4);
    pageNumber.writeUInt32LE(number);
    const mac = createHmac('sha512', macKey).update(covered).update(pageNumber).digest();
    return mac.equals(page.subarray(pageSizeBytes - macSizeBytes));
  }

  return {
    isAuthentic,
    decrypt(page, number) {
      if (!isAuthentic(page, number)) return null;
      const iv = page.subarray(usableSizeBytes, usableSizeBytes + ivSizeBytes);
      const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      const plain = Buffer.concat([decipher.update(page.subarray(from(number), usableSizeBytes)), decipher.final()]);
      return Buffer.concat([Buffer.alloc(from(number)), plain]);
    },
  };
}
