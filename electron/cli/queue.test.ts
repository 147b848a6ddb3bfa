import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QueueRow, StaffAnswer } from '../bridge/staff-messages.ts';
import { run } from './command-testing.ts';
import { exitCodes } from './output.ts';
import { staffStation } from './staff-testing.ts';

const hash = 'ab'.repeat(32);
const row: QueueRow = {
  key: 'key-1',
  kind: 'visit',
  amendment: null,
  visitKey: 'key-1',
  superseded: false,
  number: 'K1-001',
  official: false,
  clinicId: 'eye',
  stream: 'insured',
  serviceDate: '2026-03-02',
  session: 'morning',
  state: 'dead',
  held: false,
  setAside: false,
  attempts: 1,
  lastError: 'http-422 clinic-full',
  refusal: { reason: 'clinic-full', sendTo: 'noi-tong-quat' },
  encounterId: null,
  hospitalNumber: 'A007',
  alreadyThere: false,
  ticketShown: true,
  registeredAt: '2026-03-02T08:30:00+07:00',
  bodySha256: hash,
  evidence: ['chip-read:anchored'],
};

const rowsOf = (...rows: QueueRow[]): StaffAnswer => ({ kind: 'queue', rows });

describe('tiepdon queue list and show', () => {
  it('lists the rows with the number that the hospital calls', async () => {
    const { data, staff } = await staffStation(() =>
      rowsOf(row, { ...row, key: 'key-2', held: true, state: 'pending' }),
    );
    const listed = await run('queue', 'list', '--only', 'dead', '--data', data);
    expect(staff).toHaveBeenCalledExactlyOnceWith({ kind: 'queue-list', limit: 50, selection: 'dead' });
    expect(listed.code).toBe(exitCodes.done);
    expect(listed.out).toMatch(/K1-001\s+A007\s+visit\s+eye\s+2026-03-02\s+dead/);
    expect(listed.out).toMatch(/held\s.*key-2/);
    expect(JSON.parse((await run('queue', 'list', '--json', '--data', data)).out)).toHaveLength(2);
  });

  it('shows one row, or says that there is none', async () => {
    const { data } = await staffStation((question) =>
      question.kind === 'queue-show' && question.key === row.key ? rowsOf(row) : rowsOf(),
    );
    const shown = await run('queue', 'show', 'key-1', '--data', data);
    expect(shown.out).toMatch(/lastError\s+http-422 clinic-full/);
    expect(shown.out).toMatch(/sendTo\s+noi-tong-quat/);
    const missing = await run('queue', 'show', 'key-9', '--data', data);
    expect(missing).toMatchObject({ code: exitCodes.failed, out: '' });
    expect(missing.err).toContain('no row has this key');
  });
});

describe('tiepdon queue worklist', () => {
  it('says what to tell the patient, in both languages, and where to send them', async () => {
    const { data } = await staffStation(() => rowsOf(row, { ...row, key: 'key-2', refusal: null }));
    const { out } = await run('queue', 'worklist', '--data', data);
    expect(out).toContain('send to: noi-tong-quat');
    expect(out).toContain('send to: desk');
    expect(out).toContain('đã đủ số');
    expect(out).toContain('no places left');
  });

  it('is empty when nothing was refused', async () => {
    const { data } = await staffStation(() => rowsOf());
    expect((await run('queue', 'worklist', '--data', data)).out).toContain('nothing to do');
  });
});

describe('a decision of staff', () => {
  it.each(['retry', 'hold', 'release', 'set-aside'] as const)(
    '%s goes to the station with who made it',
    async (decision) => {
      const { data, staff } = await staffStation(() => ({ kind: 'queue-decided', result: 'done', rows: [row] }));
      expect((await run('queue', decision, 'key-1', '--data', data)).code).toBe(exitCodes.done);
      const { username } = userInfo();
      expect(staff).toHaveBeenCalledExactlyOnceWith({
        kind: 'queue-decide',
        key: 'key-1',
        decision,
        staffName: username,
      });
    },
  );

  it.each([
    ['no-such-row', 'no row has this key'],
    ['not-in-that-state', 'a row that is dead has nothing to release'],
    ['failed', 'the disk refused; nothing was changed'],
  ] as const)('that ends with %s is said', async (result, words) => {
    const { data } = await staffStation(() => ({ kind: 'queue-decided', result, rows: [row] }));
    const decided = await run('queue', 'release', 'key-1', '--data', data);
    expect(decided.code).toBe(exitCodes.failed);
    expect(decided.err).toContain(words);
  });
});

