import { dataFolderAt } from './operations/data-folder.ts';
import { describeError } from './operations/log-fields.ts';
import { openLog } from './operations/log.ts';

/** What an error may say of itself outside the log: its class and where it was thrown, since its message can quote anything. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const { type, trace } = describeError(error);
  return [type, ...trace.map((frame) => `    at ${frame}`)].join('\n');
}

/**
 * For the process of a station: what nobody caught is logged without its message, and ends the process. Node itself would
 * print the message.
 */
export function reportCrashes(dataFolder: string): void {
  const report = (error: unknown): void => {
    try {
      process.stderr.write(`The station failed: ${traceOf(error)}\n`);
      const log = openLog({ logsFolder: dataFolderAt(dataFolder).logsFolder, level: 'error', now: () => new Date() });
      log.write('unexpected-error', { where: 'process', error });
    } finally {
      process.exit(1);
    }
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}
