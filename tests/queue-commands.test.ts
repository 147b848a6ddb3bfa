import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../electron/cli/command-testing.ts';
import { exitCodes } from '../electron/cli/output.ts';
import { loadConfiguration } from '../electron/operations/configuration.ts';
import { type DataFolder, dataFolderAt } from '../electron/operations/data-folder.ts';
import { keyOptionsOf } from '../electron/operations/key-access.ts';
import { openDatabaseKey } from '../electron/operations/key-opening.ts';
import { closeDatabase, openDatabase } from '../sync/queue/database.ts';
import { removeDataFolder, temporaryDataFolder } from './harness/data-folder.ts';
import { hospitalSettings, openHospital } from './harness/hospital.ts';
import { person } from './harness/people.ts';
import { startStationProcess } from './harness/station-alone.ts';
import { joinStation } from './harness/station-client.ts';
import { kioskOfTest } from './harness/suite.ts';
import { quickSettings, registrationOf, takeTicket } from './harness/visits.ts';

/** The command line beside a kiosk that runs: what staff and IT see of the queue, decide about it, and take away. */

const secretsOf = (id: string): string[] => {
  const { fullName, citizen, insurance } = person(id);
  return [fullName, citizen?.idNumber, insurance?.number].filter((secret) => secret !== undefined);
};

function expectNoSecret(text: string, ...ids: string[]): void {
  for (const secret of ids.flatMap(secretsOf)) expect(text.includes(secret)).toBe(false);
}

async function open(settings: readonly string[] = []) {
  const kiosk = await kioskOfTest({ settings: [...quickSettings, ...settings] });
  const hand = await kiosk.join();
  const tiepdon = (...args: string[]) => run(...args, '--data', kiosk.folder.path);
  const json = async (...args: string[]): Promise<unknown> => JSON.parse((await tiepdon(...args, '--json')).out);
  return { kiosk, hand, tiepdon, json };
}

/** A folder that is no kiosk's. */
function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-safe-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

describe('tiepdon queue', () => {
  it('lists, shows, holds and releases, and says who did', async () => {
    const { kiosk, hand, tiepdon, json } = await open();
    const sent = await takeTicket(hand, 'f03', 'mat');
    await hand.row(sent.key, ({ state }) => state === 'confirmed');
    kiosk.hospital.cut();
    const held = await takeTicket(hand, 'f04', 'mat');
    const waiting = await takeTicket(hand, 'f05', 'ngoai');

    const listed = await tiepdon('queue', 'list');
    expect(listed.code).toBe(exitCodes.done);
    for (const { number, key } of [sent, held, waiting]) {
      expect(listed.out).toContain(number);
      expect(listed.out).toContain(key);
    }
    expectNoSecret(listed.out, 'f03', 'f04', 'f05');
    const shown = await tiepdon('queue', 'show', held.key);
    expect(shown.out).toMatch(/clinicId\s+mat/);
    expectNoSecret(shown.out, 'f04');
    expect(await tiepdon('queue', 'show', 'no such key')).toMatchObject({ code: exitCodes.failed });

    expect((await tiepdon('queue', 'hold', held.key)).out).toContain('held');
    expect((await tiepdon('queue', 'hold', sent.key)).code).toBe(exitCodes.failed);
    await kiosk.hospital.restore();
    await hand.row(waiting.key, ({ state }) => state === 'confirmed');
    expect(registrationOf(kiosk, held.key)).toBeUndefined();
    expect(await json('queue', 'list', '--only', 'held')).toMatchObject([{ key: held.key, held: true }]);
    expect(await json('queue', 'stats')).toMatchObject({ confirmed: 2, held: 1, dead: 0, created: 2, alreadyThere: 0 });

    expect((await tiepdon('queue', 'release', held.key)).code).toBe(exitCodes.done);
    await hand.row(held.key, ({ state }) => state === 'confirmed');
    expect(registrationOf(kiosk, held.key)?.state).toBe('waiting');
    const audit = await tiepdon('audit', 'list');
    const staff = `staff:${userInfo().username}`;
    for (const action of ['held', 'released'])
      expect(audit.out).toMatch(new RegExp(`${staff}\\s+${action}\\s.*${held.key}`));
    for (const action of ['registered', 'confirmed'])
      expect(audit.out).toMatch(new RegExp(`\\s${action}\\s.*${sent.key}`));
    expectNoSecret(audit.out, 'f03', 'f04', 'f05');
  });

  it('exports what the hospital does not have for the holder of the recovery key alone', async () => {
    const safe = folderOfTest();
    const privateKey = join(safe, 'recovery.pem');
    expect((await run('key', 'recovery-new', '--out', privateKey)).code).toBe(exitCodes.done);
    const { kiosk, hand, tiepdon } = await open([`keys.recoveryKey = "${join(safe, 'recovery.pub.pem')}"`]);
    const sealed = join(safe, 'export.sealed');
    expect((await tiepdon('queue', 'export', '--out', sealed)).out).toContain('nothing to export');
    const sent = await takeTicket(hand, 'f03', 'mat');
    await hand.row(sent.key, ({ state }) => state === 'confirmed');
    kiosk.hospital.cut();
    const { key } = await takeTicket(hand, 'f04', 'mat');

    expect(await tiepdon('queue', 'export', '--out', sealed)).toMatchObject({ code: exitCodes.done });
    expectNoSecret(readFileSync(sealed).toString('latin1'), 'f04');
    const opened = join(safe, 'export.json');
    const openWith = (pem: string, out: string) =>
      run('key', 'open-export', sealed, '--recovery-key', pem, '--out', out);
    expect((await openWith(privateKey, opened)).code).toBe(exitCodes.done);
    const content: unknown = JSON.parse(readFileSync(opened, 'utf8'));
    expect(content).toMatchObject({ kioskId: 'K1', rows: [{ key }] });
    // The one thing it is for: the registration as it would have been sent.
    for (const fact of [person('f04').fullName, person('f04').citizen?.idNumber]) {
      expect(JSON.stringify(content)).toContain(fact);
    }
    expectNoSecret(JSON.stringify(content), 'f03');

    const other = join(safe, 'other.pem');
    await run('key', 'recovery-new', '--out', other);
    expect((await openWith(other, join(safe, 'nothing.json'))).code).toBe(exitCodes.invalid);
    // Nothing was changed by it: the hospital still gets the registration.
    await kiosk.hospital.restore();
    await hand.row(key, ({ state }) => state === 'confirmed');
  });

  it('exports nothing where no recovery key is configured', async () => {
    const { kiosk, hand, tiepdon } = await open();
    kiosk.hospital.cut();
    await takeTicket(hand, 'f03', 'mat');
    const out = join(folderOfTest(), 'export.sealed');
    const refused = await tiepdon('queue', 'export', '--out', out);
    expect(refused.code).toBe(exitCodes.failed);
    expect(refused.err).toContain('keys.recoveryKey');
  });
});

