import { closeSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { saltSizeBytes } from './page-cipher.ts';

/**
 * The salt of a database (page-cipher.ts) stands in the first bytes of its first page, and without it no page can be
 * verified. It is no secret; a copy beside the file lets the others be read when the first page is gone.
 */
export const saltCopySuffix = '.salt';

/** The first bytes of the file; null where there are none. Never of a database that is open: closing drops its locks. */
export function readSalt(file: string): Buffer | null {
  const salt = Buffer.alloc(saltSizeBytes);
  try {
    const descriptor = openSync(file, 'r');
    try {
      return readSync(descriptor, salt, 0, saltSizeBytes, 0) === saltSizeBytes ? salt : null;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return null;
  }
}

export function readSaltCopy(file: string): Buffer | null {
  return readSalt(file + saltCopySuffix);
}

/** Written when it is not there or of another file. A disk that refuses it says so at the next real write. */
export function keepSaltCopy(file: string, salt: Buffer | null): void {
  if (salt === null || readSaltCopy(file)?.equals(salt) === true) return;
  const written = `${file}${saltCopySuffix}.new`;
  try {
    writeFileSync(written, salt, { mode: 0o600, flush: true });
    renameSync(written, file + saltCopySuffix);
  } catch {
    // The next start tries again.
  }
}
