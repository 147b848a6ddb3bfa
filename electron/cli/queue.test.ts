import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBridgeHub } from '../bridge/hub.ts';
import { serveLocalSocket } from '../bridge/local-socket.ts';
import type { QueueRow } from '../bridge/messages.ts';
import { closedView } from '../kiosk-view.ts';
import { defaultConfiguration } from '../operations/configuration.ts';
import { dataFolderAt } from '../operations/data-folder.ts';
import { run } from './command-testing.ts';
import { exitCodes } from './output.ts';

const row: QueueRow = {
  key: 'key-1',
  kind: 'visit',
  number: 'K1-001',
  official: false,
  clinicId: 'eye',
  serviceDate: '2026-03-02',
  state: 'pending',
  attempts: 1,
  lastError: '422: refused',
  encounterId: null,
  hospitalNumber: 'A007',
  ticketShown: true,
  registeredAt: '2026-03-02T08:30:00+07:00',
  evidence: [],
};

/** A station of which only the queue matters. */
async function station() {
  const snapshot = { sequence: 1, ...closedView(defaultConfiguration(), 'queue-damaged') };
  const data = mkdtempSync(join(tmpdir(), 'tiepdon-cli-'));
  const settleQueueRow = vi.fn((key: string) => key === row.key);
  const hub = createBridgeHub({
    intent: () => undefined,
    queueRows: () => [row],
    settleQueueRow,
    greeting: () => [{ kind: 'snapshot', snapshot }],
    rejected: () => expect.unreachable(),
    failed: () => expect.unreachable(),
  });
  const socket = await serveLocalSocket(dataFolderAt(data).socketFile, hub);
  onTestFinished(async () => {
    await socket.close();
    rmSync(data, { recursive: true, force: true });
  });
  return { data, settleQueueRow };
}

describe('tiepdon queue', () => {
  it('lists the rows with the number that the hospital calls', async () => {
    const { data } = await station();
    const listed = await run('queue', 'list', '--data', data);
    expect(listed.code).toBe(exitCodes.done);
    expect(listed.out).toMatch(/K1-001\s+A007\s+visit/);
    expect(JSON.parse((await run('queue', 'list', '--json', '--data', data)).out)).toEqual([row]);
  });

  it.each([
    ['--send-again', 'send-again'],
    ['--set-aside', 'set-aside'],
  ])('settles a refused row by %s', async (option, decision) => {
    const { data, settleQueueRow } = await station();
    const settled = await run('queue', 'settle', 'key-1', option, '--json', '--data', data);
    expect(settleQueueRow).toHaveBeenCalledExactlyOnceWith('key-1', decision);
    expect(settled.code).toBe(exitCodes.done);
    expect(JSON.parse(settled.out)).toEqual([row]);
  });

  it('says when no refused row has the key', async () => {
    const { data } = await station();
    const settled = await run('queue', 'settle', 'key-9', '--set-aside', '--data', data);
    expect(settled).toMatchObject({ code: exitCodes.failed, out: '' });
    expect(settled.err).toContain('no row that the hospital refused has this key');
  });

  it.each([[[]], [['--send-again', '--set-aside']]])('wants one decision, not %j', async (options) => {
    const { data, settleQueueRow } = await station();
    expect((await run('queue', 'settle', 'key-1', ...options, '--data', data)).code).toBe(exitCodes.usage);
    expect((await run('queue', 'settle', ...options, '--data', data)).code).toBe(exitCodes.usage);
    expect(settleQueueRow).not.toHaveBeenCalled();
  });
});
