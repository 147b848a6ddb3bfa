import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify, TomlError } from 'smol-toml';
import type { z } from 'zod';
import { defaultConfigurationText } from './configuration-default.ts';
import { configurationSchema, configurationVersion } from './configuration-schema.ts';
import type { Configuration } from './configuration-schema.ts';
import { locateToml } from './toml-lines.ts';
import type { KeyPath } from './toml-lines.ts';

export type { Configuration } from './configuration-schema.ts';

export const configurationFileName = 'kiosk.toml';

export interface ConfigurationProblem {
  file: string;
  line: number;
  /** Dotted, as in the file: `devices.scanner.kind`, `clinics[1].id`; empty for the file as a whole. */
  key: string;
  message: string;
}

export type ConfigurationResult =
  | { ok: true; configuration: Configuration; source: 'file' | 'defaults' }
  | { ok: false; problems: ConfigurationProblem[] };

/** The data folder's configuration; without a file, the defaults. */
export function loadConfiguration(folder: string): ConfigurationResult {
  const file = join(folder, configurationFileName);
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { ok: true, configuration: defaultConfiguration(), source: 'defaults' };
    return { ok: false, problems: [{ file, line: 1, key: '', message: `cannot be read (${code})` }] };
  }
  return readConfiguration(source, file);
}

export function defaultConfiguration(): Configuration {
  return configurationSchema.parse({ version: configurationVersion });
}

/** The same for a text that is not, or not yet, a file; `file` is only what problems are reported under. */
export function readConfiguration(source: string, file: string): ConfigurationResult {
  let content: unknown;
  try {
    content = parse(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The message goes on with an excerpt of the file, which may hold what should not be repeated.
    const [message] = error.message.split('\n') as [string];
    return { ok: false, problems: [{ file, line: error.line, key: '', message }] };
  }
  const parsed = configurationSchema.safeParse(content);
  if (parsed.success) return { ok: true, configuration: parsed.data, source: 'file' };
  const lineOf = locateToml(source);
  const problems = parsed.error.issues
    .flatMap((issue) => complaints(issue, content))
    .map(({ path, message }) => ({ file, line: lineOf(path), key: written(path), message }));
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
}

/** Puts the documented default file into a folder that has none; true when it was written. */
export function writeDefaultConfiguration(folder: string): boolean {
  try {
    writeFileSync(join(folder, configurationFileName), defaultConfigurationText, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The effective configuration as TOML. Secrets are references in it, because nothing else gets in. */
export function describeConfiguration(configuration: Configuration): string {
  return stringify(configuration);
}

/** One line for people: `kiosk.toml:12: kiosk.id: unknown key`. */
export function describeProblem({ file, line, key, message }: ConfigurationProblem): string {
  return [`${file}:${line}`, ...(key === '' ? [] : [key]), message].join(': ');
}

function complaints(issue: z.core.$ZodIssue, content: unknown): { path: KeyPath; message: string }[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown key' }));
  }
  if (issue.code === 'invalid_type' && valueAt(content, path) === undefined) {
    return [{ path, message: 'is missing' }];
  }
  // A key of a record: what is wrong with it stands one level below.
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => ({ path, message }));
  // One table or a list of them: the variant that the value was meant to be complains of something inside it.
  const meant = issue.code === 'invalid_union' ? issue.errors.find((each) => !each.some(isOfTheWhole)) : undefined;
  if (meant) return meant.flatMap((each) => complaints({ ...each, path: [...issue.path, ...each.path] }, content));
  return [{ path, message: issue.message }];
}

const isOfTheWhole = ({ path, code }: z.core.$ZodIssue): boolean => path.length === 0 && code === 'invalid_type';

function valueAt(content: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown>)[part], content);
}

function written(path: KeyPath): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}
