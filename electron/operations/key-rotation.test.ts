import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAudit } from '../../sync/queue/audit.ts';
import { openDatabase } from '../../sync/queue/database.ts';
import { openDatabaseKey } from './key-opening.ts';
import { type RotationOptions, type RotationStep, rotateKey } from './key-rotation.ts';
import {
  addRows,
  auditActions,
  envelopeIn,
  keyOf,
  keyOptions,
  now,
  temporaryKeyFolder,
  testRecoveryKey,
  withDatabase,
} from './key-testing.ts';
import { recoveryPrivateKey, unwrapWithRecovery } from './recovery-key.ts';

// Made here, where a slow machine meets no time limit.
const pair = testRecoveryKey();
const rows = 2_000;
const actor = 'staff:it';
const steps: readonly RotationStep[] = ['announced', 'copied', 'encrypted', 'checked', 'swapped', 'settled'];

/** A kiosk whose queue holds rows; the last of them stand in the write-ahead log of a station that was killed. */
async function kiosk(): Promise<{ folder: string; keyHex: string }> {
  const folder = temporaryKeyFolder();
  const keyHex = await keyOf(keyOptions(folder));
  withDatabase(folder, keyHex, (database) => addRows(database, rows));
  return { folder, keyHex };
}

const rotation = (folder: string, changes: Partial<RotationOptions> = {}): RotationOptions => ({
  ...keyOptions(folder),
  actor,
  ...changes,
});

const opensWith = (folder: string, keyHex: string): string => {
  const opened = openDatabase(join(folder, 'queue.db'), keyHex);
  if (opened.ok) opened.database.close();
  return opened.ok ? 'ok' : opened.problem;
};

const program = `
  import { rotateKey } from ${JSON.stringify(new URL('./key-rotation.ts', import.meta.url).href)};
  import { dataFolderAt } from ${JSON.stringify(new URL('./data-folder.ts', import.meta.url).href)};
  const [folder, machineId, fatal] = process.argv.slice(1);
  await rotateKey({
    folder: dataFolderAt(folder), machineId, store: 'auto', recoveryKey: null, safeStorage: null, environment: {},
    now: () => new Date('2026-03-02T01:30:00Z'), actor: 'staff:it',
    onStep: (step) => { if (step === fatal) process.kill(process.pid, 'SIGKILL'); },
  });
`;

describe('a rotation', () => {
  it('gives the queue a new key; every row is there, the old key opens nothing, the audit log knows', async () => {
    const { folder, keyHex } = await kiosk();
    const before = envelopeIn(folder).current.id;
    const taken: RotationStep[] = [];
    const result = await rotateKey(rotation(folder, { onStep: (step) => taken.push(step) }));
    const { id } = envelopeIn(folder).current;
    expect(result).toEqual({ ok: true, id, madeAt: '2026-03-02T01:30:00.000Z', leftBehind: [] });
    expect(id).not.toBe(before);
    expect(taken).toEqual(steps);

    const newHex = await keyOf(keyOptions(folder));
    expect(newHex).not.toBe(keyHex);
    expect(opensWith(folder, keyHex)).toBe('wrong-key');
    withDatabase(folder, newHex, (database) => {
      expect(auditActions(database)).toHaveLength(rows + 1);
      const audit = openAudit(database, now);
      expect(audit.list(1)).toMatchObject([{ actor, action: 'key-rotated', detail: `key ${id}` }]);
      expect(audit.verify()).toMatchObject({ kind: 'intact' });
    });
    expect(readdirSync(folder).filter((name) => name.includes('.rotated') || name.endsWith('.new'))).toEqual([]);
  });

  it('takes along what a killed station left in the write-ahead log', async () => {
    const { folder, keyHex } = await kiosk();
    const crash = spawnSync(process.execPath, [
      '--input-type=module',
      '-e',
      `import { openDatabase } from ${JSON.stringify(new URL('../../sync/queue/database.ts', import.meta.url).href)};
       import { openAudit } from ${JSON.stringify(new URL('../../sync/queue/audit.ts', import.meta.url).href)};
       const { database } = openDatabase(process.argv[1], process.argv[2]);
       openAudit(database, () => new Date(0)).append({ actor: 'kiosk', action: 'registered' });
       process.kill(process.pid, 'SIGKILL');`,
      '--',
      join(folder, 'queue.db'),
      keyHex,
    ]);
    expect(crash.signal).toBe('SIGKILL');
    expect(readFileSync(join(folder, 'queue.db-wal')).length).toBeGreaterThan(0);
    expect(await rotateKey(rotation(folder))).toMatchObject({ ok: true });
    withDatabase(folder, await keyOf(keyOptions(folder)), (database) => {
      expect(auditActions(database).slice(0, 2)).toEqual(['key-rotated', 'registered']);
    });
  });

  it('wraps the new key for the hospital as well', async () => {
    const { folder } = await kiosk();
    writeFileSync(join(folder, 'recovery.pem'), pair.publicPem);
    const options = { recoveryKey: 'recovery.pem' };
    expect(await rotateKey(rotation(folder, options))).toMatchObject({ ok: true });
    const key = recoveryPrivateKey(pair.privatePem, null);
    const wrapped = envelopeIn(folder).current.recovery?.wrapped ?? '';
    const newHex = await keyOf(keyOptions(folder, options));
    expect(key.ok && unwrapWithRecovery(key.value, wrapped)?.toString('hex')).toBe(newHex);
  });

  it('leaves damaged databases behind only when it is told to, and names them', async () => {
    const { folder, keyHex } = await kiosk();
    const damaged = 'queue.db.damaged-20260301T010000Z';
    for (const suffix of ['', '.salt']) writeFileSync(join(folder, damaged + suffix), '');
    expect(await rotateKey(rotation(folder))).toEqual({
      ok: false,
      problem: 'not-rotated',
      message: `${damaged} opens with the present key only, and would be lost; delete what is dealt with, or run: tiepdon key rotate --abandon-damaged`,
    });
    expect(await keyOf(keyOptions(folder))).toBe(keyHex);
    expect(await rotateKey(rotation(folder, { abandonDamaged: true }))).toMatchObject({ leftBehind: [damaged] });
  });
});

