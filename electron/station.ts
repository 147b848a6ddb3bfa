import { closedOnItsOwn } from './blocked-start.ts';
import { closedStation } from './closed-station.ts';
import { traceOf } from './crash-report.ts';
import type { ClosedNotice } from './kiosk-view.ts';
import { openStation } from './open-station.ts';
import { dataFolderAt, defaultDataFolder, openDataFolder, takeDataFolder } from './operations/data-folder.ts';
import { openLog } from './operations/log.ts';
import { layFoundation } from './station-foundation.ts';
import type { Station, StationOptions } from './station-port.ts';
import { systemTimers } from './system-timers.ts';

/**
 * Starts the station of one data folder: devices, the visit, the queue, sync. It dies and starts again without losing a
 * registration. Never fails: a kiosk that cannot work starts closed and says why, in words.
 */
export async function startStation(options: StationOptions): Promise<Station> {
  // Whatever a library creates in the data folder is for this user only.
  process.umask(0o077);
  const now = (): Date => new Date();
  const ownProcess = {
    say: (line: string) => {
      process.stderr.write(`${line}\n`);
    },
    exit: (code: number): void => process.exit(code),
    ...systemTimers,
  };
  const closed = async (
    notice: ClosedNotice,
    problem: string,
    socketPath: string | null,
    release?: () => void,
  ): Promise<Station> => {
    const station = await closedStation(socketPath, notice, problem, release);
    return options.hasOwnProcess === true ? closedOnItsOwn(station, notice, ownProcess) : station;
  };

  const path = options.dataFolder ?? defaultDataFolder(process.env);
  const opened = openDataFolder(path);
  if (!opened.ok) return closed('data-folder-unwritable', opened.message, dataFolderAt(path).socketFile);
  const { folder } = opened;
  const taken = takeDataFolder(folder);
  if (!taken.ok) return closed(taken.inUse ? 'folder-in-use' : 'data-folder-unwritable', taken.message, null);

  const log = openLog({
    logsFolder: folder.logsFolder,
    level: 'info',
    now,
    ...(options.echoLog ? { echo: process.stderr } : {}),
  });
  const startedMs = performance.now();
  try {
    const laid = await layFoundation({ folder, log, safeStorage: options.safeStorage ?? null, now });
    if (!laid.ok) {
      log.write('station-refused', { reason: laid.notice });
      return await closed(laid.notice, laid.problem, folder.socketFile, taken.release);
    }
    return await openStation({ ...laid, folder, log, release: taken.release, now, startedMs });
  } catch (error) {
    log.write('unexpected-error', { where: 'start', error });
    return closed('start-failed', traceOf(error), folder.socketFile, taken.release);
  }
}
