import { loadMockHis, loadPeople, loadRestMock, noFixtures } from './fixtures.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

export interface ServeOptions {
  json: boolean;
  kind: 'fhir' | 'rest';
  port: number;
  database?: string;
  merchant?: string;
  secretEnv?: string;
}

/** A mock hospital that answers; `value` and `lines` say where. */
interface Served {
  value: object;
  lines: readonly string[];
  close(): Promise<void>;
}

/** `tiepdon his`: a mock hospital for kiosks on this machine, until it is interrupted. */
export async function serveHis(options: ServeOptions): Promise<ExitCode> {
  const signing = signingOf(options);
  if (typeof signing === 'string') {
    complain(options.json, signing);
    return exitCodes.usage;
  }
  const served = await start(options, signing).catch((error: unknown) => error as NodeJS.ErrnoException);
  if (served === null || served instanceof Error) {
    const taken = served?.code === 'EADDRINUSE';
    complain(
      options.json,
      taken ? `port ${String(options.port)} is taken; choose another with --port` : (served?.message ?? noFixtures),
    );
    return exitCodes.failed;
  }
  print(options.json, served.value, () => served.lines);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await served.close();
  return exitCodes.done;
}

/** How the REST hospital wants to be asked; null for FHIR, a sentence when something is missing. */
function signingOf({ kind, merchant, secretEnv }: ServeOptions) {
  if (kind === 'fhir') return null;
  if (merchant === undefined || secretEnv === undefined) return 'a REST hospital needs --merchant and --secret-env';
  const signingSecret = process.env[secretEnv];
  if (signingSecret === undefined || signingSecret === '') return `the environment variable ${secretEnv} is not set`;
  return { merchantId: merchant, signingSecret };
}

/** null: this program is packaged without the mock hospitals. */
async function start(
  { port, database }: ServeOptions,
  signing: { merchantId: string; signingSecret: string } | null,
): Promise<Served | null> {
  const people = await loadPeople();
  if (!people) return null;
  const options = {
    ...(database === undefined ? {} : { databasePath: database }),
    now: () => new Date(),
    timeZone: 'Asia/Ho_Chi_Minh',
    people: people.specimenPeople(),
    port,
  };
  if (signing !== null) {
    const mock = await (await loadRestMock())?.createRestMock({ ...options, ...signing });
    if (!mock) return null;
    const { url } = mock;
    const { merchantId } = signing;
    const lines = [`Mock hospital: ${url}`, `It takes requests that ${merchantId} has signed.`];
    return { value: { url, merchantId }, lines, close: () => mock.close() };
  }
  const mock = await (await loadMockHis())?.createMockHis(options);
  if (!mock) return null;
  const { url, openApiUrl } = mock;
  const lines = [`Mock hospital: ${url}`, `Its interface, with faults on demand: ${openApiUrl}`];
  return { value: { url, openApiUrl }, lines, close: () => mock.close() };
}
