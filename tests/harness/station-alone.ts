import { fork } from 'node:child_process';
import { join } from 'node:path';
import { dataFolderAt } from '../../electron/operations/data-folder.ts';

/** A station as a process of its own, with no screen. */
export interface StationAlone {
  socketPath: string;
  stop(): Promise<void>;
}

const program = join(import.meta.dirname, '..', '..', 'electron', 'hosts', 'station-process.ts');

/** Starts the station of a data folder. */
export function startStationProcess(dataFolder: string): StationAlone {
  const child = fork(program, [], {
    env: { ...process.env, TIEPDON_DATA: dataFolder },
    execArgv: [],
    stdio: 'inherit',
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    socketPath: dataFolderAt(dataFolder).socketFile,
    stop: async () => {
      child.kill();
      await gone;
    },
  };
}
