import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BridgeHub, createBridgeHub } from './bridge/hub.ts';
import { serveLocalSocket } from './bridge/local-socket.ts';
import { type ClosedNotice, closedView } from './kiosk-view.ts';
import { type Configuration, defaultConfiguration } from './operations/configuration.ts';
import type { Station } from './station-port.ts';

/**
 * A station that cannot take registrations: it shows a closed kiosk with a notice in both languages. The whole reason is its
 * `problem`, which whoever started it tells.
 */
export async function closedStation(
  socketPath: string | null,
  notice: ClosedNotice,
  problem: string,
  release: () => void = () => undefined,
  /** Whose kiosk it is, where that is known. */
  configuration: Configuration = defaultConfiguration(),
): Promise<Station> {
  let sequence = 0;
  let view = closedView(configuration, notice);
  const snapshot = () => ({ kind: 'snapshot', snapshot: { sequence: (sequence += 1), ...view } }) as const;
  const hub = createBridgeHub({
    intent: (intent) => {
      if (intent.type === 'choose-language') view = { ...view, language: intent.language };
      else if (intent.type === 'choose-display') view = { ...view, display: intent.display };
      else return;
      hub.broadcast(snapshot());
    },
    keys: () => undefined,
    greeting: () => [snapshot()],
    rejected: () => undefined,
    failed: () => undefined,
  });
  const socket = socketPath === null ? null : await serveSomewhere(socketPath, hub);
  return {
    socketPath: socket?.path ?? '',
    problem,
    hospitalUrl: null,
    attach: (peer) => {
      hub.attach(peer, 'screen');
    },
    onVisitor: (listener) => {
      listener({ isAtRest: true, visitor: 0 });
    },
    stop: async () => {
      await socket?.close();
      release();
    },
  };
}

/** In the data folder, or in a private temporary folder where that one is what cannot be used; null where neither can. */
async function serveSomewhere(path: string, hub: BridgeHub): Promise<{ path: string; close(): Promise<void> } | null> {
  try {
    return { path, ...(await serveLocalSocket(path, hub)) };
  } catch {
    const folder = await mkdtemp(join(tmpdir(), 'tiepdon-closed-')).catch(() => null);
    if (folder === null) return null;
    const elsewhere = join(folder, 'station.sock');
    const socket = await serveLocalSocket(elsewhere, hub).catch(() => null);
    const close = async (): Promise<void> => {
      await socket?.close();
      await rm(folder, { recursive: true, force: true });
    };
    return socket && { path: elsewhere, close };
  }
}
