/** A printer on the network: a TCP connection that carries the bytes as they are (port 9100, "raw" or "JetDirect"). */
import { connect, type Socket } from 'node:net';
import type { PrinterLine } from './port.ts';

/** On a hospital's network a printer that is there answers within some milliseconds. */
const CONNECT_MS = 3_000;

export function createNetworkLine({ host, port }: { host: string; port: number }): PrinterLine {
  let socket: Socket | null = null;

  return {
    name: `${host}:${String(port)}`,
    open: ({ onBytes, onLost }) =>
      new Promise((resolve) => {
        const opened = connect({ host, port, noDelay: true, keepAlive: true });
        let isReady = false;
        opened.setTimeout(CONNECT_MS, () => {
          if (!isReady) opened.destroy(new Error('ETIMEDOUT'));
        });
        opened.on('connect', () => {
          isReady = true;
          opened.setTimeout(0);
          socket = opened;
          resolve({ ok: true });
        });
        opened.on('data', (chunk: Buffer) => {
          onBytes(chunk);
        });
        // Without a listener an error event would end the process; `close` follows it.
        opened.on('error', () => undefined);
        opened.on('close', () => {
          if (socket === opened) socket = null;
          if (isReady) onLost('the connection to the printer ended');
          else resolve({ ok: false, reason: 'not-reachable', detail: 'nothing answers there: is the printer on?' });
        });
      }),
    write: (bytes) =>
      new Promise((resolve) => {
        if (socket === null || socket.destroyed) resolve(false);
        else
          socket.write(bytes, (error) => {
            resolve(!error);
          });
      }),
    close: () =>
      new Promise((resolve) => {
        const open = socket;
        socket = null;
        if (open === null || open.destroyed) {
          resolve();
          return;
        }
        open.once('close', () => {
          resolve();
        });
        open.destroySoon();
        // What the printer does not take is not waited for.
        open.setTimeout(CONNECT_MS, () => open.destroy());
      }),
  };
}
