import { z } from 'zod';
import { defaultFhirSystems } from '../../sync/his/identifiers.ts';
import type { FhirSystems } from '../../sync/his/identifiers.ts';
import { secretReferenceSchema } from './secrets.ts';

/** The section `his` of the configuration: which hospital, over which connection. */

export const text = z.string().min(1, { error: 'must not be empty' }).max(200);
export const milliseconds = z.int().min(0).max(3_600_000);

/** https, or http inside the hospital; credentials in a URL would be a secret in plain sight. */
export const serverUrl = z.string().refine(isServerUrl, {
  error: 'must be an http(s) URL without user name or password',
});

export const mustKeepSecrets = 'must begin with https://: the secret travels there';

const systemNames = Object.keys(defaultFhirSystems) as (keyof FhirSystems)[];
const systems = z.strictObject(
  Object.fromEntries(systemNames.map((name) => [name, z.url().exactOptional()])) as Record<
    keyof FhirSystems,
    z.ZodExactOptional<z.ZodURL>
  >,
);

/** A service of the hospital's that gives out access tokens (OAuth 2.0, client credentials); none without an address. */
const oauth = z
  .strictObject({
    tokenUrl: serverUrl.refine(keepsSecrets, { error: mustKeepSecrets }).optional(),
    clientId: text.optional(),
    clientSecret: secretReferenceSchema.optional(),
    scope: text.optional(),
    authentication: z.enum(['basic', 'post']).default('basic'),
  })
  .transform(({ tokenUrl, clientId, clientSecret, scope, authentication }, context) => {
    if (tokenUrl === undefined) {
      // `authentication` has a default that stands in every file.
      for (const [key, value] of Object.entries({ clientId, clientSecret, scope })) {
        if (value !== undefined) context.addIssue({ code: 'custom', message: 'needs tokenUrl', path: [key] });
      }
      return null;
    }
    if (clientId !== undefined && clientSecret !== undefined) {
      return { tokenUrl, clientId, clientSecret, scope: scope ?? null, authentication };
    }
    context.addIssue({ code: 'custom', message: 'needs clientId and clientSecret', path: ['tokenUrl'] });
    return z.NEVER;
  })
  .prefault({});

/** PEM files; a certificate needs its key. */
export const tls = z
  .strictObject({
    ca: text.optional(),
    certificate: text.optional(),
    key: secretReferenceSchema.optional(),
    passphrase: secretReferenceSchema.optional(),
  })
  .refine(({ certificate, key }) => (certificate === undefined) === (key === undefined), {
    error: 'certificate and key are given together',
    path: ['certificate'],
  })
  .transform(({ ca, certificate, key, passphrase }) => ({
    ca: ca ?? null,
    client:
      certificate !== undefined && key !== undefined ? { certificate, key, passphrase: passphrase ?? null } : null,
  }))
  .prefault({});

const proxy = z
  .strictObject({ url: serverUrl.optional(), credentials: secretReferenceSchema.optional() })
  .refine(({ url, credentials }) => url !== undefined || credentials === undefined, {
    error: 'needs url',
    path: ['credentials'],
  })
  .transform(({ url, credentials }) => (url === undefined ? null : { url, credentials: credentials ?? null }))
  .prefault({});

/** How requests to a REST hospital are signed. */
const signing = z
  .strictObject({ merchantId: text.optional(), secret: secretReferenceSchema.optional() })
  .refine(({ merchantId, secret }) => (merchantId === undefined) === (secret === undefined), {
    error: 'merchantId and secret are given together',
  })
  .transform(({ merchantId, secret }) =>
    merchantId === undefined || secret === undefined ? null : { merchantId, secret },
  )
  .prefault({});

export const hisSchema = z
  .strictObject({
    kind: z.enum(['mock', 'fhir', 'rest']).default('mock'),
    url: serverUrl.optional(),
    token: secretReferenceSchema.optional(),
    oauth,
    signing,
    tls,
    proxy,
    timeoutMs: milliseconds.min(100).default(2_500),
    submitTimeoutMs: milliseconds.min(100).default(10_000),
    systems: systems.prefault({}),
  })
  .transform(({ kind, url, token, oauth, signing, tls, proxy, ...rest }, context) => {
    if (kind === 'mock') return { kind, ...rest };
    const missing = (key: string): never => {
      context.addIssue({ code: 'custom', message: `must be given for kind = "${kind}"`, path: [key] });
      return z.NEVER;
    };
    const foreign = {
      fhir: { signing: signing !== null },
      rest: { token: token !== undefined, oauth: oauth !== null, systems: Object.keys(rest.systems).length > 0 },
    }[kind];
    for (const [key, isGiven] of Object.entries(foreign)) {
      const message = `does not belong to kind = "${kind}"`;
      if (isGiven) context.addIssue({ code: 'custom', message, path: [key] });
    }
    if (url === undefined) return missing('url');
    const connection = { url, tls, proxy };
    if (kind === 'fhir') return { kind, ...connection, token: token ?? null, oauth, ...rest };
    return signing === null ? missing('signing') : { kind, ...connection, signing, ...rest };
  });

function isServerUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** Over plain http a secret goes no further than this machine. */
export function keepsSecrets(value: string): boolean {
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}
