/** Which document signers have been seen here before. A new one is worth a look, not a refusal. */
export interface SignerMemory {
  /** Fingerprint of the certificate: SHA-256, hex. */
  has(fingerprint: string): boolean;
  add(fingerprint: string): void;
}

/** Forgets everything at the end of the process. */
export function createSignerMemory(): SignerMemory {
  const seen = new Set<string>();
  return {
    has: (fingerprint) => seen.has(fingerprint),
    add: (fingerprint) => {
      seen.add(fingerprint);
    },
  };
}
