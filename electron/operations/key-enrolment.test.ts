import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../sync/queue/database.ts';
import { openNumbers } from '../../sync/queue/numbers.ts';
import { type EnrolmentOptions, type EnrolmentWay, enrolKey } from './key-enrolment.ts';
import { openDatabaseKey } from './key-opening.ts';
import { rotateKey } from './key-rotation.ts';
import {
  addRows,
  auditActions,
  envelopeIn,
  keyOf,
  keyOptions,
  otherMachine,
  temporaryKeyFolder,
  testRecoveryKey,
  withDatabase,
} from './key-testing.ts';

// Made here, where a slow machine meets no time limit.
const recovery = testRecoveryKey();
const otherRecovery = testRecoveryKey();
const guarded = testRecoveryKey('quite secret');
const series = { clinicId: 'mat', serviceDate: '2026-03-02', session: 'morning', stream: 'insured' } as const;

/** A kiosk that has leased numbers 1 to 5 and given 1 and K1-001. */
async function kiosk(recoveryKey: string | null = 'recovery.pem'): Promise<{ folder: string; keyHex: string }> {
  const folder = temporaryKeyFolder();
  writeFileSync(join(folder, 'recovery.pem'), recovery.publicPem);
  const keyHex = await keyOf(keyOptions(folder, { recoveryKey }));
  withDatabase(folder, keyHex, (database) => {
    addRows(database, 3);
    const numbers = openNumbers(database, 'K1');
    database.transaction(() => {
      numbers.addLease({ kioskId: 'K1', size: 5, ...series }, { prefix: 'A', first: 1, last: 5 });
      numbers.take(series);
      numbers.take({ ...series, clinicId: 'nhi' });
    })();
  });
  return { folder, keyHex };
}

