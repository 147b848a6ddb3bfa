import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { admit } from './log-fields.ts';
import type { FieldKind } from './log-fields.ts';
import { logEvents } from './log-events.ts';
import type { LogEvent, LogEventId, LogFields } from './log-events.ts';

export const logFileName = 'station.log';
/** What the log was before it began anew; what that one replaced is gone. */
export const formerLogFileName = 'station.log.1';

export interface Log {
  /** Writes one event of the catalogue. Fields that are not listed, or do not fit their kind, are dropped and counted. */
  write<Id extends LogEventId>(id: Id, fields: LogFields<Id>): void;
}

export interface LogOptions {
  logsFolder: string;
  level: LogEvent['level'];
  now: () => Date;
  /** Where each line goes as well, in development; the file is written either way. */
  echo?: { write(line: string): void };
}

const privateFileMode = 0o600;
/** With the former file twice as much: a busy kiosk's month. */
const largestFileBytes = 8 * 1024 * 1024;

/** A log on disk, of bounded size. A disk that refuses lines costs the lines, never the kiosk. */
export function openLog({ logsFolder, level, now, echo }: LogOptions): Log & { close(): void } {
  const path = join(logsFolder, logFileName);
  const file = pino.destination({
    dest: path,
    // A line is on its way to the disk before the next thing happens, so a crash does not take its own cause with it.
    sync: true,
    append: true,
    mkdir: true,
    mode: privateFileMode,
  });
  file.on('error', () => undefined);
  let sizeBytes = sizeOf(path);
  const bounded = {
    write: (line: string) => {
      sizeBytes += Buffer.byteLength(line);
      if (sizeBytes > largestFileBytes) {
        beginAnew();
        sizeBytes = Buffer.byteLength(line);
      }
      file.write(line);
    },
  };
  /** Where the disk refuses, lines go on into the file that is open. */
  function beginAnew(): void {
    try {
      renameSync(path, join(logsFolder, formerLogFileName));
      file.reopen();
    } catch {
      // Tried again when as much has been written once more.
    }
  }
  const streams = [bounded, ...(echo === undefined ? [] : [echo])].map((stream) => ({ stream, level }));
  const log = logTo(pino.multistream(streams), level, now);
  return { ...log, close: () => file.end() };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** A log on any stream that takes lines. */
export function logTo(stream: pino.DestinationStream, level: LogEvent['level'], now: () => Date): Log {
  const logger = pino(
    {
      level,
      // Neither process id nor host name: a kiosk has its own identity.
      base: null,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return {
    write(id, fields) {
      const event: LogEvent = logEvents[id];
      logger[event.level]({ event: id, ...admitted(event.fields, fields) });
    },
  };
}

function admitted(listed: Readonly<Record<string, FieldKind>>, fields: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let dropped = 0;
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    if (value === null || value === undefined) continue;
    const kind = Object.hasOwn(listed, name) ? listed[name] : undefined;
    const allowed = kind === undefined ? undefined : admit(kind, value);
    if (allowed === undefined) dropped += 1;
    else kept[name] = allowed;
  }
  return dropped === 0 ? kept : { ...kept, dropped };
}
