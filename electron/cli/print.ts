import type { Command } from 'commander';
import type { Printer, PrinterStatus } from '../../native/printer/port.ts';
import { serviceMoment } from '../../sync/queue/service-day.ts';
import { type Configuration, describeProblem, loadConfiguration } from '../operations/configuration.ts';
import { paperOf } from '../operations/configuration-printer.ts';
import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import { openPrinter } from '../tickets/open-printer.ts';
import { drawTestPage } from '../tickets/slip-drawing.ts';
import type { CommandMaker, Shared } from './command.ts';
import { connectToStation } from './connection.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

/** A printer that is being found: CUPS and the network take some seconds. */
const foundMs = 15_000;

/** `tiepdon print …` */
export function addPrintCommands(program: Command, command: CommandMaker): void {
  const group = program.command('print').description('the ticket printer').exitOverride();
  command<Shared>(group, 'test', 'prints a test page on the configured printer').does(printTest);
}

/** `tiepdon print test`: a page with the hardest letters, a frame and a code. Only while no station has the printer. */
export async function printTest({ json, data }: Shared): Promise<ExitCode> {
  const folder = dataFolderAt(data ?? defaultDataFolder(process.env));
  const station = await connectToStation(folder.socketFile);
  if (station) {
    station.close();
    complain(json, 'the running station has the printer: print the test page from the staff page, or stop the station');
    return exitCodes.failed;
  }
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) {
    complain(json, loaded.problems.map(describeProblem).join('; '));
    return exitCodes.invalid;
  }
  const { configuration } = loaded;
  const setting = configuration.devices.printer;
  const printer = openPrinter(setting, { dataFolder: folder.path, simulated: null });
  if (!printer) {
    complain(json, `no printer to try: [devices.printer] has kind = "${setting.kind}"`);
    return exitCodes.failed;
  }
  try {
    return await tryOut(printer, configuration, json);
  } finally {
    await printer.close();
  }
}

async function tryOut(printer: Printer, configuration: Configuration, json: boolean): Promise<ExitCode> {
  const { devices, hospital, kiosk } = configuration;
  const paper = paperOf(devices.printer);
  const status = await firstStatus(printer);
  if (status.state !== 'ready') {
    complain(json, status.state === 'busy' ? 'the printer is busy' : `${status.reason}: ${status.detail}`);
    return exitCodes.failed;
  }
  const now = new Date();
  const moment = (instant: Date) => serviceMoment(instant, hospital.timeZone, hospital.afternoonFrom);
  const about = {
    hospital: hospital.name,
    kioskId: kiosk.id,
    calledBy: 'both' as const,
    language: 'vi',
    ...moment(now),
    sessionAt: (instant: string) => moment(new Date(instant)).session,
    now: now.toISOString(),
  };
  const result = await status.print({ bitmap: drawTestPage(about, paper), cut: paper.cut });
  if (result.kind !== 'printed') {
    complain(json, result.kind === 'stopped' ? 'stopped' : `${result.reason}: ${result.detail}`);
    return exitCodes.failed;
  }
  print(json, { printed: true, isLow: status.isLow }, () => [
    'printed: the whole frame must be on the paper',
    ...(status.isLow ? ['the roll is nearly over'] : []),
  ]);
  return exitCodes.done;
}

/** What it says when it was looked at for the first time. */
async function firstStatus(printer: Printer): Promise<PrinterStatus> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = printer.subscribe(() => {
    resolve();
  });
  const timer = setTimeout(resolve, foundMs);
  await promise;
  clearTimeout(timer);
  stop();
  return printer.status;
}
