import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readBoundedFile } from './bounded-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'tiepdon-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string): string => join(folder, name);

describe('readBoundedFile', () => {
  it.each([0, 1, 64 * 1024, 64 * 1024 + 1, 200_000])('reads %i bytes and allows no fewer', (size) => {
    const content = new Uint8Array(size).map((_, index) => index % 251);
    writeFileSync(path('content'), content);
    expect(readBoundedFile(path('content'), size)).toEqual({ ok: true, bytes: content });
    if (size > 0) expect(readBoundedFile(path('content'), size - 1)).toMatchObject({ ok: false, reason: 'too-large' });
  });

  it('follows a link to a file', () => {
    writeFileSync(path('target'), 'x');
    symlinkSync('target', path('link'));
    expect(readBoundedFile(path('link'), 1)).toMatchObject({ ok: true });
  });

  it('reads nothing else, and does not wait for it', () => {
    mkdirSync(path('folder'));
    symlinkSync('absent', path('broken'));
    symlinkSync('/dev/zero', path('endless'));
    execFileSync('mkfifo', [path('pipe')]);
    for (const name of ['folder', 'broken', 'endless', 'pipe', 'absent']) {
      expect(readBoundedFile(path(name), 10)).toMatchObject({ ok: false, reason: 'unreadable' });
    }
  });

  it('stops at files whose stated size is a lie', () => {
    expect(readBoundedFile('/proc/self/status', 10)).toMatchObject({ ok: false, reason: 'too-large' });
  });
});
