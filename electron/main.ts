import {
  app,
  BrowserWindow,
  Menu,
  MessageChannelMain,
  powerSaveBlocker,
  protocol,
  safeStorage,
  type UtilityProcess,
  utilityProcess,
  type WebContents,
} from 'electron';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultDataFolder, modelsFolderIn } from './operations/data-place.ts';
import { safeStorageArgument } from './operations/safe-storage.ts';
import { createBroker } from './shell-broker.ts';
import { answerSafeStorage, hasKeyRing, keyRingForCommand, wantsKeyRing } from './shell-keys.ts';
import { appFile, chromiumSwitches, launchMode, mayNavigate, profileFolder } from './shell-policy.ts';
import { recoverGpu, type Rendering, renderingOf, softwareArguments } from './shell-recovery.ts';
import { openPages, type ShellWord } from './shell-recycling.ts';
import { stationEnvironment } from './station-environment.ts';
import { type StationProcess, superviseStation } from './supervisor.ts';
import { loadPage, lockContents, lockSession, openWindow } from './window.ts';
import { systemTimers as timers } from './system-timers.ts';

/** The shell: one window on the screen, the app:// protocol, a supervised station. No business rule. */

const distribution = import.meta.dirname;
const development = !app.isPackaged;
/** The station has this long to end its visit and close the queue; whatever it committed is on disk before. */
const stationStopMs = 5_000;
const pageAgeCheckMs = 10 * 60_000;

// Electron would show a dialog, which nobody in a lobby can answer. systemd starts the kiosk again.
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

const mode = launchMode(process.argv);
if (mode.kind === 'command-line') {
  // Electron gets ready only when this module is evaluated: most commands need neither a display nor a graphics process.
  const { runCommandLine } = await import('./cli/tiepdon.ts');
  if (wantsKeyRing(mode.args, process.env, process.platform)) {
    void app.whenReady().then(async () => {
      const keyRing = await keyRingForCommand(safeStorage, process.platform, development);
      app.exit(await runCommandLine(mode.args, keyRing));
    });
  } else {
    app.exit(await runCommandLine(mode.args));
  }
} else {
  startKiosk();
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
}

function startKiosk(): void {
  useProfile(profileFolder(process.env));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('second-instance', () => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.focus();
  });
  app.enableSandbox();
  for (const [name, value] of chromiumSwitches) app.commandLine.appendSwitch(name, value);
  const rendering = renderingOf(process.argv, graphicsGivenUpAtMs(), Date.now());
  if (rendering === 'software') app.disableHardwareAcceleration();
  watchGraphics(rendering);
  if (!development) Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_, contents) => {
    lockContents(contents, development);
  });
  // Not awaited here: Electron waits for this module before it gets ready, and both would wait for ever.
  void app.whenReady().then(openKiosk);
}

