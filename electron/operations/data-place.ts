import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where things lie, without looking: the shell knows no more of the data folder. */

/** `TIEPDON_DATA`, else the place the XDG base directory specification gives to user data. */
export function defaultDataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment['TIEPDON_DATA']) return resolve(environment['TIEPDON_DATA']);
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'tiepdon');
}

/** Face models that a hospital has put in the place of the shipped ones. */
export const modelsFolderIn = (dataFolder: string): string => join(dataFolder, 'models');
