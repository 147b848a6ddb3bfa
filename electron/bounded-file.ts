import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

export type BoundedFile =
  { ok: true; bytes: Uint8Array } | { ok: false; reason: 'unreadable' | 'too-large'; detail: string };

const chunkBytes = 64 * 1024;

/** A regular file of somebody else's folder, which may hold links to devices, pipes without an end, and endless files. */
export function readBoundedFile(path: string, maxBytes: number): BoundedFile {
  let file: number | null = null;
  try {
    // Opening must not wait: a pipe with nobody at its other end would.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(file).isFile()) return { ok: false, reason: 'unreadable', detail: 'not a regular file' };
    const chunks: Uint8Array[] = [];
    // What the file system says of a size may change meanwhile, and for some files it is never true.
    for (let leftBytes = maxBytes; ;) {
      const chunk = new Uint8Array(Math.min(chunkBytes, leftBytes + 1));
      const read = readSync(file, chunk);
      if (read === 0) return { ok: true, bytes: new Uint8Array(Buffer.concat(chunks)) };
      if (read > leftBytes) return { ok: false, reason: 'too-large', detail: `more than ${String(maxBytes)} bytes` };
      leftBytes -= read;
      chunks.push(chunk.subarray(0, read));
    }
  } catch (error) {
    return { ok: false, reason: 'unreadable', detail: (error as NodeJS.ErrnoException).code ?? 'cannot be read' };
  } finally {
    if (file !== null) closeSync(file);
  }
}