function copyOf(folder: string): string {
  const copy = join(temporaryKeyFolder(), 'copy');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

const enrolment = (folder: string, way: EnrolmentWay, changes: Partial<EnrolmentOptions> = {}): EnrolmentOptions => ({
  ...keyOptions(folder, { recoveryKey: 'recovery.pem' }),
  actor: 'staff:it',
  way,
  ...changes,
});

const byRecovery = (privateKeyPem = recovery.privatePem, passphrase: string | null = null): EnrolmentWay => ({
  kind: 'recovery',
  privateKeyPem,
  passphrase,
});

/** The numbers of a kiosk that was enrolled: none that the former place may have given. */
const expectFreshNumbers = (folder: string, keyHex: string): void => {
  withDatabase(folder, keyHex, (database) => {
    expect(auditActions(database)[0]).toBe('enrolled');
    const numbers = openNumbers(database, 'K1');
    expect(numbers.remaining(series)).toBe(0);
    const { number, official } = database.transaction(() => numbers.take(series))();
    expect(official).toBe(false);
    expect(Number(number.slice('K1-'.length))).toBeGreaterThan(2);
  });
};

describe('a copied folder', () => {
  it('is enrolled on another machine by the recovery key, and is then at home there', async () => {
    const { folder, keyHex } = await kiosk();
    const copy = copyOf(folder);
    const changes = { machineId: otherMachine };
    expect(await enrolKey(enrolment(copy, byRecovery(), changes))).toEqual({
      ok: true,
      unfinished: null,
      salvaged: null,
    });
    expect(await keyOf(keyOptions(copy, changes))).toBe(keyHex);
    expect(await openDatabaseKey(keyOptions(copy))).toMatchObject({ problem: 'copied-folder' });
    expectFreshNumbers(copy, keyHex);
    expect(await keyOf(keyOptions(folder))).toBe(keyHex);
  });

  it('opens by the recovery key when the machine’s own key is lost, and with a passphrase', async () => {
    const folder = temporaryKeyFolder();
    writeFileSync(join(folder, 'recovery.pem'), guarded.publicPem);
    const keyHex = await keyOf(keyOptions(folder, { recoveryKey: 'recovery.pem' }));
    rmSync(join(folder, 'machine.key'));
    for (const passphrase of [null, 'wrong']) {
      expect(await enrolKey(enrolment(folder, byRecovery(guarded.privatePem, passphrase)))).toMatchObject({
        problem: 'not-enrolled',
        message:
          'The recovery key is no RSA private key in PEM that opens; its passphrase is taken from TIEPDON_RECOVERY_PASSPHRASE.',
      });
    }
    expect(await enrolKey(enrolment(folder, byRecovery(guarded.privatePem, 'quite secret')))).toMatchObject({
      ok: true,
    });
    expect(await keyOf(keyOptions(folder))).toBe(keyHex);
  });

  it('of a rotation that broke off is enrolled with the key that fits', async () => {
    const { folder } = await kiosk();
    const options = keyOptions(folder, { recoveryKey: 'recovery.pem' });
    const copy = join(temporaryKeyFolder(), 'copy');
    const onStep = (step: string): void => {
      if (step === 'swapped') cpSync(folder, copy, { recursive: true });
    };
    expect(await rotateKey({ ...options, actor: 'staff:it', onStep })).toMatchObject({ ok: true });
    expect(envelopeIn(copy).pending).not.toBeNull();
    expect(await enrolKey(enrolment(copy, byRecovery(), { machineId: otherMachine }))).toMatchObject({ ok: true });
    expect(await keyOf(keyOptions(copy, { machineId: otherMachine }))).toBe(await keyOf(options));
  });

  it('that was moved on its machine is enrolled there without the recovery key', async () => {
    const { folder, keyHex } = await kiosk(null);
    const moved = join(temporaryKeyFolder(), 'moved');
    renameSync(folder, moved);
    expect(await enrolKey(enrolment(moved, { kind: 'moved' }))).toEqual({ ok: true, unfinished: null, salvaged: null });
    expect(await keyOf(keyOptions(moved))).toBe(keyHex);
    expectFreshNumbers(moved, keyHex);
  });

  it('keeps its part for the recovery key, whatever the configuration forgot', async () => {
    const { folder } = await kiosk();
    const { recovery: before } = envelopeIn(folder).current;
    const copy = copyOf(folder);
    const forgotten = { recoveryKey: null, machineId: otherMachine };
    expect(await enrolKey(enrolment(copy, byRecovery(), forgotten))).toMatchObject({ ok: true, unfinished: null });
    expect(envelopeIn(copy).current.recovery).toEqual(before);
    // The recovery key opens it once more, on the next machine.
    expect(await enrolKey(enrolment(copy, byRecovery(), { recoveryKey: 'gone.pem' }))).toMatchObject({
      ok: true,
      unfinished: `The recovery key ${copy}/gone.pem cannot be read (ENOENT).`,
    });
    expect(envelopeIn(copy).current.recovery).toEqual(before);
    rmSync(folder, { recursive: true });
    expect(await enrolKey(enrolment(copy, { kind: 'moved' }, { recoveryKey: null }))).toMatchObject({ ok: true });
    expect(envelopeIn(copy).current.recovery).toEqual(before);
  });

  it('whose queue is damaged is salvaged, and is then at home', async () => {
    const { folder, keyHex } = await kiosk();
    withDatabase(folder, keyHex, (database) => addRows(database, 500));
    const moved = join(temporaryKeyFolder(), 'moved');
    renameSync(folder, moved);
    const file = join(moved, 'queue.db');
    const bytes = readFileSync(file);
    // The first page: no opening gets past it.
    bytes.fill(0xa5, 200, 900);
    writeFileSync(file, bytes);
    expect(openDatabase(file, keyHex)).toMatchObject({ problem: 'damaged' });
    const result = await enrolKey(enrolment(moved, { kind: 'moved' }));
    expect(result).toMatchObject({ ok: true, salvaged: { auditRows: { saved: expect.any(Number) as number } } });
    expect(result.ok && result.salvaged && readFileSync(result.salvaged.movedTo).equals(bytes)).toBe(true);
    expect(await keyOf(keyOptions(moved))).toBe(keyHex);
    expectFreshNumbers(moved, keyHex);
  });

  it('without a queue yet is enrolled all the same', async () => {
    const folder = temporaryKeyFolder();
    const keyHex = await keyOf(keyOptions(folder));
    const copy = copyOf(folder);
    rmSync(folder, { recursive: true });
    expect(await enrolKey(enrolment(copy, { kind: 'moved' }, { recoveryKey: null }))).toMatchObject({ ok: true });
    expect(await keyOf(keyOptions(copy))).toBe(keyHex);
  });
});

describe('an enrolment that cannot be done', () => {
  const refused = async (options: EnrolmentOptions): Promise<{ problem: string; message: string }> => {
    const result = await enrolKey(options);
    return result.ok ? expect.unreachable('it was enrolled') : result;
  };

  it('as moved: while the former place still holds the kiosk', async () => {
    const { folder } = await kiosk();
    const copy = copyOf(folder);
    expect(await refused(enrolment(copy, { kind: 'moved' }))).toMatchObject({
      problem: 'not-enrolled',
      message: `${folder} still holds this kiosk, and two of them would give the same numbers; remove that folder first.`,
    });
    expect(await openDatabaseKey(keyOptions(copy))).toMatchObject({ problem: 'copied-folder' });
  });

  it('as moved: a folder of another machine, or one whose store does not open it', async () => {
    const { folder } = await kiosk();
    expect(await refused(enrolment(folder, { kind: 'moved' }, { machineId: otherMachine }))).toMatchObject({
      message: 'The folder comes from another machine; run: tiepdon key enrol --recovery-key FILE',
    });
    writeFileSync(join(folder, 'machine.key'), Buffer.alloc(32));
    expect(await refused(enrolment(folder, { kind: 'moved' }))).toMatchObject({ problem: 'wrong-machine-key' });
  });

  it('by recovery: another key, none, or one that is damaged', async () => {
    const { folder } = await kiosk();
    const { message } = await refused(enrolment(folder, byRecovery(otherRecovery.privatePem)));
    expect(message).toMatch(/^This kiosk was wrapped for another recovery key, [0-9a-f]{16}…\.$/);
    expect(await refused(enrolment(folder, byRecovery('no key')))).toMatchObject({
      message: 'The recovery key is no RSA private key in PEM that opens.',
    });

    const envelope = envelopeIn(folder);
    const current = { ...envelope.current, recovery: { ...envelope.current.recovery, wrapped: 'AAAA' } };
    writeFileSync(join(folder, 'queue.key'), JSON.stringify({ ...envelope, current }));
    expect(await refused(enrolment(folder, byRecovery()))).toMatchObject({ problem: 'damaged-envelope' });

    const without = await kiosk(null);
    expect(await refused(enrolment(without.folder, byRecovery()))).toMatchObject({
      message: 'This kiosk had no recovery key: only its own machine opens the queue.',
    });
  });

  it('without an envelope, or with what is none', async () => {
    const folder = temporaryKeyFolder();
    expect(await refused(enrolment(folder, byRecovery()))).toMatchObject({ problem: 'key-missing' });
    writeFileSync(join(folder, 'queue.key'), 'a1'.repeat(32), { mode: 0o600 });
    expect(await refused(enrolment(folder, byRecovery()))).toMatchObject({ problem: 'not-enrolled' });
    writeFileSync(join(folder, 'queue.key'), 'damaged');
    expect(await refused(enrolment(folder, byRecovery()))).toMatchObject({ problem: 'damaged-envelope' });
  });

  it('of a database that does not open, or in a store that is not there, leaves the envelope as it is', async () => {
    const { folder } = await kiosk();
    const envelope = envelopeIn(folder);
    const store = 'systemd-credential';
    expect(await refused(enrolment(folder, byRecovery(), { store }))).toMatchObject({ problem: 'store-unavailable' });
    writeFileSync(join(folder, 'queue.db'), Buffer.alloc(8192, 1));
    expect(await refused(enrolment(folder, byRecovery()))).toMatchObject({ problem: 'not-enrolled' });
    expect(envelopeIn(folder)).toEqual(envelope);
  });
});
