import { describe, expect, it, vi } from 'vitest';
import type { FaceGallery } from '../sync/faces/port.ts';
import type { HospitalResult, AuditHead } from '../sync/his/hospital-api.ts';
import type { QueueEntry } from '../sync/queue/port.ts';
import { makeRecoveryKeys, recoveryPublicKey } from './operations/recovery-key.ts';
import { openSealed } from './operations/sealed-box.ts';
import { staffDesk, type StaffDeskOptions } from './staff-desk.ts';

const head: AuditHead = { count: 4, hash: 'ab'.repeat(32) };
const told = { key: 'key-1', ticket: { number: 'A001', official: true }, state: 'dead' };
/** Which language its patient chose and who pays stay in the queue. */
const row = { ...told, language: 'en', payer: 'patient' } as QueueEntry;
const shown = { key: 'key-1', number: 'A001', official: true, state: 'dead' };

function* intactAfterTwoSteps(_expected: AuditHead | null) {
  yield;
  yield;
  return { kind: 'intact' as const, head };
}

function desk(changes: Partial<StaffDeskOptions> = {}) {
  const queue = {
    rows: vi.fn(() => [row]),
    row: vi.fn((key: string) => (key === row.key ? row : null)),
    worklist: vi.fn(() => [row, row]),
    retry: vi.fn(() => 'done' as const),
    hold: vi.fn(() => 'done' as const),
    release: vi.fn(() => 'not-in-that-state' as const),
    setAside: vi.fn(() => 'no-such-row' as const),
    statistics: vi.fn(() => ({ pending: 1 })),
    unsettled: vi.fn(() => [{ ...row, body: 'the body' }]),
    audit: {
      append: vi.fn(),
      head: () => head,
      verifySteps: vi.fn(intactAfterTwoSteps),
      newest: vi.fn(() => null),
      list: vi.fn(() => []),
    },
  };
  const hospital = {
    auditHead: vi.fn(async (): Promise<HospitalResult<AuditHead | null>> => ({ ok: true, value: head })),
    clockOffsetMs: () => 1_500,
  };
  const ask = staffDesk({
    queue: queue as unknown as StaffDeskOptions['queue'],
    hospital,
    faces: null,
    kioskId: 'K1',
    recoveryKey: () => null,
    accounts: () => expect.unreachable(),
    damagedFiles: () => ['queue.db.damaged-1'],
    ...changes,
  });
  return { queue, hospital, ask };
}

describe('rows', () => {
  it.each([
    ['all', [7]],
    ['pending', [7, { state: 'pending' }]],
    ['dead', [7, { state: 'dead' }]],
    ['held', [7, { held: true }]],
  ] as const)('%s', async (selection, asked) => {
    const { ask, queue } = desk();
    expect(await ask({ kind: 'queue-list', limit: 7, selection })).toEqual({ kind: 'queue', rows: [shown] });
    expect(queue.rows).toHaveBeenCalledExactlyOnceWith(...asked);
  });

  it('of the worklist, as many as were asked for', async () => {
    const { ask } = desk();
    expect(await ask({ kind: 'queue-list', limit: 1, selection: 'worklist' })).toEqual({
      kind: 'queue',
      rows: [shown],
    });
  });

  it('one by one', async () => {
    const { ask } = desk();
    expect(await ask({ kind: 'queue-show', key: 'key-1' })).toEqual({ kind: 'queue', rows: [shown] });
    expect(await ask({ kind: 'queue-show', key: 'key-2' })).toEqual({ kind: 'queue', rows: [] });
  });
});

it.each([
  ['retry', 'retry', 'done'],
  ['hold', 'hold', 'done'],
  ['release', 'release', 'not-in-that-state'],
  ['set-aside', 'setAside', 'no-such-row'],
] as const)('the decision %s names who made it', async (decision, method, result) => {
  const { ask, queue } = desk();
  const answer = await ask({ kind: 'queue-decide', key: 'key-1', decision, staffName: 'lan' });
  expect(answer).toEqual({ kind: 'queue-decided', result, rows: [shown] });
  expect(queue[method]).toHaveBeenCalledExactlyOnceWith('key-1', 'staff:lan');
});

