import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { pageCipher, pageSizeBytes } from './page-cipher.ts';
import { readSalt, readSaltCopy } from './salt-copy.ts';

/**
 * Tells a wrong key from a damaged file. SQLite answers both with SQLITE_NOTADB, but every page ends with its own HMAC, so
 * one page that verifies proves the key, whatever happened to the others. Answers the salt it verifies with: that of the
 * file, or the copy when the first page is gone; null when no page was written with this key. The file must exist.
 */
export function saltForKey(file: string, keyHex: string): Buffer | null {
  const descriptor = openSync(file, 'r');
  try {
    const pages = Math.floor(fstatSync(descriptor).size / pageSizeBytes);
    const page = Buffer.alloc(pageSizeBytes);
    for (const salt of [readSalt(file), readSaltCopy(file)]) {
      if (salt === null) continue;
      const cipher = pageCipher(keyHex, salt);
      for (let number = 1; number <= pages; number += 1) {
        readSync(descriptor, page, 0, pageSizeBytes, (number - 1) * pageSizeBytes);
        if (cipher.isAuthentic(page, number)) return salt;
      }
    }
    return null;
  } finally {
    closeSync(descriptor);
  }
}