describe('tiepdon audit verify', () => {
  it('finds the log whole against the head that the hospital has, and cut against another', async () => {
    const { hand, tiepdon } = await open();
    const { key } = await takeTicket(hand, 'f03', 'mat');
    await hand.row(key, ({ state }) => state === 'confirmed');
    const whole = await tiepdon('audit', 'verify');
    expect(whole.code).toBe(exitCodes.done);
    expect(whole.out).toContain('and reaches the head that the hospital has');
    const [, count = '', hash = ''] = /^head (\d+):([0-9a-f]{64})$/m.exec(whole.out) ?? [];
    expect(await tiepdon('audit', 'verify', '--head', `${count}:${hash}`)).toMatchObject({ code: exitCodes.done });

    // As after somebody has cut off the end: the hospital knows more than the log.
    const longer = await tiepdon('audit', 'verify', '--head', `${String(Number(count) + 1)}:${hash}`);
    expect(longer).toMatchObject({ code: exitCodes.invalid });
    expect(longer.out).toContain('cut');
    const rewritten = await tiepdon('audit', 'verify', '--head', `${count}:${'0'.repeat(64)}`);
    expect(rewritten.code).toBe(exitCodes.invalid);
  });

  it('names the entry that somebody changed while the kiosk was off', async () => {
    const hospital = await openHospital();
    const folder = dataFolderAt(temporaryDataFolder([...hospitalSettings(hospital), ...quickSettings]));
    onTestFinished(async () => {
      await hospital.close();
      removeDataFolder(folder.path);
    });
    const station = startStationProcess(folder.path);
    const hand = await joinStation(folder.socketFile);
    const { key } = await takeTicket(hand, 'f03', 'mat');
    await hand.row(key, ({ state }) => state === 'confirmed');
    hand.close();
    await station.stop();

    await withDatabase(folder, (database) => {
      database.exec('DROP TRIGGER audit_is_not_changed');
      const changed = database.prepare(`UPDATE audit SET actor = 'patient' WHERE action = 'registered'`).run();
      expect(changed.changes).toBe(1);
    });
    // The command starts a station of its own, where none runs.
    const { code, out } = await run('audit', 'verify', '--data', folder.path);
    expect(out).toMatch(/^broken: entry 2 is the first that is wrong$/m);
    expect(code).toBe(exitCodes.invalid);
  });
});

/** As somebody who has the machine and its key. */
async function withDatabase(folder: DataFolder, use: (database: Database) => void): Promise<void> {
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) throw new Error('The configuration is not readable.');
  const key = await openDatabaseKey(keyOptionsOf(folder, loaded.configuration.keys, null));
  const opened = key.ok ? openDatabase(folder.databaseFile, key.keyHex) : key;
  if (!opened.ok) throw new Error(opened.problem);
  use(opened.database);
  closeDatabase(opened.database);
}