function openKiosk(): void {
  lockSession(development);
  const pages = join(distribution, '..', 'renderer');
  const models = modelsFolderIn(defaultDataFolder(process.env));
  protocol.handle('app', (request) => serve(request.url, pages, models));

  const broker = createBroker<WebContents, UtilityProcess>(connect);
  const preload = join(distribution, 'preload.cjs');
  const pagesOnScreen = openPages<BrowserWindow>({
    open: (events) => openWindow(preload, development, events),
    load: loadPage,
    show: (window) => {
      window.webContents.setAudioMuted(false);
      window.show();
    },
    mute: ({ webContents }) => {
      webContents.setAudioMuted(true);
    },
    close: (window) => {
      window.destroy();
    },
    processOf: ({ webContents }) => webContents.getOSProcessId(),
    connect: ({ webContents }) => {
      broker.pageLoaded(webContents);
    },
    disconnect: (window) => {
      if (!window.isDestroyed()) broker.pageGone(window.webContents);
    },
    onHopeless: () => {
      app.exit(1);
    },
    say: (line) => {
      process.stderr.write(`${line}\n`);
    },
    nowMs: Date.now,
    ...timers,
  });

  let isStationRunning = true;
  const supervisor = superviseStation({
    spawn: () =>
      startStationProcess((word) => {
        pagesOnScreen.hear(word);
      }),
    onStarted: ({ utility }) => {
      broker.stationStarted(utility);
    },
    onGone: (detail, restartInMs) => {
      pagesOnScreen.hear('in-use');
      broker.stationGone();
      process.stderr.write(`The station stopped (${detail}); it starts again in ${String(restartInMs)} ms.\n`);
    },
    onStopped: () => {
      isStationRunning = false;
      app.quit();
    },
    stopTimeoutMs: stationStopMs,
    now: Date.now,
    ...timers,
  });

  setInterval(() => {
    pagesOnScreen.lookAtAge();
  }, pageAgeCheckMs);
  if (!development) powerSaveBlocker.start('prevent-display-sleep');
  app.on('before-quit', (event) => {
    if (!isStationRunning) return;
    event.preventDefault();
    supervisor.stop();
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
}

async function serve(url: string, pages: string, models: string): Promise<Response> {
  const file = appFile(url, pages, models);
  const bytes = file.kind === 'file' ? await readFile(file.path).catch(() => null) : null;
  return file.kind === 'file' && bytes
    ? new Response(bytes, { headers: file.headers })
    : new Response(null, { status: 404 });
}

/** A new pair of ports for each page and each station: one end to either, and to no page but the kiosk's. */
function connect(page: WebContents, station: UtilityProcess): void {
  if (!mayNavigate(page.getURL())) return;
  const { port1, port2 } = new MessageChannelMain();
  station.postMessage('screen', [port1]);
  page.postMessage('tiepdon-bridge', null, [port2]);
}

function startStationProcess(onWord: (word: ShellWord) => void): StationProcess & { utility: UtilityProcess } {
  // The environment is ours: TIEPDON_DATA and secrets by reference reach the station with it.
  const args = hasKeyRing(safeStorage, process.platform, development) ? [safeStorageArgument] : [];
  const utility = utilityProcess.fork(join(distribution, 'shell-station.js'), args, {
    serviceName: 'tiepdon-station',
    env: stationEnvironment(process.env),
  });
  // An engine error without a listener would end the shell as well; `exit` follows.
  utility.on('error', () => undefined);
  utility.on('message', (message: unknown) => {
    if (message === 'at-rest' || message === 'in-use' || message === 'next-person') onWord(message);
    else void answerSafeStorage(message, safeStorage).then((answer) => answer && utility.postMessage(answer));
  });
  return {
    utility,
    onExit: (listener) => {
      utility.on('exit', (code) => {
        listener(`exit code ${String(code)}`);
      });
    },
    askToStop: () => {
      utility.postMessage('stop');
    },
    kill: () => {
      utility.kill();
    },
  };
}

/** An unwritable data folder is the station's to explain, on the screen; the window then uses Electron's default place. */
function useProfile(folder: string | null): void {
  if (folder === null) return;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return;
  }
  app.setPath('userData', folder);
}

function graphicsMark(): string {
  return join(app.getPath('userData'), 'graphics-given-up');
}

function graphicsGivenUpAtMs(): number | null {
  return statSync(graphicsMark(), { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function watchGraphics(rendering: Rendering): void {
  const deathsMs: number[] = [];
  app.on('child-process-gone', (_, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    deathsMs.push(Date.now());
    const step = recoverGpu(deathsMs, rendering);
    if (step.kind === 'wait') return;
    if (step.kind === 'quit') {
      app.exit(1);
      return;
    }
    try {
      writeFileSync(graphicsMark(), '');
    } catch {
      // The relaunch's own switch says the same, unless systemd is the one who starts us again.
    }
    const appImage = process.env['APPIMAGE'];
    app.relaunch({ args: softwareArguments(process.argv), ...(appImage ? { execPath: appImage } : {}) });
    app.quit();
  });
}
