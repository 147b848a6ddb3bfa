import type { CodeVerifier } from '../native/citizen-id/code-verifier.ts';
import { createCodeVerifier } from './code-verifier-http.ts';
import { tlsMaterial } from './hospital.ts';
import type { Configuration } from './operations/configuration.ts';
import { resolveSecret } from './operations/secrets.ts';

/** Path of the pretend hospital's own verifier. */
const mockPath = '/code-verifier';

/** Who knows VNeID codes: the service of the configuration, or the pretend hospital; null where nobody does. */
export function openCodeVerifier(parts: {
  configuration: Pick<Configuration, 'codes' | 'his'>;
  dataFolder: string;
  /** Address of the pretend hospital; null where the hospital is real. */
  mockUrl: string | null;
  today: () => string;
}): CodeVerifier | null {
  const { configuration, dataFolder, mockUrl, today } = parts;
  const { url = mockUrl && new URL(mockPath, mockUrl).href, token, timeoutMs } = configuration.codes.verifier;
  if (url === null) return null;
  const { his } = configuration;
  return createCodeVerifier({
    url,
    timeoutMs,
    today,
    tls: his.kind === 'mock' ? {} : tlsMaterial(his, { folder: dataFolder, environment: process.env }),
    token: () => {
      const secret = token && resolveSecret(token, dataFolder, process.env);
      return secret?.ok ? secret.value : null;
    },
  });
}
