import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { BridgeHub, BridgePeer } from './hub.ts';

/** Longest message a peer may send; the largest real ones are a face sample (12 KB) and a developer's own portrait. */
const maximumMessageBytes = 256 * 1024;

function peerOf(socket: WebSocket): BridgePeer {
  return {
    send: (text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    },
    onMessage: (listener) => {
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        if (!isBinary) listener(data.toString('utf8'));
      });
    },
    onClose: (listener) => {
      socket.on('close', listener);
    },
  };
}

/**
 * The station's local socket: a WebSocket on a Unix socket inside the data folder, for the command line and the browser
 * host. The folder's permissions (0700) guard it; it never listens on a network.
 */
export async function serveLocalSocket(path: string, hub: BridgeHub): Promise<{ close(): Promise<void> }> {
  await rm(path, { force: true });
  const http = createServer((_, response) => response.writeHead(426).end());
  const sockets = new WebSocketServer({ server: http, maxPayload: maximumMessageBytes });
  sockets.on('connection', (socket) => {
    socket.on('error', () => {
      socket.terminate();
    });
    hub.attach(peerOf(socket), 'staff');
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(path, resolve);
  });
  return {
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => http.close(resolve));
      await rm(path, { force: true });
    },
  };
}
