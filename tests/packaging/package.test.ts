import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from '../../electron/setup/build.mjs';
import { filesIn, manifest, root, runScript } from './application.ts';

/**
 * electron-builder with our configuration. Electron's binary is not fetched for a test: a file with nothing in it but a fuse
 * wire stands in, so everything is real but the program itself.
 */

const command = (name: string): string => join(root, 'node_modules', '.bin', name);
let folder: string;
let resources: string;
let unpacked: string[];
let packed: string;

/** The wire as @electron/fuses finds it: a marker, version 1, the number of fuses, one digit each; here all are on. */
const fuseMarker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = Object.values(FuseV1Options).filter((value) => typeof value === 'number').length;

function standInForElectron(): string {
  const electron = join(folder, 'electron');
  mkdirSync(join(electron, 'resources'), { recursive: true });
  mkdirSync(join(electron, 'locales'));
  for (const name of ['en-US.pak', 'vi.pak', 'de.pak']) writeFileSync(join(electron, 'locales', name), '');
  for (const name of ['LICENSES.chromium.html', 'chrome-sandbox']) writeFileSync(join(electron, name), '');
  writeFileSync(join(electron, 'version'), manifest.devDependencies['electron'] ?? '');
  const wire = [Buffer.from(fuseMarker), Buffer.from([1, fuseCount]), Buffer.from('1'.repeat(fuseCount))];
  writeFileSync(join(electron, 'electron'), Buffer.concat(wire), { mode: 0o755 });
  return electron;
}

const packageWith = (...options: string[]) =>
  spawnSync(
    command('electron-builder'),
    [
      ...['--linux', 'dir'],
      `-c.electronDist=${join(folder, 'electron')}`,
      `-c.directories.output=${folder}`,
      ...options,
    ],
    { cwd: root, encoding: 'utf8' },
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiepdon-package-'));
  await build({ quiet: true });
  standInForElectron();
  const { status, stdout, stderr } = packageWith();
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  resources = join(folder, 'linux-unpacked', 'resources');
  unpacked = filesIn(join(resources, 'app.asar.unpacked'));
  packed = join(folder, 'packed');
  spawnSync(command('asar'), ['extract', join(resources, 'app.asar'), packed]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('electron-builder.yml', () => {
  it('passes electron-builder’s schema, which knows mistakes', () => {
    const { status, stderr, stdout } = packageWith('-c.nonsense=true');
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('nonsense');
  });
});

/** Nothing simulated, and a hospital that never answers. */
const realKiosk = `version = 1
devices.scanner.kind = "none"
devices.reader.kind = "pcsc"
devices.camera.kind = "device"
his.kind = "fhir"
his.url = "http://127.0.0.1:9/fhir"
`;

describe('the package', () => {
  it('has every fuse set as a kiosk needs it', async () => {
    const wire = await getCurrentFuseWire(join(folder, 'linux-unpacked', 'tiepdon'));
    const { DISABLE: off, ENABLE: on } = FuseState;
    expect(wire).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
      [FuseV1Options.EnableCookieEncryption]: off,
    });
  });

  it('keeps everything in the archive but what must be a file', () => {
    expect(filesIn(resources).filter((file) => !file.startsWith('app.asar'))).toEqual([]);
    expect(filesIn(packed)).toEqual(
      expect.arrayContaining(['package.json', 'LICENSE', 'dist/shell/main.js', 'dist/renderer/index.html']),
    );
    const { arch } = process;
    for (const native of [
      'node_modules/smartcard/build/Release/smartcard_napi.node',
      `node_modules/better-sqlite3-multiple-ciphers/prebuilds/linux-${arch}.node`,
    ]) {
      expect(unpacked).toContain(native);
    }
    expect(unpacked.filter((file) => file.endsWith('.node') && /darwin|android|linuxmusl/.test(file))).toEqual([]);
  });

  it('brings no second program, no sources, no fixtures, no development packages', () => {
    const files = filesIn(packed);
    expect(files.filter((file) => /(^|\/)(node|npm)$|node-linux-/.test(file))).toEqual([]);
    expect(
      files.filter((file) => !/^(dist\/(shell|renderer)|node_modules)\/|^(package.json|LICENSE)$/.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => /\.(c|cc|cpp|h|gyp|map)$/.test(file))).toEqual([]);
    const development = /^node_modules\/(electron|vite|vitest|typescript|playwright-core|eslint|react-dom)\//;
    expect(files.filter((file) => development.test(file))).toEqual([]);
    expect(readFileSync(join(packed, 'package.json'), 'utf8')).not.toContain('devDependencies');
  });

  it('is complete: its station starts with the packages it brings', () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'kiosk.toml'), realKiosk);
    const { status, stdout, stderr } = runScript('run-station.ts', [join(packed, 'dist/shell/shell-station.js')], {
      TIEPDON_DATA: data,
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('"kind":"snapshot"');
  });
});