it.each([
  ['Lan', 'staff:lan'],
  ['BVTHU\\Lan.NT', 'staff:bvthu-lan.nt'],
  ['l'.repeat(64), `staff:${'l'.repeat(32)}`],
])('who decided is named as the audit log takes it: %s', async (staffName, actor) => {
  const { ask, queue } = desk();
  await ask({ kind: 'queue-decide', key: 'key-1', decision: 'hold', staffName });
  expect(queue.hold).toHaveBeenCalledExactlyOnceWith('key-1', actor);
});

it('a decision about a row that is not there shows none', async () => {
  const answer = await desk().ask({ kind: 'queue-decide', key: 'key-9', decision: 'set-aside', staffName: 'lan' });
  expect(answer).toEqual({ kind: 'queue-decided', result: 'no-such-row', rows: [] });
});

it('figures come with the clock, the audit head and the last salvage', async () => {
  expect(await desk().ask({ kind: 'queue-stats' })).toEqual({
    kind: 'queue-stats',
    statistics: { pending: 1 },
    clockOffsetMs: 1_500,
    auditHead: head,
    salvage: null,
    damagedFiles: ['queue.db.damaged-1'],
  });
});

describe('an export', () => {
  const { privatePem, publicPem } = makeRecoveryKeys(null);
  const question = { kind: 'queue-export', staffName: 'lan' } as const;

  it('is sealed for the recovery key', async () => {
    const { ask, queue } = desk({ recoveryKey: () => recoveryPublicKey(publicPem) });
    const answer = await ask(question);
    expect(queue.unsettled).toHaveBeenCalledExactlyOnceWith('staff:lan');
    if (answer.kind !== 'queue-export' || answer.sealed === null) throw new Error(answer.kind);
    expect(answer.sealed).not.toContain(Buffer.from('the body').toString('base64').slice(0, 8));
    const opened = openSealed(Buffer.from(answer.sealed, 'base64'), privatePem, null);
    if (!opened.ok) throw new Error(opened.message);
    expect(JSON.parse(opened.value.toString('utf8'))).toEqual({ kioskId: 'K1', rows: [{ ...told, body: 'the body' }] });
  });

  it('of nothing is none', async () => {
    const { ask, queue } = desk({ recoveryKey: () => recoveryPublicKey(publicPem) });
    queue.unsettled.mockReturnValueOnce([]);
    expect(await ask(question)).toEqual({ kind: 'queue-export', rows: 0, sealed: null });
  });

  it('needs a recovery key that is one', async () => {
    expect(await desk().ask(question)).toMatchObject({ kind: 'staff-refused' });
    const { ask, queue } = desk({ recoveryKey: () => ({ ok: false, message: 'it is no public key in PEM.' }) });
    expect(await ask(question)).toEqual({ kind: 'staff-refused', detail: 'it is no public key in PEM.' });
    expect(queue.unsettled).not.toHaveBeenCalled();
  });
});