describe('a rotation that is killed', () => {
  it.each(steps)('when it was %s opens afterwards, holds all rows, and can be done again', async (fatal) => {
    const { folder, keyHex } = await kiosk();
    const arguments_ = ['--input-type=module', '-e', program, '--', folder, keyOptions(folder).machineId ?? '', fatal];
    const child = spawnSync(process.execPath, arguments_, { encoding: 'utf8' });
    expect(child).toMatchObject({ signal: 'SIGKILL', stderr: '' });

    const isSwapped = steps.indexOf(fatal) >= steps.indexOf('swapped');
    const opened = await openDatabaseKey(keyOptions(folder));
    expect(opened).toMatchObject({ ok: true, unfinished: null });
    const nowHex = opened.ok ? opened.keyHex : '';
    expect(nowHex === keyHex).toBe(!isSwapped);
    expect(envelopeIn(folder).pending).toBeNull();
    expect(readdirSync(folder).filter((name) => name.includes('.rotated'))).toEqual([]);
    withDatabase(folder, nowHex, (database) => {
      expect(auditActions(database)).toHaveLength(rows + (isSwapped ? 1 : 0));
    });

    expect(await rotateKey(rotation(folder))).toMatchObject({ ok: true });
    withDatabase(folder, await keyOf(keyOptions(folder)), (database) => {
      expect(auditActions(database)).toHaveLength(rows + (isSwapped ? 2 : 1));
    });
    expect(readdirSync(folder).filter((name) => name.includes('.rotated'))).toEqual([]);
  });
});

describe('a rotation that cannot be done', () => {
  it('without a queue says so', async () => {
    const folder = temporaryKeyFolder();
    expect(await rotateKey(rotation(folder))).toMatchObject({ ok: false, problem: 'not-rotated' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('for want of the recovery key does not step back behind it', async () => {
    const { folder, keyHex } = await kiosk();
    expect(await rotateKey(rotation(folder, { recoveryKey: 'gone.pem' }))).toMatchObject({
      problem: 'not-rotated',
      message: `The recovery key ${folder}/gone.pem cannot be read (ENOENT).`,
    });
    expect(await keyOf(keyOptions(folder))).toBe(keyHex);
  });

  it('because the configuration forgot the recovery key does not lose it', async () => {
    const folder = temporaryKeyFolder();
    writeFileSync(join(folder, 'recovery.pem'), pair.publicPem);
    const keyHex = await keyOf(keyOptions(folder, { recoveryKey: 'recovery.pem' }));
    withDatabase(folder, keyHex, (database) => addRows(database, 1));
    const before = envelopeIn(folder);
    const result = await rotateKey(rotation(folder, { recoveryKey: null }));
    expect(result).toMatchObject({ ok: false, problem: 'not-rotated' });
    expect(result.ok ? '' : result.message).toMatch(
      /^The key of the queue is wrapped for the recovery key [0-9a-f]{16}…, and the new one would not be; name its public half in kiosk\.toml, keys\.recoveryKey\.$/,
    );
    expect(envelopeIn(folder)).toEqual(before);
    expect(await rotateKey(rotation(folder, { recoveryKey: 'recovery.pem' }))).toMatchObject({ ok: true });
    expect(envelopeIn(folder).current.recovery).not.toBeNull();
  });

  it('because the key does not open hands that on', async () => {
    const { folder } = await kiosk();
    rmSync(join(folder, 'machine.key'));
    expect(await rotateKey(rotation(folder))).toMatchObject({ problem: 'store-unavailable' });
  });

  it.each<RotationStep>(['announced', 'copied', 'encrypted', 'checked'])(
    'because the disk fails once it was %s leaves the old key in force',
    async (failing) => {
      const { folder, keyHex } = await kiosk();
      const onStep = (step: RotationStep): void => {
        if (step === failing) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      };
      expect(await rotateKey(rotation(folder, { onStep }))).toEqual({
        ok: false,
        problem: 'not-rotated',
        message: 'The disk refused (ENOSPC).',
      });
      expect(existsSync(join(folder, 'queue.db.rotated'))).toBe(false);
      expect(await keyOf(keyOptions(folder))).toBe(keyHex);
      withDatabase(folder, keyHex, (database) => {
        expect(auditActions(database)).toHaveLength(rows);
      });
    },
  );

  it('because of a bug says that, too', async () => {
    const { folder } = await kiosk();
    const onStep = (): void => {
      throw new TypeError('a bug');
    };
    await expect(rotateKey(rotation(folder, { onStep }))).rejects.toThrow('a bug');
  });

  it('because the database is damaged keeps both keys of a rotation that broke off before', async () => {
    const { folder, keyHex } = await kiosk();
    const onStep = (step: RotationStep): void => {
      if (step === 'announced') throw Object.assign(new Error('gone'), { code: 'EIO' });
    };
    await rotateKey(rotation(folder, { onStep }));
    const file = join(folder, 'queue.db');
    writeFileSync(file, Buffer.alloc(readFileSync(file).length, 1));
    expect(await keyOf(keyOptions(folder))).toBe(keyHex);
    expect(envelopeIn(folder).pending).not.toBeNull();
    expect(await rotateKey(rotation(folder))).toMatchObject({
      message: 'The queue is damaged; start the kiosk first, which saves what can be read.',
    });
  });
});
