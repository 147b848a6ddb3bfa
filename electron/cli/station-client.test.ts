import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, expect, it, onTestFinished, vi } from 'vitest';
import { dataFolderAt, takeDataFolder } from '../operations/data-folder.ts';
import { addAccount } from './staff.ts';

it('says once, in words, that a station which holds the folder does not answer', async () => {
  const data = mkdtempSync(join(tmpdir(), 'tiepdon-cli-'));
  const taken = takeDataFolder(dataFolderAt(data));
  assert(taken.ok);
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    said.mockRestore();
    taken.release();
    rmSync(data, { recursive: true, force: true });
  });
  expect(await addAccount({ json: false, data, name: 'lan', role: 'reception' })).toBe(1);
  expect(said.mock.calls).toEqual([['tiepdon: the station is starting, or does not answer: try again in a moment\n']]);
});
