import type { DocumentReader, ReaderStatus } from '../../native/readers/port.ts';
import { serviceMoment } from '../../sync/queue/service-day.ts';
import { type Configuration, loadConfiguration } from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder, openDataFolder } from '../operations/data-folder.ts';
import { type OpenJudging, openJudging } from '../judging.ts';
import { openSimulation, type Simulation } from '../simulation.ts';
import { type KeyOptions, keysOf, type Opening } from './card-keys.ts';
import { complain, type ExitCode, exitCodes } from './output.ts';

export interface CardOptions extends KeyOptions {
  json: boolean;
  data: string | undefined;
  /** Specimen person whose card is laid on the virtual reader first. */
  person?: string;
  seconds: number;
}

export type LaidCard = Extract<ReaderStatus, { state: 'card' }>;

/** What a command needs to open its reader. */
export interface Desk {
  configuration: Configuration;
  simulation: Simulation | null;
  judging: OpenJudging;
}

export interface CardCommand {
  open(desk: Desk): Promise<DocumentReader | null>;
  use(card: LaidCard, opening: Opening, today: string): Promise<ExitCode>;
}

/** Waits for a card on the reader that the configuration names; says so when there is none. */
export async function withCard(options: CardOptions, command: CardCommand): Promise<ExitCode> {
  const refuse = (message: string, code: ExitCode = exitCodes.failed): ExitCode => {
    complain(options.json, message);
    return code;
  };
  const path = dataFolderAt(options.data ?? defaultDataFolder(process.env)).path;
  const loaded = loadConfiguration(path);
  const folder = openDataFolder(path);
  if (!folder.ok) return refuse(folder.message, exitCodes.invalid);
  if (!loaded.ok) return refuse('the configuration is wrong; see tiepdon config check', exitCodes.invalid);
  const { configuration } = loaded;
  const { timeZone, afternoonFrom } = configuration.hospital;
  const today = serviceMoment(new Date(), timeZone, afternoonFrom).serviceDate;
  const found = keysOf(options, today);
  if (!found.ok) return refuse(found.detail, found.code);
  const { ok: _, ...opening } = found;

  const simulation = await openReaderSimulation(configuration, path);
  const judging = openJudging(path, configuration);
  const reader = await command.open({ configuration, simulation, judging });
  try {
    if (!reader) return refuse('no reader is configured that this command can use');
    if (options.person !== undefined) {
      const refusal = await lay(options.person, simulation);
      if (refusal !== null) return refuse(refusal, exitCodes.usage);
    }
    const status = await cardOn(reader, options.seconds * 1000);
    return status.state === 'card' ? await command.use(status, opening, today) : refuse(withoutCard(status));
  } finally {
    await reader?.close();
    await simulation?.close();
    await judging.close();
  }
}

/** Only the reader is wanted of the simulated surroundings. */
function openReaderSimulation(configuration: Configuration, path: string): Promise<Simulation | null> {
  const { devices, his } = configuration;
  return openSimulation(
    {
      ...configuration,
      devices: { ...devices, scanner: [{ kind: 'none' }] },
      his: {
        kind: 'fhir',
        url: 'http://127.0.0.1:9',
        token: null,
        oauth: null,
        tls: { ca: null, client: null },
        proxy: null,
        timeoutMs: his.timeoutMs,
        submitTimeoutMs: his.submitTimeoutMs,
        systems: his.systems,
      },
    },
    path,
  );
}

const lay = (personId: string, simulation: Simulation | null): Promise<string | null> =>
  simulation ? simulation.handle({ type: 'insert-card', personId }) : Promise.resolve('the reader is not simulated');

/** The first card within the time, or the status when it is over. */
function cardOn(reader: DocumentReader, timeoutMs: number): Promise<ReaderStatus> {
  if (reader.status.state === 'card') return Promise.resolve(reader.status);
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop();
      resolve(reader.status);
    };
    const timer = setTimeout(finish, timeoutMs);
    const stop = reader.subscribe((status) => {
      if (status.state === 'card') finish();
    });
  });
}

function withoutCard(status: Exclude<ReaderStatus, LaidCard>): string {
  switch (status.state) {
    case 'empty':
      return 'no card was laid on the reader';
    case 'unreadable-card':
      return `the card cannot be opened: ${status.detail}`;
    case 'unavailable':
      return `no reader: ${status.detail}`;
  }
}