describe('tiepdon queue export', () => {
  it('writes what the station sealed, for its owner alone, and never over a file', async () => {
    const { data } = await staffStation(() => ({
      kind: 'queue-export',
      rows: 2,
      sealed: Buffer.from('sealed').toString('base64'),
    }));
    const out = join(data, 'export.sealed');
    expect((await run('queue', 'export', '--out', out, '--data', data)).out).toContain('2 rows');
    expect(readFileSync(out, 'utf8')).toBe('sealed');
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const again = await run('queue', 'export', '--out', out, '--data', data);
    expect(again.code).toBe(exitCodes.failed);
    expect(again.err).toContain('EEXIST');
  });

  it('writes nothing when the hospital has everything', async () => {
    const { data } = await staffStation(() => ({ kind: 'queue-export', rows: 0, sealed: null }));
    expect((await run('queue', 'export', '--out', join(data, 'none'), '--data', data)).out).toContain(
      'nothing to export',
    );
  });

  it('says why the station would not', async () => {
    const { data } = await staffStation(() => ({ kind: 'staff-refused', detail: 'no recovery key' }));
    const refused = await run('queue', 'export', '--out', join(data, 'none'), '--data', data);
    expect(refused.code).toBe(exitCodes.failed);
    expect(refused.err).toContain('no recovery key');
  });
});

it('tiepdon queue stats prints the figures', async () => {
  const statistics = {
    pending: 3,
    inFlight: 1,
    confirmed: 7,
    dead: 1,
    held: 2,
    setAside: 0,
    attempts: 12,
    created: 6,
    alreadyThere: 1,
    oldestPendingKey: 'key-1',
    oldestPendingAgeMs: 90_000,
  };
  const { data } = await staffStation(() => ({
    kind: 'queue-stats',
    statistics,
    clockOffsetMs: null,
    auditHead: { count: 9, hash },
    salvage: { at: '2026-03-02T01:30:00.000Z', saved: 25, lost: 1, bodiesLost: 2, unsentLost: 3, auditLost: 4 },
    damagedFiles: ['queue.db.damaged-20260302T013000'],
  }));
  const { out } = await run('queue', 'stats', '--data', data);
  expect(out).toMatch(/oldestPendingAgeMs\s+90000/);
  expect(out).toContain(`9:${hash}`);
  expect(out).toMatch(/salvage\s+2026-03-02T01:30:00.000Z: 25 registrations saved; lost: 1 registrations, 2 bodies/);
  expect(out).toContain('queue.db.damaged-20260302T013000');
});

describe('tiepdon audit', () => {
  it('lists entries', async () => {
    const entry = {
      number: 4,
      at: '2026-03-02T01:30:00Z',
      actor: 'staff:an',
      action: 'held',
      subject: 'key-1',
      detail: null,
      hash,
    };
    const { data } = await staffStation(() => ({ kind: 'audit', entries: [entry] }));
    expect((await run('audit', 'list', '--data', data)).out).toMatch(
      /4\s+2026-03-02T01:30:00Z\s+staff:an\s+held\s+-\s+key-1/,
    );
  });

  it.each([
    [{ kind: 'intact', head: { count: 4, hash } }, exitCodes.done, 'intact: 4 entries'],
    [{ kind: 'intact', head: null }, exitCodes.done, 'no entries yet'],
    [{ kind: 'broken', number: 3 }, exitCodes.invalid, 'entry 3 is the first that is wrong'],
    [{ kind: 'cut', head: { count: 2, hash }, expected: { count: 4, hash } }, exitCodes.invalid, 'has 2 entries'],
    [{ kind: 'cut', head: null, expected: { count: 4, hash } }, exitCodes.invalid, 'has 0 entries'],
  ] as const)('verdict %j', async (verdict, code, words) => {
    const { data, staff } = await staffStation(() => ({ kind: 'audit-verdict', verdict, heldAgainst: 'given' }));
    const verified = await run('audit', 'verify', '--head', `4:${hash}`, '--data', data);
    expect(staff).toHaveBeenCalledExactlyOnceWith({ kind: 'audit-verify', expected: { count: 4, hash } });
    expect(verified.code).toBe(code);
    expect(verified.out).toContain(words);
  });

  it.each([
    ['no-head', 'the hospital has no head'],
    ['not-reached', 'the hospital was not reached'],
  ] as const)('tells what it was not held against: %s', async (heldAgainst, words) => {
    const verdict = { kind: 'intact', head: { count: 4, hash } } as const;
    const { data } = await staffStation(() => ({ kind: 'audit-verdict', verdict, heldAgainst }));
    const verified = await run('audit', 'verify', '--data', data);
    expect(verified).toMatchObject({ code: exitCodes.done, out: expect.stringContaining(words) as string });
  });

  it('wants a head that is one', async () => {
    expect((await run('audit', 'verify', '--head', '4:abc')).code).toBe(exitCodes.usage);
  });
});
