import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { type CheckResult, type ConformanceOptions } from '../../sync/his/conformance-check.ts';
import { checkHospital, conforms } from '../../sync/his/conformance.ts';
import type { PatientKeys } from '../../sync/his/hospital-api.ts';
import { serviceMoment } from '../../sync/queue/service-day.ts';
import { type HospitalContext, openHospital } from '../hospital.ts';
import { serverUrl } from '../operations/configuration-his.ts';
import { type Configuration, describeProblem, loadConfiguration } from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import type { Shared } from './command.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

export interface CheckOptions extends Shared {
  kind: 'fhir' | 'rest';
  tokenEnv?: string;
  merchant?: string;
  secretEnv?: string;
  ca?: string;
  certificate?: string;
  key?: string;
  proxy?: string;
  readOnly?: boolean;
  knownId?: string;
  mergedId?: string;
  blockedId?: string;
  deceasedId?: string;
  appointmentCode?: string;
  closedClinic?: string;
}

/** The kiosk that checks: its numbers and its audit head are no real kiosk's. */
const checkingKiosk = 'CHECK';

const wantedUrl = 'begins with http:// or https:// and has no user name or password';

const marks = { passed: 'ok', failed: 'FAILED', 'not-offered': 'not offered', 'left-out': 'left out' } as const;

/** `tiepdon his check [URL]`: whether a hospital behaves as a kiosk needs it to. Without an address, the configured one. */
export async function checkHis(url: string | undefined, options: CheckOptions): Promise<ExitCode> {
  const { json } = options;
  const folder = dataFolderAt(options.data ?? defaultDataFolder(process.env)).path;
  const loaded = loadConfiguration(folder);
  if (!loaded.ok) {
    complain(json, loaded.problems.map(describeProblem).join('; '));
    return exitCodes.invalid;
  }
  const his =
    url === undefined ? configuredHis(options, loaded.configuration) : hisAt(url, options, loaded.configuration);
  if (typeof his === 'string' || his.kind === 'mock') {
    complain(
      json,
      typeof his === 'string' ? his : 'no hospital is configured; name its address: tiepdon his check URL',
    );
    return exitCodes.usage;
  }
  const { kiosk } = loaded.configuration;
  const configuration = { ...loaded.configuration, kiosk: { ...kiosk, id: checkingKiosk }, his };
  const context = { configuration, folder, environment: process.env, mockUrl: null, now: () => new Date() };
  const opened = openHospital(context);
  if (!opened.ok) {
    complain(json, opened.message);
    return exitCodes.invalid;
  }
  const stranger = strangerTo(context);
  try {
    const results = await checkHospital(
      {
        hospital: opened.hospital,
        stranger,
        knownPatient: byNumber(options.knownId),
        mergedPatient: byNumber(options.mergedId),
        standings: standings(options),
        appointmentCode: options.appointmentCode ?? null,
        closedClinicId: options.closedClinic ?? null,
        readOnly: options.readOnly ?? false,
        kioskId: checkingKiosk,
        moment: () => serviceMoment(new Date(), configuration.hospital.timeZone, configuration.hospital.afternoonFrom),
        newKey: randomUUID,
      },
      (result) => {
        if (!json) print(false, result, () => [lineOf(result)]);
      },
    );
    const ok = conforms(results);
    print(json, { url: his.url, kind: his.kind, ok, results }, () => ['', summary(his.url, results)]);
    return ok ? exitCodes.done : exitCodes.invalid;
  } finally {
    await Promise.all([opened.hospital.api.close(), stranger?.close()]);
  }
}

/** What stands in the configuration; a sentence when the command line says otherwise, which would not be heard. */
function configuredHis(options: CheckOptions, { his }: Configuration): Configuration['his'] | string {
  const given = (['ca', 'certificate', 'key', 'proxy', 'tokenEnv', 'merchant', 'secretEnv'] as const).some(
    (flag) => options[flag] !== undefined,
  );
  return given ? 'how the configured hospital is reached stands in kiosk.toml; flags for that need an address' : his;
}

/** The address on the command line, with what was said about it there; a sentence when that is not enough. */
function hisAt(url: string, options: CheckOptions, { his }: Configuration): Configuration['his'] | string {
  if (!serverUrl.safeParse(url).success) return `the address ${wantedUrl}`;
  const { ca, certificate, key, proxy } = options;
  if ((certificate === undefined) !== (key === undefined)) return '--certificate and --key are given together';
  if (proxy !== undefined && !serverUrl.safeParse(proxy).success) return `the proxy’s address ${wantedUrl}`;
  const { timeoutMs, submitTimeoutMs, systems } = his;
  const connection = {
    url,
    tls: {
      // Below a data folder an absolute name stays as it is.
      ca: ca === undefined ? null : resolve(ca),
      client:
        certificate === undefined || key === undefined
          ? null
          : { certificate: resolve(certificate), key: { file: resolve(key) }, passphrase: null },
    },
    proxy: proxy === undefined ? null : { url: proxy, credentials: null },
  };
  const limits = { timeoutMs, submitTimeoutMs, systems };
  if (options.kind === 'fhir') {
    const token = options.tokenEnv === undefined ? null : { env: options.tokenEnv };
    return { kind: 'fhir', ...connection, token, oauth: null, ...limits };
  }
  const { merchant: merchantId, secretEnv } = options;
  if (merchantId === undefined || secretEnv === undefined) return 'a REST hospital needs --merchant and --secret-env';
  return { kind: 'rest', ...connection, signing: { merchantId, secret: { env: secretEnv } }, ...limits };
}

/** The same hospital, asked with credentials that nobody has; null where it wants none. */
function strangerTo(context: HospitalContext): ConformanceOptions['stranger'] {
  const { his } = context.configuration;
  const wrong = { env: 'WRONG' };
  const strange =
    his.kind === 'rest'
      ? { ...his, signing: { ...his.signing, secret: wrong } }
      : his.kind === 'fhir' && (his.token !== null || his.oauth !== null)
        ? { ...his, oauth: null, token: wrong }
        : null;
  if (strange === null) return null;
  const opened = openHospital({
    ...context,
    configuration: { ...context.configuration, his: strange },
    environment: { ...context.environment, WRONG: randomUUID() },
  });
  return opened.ok ? opened.hospital.api : null;
}

function standings({ blockedId, deceasedId }: CheckOptions): ConformanceOptions['standings'] {
  const [blocked, deceased] = [byNumber(blockedId), byNumber(deceasedId)];
  return [
    ...(blocked === null ? [] : [{ keys: blocked, standing: 'blocked' as const }]),
    ...(deceased === null ? [] : [{ keys: deceased, standing: 'deceased' as const }]),
  ];
}

const byNumber = (idNumber: string | undefined): PatientKeys | null =>
  idNumber === undefined
    ? null
    : { idNumber, oldIdNumber: null, insuranceNumber: null, passportNumber: null, patientCode: null };

const lineOf = ({ id, title, outcome }: CheckResult): string =>
  `${marks[outcome.kind].padEnd(12)}${id.padEnd(30)}${title}${outcome.detail === '' ? '' : `: ${outcome.detail}`}`;

function summary(url: string, results: readonly CheckResult[]): string {
  const count = (kind: CheckResult['outcome']['kind']): number =>
    results.filter(({ outcome }) => outcome.kind === kind).length;
  return `${url}: ${String(count('passed'))} hold, ${String(count('failed'))} fail, ${String(count('not-offered'))} not offered, ${String(count('left-out'))} left out`;
}
