import { join, resolve } from 'node:path';
import type { Judging } from '../native/readers/apdu-reader.ts';
import { createHttpVerifier } from './chip-verifier-http.ts';
import type { Configuration } from './operations/configuration.ts';
import { resolveSecret } from './operations/secrets.ts';
import { openSignerMemory } from './signer-memory.ts';
import { loadTrustFolder } from './trust.ts';

const signersFile = 'document-signers.jsonl';

/** What verdicts about chips rest on: the trust folder, the signers met before, and a service where one is configured. */
export interface OpenJudging extends Required<Pick<Judging, 'trust' | 'knownSigners'>>, Pick<Judging, 'verifier'> {
  close(): Promise<void>;
}

/** Of a data folder and its configuration. */
export function openJudging(folder: string, { trust }: Configuration): OpenJudging {
  const { token } = trust.verifier;
  const verifier =
    trust.verifier.url === undefined
      ? null
      : createHttpVerifier({
          url: trust.verifier.url,
          timeoutMs: trust.verifier.timeoutMs,
          token: () => {
            const secret = token && resolveSecret(token, folder, process.env);
            return secret?.ok ? secret.value : null;
          },
        });
  return {
    trust: loadTrustFolder(resolve(folder, trust.cscaFolder)),
    knownSigners: openSignerMemory(join(folder, signersFile)),
    ...(verifier && { verifier }),
    close: async () => {
      await verifier?.close();
    },
  };
}
