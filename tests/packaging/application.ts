import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from '../../electron/setup/build.mjs';

/** The application as it lies in a package: built files, package.json and the packages of `dependencies`, nothing else. */
export interface Application {
  folder: string;
  shell: string;
  renderer: string;
  remove(): void;
}

export const root = join(import.meta.dirname, '..', '..');

export interface Manifest {
  main: string;
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** Builds into a folder of its own, where no development package and no source is found. */
export async function buildApplication(options: { fixtures?: boolean } = {}): Promise<Application> {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-application-'));
  await build({ quiet: true, outDir: join(folder, 'dist'), ...options });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
  return {
    folder,
    shell: join(folder, 'dist', 'shell'),
    renderer: join(folder, 'dist', 'renderer'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** All files below a folder, as paths relative to it. */
export function filesIn(folder: string): string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs one of the scripts beside this file under the project's Node. */
export function runScript(
  script: 'run-shell.ts' | 'run-station.ts',
  args: readonly string[],
  environment: Record<string, string> = {},
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, script), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}
