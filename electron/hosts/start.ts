import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfiguration } from '../operations/configuration.ts';
import { staffAddress, type StaffPageSetting } from '../operations/configuration-staff.ts';
import { dataFolderAt, defaultDataFolder } from '../operations/data-folder.ts';
import { startBrowserHost } from './browser-host.ts';

/**
 * `npm start` and `npm run dev`: the kiosk with whatever the configuration says, simulated devices by default. In an
 * Electron window where that can be, else served for a browser.
 */

const root = join(import.meta.dirname, '..', '..');
const defaultPort = 5173;
const fetchTimeoutMs = 180_000;

const usage = `Usage: npm start -- [--browser] [--port N] [--data FOLDER]
  --browser   serve the kiosk for a browser, also where Electron could run
  --port N    port of the page on 127.0.0.1 (default ${String(defaultPort)}, or the next free one)
  --data F    the kiosk's data folder (default: $TIEPDON_DATA or the user's data folder)`;

const say = (line: string): void => {
  console.log(line);
};

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port > 0 && port <= 65_535)) {
      return { ok: false, message: `${values.port ?? ''} is not a port.` } as const;
    }
    return { ok: true, ...values, port } as const;
  } catch (error) {
    return { ok: false, message: (error as Error).message } as const;
  }
}

/** Why Electron cannot show a window here, in one line; null when it can and was started. */
async function startElectron(dataFolder: string): Promise<string | null> {
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (!hasDisplay) return 'There is no display for a window';
  const { electronBinary, fetchElectron } = await import('../setup/electron-binary.mjs');
  let binary = electronBinary(root);
  if (binary.kind === 'absent') {
    say('Fetching Electron …');
    const fetched = await fetchElectron(root, fetchTimeoutMs);
    if (!fetched.ok) return fetched.reason;
    binary = electronBinary(root);
    if (binary.kind === 'absent') return 'Electron is not there';
  }
  const { build } = await import('../setup/build.mjs');
  say('Building the window …');
  const outDir = join(root, 'dist', 'development');
  await build({ quiet: true, fixtures: true, outDir });
  const env = { ...process.env, TIEPDON_DATA: dataFolder };
  const window = spawn(binary.path, [join(outDir, 'shell', 'main.js')], { stdio: 'inherit', env });
  say('The developer panel, with cards, codes and faces, is in the browser: npm run dev.');
  window.on('exit', (code) => process.exit(code ?? 1));
  return null;
}

/** null where no page for staff is wanted, or on a port that nobody knows beforehand. */
function staffApiOf({ listen, certificate }: StaffPageSetting): string | null {
  const address = listen === undefined ? null : staffAddress(listen);
  if (address === null || address.port === 0) return null;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${certificate === undefined ? 'http' : 'https'}://${host}:${String(address.port)}`;
}

async function serveBrowser(dataFolder: string, port: number | null): Promise<void> {
  const folder = dataFolderAt(dataFolder);
  const configuration = loadConfiguration(folder.path);
  const staffApi = configuration.ok ? staffApiOf(configuration.configuration.staffPage) : null;
  const host = await startBrowserHost({
    dataFolder: folder.path,
    socketPath: folder.socketFile,
    port: port ?? defaultPort,
    strictPort: port !== null,
    staffApi,
    say,
  });
  if (!host.ok) {
    say(host.detail);
    process.exit(1);
  }
  say(`Kiosk:            ${host.url}`);
  say(`Developer panel:  ${host.panelUrl}`);
  if (staffApi !== null) say(`Page for staff:   ${new URL('/staff.html', host.url).href}`);
  if (configuration.ok && configuration.configuration.his.kind === 'mock') {
    say('The mock hospital’s reception page is linked from the developer panel.');
  }
  say(`Data folder:      ${folder.path}`);
  say('Stop with Ctrl+C.');
  const stop = (): void => {
    void host.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

const options = readArguments();
if (!options.ok || options.help) {
  say(options.ok ? usage : `${options.message}\n${usage}`);
  process.exit(options.ok ? 0 : 2);
}
const dataFolder = options.data ?? defaultDataFolder(process.env);
const reason = options.browser ? null : await startElectron(dataFolder);
if (options.browser) await serveBrowser(dataFolder, options.port);
else if (reason !== null) {
  say(`${reason}: the kiosk is served for a browser instead.`);
  await serveBrowser(dataFolder, options.port);
}
