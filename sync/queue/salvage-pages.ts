import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { pageCipher, pageSizeBytes } from './page-cipher.ts';

/**
 * The plain pages of a damaged database file with its write-ahead log, each as its last commit left it, or failing that
 * as an earlier one did. They pass through memory only.
 *
 * The log (https://www.sqlite.org/fileformat2.html#the_write_ahead_log): a header of 32 bytes with two salts from byte 16,
 * then frames of a page behind 24 bytes: page number, file size in pages when the frame ends a commit or else 0, the
 * two salts. Frames with other salts are left over from before the last checkpoint. SQLite stops reading at the first
 * damaged frame; here each frame stands for itself, as its page carries an HMAC.
 */
const logHeaderBytes = 32;
const frameHeaderBytes = 24;
const frameBytes = frameHeaderBytes + pageSizeBytes;

export interface SalvagePages {
  /** Pages are numbered from 1. */
  count: number;
  /** null: no version of this page is as it was written. */
  read(number: number): Buffer | null;
  close(): void;
}

export function openSalvagePages(file: string, keyHex: string, salt: Buffer): SalvagePages {
  const cipher = pageCipher(keyHex, salt);
  const logFile = `${file}-wal`;
  const log = existsSync(logFile) ? readFileSync(logFile) : Buffer.alloc(0);
  const inLog = committedFrames(log);
  const descriptor = openSync(file, 'r');
  const pagesInFile = Math.floor(fstatSync(descriptor).size / pageSizeBytes);

  return {
    count: [...inLog.keys()].reduce((most, number) => Math.max(most, number), pagesInFile),

    read(number) {
      for (const offset of inLog.get(number) ?? []) {
        const plain = cipher.decrypt(log.subarray(offset, offset + pageSizeBytes), number);
        if (plain !== null) return plain;
      }
      const page = Buffer.alloc(pageSizeBytes);
      readSync(descriptor, page, 0, pageSizeBytes, (number - 1) * pageSizeBytes);
      return cipher.decrypt(page, number);
    },

    close() {
      closeSync(descriptor);
    },
  };
}

/** Where the versions of each page begin in the log, newest first. */
function committedFrames(log: Buffer): Map<number, number[]> {
  const committed = new Map<number, number[]>();
  let open: { number: number; offset: number }[] = [];
  for (let at = logHeaderBytes; at + frameBytes <= log.length; at += frameBytes) {
    if (log.compare(log, 16, 24, at + 8, at + 16) !== 0) continue;
    open.push({ number: log.readUInt32BE(at), offset: at + frameHeaderBytes });
    if (log.readUInt32BE(at + 4) === 0) continue;
    for (const { number, offset } of open) committed.set(number, [offset, ...(committed.get(number) ?? [])]);
    open = [];
  }
  return committed;
}
