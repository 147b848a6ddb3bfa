import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, expect, it, onTestFinished, vi } from 'vitest';
import { dataFolderAt, takeDataFolder } from '../operations/data-folder.ts';
import { addAccount } from './staff.ts';

function folderOfTest(): string {
  const data = mkdtempSync(join(tmpdir(), 'tiepdon-cli-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true, force: true });
  });
  return data;
}

/** What stands on standard error after the command, which fails. */
async function saidByFailing(data: string): Promise<unknown[][]> {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    said.mockRestore();
  });
  expect(await addAccount({ json: false, data, name: 'lan', role: 'reception' })).toBe(1);
  return said.mock.calls;
}

it('says once, in words, that a station which holds the folder does not answer', async () => {
  const data = folderOfTest();
  const taken = takeDataFolder(dataFolderAt(data));
  assert(taken.ok);
  onTestFinished(taken.release);
  expect(await saidByFailing(data)).toEqual([
    ['tiepdon: the station is starting, or does not answer: try again in a moment\n'],
  ]);
});

it('says once why a station of its own cannot start', async () => {
  const data = folderOfTest();
  const { configurationFile } = dataFolderAt(data);
  writeFileSync(configurationFile, 'nonsense = 1\n');
  const said = await saidByFailing(data);
  expect(said).toEqual([[expect.stringContaining(`${configurationFile}:1`)]]);
});
