import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import { startStation } from '../station.ts';
import { connectToStation, type StationConnection } from './connection.ts';

export type StationClient =
  { ok: true; station: StationConnection; close(): Promise<void> } | { ok: false; detail: string };

/** Joins the station that runs on this data folder, or starts one for as long as the command takes. */
export async function openStation(dataFolder: string | undefined): Promise<StationClient> {
  const { socketFile } = dataFolderAt(dataFolder ?? defaultDataFolder(process.env));
  const running = await connectToStation(socketFile);
  if (running) {
    return {
      ok: true,
      station: running,
      close: async () => {
        running.close();
      },
    };
  }
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
