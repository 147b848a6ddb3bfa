import { startBrowserHost } from '../../electron/hosts/browser-host.ts';
import { type DataFolder, dataFolderAt } from '../../electron/operations/data-folder.ts';
import type { MockHis } from '../../fixtures/his/mock-his.ts';
import { removeDataFolder, temporaryDataFolder } from './data-folder.ts';
import { hospitalSettings, openHospital } from './hospital.ts';
import { joinStation, type StationHand } from './station-client.ts';
import { until } from './until.ts';

/** A whole kiosk: the browser host, its station as a process of its own, and a hospital that outlives the station. */
export interface HouseKiosk {
  /** Address of the kiosk's page, with its token. */
  url: string;
  folder: DataFolder;
  hospital: MockHis;
  /** What the host printed. */
  said: string[];
  join(): Promise<StationHand>;
  stationPid(): number | undefined;
  /** SIGKILL, as when the power goes, or a kinder signal; comes back when it is gone. The host starts another one. */
  killStation(signal?: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

export interface HouseKioskOptions {
  /** Further lines of kiosk.toml, each a dotted key with its value. */
  settings?: readonly string[];
  /** The hospital of another kiosk, which closes it; none: one of its own. */
  hospital?: MockHis;
}

/** A port that the host tries first; it takes the next free one. */
const firstPort = 5200;

/** Starts host, station and hospital on a temporary data folder. */
export async function startHouseKiosk(options: HouseKioskOptions = {}): Promise<HouseKiosk> {
  const { settings = [] } = options;
  const hospital = options.hospital ?? (await openHospital());
  const folder = dataFolderAt(temporaryDataFolder([...hospitalSettings(hospital), ...settings]));
  const said: string[] = [];
  const host = await startBrowserHost({
    dataFolder: folder.path,
    socketPath: folder.socketFile,
    port: firstPort,
    strictPort: false,
    staffApi: null,
    say: (line) => said.push(line),
  });
  if (!host.ok) throw new Error(host.detail);
  const hands: StationHand[] = [];
  return {
    url: host.url,
    folder,
    hospital,
    said,
    join: async () => {
      const hand = await joinStation(folder.socketFile);
      hands.push(hand);
      return hand;
    },
    stationPid: () => host.stationPid(),
    killStation: async (signal = 'SIGKILL') => {
      const pid = host.stationPid();
      if (pid === undefined) throw new Error('There is no station to kill.');
      process.kill(pid, signal);
      await until('the killed station to be noticed', () => host.stationPid() !== pid);
    },
    stop: async () => {
      for (const hand of hands) hand.close();
      await host.stop();
      if (!options.hospital) await hospital.close();
      removeDataFolder(folder.path);
    },
  };
}
