import { createHmac, pbkdf2Sync } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Tells a wrong key from a damaged file. SQLite answers both with SQLITE_NOTADB, but every page of a SQLCipher 4 file ends
 * with its own HMAC, so one page that verifies proves the key, whatever happened to the others.
 *
 * Layout (SQLCipher design, "Page encryption", version 4 defaults): pages of 4096 bytes; the first 16 bytes of the file are
 * the salt; the last 80 bytes of a page are the IV (16) and HMAC-SHA512 (64) over ciphertext, IV and the page number (32
 * bits, little-endian). The HMAC key is PBKDF2-HMAC-SHA512 of the raw key, 2 rounds, with each salt byte XOR 0x3a.
 */
const pageSizeBytes = 4096;
const saltSizeBytes = 16;
const macSizeBytes = 64;

/** A file with this many damaged pages in front of the first sound one is called "wrong key"; both need a person. */
const maxPages = 64;

/** Whether at least one page of the file was written with this key. The file must exist. */
export function keyFitsSomePage(file: string, keyHex: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const page = Buffer.alloc(pageSizeBytes);
    const pages = Math.min(Math.floor(fstatSync(descriptor).size / pageSizeBytes), maxPages);
    let macKey: Buffer = Buffer.alloc(0);
    for (let number = 1; number <= pages; number += 1) {
      readSync(descriptor, page, 0, pageSizeBytes, (number - 1) * pageSizeBytes);
      const isFirst = number === 1;
      if (isFirst) macKey = deriveMacKey(keyHex, page.subarray(0, saltSizeBytes));
      const covered = page.subarray(isFirst ? saltSizeBytes : 0, pageSizeBytes - macSizeBytes);
      const pageNumber = Buffer.alloc(4);
      pageNumber.writeUInt32LE(number);
      const mac = createHmac('sha512', macKey).update(covered).update(pageNumber).digest();
      if (mac.equals(page.subarray(pageSizeBytes - macSizeBytes))) return true;
    }
    return false;
  } finally {
    closeSync(descriptor);
  }
}

function deriveMacKey(keyHex: string, salt: Buffer): Buffer {
  return pbkdf2Sync(Buffer.from(keyHex, 'hex'), Buffer.from(salt.map((byte) => byte ^ 0x3a)), 2, 32, 'sha512');
}
