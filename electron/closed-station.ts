import { createBridgeHub } from './bridge/hub.ts';
import { serveLocalSocket } from './bridge/local-socket.ts';
import type { KioskSnapshot } from './bridge/snapshot.ts';
import { closedView } from './kiosk-view.ts';
import { defaultConfiguration } from './operations/configuration.ts';
import type { Station } from './station.ts';

/**
 * A station that cannot take registrations: it shows a closed kiosk with a notice in both languages, and says the whole
 * reason where IT staff look, on standard error.
 */
export async function closedStation(
  socketPath: string | null,
  notice: KioskSnapshot['notices'][number],
  problem: string,
  release: () => void = () => undefined,
): Promise<Station> {
  process.stderr.write(`Tiếp Đón is closed: ${problem}\n`);
  let sequence = 0;
  const view = closedView(defaultConfiguration(), [notice]);
  const hub = createBridgeHub({
    intent: () => undefined,
    queueRows: () => [],
    greeting: () => [{ kind: 'snapshot', snapshot: { sequence: (sequence += 1), ...view } }],
    rejected: () => undefined,
  });
  const socket = socketPath === null ? null : await serveLocalSocket(socketPath, hub).catch(() => null);
  return {
    socketPath: socketPath ?? '',
    problem,
    hospitalUrl: null,
    attach: (peer) => {
      hub.attach(peer);
    },
    stop: async () => {
      await socket?.close();
      release();
    },
  };
}
