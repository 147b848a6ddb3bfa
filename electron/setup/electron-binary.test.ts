import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary, fetchElectron } from './electron-binary.mjs';

let root: string;
let electron: string;

const patientMs = 30_000;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tiepdon-electron-'));
  electron = join(root, 'node_modules', 'electron');
  mkdirSync(electron, { recursive: true });
  writeFileSync(join(electron, 'package.json'), JSON.stringify({ version: '45.4.1' }));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** What Electron's installer leaves behind. */
function install(version: string): void {
  mkdirSync(join(electron, 'dist'), { recursive: true });
  writeFileSync(join(electron, 'dist', 'version'), version);
  writeFileSync(join(electron, 'path.txt'), 'electron');
  writeFileSync(join(electron, 'dist', 'electron'), '');
}

const installer = (script: string): void => {
  writeFileSync(join(electron, 'install.js'), script);
};

describe('electronBinary', () => {
  it('finds the binary of the installed version', () => {
    install('v45.4.1');
    expect(electronBinary(root)).toEqual({ kind: 'present', path: join(electron, 'dist', 'electron') });
  });

  it('counts another version, half an installation and none as absent', () => {
    expect(electronBinary(root)).toEqual({ kind: 'absent' });
    install('44.0.0');
    expect(electronBinary(root)).toEqual({ kind: 'absent' });
    install('45.4.1');
    rmSync(join(electron, 'dist', 'electron'));
    expect(electronBinary(root)).toEqual({ kind: 'absent' });
    expect(electronBinary(join(root, 'nowhere'))).toEqual({ kind: 'absent' });
  });
});

describe('fetchElectron', () => {
  it('runs the package’s installer', async () => {
    installer(`
      const { mkdirSync, writeFileSync } = require('fs');
      mkdirSync(__dirname + '/dist');
      writeFileSync(__dirname + '/dist/version', '45.4.1');
      writeFileSync(__dirname + '/dist/electron', '');
      writeFileSync(__dirname + '/path.txt', 'electron');
    `);
    expect(await fetchElectron(root, patientMs)).toEqual({ ok: true });
    expect(electronBinary(root).kind).toBe('present');
  });

  it('gives the message of a failure in one line', async () => {
    installer(`
      console.error('RequestError: getaddrinfo ENOTFOUND github.com\\n    at somewhere (file.js:1:1)');
      process.exit(1);
    `);
    expect(await fetchElectron(root, patientMs)).toEqual({
      ok: false,
      reason: 'Electron could not be fetched (getaddrinfo ENOTFOUND github.com)',
    });
  });

  it('says so when the installer says nothing, or leaves nothing', async () => {
    installer('process.exit(3);');
    expect(await fetchElectron(root, patientMs)).toEqual({
      ok: false,
      reason: 'Electron could not be fetched (its installer gave no reason)',
    });
    installer('');
    expect(await fetchElectron(root, patientMs)).toEqual({ ok: false, reason: 'Electron’s installer left no binary' });
  });

  it('ends an installer that does not answer', async () => {
    installer('setInterval(() => undefined, 1000);');
    expect(await fetchElectron(root, 1_000)).toEqual({ ok: false, reason: 'Electron was not fetched within 1 s' });
  });

  it('does nothing without the package', async () => {
    expect(await fetchElectron(join(root, 'nowhere'), patientMs)).toEqual({
      ok: false,
      reason: 'The npm package electron is not installed',
    });
  });
});
