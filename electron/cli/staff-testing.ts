import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { createBridgeHub } from '../bridge/hub.ts';
import { serveLocalSocket } from '../bridge/local-socket.ts';
import type { StaffAnswer, StaffQuestion } from '../bridge/staff-messages.ts';
import { closedView } from '../kiosk-view.ts';
import { defaultConfiguration } from '../operations/configuration.ts';
import { dataFolderAt } from '../operations/data-folder.ts';

/** A station of which only the staff's side matters, with a data folder of its own. */
export async function staffStation(answer: (question: StaffQuestion) => StaffAnswer) {
  const snapshot = { sequence: 1, ...closedView(defaultConfiguration(), 'queue-damaged') };
  const data = mkdtempSync(join(tmpdir(), 'tiepdon-cli-'));
  const staff = vi.fn(async (question: StaffQuestion) => answer(question));
  const hub = createBridgeHub({
    intent: () => undefined,
    keys: () => undefined,
    staff,
    greeting: () => [{ kind: 'snapshot', snapshot }],
    rejected: () => expect.unreachable(),
    failed: () => expect.unreachable(),
  });
  const socket = await serveLocalSocket(dataFolderAt(data).socketFile, hub);
  onTestFinished(async () => {
    await socket.close();
    rmSync(data, { recursive: true, force: true });
  });
  return { data, staff };
}
