import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseKey } from './database-key.ts';

function files(): { keyFile: string; databaseFile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { keyFile: join(folder, 'queue.key'), databaseFile: join(folder, 'queue.db') };
}

describe('the key file', () => {
  it('is made at the first start, private, and read at the next', () => {
    const source = files();
    const made = databaseKey(source);
    expect(made).toEqual({ ok: true, keyHex: expect.stringMatching(/^[0-9a-f]{64}$/) as string, isNew: true });
    expect(statSync(source.keyFile).mode & 0o777).toBe(0o600);
    writeFileSync(source.databaseFile, 'queue');
    expect(databaseKey(source)).toEqual({ ...made, isNew: false });
  });

  it('differs from kiosk to kiosk', () => {
    expect(databaseKey(files())).not.toEqual(databaseKey(files()));
  });

  it.each([0o640, 0o604, 0o644])('with mode %o is refused', (mode) => {
    const source = files();
    databaseKey(source);
    chmodSync(source.keyFile, mode);
    expect(databaseKey(source)).toEqual({
      ok: false,
      message: `${source.keyFile} can be read by others; run: chmod 600 ${source.keyFile}`,
    });
  });

  it('that is missing beside a queue is not replaced: a new one would lock the queue out for good', () => {
    const source = files();
    writeFileSync(source.databaseFile, 'queue');
    expect(databaseKey(source)).toEqual({
      ok: false,
      message: `${source.keyFile} is missing, and ${source.databaseFile} opens with it only; restore both from one backup.`,
    });
  });

  it('with anything else in it is refused, untouched and unquoted', () => {
    const source = files();
    writeFileSync(source.keyFile, 'abcdef', { mode: 0o600 });
    expect(databaseKey(source)).toEqual({
      ok: false,
      message: `${source.keyFile} does not hold a key; restore it from a backup.`,
    });
    expect(readFileSync(source.keyFile, 'utf8')).toBe('abcdef');
  });

  it('that cannot be read or made is said', () => {
    const source = files();
    mkdirSync(source.keyFile, { mode: 0o700 });
    expect(databaseKey(source)).toEqual({ ok: false, message: `${source.keyFile} cannot be used (EISDIR).` });
    const keyFile = join(source.keyFile, 'gone', 'queue.key');
    expect(databaseKey({ ...source, keyFile })).toEqual({ ok: false, message: `${keyFile} cannot be used (ENOENT).` });
  });
});
