import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { SignerMemory } from '../native/emrtd/signer-memory.ts';

/** Document signers of one kiosk. A state uses some hundreds in ten years. */
const maxSigners = 10_000;
const fingerprintPattern = /^"([0-9a-f]{64})"$/;

/**
 * Document signers seen on this kiosk, one JSON string a line. A fingerprint of a certificate belongs to an issuer, not to
 * a person. A file that is damaged or cannot be written costs the knowledge, not the visit: signers are then new again.
 */
export function openSignerMemory(file: string): SignerMemory {
  const seen = new Set(readFingerprints(file));
  return {
    has: (fingerprint) => seen.has(fingerprint),
    add: (fingerprint) => {
      if (seen.has(fingerprint)) return;
      const [oldest] = seen;
      if (seen.size >= maxSigners && oldest !== undefined) seen.delete(oldest);
      seen.add(fingerprint);
      writeWhole(file, [...seen].map((each) => `${JSON.stringify(each)}\n`).join(''));
    },
  };
}

function readFingerprints(file: string): string[] {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  } catch {
    return [];
  }
  const fingerprints = lines.flatMap((line) => fingerprintPattern.exec(line)?.[1] ?? []);
  return fingerprints.length === lines.length ? fingerprints.slice(-maxSigners) : [];
}

/** The old file or the new one, never half of one. */
function writeWhole(file: string, content: string): void {
  try {
    const unfinished = `${file}.new`;
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      writeSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch {
    // A full disk: what is known stays known until the end of the process.
  }
}
