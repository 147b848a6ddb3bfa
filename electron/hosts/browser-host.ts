import { fork } from 'node:child_process';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { modelsFolderIn } from '../operations/data-place.ts';
import { appFile, appOrigin, crossOriginIsolation } from '../shell-policy.ts';
import { stationEnvironment } from '../station-environment.ts';
import { type StationProcess, superviseStation } from '../supervisor.ts';
import { systemTimers } from '../system-timers.ts';
import type { StationHello } from './station-process.ts';

/**
 * The kiosk in any browser: station, Vite and a guarded way from one to the other. For development and for machines
 * where Electron's binary cannot be had; packaged builds do not contain it.
 */

const root = join(import.meta.dirname, '..', '..');
/** The screen asks for this sub-protocol; the secret part stays in the page's fragment and is never sent as a URL. */
const protocolPrefix = 'tiepdon.';

export interface BrowserHostOptions {
  dataFolder: string;
  socketPath: string;
  /** Tried first; the next free one is taken unless `strictPort`. */
  port: number;
  strictPort: boolean;
  /** Where the station answers the page for staff, `http(s)://HOST:PORT`; null: it has none. */
  staffApi: string | null;
  say(line: string): void;
}

export type BrowserHostResult =
  | { ok: true; url: string; panelUrl: string; stop(): Promise<void>; stationPid(): number | undefined }
  | { ok: false; detail: string };

/** Starts station and pages; answers with the address that opens the kiosk. */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHostResult> {
  const token = randomBytes(24).toString('base64url');
  let vite: ViteDevServer;
  try {
    vite = await createServer({
      configFile: join(root, 'renderer', 'vite.config.ts'),
      root: join(root, 'renderer'),
      server: {
        host: '127.0.0.1',
        // As the packaged kiosk has it: without it the face models get no threads.
        headers: crossOriginIsolation,
        port: options.port,
        strictPort: options.strictPort,
        // Beside the sources the station has no built page to serve. Its certificate is the hospital's own.
        ...(options.staffApi && { proxy: { '/api': { target: options.staffApi, secure: false } } }),
        // The page's own sources and packages, not everything that lies in the checkout.
        fs: { allow: ['renderer', 'electron/bridge', 'node_modules', 'package.json'].map((path) => join(root, path)) },
      },
      clearScreen: false,
      logLevel: 'warn',
      plugins: [specimenPictures(), hospitalModels(modelsFolderIn(options.dataFolder))],
    });
    await vite.listen();
  } catch (error) {
    return { ok: false, detail: explain(error as NodeJS.ErrnoException, options.port) };
  }
  const address = vite.httpServer?.address();
  if (!address || typeof address === 'string') return { ok: false, detail: 'The page server has no address.' };
  const origin = `http://127.0.0.1:${String(address.port)}`;
  let socketPath = options.socketPath;
  vite.httpServer?.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url === '/bridge') joinStation(request, socket, head, { token, origin, socketPath });
  });

  const supervisor = superviseStation({
    spawn: () =>
      stationProcess(options.dataFolder, (path) => {
        socketPath = path;
      }),
    onGone: (detail, restartInMs) => {
      options.say(`The station stopped (${detail}); it starts again in ${String(restartInMs)} ms.`);
    },
    now: Date.now,
    ...systemTimers,
  });

  return {
    ok: true,
    url: `${origin}/#token=${token}`,
    panelUrl: `${origin}/dock.html#token=${token}`,
    stationPid: () => supervisor.current()?.pid,
    stop: async () => {
      const station = supervisor.current();
      const gone =
        station &&
        new Promise<void>((resolve) => {
          station.onExit(() => {
            resolve();
          });
        });
      supervisor.stop();
      await Promise.all([gone, vite.close()]);
    },
  };
}

function explain(error: NodeJS.ErrnoException, port: number): string {
  const taken = error.code === 'EADDRINUSE' || /already in use/i.test(error.message);
  return taken ? `Port ${String(port)} is taken by another program; choose another with --port.` : error.message;
}

function stationProcess(
  dataFolder: string,
  onListening: (socketPath: string) => void,
): StationProcess & { pid: number | undefined } {
  const child = fork(join(root, 'electron', 'hosts', 'station-process.ts'), [], {
    env: { ...stationEnvironment(process.env), TIEPDON_DATA: dataFolder },
    stdio: 'inherit',
  });
  // A data folder that cannot be used holds no socket either: its closed station listens elsewhere.
  child.on('message', ({ socketPath }: StationHello) => {
    if (socketPath !== '') onListening(socketPath);
  });
  return {
    pid: child.pid,
    onExit: (listener) => {
      child.on('exit', (code, signal) => {
        listener(signal ?? `exit code ${String(code)}`);
      });
    },
    kill: () => {
      child.kill();
    },
  };
}

/** Specimen people's pictures for the simulated camera, under /people/. */
function specimenPictures(): Plugin {
  return {
    name: 'specimen-pictures',
    configureServer: (server) => {
      server.middlewares.use('/people', (request, response, next) => {
        const path = /^\/(p\d{2})\/([a-z0-9-]+\.jpg)$/.exec(request.url ?? '');
        if (!path?.[1] || !path[2]) {
          next();
          return;
        }
        const picture = createReadStream(join(root, 'fixtures', 'people', path[1], path[2]));
        picture.on('error', () => {
          response.writeHead(404).end();
        });
        picture.once('open', () => {
          response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
          picture.pipe(response);
        });
      });
    },
  };
}

/** Face models of the data folder, as the packaged kiosk serves them under its own address. */
function hospitalModels(folder: string): Plugin {
  return {
    name: 'hospital-models',
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
        const file = appFile(`${appOrigin}${request.url ?? ''}`, root, folder);
        if (file.kind === 'refused' || !file.path.startsWith(folder)) {
          next();
          return;
        }
        const model = createReadStream(file.path);
        model.on('error', () => {
          response.writeHead(404).end();
        });
        model.once('open', () => {
          response.writeHead(200, file.headers);
          model.pipe(response);
        });
      });
    },
  };
}

function tokenFits(offered: string | undefined, token: string): boolean {
  const expected = Buffer.from(`${protocolPrefix}${token}`);
  const given = Buffer.from(offered ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Lets a page of this very origin, holding the token, through to the station's local socket. Everything else, such as a
 * foreign page that found the port, gets 403; a station that is restarting gets 503 and the page tries again.
 */
function joinStation(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  guard: { token: string; origin: string; socketPath: string },
): void {
  // A peer that hangs up in the middle is ordinary; without a listener it would end the host.
  socket.on('error', () => socket.destroy());
  const protocol = request.headers['sec-websocket-protocol'];
  if (request.headers.origin !== guard.origin || !tokenFits(protocol, guard.token)) {
    socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    return;
  }
  passToStation(request, socket, head, guard.socketPath);
}

/** Joins the two ends for good. */
export function passToStation(request: IncomingMessage, socket: Duplex, head: Buffer, socketPath: string): void {
  const station = connect(socketPath);
  station.once('error', () => {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
  });
  station.once('connect', () => {
    const headers = request.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1] ?? ''}`] : [],
    );
    station.write(`GET /bridge HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    station.write(head);
    station.pipe(socket).pipe(station);
    socket.on('error', () => station.destroy());
    socket.on('close', () => station.destroy());
    station.on('close', () => socket.destroy());
  });
}
