import { resolve } from 'node:path';
import {
  describeConfiguration,
  describeProblem,
  loadConfiguration,
  writeDefaultConfiguration,
} from '../operations/configuration.ts';
import { dataFolderAt, defaultDataFolder, openDataFolder } from '../operations/data-folder.ts';
import { modelProblems } from '../face-models.ts';
import { printerWarning } from '../simulation.ts';
import { loadTrustFolder } from '../trust.ts';
import { complain, type ExitCode, exitCodes, print } from './output.ts';

interface ConfigOptions {
  json: boolean;
  data: string | undefined;
}

const pathOf = ({ data }: ConfigOptions): string => dataFolderAt(data ?? defaultDataFolder(process.env)).path;

/** `tiepdon config check`: every mistake with file, line and key. */
export async function checkConfiguration(options: ConfigOptions): Promise<ExitCode> {
  const loaded = loadConfiguration(pathOf(options));
  if (!loaded.ok) {
    print(options.json, { ok: false, problems: loaded.problems }, () => loaded.problems.map(describeProblem));
    return exitCodes.invalid;
  }
  const path = pathOf(options);
  const { problems } = loadTrustFolder(resolve(path, loaded.configuration.trust.cscaFolder));
  const faceProblems = modelProblems(loaded.configuration.face.models, dataFolderAt(path).modelsFolder);
  const printer = printerWarning(loaded.configuration);
  const warnings = printer === null ? [] : [printer];
  print(
    options.json,
    { ok: faceProblems.length === 0, source: loaded.source, trustProblems: problems, faceProblems, warnings },
    () => [
      loaded.source === 'file'
        ? `${dataFolderAt(path).configurationFile}: correct`
        : `no configuration file in ${path}: the defaults are in force`,
      ...problems.map(({ detail }) => `trust folder: ${detail}`),
      ...faceProblems,
      ...warnings.map((warning) => `warning: ${warning}`),
    ],
  );
  return faceProblems.length === 0 ? exitCodes.done : exitCodes.invalid;
}

/** `tiepdon config show`: what is in force; secrets are references. */
export async function showConfiguration(options: ConfigOptions): Promise<ExitCode> {
  const loaded = loadConfiguration(pathOf(options));
  if (!loaded.ok) {
    print(options.json, { ok: false, problems: loaded.problems }, () => loaded.problems.map(describeProblem));
    return exitCodes.invalid;
  }
  print(options.json, loaded.configuration, () => [describeConfiguration(loaded.configuration)]);
  return exitCodes.done;
}

/** `tiepdon config init`: the documented default file, in a folder that has none. */
export async function initConfiguration(options: ConfigOptions): Promise<ExitCode> {
  const opened = openDataFolder(pathOf(options));
  if (!opened.ok) {
    complain(options.json, opened.message);
    return exitCodes.failed;
  }
  const { configurationFile } = opened.folder;
  if (!writeDefaultConfiguration(opened.folder.path)) {
    complain(options.json, `${configurationFile} exists already and stays as it is`);
    return exitCodes.failed;
  }
  print(options.json, { file: configurationFile }, () => [configurationFile]);
  return exitCodes.done;
}
