import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bodyBuilder } from '../sync/his/bundle.ts';
import { createCircuitBreaker } from '../sync/his/circuit-breaker.ts';
import { createDispatcher, type TlsMaterial } from '../sync/his/connection.ts';
import { maxReplyBytes } from '../sync/his/exchange.ts';
import { createFhirHospital } from '../sync/his/fhir-hospital.ts';
import type { HospitalApi } from '../sync/his/hospital-api.ts';
import { fhirSystems } from '../sync/his/identifiers.ts';
import { createTokenSource, givenToken, type TokenSource } from '../sync/his/oauth.ts';
import { restBodyBuilder } from '../sync/his/rest-body.ts';
import { createRestHospital } from '../sync/his/rest-hospital.ts';
import type { BodyBuilder } from '../sync/queue/port.ts';
import type { Configuration } from './operations/configuration.ts';
import { resolveSecret, type SecretReference } from './operations/secrets.ts';

/** The configured hospital: how it is asked, and how what is sent to it is written. */
export interface OpenHospital {
  api: HospitalApi;
  buildBody: BodyBuilder;
}

export type OpenHospitalResult = { ok: true; hospital: OpenHospital } | { ok: false; message: string };

export interface HospitalContext {
  configuration: Configuration;
  /** The data folder: files and secrets are relative to it. */
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** The mock hospital's address, for `his.kind = "mock"`. */
  mockUrl: string | null;
  now: () => Date;
}

type Real = Extract<Configuration['his'], { url: string }>;

/** A setting that names what is not there. Its message names the reference, never what it holds. */
class SettingProblem extends Error {}

/** The adapter that the configuration asks for. Nothing is asked of the hospital yet. */
export function openHospital(context: HospitalContext): OpenHospitalResult {
  try {
    return { ok: true, hospital: hospitalOf(context) };
  } catch (error) {
    if (error instanceof SettingProblem) return { ok: false, message: error.message };
    throw error;
  }
}

function hospitalOf(context: HospitalContext): OpenHospital {
  const { configuration, mockUrl, now } = context;
  const { his, hospital: site, kiosk } = configuration;
  const systems = fhirSystems(his.systems);
  const common = {
    kioskId: kiosk.id,
    facilityCode: site.facilityCode,
    timeoutMs: his.timeoutMs,
    submitTimeoutMs: his.submitTimeoutMs,
    timeZone: site.timeZone,
    now,
    breaker: createCircuitBreaker({ monotonicNow, openMs: breakerOpenMs }),
  };
  const facility = { facilityCode: site.facilityCode, hospitalName: site.name.vi };
  const fhir = (connection: Pick<Parameters<typeof createFhirHospital>[0], 'baseUrl' | 'tokens' | 'dispatcher'>) => ({
    api: createFhirHospital({ ...common, ...connection, systems }),
    buildBody: bodyBuilder(systems, facility),
  });
  if (his.kind === 'mock') return fhir({ baseUrl: mockUrl ?? '' });
  const dispatcher = dispatcherOf(his, context);
  if (his.kind === 'rest') {
    const { url: baseUrl, signing } = his;
    const signingSecret = secretOf(signing.secret, context);
    return {
      api: createRestHospital({ ...common, baseUrl, merchantId: signing.merchantId, signingSecret, dispatcher }),
      buildBody: restBodyBuilder(facility),
    };
  }
  return fhir({ baseUrl: his.url, tokens: tokensOf(his, dispatcher, context), dispatcher });
}

/** Short: patients who are waiting see "sent" soon after the hospital is back; one look-up in this time waits for it. */
const breakerOpenMs = 4_000;

const monotonicNow = (): number => performance.now();

/** The certificates of `his.tls`, read. They are there: the hospital was opened with them. */
export function tlsMaterial(
  { tls }: Pick<Real, 'tls'>,
  context: Pick<HospitalContext, 'folder' | 'environment'>,
): TlsMaterial {
  return {
    ...(tls.ca === null ? {} : { caPem: textOf(tls.ca, context) }),
    ...(tls.client === null
      ? {}
      : {
          certificatePem: textOf(tls.client.certificate, context),
          keyPem: secretOf(tls.client.key, context),
          ...(tls.client.passphrase === null ? {} : { passphrase: secretOf(tls.client.passphrase, context) }),
        }),
  };
}

/** The same for who goes on without it: a reference to what is not there is a value. */
export function tlsMaterialOf(
  setting: Pick<Real, 'tls'>,
  context: Pick<HospitalContext, 'folder' | 'environment'>,
): { ok: true; tls: TlsMaterial } | { ok: false; problem: 'secret' } {
  try {
    return { ok: true, tls: tlsMaterial(setting, context) };
  } catch (error) {
    if (error instanceof SettingProblem) return { ok: false, problem: 'secret' };
    throw error;
  }
}

function dispatcherOf({ tls, proxy }: Real, context: HospitalContext) {
  const made = createDispatcher({
    tls: tlsMaterial({ tls }, context),
    proxyUrl: proxy?.url ?? null,
    ...(proxy?.credentials ? { proxyCredentials: secretOf(proxy.credentials, context) } : {}),
    maxResponseBytes: maxReplyBytes,
  });
  if (made.ok) return made.dispatcher;
  throw new SettingProblem(
    {
      ca: 'his.tls.ca holds no certificate in PEM.',
      'client-certificate': 'his.tls.certificate, key and passphrase do not fit together.',
      'proxy-url': 'his.proxy.url is no http(s) address.',
    }[made.problem],
  );
}

function tokensOf(
  his: Extract<Real, { kind: 'fhir' }>,
  dispatcher: ReturnType<typeof dispatcherOf>,
  context: HospitalContext,
): TokenSource {
  const { oauth, token, timeoutMs } = his;
  if (oauth !== null) {
    const { tokenUrl, clientId, scope, authentication } = oauth;
    const clientSecret = secretOf(oauth.clientSecret, context);
    return createTokenSource(
      { tokenUrl, clientId, clientSecret, authentication, ...(scope === null ? {} : { scope }) },
      { dispatcher, timeoutMs, monotonicNow },
    );
  }
  if (token === null) return givenToken(() => null);
  secretOf(token, context);
  // Read at each call: a token that somebody renews is taken without a restart.
  return givenToken(() => {
    const secret = resolveSecret(token, context.folder, context.environment);
    return secret.ok ? secret.value : null;
  });
}

function secretOf(
  reference: SecretReference,
  { folder, environment }: Pick<HospitalContext, 'folder' | 'environment'>,
): string {
  const secret = resolveSecret(reference, folder, environment);
  if (secret.ok) return secret.value;
  throw new SettingProblem(secret.message);
}

function textOf(file: string, { folder }: Pick<HospitalContext, 'folder'>): string {
  const path = resolve(folder, file);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingProblem(`${path} cannot be read (${String((error as NodeJS.ErrnoException).code)}).`);
  }
}
