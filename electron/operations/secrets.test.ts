import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { resolveSecret } from './secrets.ts';

function folderWith(content: string, mode: number): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'token');
  writeFileSync(file, content);
  chmodSync(file, mode);
  return { folder, file };
}

describe('a secret from the environment', () => {
  it('is the value of the variable', () => {
    expect(resolveSecret({ env: 'TOKEN' }, '/', { TOKEN: 'hunter2' })).toEqual({ ok: true, value: 'hunter2' });
  });

  it.each([{}, { TOKEN: '' }])('that is not set is said', (environment) => {
    expect(resolveSecret({ env: 'TOKEN' }, '/', environment)).toEqual({
      ok: false,
      message: 'The environment variable TOKEN is not set.',
    });
  });
});

describe('a secret from a file', () => {
  it('lies in the data folder, or anywhere, and ends before its newline', () => {
    const { folder, file } = folderWith('hunter2\n', 0o600);
    expect(resolveSecret({ file: 'token' }, folder, {})).toEqual({ ok: true, value: 'hunter2' });
    expect(resolveSecret({ file }, '/elsewhere', {})).toEqual({ ok: true, value: 'hunter2' });
  });

  it.each([0o640, 0o604, 0o622, 0o660])('that others may use (mode %o) is refused', (mode) => {
    const { folder, file } = folderWith('hunter2', mode);
    expect(resolveSecret({ file: 'token' }, folder, {})).toEqual({
      ok: false,
      message: `${file} can be read by others; run: chmod 600 ${file}`,
    });
  });

  it('that is missing or empty is said', () => {
    const { folder, file } = folderWith('\n', 0o600);
    expect(resolveSecret({ file: 'token' }, folder, {})).toEqual({ ok: false, message: `${file} is empty.` });
    expect(resolveSecret({ file: 'gone' }, folder, {})).toEqual({
      ok: false,
      message: `${join(folder, 'gone')} cannot be read (ENOENT).`,
    });
  });
});
