import { type DataFolder, dataFolderAt, defaultDataFolder, takeDataFolder } from '../operations/data-folder.ts';
import { startStation } from '../station.ts';
import { connectToStation, type StationConnection } from './connection.ts';

export type StationClient =
  { ok: true; station: StationConnection; close(): Promise<void> } | { ok: false; detail: string };

/** Joins the station that runs on this data folder, or starts one for as long as the command takes. */
export async function openStation(dataFolder: string | undefined): Promise<StationClient> {
  const folder = dataFolderAt(dataFolder ?? defaultDataFolder(process.env));
  const running = await connectToStation(folder.socketFile);
  if (running) {
    return {
      ok: true,
      station: running,
      close: async () => {
        running.close();
      },
    };
  }
  const inUse = usedBy(folder);
  if (inUse !== null) return { ok: false, detail: inUse };
  const own = await startStation({ dataFolder: dataFolder ?? null, echoLog: false });
  const station = own.problem === null ? await connectToStation(own.socketPath) : null;
  if (!station) {
    await own.stop();
    return { ok: false, detail: own.problem ?? 'the station did not start' };
  }
  return {
    ok: true,
    station,
    close: async () => {
      station.close();
      await own.stop();
    },
  };
}

/** Words for a station that holds the folder and does not answer; null where there is none, or the folder is what fails. */
function usedBy(folder: DataFolder): string | null {
  const taken = takeDataFolder(folder);
  if (!taken.ok) return taken.inUse ? 'the station is starting, or does not answer: try again in a moment' : null;
  taken.release();
  return null;
}
