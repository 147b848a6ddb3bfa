import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The old file or the new one, never half of one, and on the disk when this returns: a key that is lost in a power cut takes
 * the queue with it. Only the kiosk's user may read it. Throws what the file system says.
 */
export function writeWholeFile(file: string, content: string | Uint8Array): void {
  const unfinished = `${file}.new`;
  const descriptor = openSync(unfinished, 'w', 0o600);
  try {
    const bytes = Buffer.from(content);
    for (let written = 0; written < bytes.length; written += writeSync(descriptor, bytes, written));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameDurably(unfinished, file);
}

/** Puts a file in another's place; the rename itself is on the disk when this returns. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  // Windows has no such call and needs none.
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(to), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
