import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, describe, expect, it, onTestFinished, vi } from 'vitest';
import { closeDatabase, openDatabase } from '../sync/queue/database.ts';
import { openDataFolder } from './operations/data-folder.ts';
import { keyOptionsOf } from './operations/key-access.ts';
import { openDatabaseKey } from './operations/key-opening.ts';
import { layFoundation } from './station-foundation.ts';

/** A data folder with a key, and a queue that is open once and closed. */
async function kiosk() {
  const path = mkdtempSync(join(tmpdir(), 'tiepdon-foundation-'));
  const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => {
    quiet.mockRestore();
    rmSync(path, { recursive: true, force: true });
  });
  writeFileSync(
    join(path, 'kiosk.toml'),
    'version = 1\nhis.kind = "fhir"\nhis.url = "http://127.0.0.1:9"\ndevices.reader.kind = "none"\ndevices.scanner.kind = "none"\ndevices.camera.kind = "none"\n',
  );
  const opened = openDataFolder(path);
  assert(opened.ok);
  const { folder } = opened;
  const lines: [string, object][] = [];
  const lay = () =>
    layFoundation({
      folder,
      log: { write: (event, fields) => void lines.push([event, fields]) },
      safeStorage: null,
      now: () => new Date('2026-03-02T01:30:00Z'),
    });
  const first = await lay();
  assert(first.ok, JSON.stringify(first));
  first.queue.close();
  await first.hospital.close();
  const keyHex = async () => {
    const key = await openDatabaseKey(keyOptionsOf(folder, first.configuration.keys, null));
    assert(key.ok);
    return key.keyHex;
  };
  return { file: folder.databaseFile, lay, lines, keyHex };
}

describe('a queue that does not open closes the kiosk for its own reason', () => {
  it('another key', async () => {
    const { file, lay } = await kiosk();
    rmSync(file);
    const other = openDatabase(file, randomBytes(32).toString('hex'));
    assert(other.ok);
    closeDatabase(other.database);
    expect(await lay()).toMatchObject({ ok: false, notice: 'key-unusable' });
  });

  it('a newer version of the program', async () => {
    const { file, lay, lines, keyHex } = await kiosk();
    const opened = openDatabase(file, await keyHex());
    assert(opened.ok);
    opened.database.pragma('user_version = 99');
    opened.database.exec(`UPDATE meta SET value = '99' WHERE name = 'oldest-reader'`);
    closeDatabase(opened.database);
    expect(await lay()).toMatchObject({ ok: false, notice: 'newer-version' });
    expect(lines.at(-1)).toEqual(['queue-not-opened', { problem: 'newer-schema' }]);
  });

  it('another program that holds it', async () => {
    const { file, lay, keyHex } = await kiosk();
    const holder = openDatabase(file, await keyHex());
    assert(holder.ok);
    expect(await lay()).toMatchObject({ ok: false, notice: 'folder-in-use' });
    closeDatabase(holder.database);
  });
});
