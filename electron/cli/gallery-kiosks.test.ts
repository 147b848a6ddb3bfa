import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, describe, expect, it, vi } from 'vitest';
import { fingerprint, kioskAuthority, kioskOne } from '../../sync/faces/server-testing.ts';
import { dataFolderAt, takeDataFolder } from '../operations/data-folder.ts';
import { admittedBy } from './gallery-kiosks.ts';
import { galleryMachine, hearTests, heard } from './gallery-testing.ts';
import { exitCodes } from './output.ts';

hearTests();

describe('tiepdon gallery kiosks', () => {
  it('adds, lists and removes', async () => {
    const { gallery, files, data } = galleryMachine();
    expect(await gallery('kiosks', 'list', '--json')).toEqual({ code: exitCodes.done, json: [] });
    expect(await gallery('kiosks', 'add', files.kioskOne, '--name', 'K1')).toMatchObject({ code: exitCodes.done });
    expect(heard.out).toMatch(/^K1 may ask from now on, until 20/);
    expect(await gallery('kiosks', 'list', '--json')).toMatchObject({
      json: [{ name: 'K1', fingerprint: fingerprint(kioskOne) }],
    });
    expect(statSync(join(data, 'kiosks.json')).mode & 0o077).toBe(0);
    expect(await gallery('kiosks', 'remove', 'K1')).toMatchObject({ code: exitCodes.done });
    expect(await gallery('kiosks', 'remove', 'K1')).toMatchObject({ code: exitCodes.failed });
    expect(await gallery('kiosks', 'list', '--json')).toEqual({ code: exitCodes.done, json: [] });
  });

  it('adds neither a kiosk nor a name twice', async () => {
    const { gallery, files } = galleryMachine();
    await gallery('kiosks', 'add', files.kioskOne, '--name', 'K1');
    for (const [file, name] of [
      [files.kioskOne, 'K2'],
      [files.kioskTwo, 'k1'],
    ] as const) {
      expect(await gallery('kiosks', 'add', file, '--name', name)).toMatchObject({ code: exitCodes.failed });
      expect(heard.err).toContain('K1 is admitted already');
    }
  });

  it.each(['', 'cổng', '-K1', 'a'.repeat(17), 'K123456789'])('does not take the name %j', async (name) => {
    const { gallery, files } = galleryMachine();
    const added = await gallery('kiosks', 'add', files.kioskOne, `--name=${name}`);
    expect(added.code).toBe(exitCodes.usage);
  });

  it('takes no file that is no certificate, and none whose time is over', async () => {
    const { gallery, files } = galleryMachine();
    const add = (file: string) => gallery('kiosks', 'add', file, '--name', 'K1');
    expect(await add('/nowhere.pem')).toMatchObject({ code: exitCodes.failed });
    expect(await add(files.key)).toMatchObject({ code: exitCodes.failed });
    writeFileSync(files.kioskOne, kioskAuthority.issue('kiosk-1', { isExpired: true }).certificatePem);
    expect(await add(files.kioskOne)).toMatchObject({ code: exitCodes.failed });
    expect(heard.err).toMatch(/\(ENOENT\)\n.*no certificate in PEM\n.*is over\n$/);
  });

  it('lets one command at a time change the list, while the server holds the folder', async () => {
    const { gallery, files, data, serve } = galleryMachine();
    await serve();
    const folder = dataFolderAt(data);
    const other = takeDataFolder({ ...folder, lockFile: join(data, 'kiosks.json.lock') });
    assert(other.ok);
    expect(await gallery('kiosks', 'add', files.kioskOne, '--name', 'K1')).toMatchObject({ code: exitCodes.failed });
    expect(heard.err).toContain('another command changes the list of kiosks');
    other.release();
    expect(await gallery('kiosks', 'add', files.kioskOne, '--name', 'K1')).toMatchObject({ code: exitCodes.done });
    expect(await gallery('kiosks', 'add', files.kioskTwo, '--name', 'K2')).toMatchObject({ code: exitCodes.done });
    expect(await gallery('kiosks', 'list', '--json')).toMatchObject({ json: [{ name: 'K1' }, { name: 'K2' }] });
  });

  it('does not say that a list is written which cannot be', async () => {
    const { gallery, files, data } = galleryMachine();
    mkdirSync(join(data, 'kiosks.json.new', 'x'), { recursive: true });
    expect(await gallery('kiosks', 'add', files.kioskOne, '--name', 'K1')).toMatchObject({ code: exitCodes.failed });
    expect(heard.err).toContain('kiosks.json cannot be written (EISDIR)');
  });

  it('leaves a list alone that it does not understand', async () => {
    const { gallery, files, data } = galleryMachine();
    const file = join(data, 'kiosks.json');
    writeFileSync(file, '{"version":2}');
    for (const args of [['list'], ['add', files.kioskOne, '--name', 'K1'], ['remove', 'K1']]) {
      expect(await gallery('kiosks', ...args)).toMatchObject({ code: exitCodes.failed });
    }
    expect(readFileSync(file, 'utf8')).toBe('{"version":2}');
  });
});

describe('the list as the server reads it', () => {
  it('is read when it has changed, and admits nobody when it cannot be read', async () => {
    const { gallery, files, data } = galleryMachine();
    const onProblem = vi.fn();
    const file = join(data, 'kiosks.json');
    const admitted = admittedBy(file, onProblem);
    const print = fingerprint(kioskOne);
    expect(admitted(print)).toBeNull();
    await gallery('kiosks', 'add', files.kioskOne, '--name', 'K1');
    expect(admitted(print)).toBe('K1');
    expect(admitted('0'.repeat(64))).toBeNull();
    await gallery('kiosks', 'remove', 'K1');
    expect(admitted(print)).toBeNull();
    expect(onProblem).not.toHaveBeenCalled();
    writeFileSync(file, 'x'.repeat(2 ** 20 + 1));
    expect(admitted(print)).toBeNull();
    expect(admitted(print)).toBeNull();
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('cannot be read'));
  });
});
