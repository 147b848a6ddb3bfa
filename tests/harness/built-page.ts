import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { passToStation } from '../../electron/hosts/browser-host.ts';
import { appFile, appOrigin } from '../../electron/shell-policy.ts';

/** The built page, with exactly the headers that the shell serves. */
export interface BuiltPage {
  origin: string;
  /** When a page next joins the station. */
  joined(): Promise<unknown>;
  close(): Promise<void>;
}

/** `socketPath`: of the station that a page with any token in its fragment speaks to; null: its bridge leads nowhere. */
export async function serveBuiltPage(folder: string, socketPath: string | null = null): Promise<BuiltPage> {
  const server = createServer((request, response) => {
    const file = appFile(`${appOrigin}${request.url ?? ''}`, folder, '/nowhere');
    if (file.kind === 'refused' || !existsSync(file.path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, file.headers);
    createReadStream(file.path).pipe(response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (socketPath === null || request.url !== '/bridge') {
      socket.destroy();
      return;
    }
    passToStation(request, socket, head, socketPath);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    joined: () => once(server, 'upgrade'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
