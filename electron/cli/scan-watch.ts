import { parseCode } from '../../native/citizen-id/parse-code.ts';
import type { Scanner } from '../../native/scanner/port.ts';
import { openServiceClock } from '../../sync/queue/service-day.ts';
import type { ScanSeen } from '../bridge/messages.ts';
import type { KioskSnapshot } from '../bridge/snapshot.ts';
import { codeFormats } from '../code-formats.ts';
import { openScanner } from '../devices.ts';
import { type Configuration, describeProblem, loadConfiguration } from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import { createScanWatch } from '../scan-watch.ts';
import { printable } from './card-text.ts';
import type { Shared } from './command.ts';
import { connectToStation, type StationConnection } from './connection.ts';
import { complain, type ExitCode, exitCodes } from './output.ts';

export interface WatchOptions extends Shared {
  /** The contents of the codes, too. */
  raw: boolean;
  /** Ends by itself after so long; else at Ctrl+C. */
  seconds?: number;
}

/** What a test brings instead of a station and devices. */
export interface WatchSurroundings {
  connect: (socketFile: string) => Promise<StationConnection | null>;
  open: (settings: Configuration['devices']['scanner']) => Scanner | null;
}

const realSurroundings: WatchSurroundings = {
  connect: connectToStation,
  open: (settings) => openScanner(settings, null, null),
};

/**
 * `tiepdon scan watch`: a line for every scan, from the station that runs on this data folder or, when none does, from the
 * configured scanners themselves.
 */
export async function watchScans(
  options: WatchOptions,
  { connect, open }: WatchSurroundings = realSurroundings,
): Promise<ExitCode> {
  const folder = dataFolderAt(options.data ?? defaultDataFolder(process.env));
  const station = await connect(folder.socketFile);
  return station ? watchStation(options, station) : watchOwnScanners(options, folder.path, open);
}

const stateWords: Record<KioskSnapshot['devices']['scanner'], string> = {
  ready: 'the scanner is ready',
  'not-configured': 'no scanner, but codes may be shown to the camera',
  'not-reachable': 'the scanner is not reachable: is it plugged in?',
  'not-responding': 'the scanner does not respond',
  'hardware-error': 'the scanner has a fault',
};

/** Why no code will ever come from this station, or null. */
function whyNothing({ service, devices }: KioskSnapshot): string | null {
  if (service === 'closed') return 'the station is closed: its screen says why';
  const isBlind = devices.scanner === 'not-configured' && devices.cameraCodes === 'off';
  return isBlind ? 'this kiosk has no scanner, and no codes are shown to its camera' : null;
}

async function watchStation(options: WatchOptions, station: StationConnection): Promise<ExitCode> {
  const nothing = whyNothing(station.snapshot());
  if (nothing !== null) {
    complain(options.json, nothing);
    station.close();
    return exitCodes.failed;
  }
  let { scanner } = station.snapshot().devices;
  note(stateWords[scanner]);
  station.onMessage((message) => {
    if (message.kind === 'scan-seen') show(options.json, message);
    if (message.kind === 'scan-watch' && options.raw) {
      if (message.tellsText) warnOfContents();
      else note('the running station does not tell what is in the codes: its scanners are real');
    }
    if (message.kind !== 'snapshot' || message.snapshot.devices.scanner === scanner) return;
    ({ scanner } = message.snapshot.devices);
    note(stateWords[scanner]);
  });
  station.send({ kind: 'watch-scans', raw: options.raw });
  let hasStopped = false;
  await untilEnded(options.seconds, (end) => {
    station.onClosed(() => {
      hasStopped = true;
      end();
    });
  });
  if (hasStopped) {
    complain(options.json, 'the station has stopped');
    return exitCodes.failed;
  }
  station.close();
  return exitCodes.done;
}

async function watchOwnScanners(
  options: WatchOptions,
  folder: string,
  open: WatchSurroundings['open'],
): Promise<ExitCode> {
  const loaded = loadConfiguration(folder);
  if (!loaded.ok) {
    complain(options.json, loaded.problems.map(describeProblem).join('; '));
    return exitCodes.invalid;
  }
  const { configuration } = loaded;
  // A scanner that types is heard by the screen, and a simulated one is the station's.
  const scanner = open(configuration.devices.scanner.filter(({ kind }) => kind === 'serial' || kind === 'hid'));
  if (!scanner) {
    complain(
      options.json,
      'no station is running, and the configuration names no scanner that can be opened without it',
    );
    return exitCodes.failed;
  }
  if (options.raw) warnOfContents();
  const { timeZone, afternoonFrom } = configuration.hospital;
  const clock = openServiceClock(() => new Date(), timeZone, afternoonFrom);
  const formats = codeFormats(configuration);
  const watch = createScanWatch({
    scanner,
    parse: (bytes) => parseCode(bytes, { ...formats, today: clock().serviceDate }),
    now: () => new Date(),
    mayTellText: true,
  });
  watch(options.raw, (news) => {
    if (news.kind === 'scan-seen') show(options.json, news);
  });
  scanner.subscribe((event) => {
    if (event.type !== 'status') return;
    const { status } = event;
    note(status.state === 'ready' ? `ready: ${status.source}` : `no scanner: ${status.detail}`);
  });
  await untilEnded(options.seconds);
  await scanner.close();
  return exitCodes.done;
}

function warnOfContents(): void {
  note('the codes hold personal data, and they are printed here in full');
}

/** For people, beside what is printed. */
function note(text: string): void {
  process.stderr.write(`tiepdon: ${printable(text)}\n`);
}

/** Ctrl+C, the end of the time, nobody reads any more, or what `orWhen` waits for. */
async function untilEnded(seconds: number | undefined, orWhen?: (end: () => void) => void): Promise<void> {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  const onEnd = (): void => {
    end();
  };
  const timer = seconds === undefined ? undefined : setTimeout(onEnd, seconds * 1_000);
  process.once('SIGINT', onEnd).once('SIGTERM', onEnd);
  process.stdout.once('error', onEnd);
  orWhen?.(onEnd);
  await promise;
  clearTimeout(timer);
  process.off('SIGINT', onEnd).off('SIGTERM', onEnd);
  process.stdout.off('error', onEnd);
}

function show(json: boolean, seen: ScanSeen): void {
  process.stdout.write(`${json ? jsonOf(seen) : lineOf(seen)}\n`);
}

function jsonOf({ atIso, source, outcome, symbology, sizeBytes, code, text }: ScanSeen): string {
  return JSON.stringify({ at: atIso, source, outcome, symbology, sizeBytes, code, ...(text !== null && { text }) });
}

function lineOf({ atIso, source, outcome, symbology, sizeBytes, code, text }: ScanSeen): string {
  const what =
    sizeBytes === null ? [outcome] : [symbology ?? 'no symbology', `${String(sizeBytes)} B`, code ?? outcome];
  return printable([atIso, source, ...what, ...(text === null ? [] : [text])].join('  '));
}