describe('the audit log', () => {
  it('is listed', async () => {
    const { ask, queue } = desk();
    expect(await ask({ kind: 'audit-list', limit: 3 })).toEqual({ kind: 'audit', entries: [] });
    expect(queue.audit.list).toHaveBeenCalledExactlyOnceWith(3);
  });

  it('is held against the head given, the hospital’s, or nothing', async () => {
    const { ask, queue, hospital } = desk();
    const given = { count: 2, hash: 'cd'.repeat(32) };
    expect(await ask({ kind: 'audit-verify', expected: given })).toMatchObject({ heldAgainst: 'given' });
    expect(queue.audit.verifySteps).toHaveBeenLastCalledWith(given);
    expect(hospital.auditHead).not.toHaveBeenCalled();
    expect(await ask({ kind: 'audit-verify', expected: null })).toMatchObject({ heldAgainst: 'hospital' });
    expect(queue.audit.verifySteps).toHaveBeenLastCalledWith(head);
    for (const [answer, heldAgainst] of [
      [{ ok: true, value: null }, 'no-head'],
      [{ ok: false, failure: { kind: 'unreachable', detail: 'refused' } }, 'not-reached'],
    ] as const) {
      hospital.auditHead.mockResolvedValueOnce(answer);
      expect(await ask({ kind: 'audit-verify', expected: null })).toMatchObject({ heldAgainst });
      expect(queue.audit.verifySteps).toHaveBeenLastCalledWith(null);
    }
  });

  it('is read in steps, between which the station does other things', async () => {
    const { ask, queue } = desk();
    const turns: string[] = [];
    queue.audit.verifySteps.mockImplementationOnce(function* () {
      turns.push('step');
      yield;
      turns.push('step');
      return { kind: 'intact', head };
    });
    const other = new Promise<void>((done) => {
      setImmediate(() => {
        turns.push('a visit');
        done();
      });
    });
    const asked = ask({ kind: 'audit-verify', expected: head });
    await Promise.all([asked, other]);
    expect(turns).toEqual(['step', 'a visit', 'step']);
    expect(await asked).toEqual({ kind: 'audit-verdict', verdict: { kind: 'intact', head }, heldAgainst: 'given' });
  });
});

describe('faces that are kept', () => {
  const gallery = () => ({
    place: 'kiosk' as const,
    withdraw: vi.fn<FaceGallery['withdraw']>(async () => ({ kind: 'unknown' })),
    statistics: vi.fn<FaceGallery['statistics']>(async () => ({
      enrolments: 3,
      ofOtherModels: 1,
      unreadable: 1,
      memoryBytes: 6_144,
    })),
  });
  const who = { idNumber: '001085012345' };

  it('are counted, and where they lie is said', async () => {
    const faces = gallery();
    const { ask } = desk({ faces });
    const kept = { enrolments: 3, ofOtherModels: 1, unreadable: 1 };
    expect(await ask({ kind: 'face-status' })).toEqual({ kind: 'face-status', place: 'kiosk', kept });
    faces.statistics.mockResolvedValueOnce(null);
    expect(await ask({ kind: 'face-status' })).toEqual({ kind: 'face-status', place: 'kiosk', kept: null });
    expect(await desk().ask({ kind: 'face-status' })).toEqual({ kind: 'face-status', place: null, kept: null });
  });

  it('go on request, in the name of who asks; the answer has nothing of the person', async () => {
    const faces = gallery();
    faces.withdraw.mockResolvedValueOnce({ kind: 'withdrawn', count: 1 });
    const { ask } = desk({ faces });
    const answer = await ask({ kind: 'face-forget', who, staffName: 'DOMAIN\\Lan' });
    expect(answer).toEqual({ kind: 'face-forgotten', result: 'withdrawn', count: 1 });
    expect(faces.withdraw).toHaveBeenCalledExactlyOnceWith(who, 'staff:domain-lan');
  });

  it.each(['unknown', 'away', 'failed'] as const)('stay when the gallery says %s', async (kind) => {
    const faces = gallery();
    faces.withdraw.mockResolvedValueOnce(kind === 'failed' ? { kind, detail: 'disk' } : { kind });
    const answer = await desk({ faces }).ask({ kind: 'face-forget', who, staffName: 'lan' });
    expect(answer).toEqual({ kind: 'face-forgotten', result: kind, count: 0 });
  });

  it('are none without a gallery', async () => {
    const answer = await desk().ask({ kind: 'face-forget', who, staffName: 'lan' });
    expect(answer).toEqual({ kind: 'face-forgotten', result: 'no-gallery', count: 0 });
  });
});
