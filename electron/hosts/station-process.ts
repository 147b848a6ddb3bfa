import { reportCrashes } from '../crash-report.ts';
import { defaultDataFolder } from '../operations/data-folder.ts';
import { startStation } from '../station.ts';

/** The station as a plain Node process of the browser host. */

/** What it tells the host once it runs; an empty path is a station that listens nowhere. */
export interface StationHello {
  socketPath: string;
}

reportCrashes(defaultDataFolder(process.env));
const station = await startStation({
  dataFolder: null,
  echoLog: process.env['TIEPDON_LOG'] === 'echo',
  hasOwnProcess: true,
});
process.send?.({ socketPath: station.socketPath } satisfies StationHello);

const stop = (): void => {
  void station.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// The host is gone: a station without one would hold the data folder for ever.
process.on('disconnect', stop);
