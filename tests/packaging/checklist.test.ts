import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../electron/shell-policy.ts';
import { type Application, buildApplication, filesIn, manifest, root, runScript } from './application.ts';

/**
 * Electron's security checklist (electronjs.org/docs/latest/tutorial/security, twenty points), one assertion or more each,
 * on the built shell: it runs over a fake Electron, which raises the events and asks the handlers.
 */

interface Served {
  status: number;
  headers: Record<string, string>;
  sizeBytes: number;
}

/** What run-shell.ts prints. */
interface Facts {
  startCalls: string[];
  schemes: { scheme: string; privileges: Record<string, boolean> }[];
  window: { webPreferences: Record<string, unknown>; kiosk: boolean };
  userData: string;
  stationPath: string;
  navigation: Record<string, boolean[]>;
  webview: boolean;
  contextMenu: boolean;
  printKey: boolean;
  typedKey: boolean;
  windowOpen: unknown;
  granted: Record<string, unknown>;
  checked: Record<string, unknown>;
  device: unknown;
  cancelled: Record<string, unknown>;
  download: boolean;
  served: Record<'page' | 'outside' | 'missing' | 'otherHost', Served>;
  ports: {
    beforeLoad: number;
    afterLoad: { page: unknown[]; station: unknown[] };
    toForeignPage: number;
    afterReload: number;
  };
  recycled: { calls: string[]; posted: number[]; heard: string[] };
  life: { calls: string[]; lastToStation: unknown; relaunchArguments: string[] };
}

let application: Application;
let facts: Facts;
let shellText: string;
let pageText: string;
let preload: string;

const startShell = (environment: Record<string, string> = {}): Facts => {
  const { status, stdout, stderr } = runScript('run-shell.ts', [join(application.shell, 'main.js')], environment);
  expect(stderr).not.toMatch(/error/i);
  expect(status).toBe(0);
  return JSON.parse(stdout) as Facts;
};

beforeAll(async () => {
  application = await buildApplication();
  const read = (folder: string, pattern: RegExp) =>
    filesIn(folder)
      .filter((file) => pattern.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
  shellText = read(application.shell, /\.(js|cjs)$/);
  pageText = read(application.renderer, /\.(js|html|css)$/);
  preload = readFileSync(join(application.shell, 'preload.cjs'), 'utf8');
  facts = startShell({ TIEPDON_DATA: join(application.folder, 'data') });
});
afterAll(() => {
  application.remove();
});

describe('Electron’s security checklist', () => {
  it('1: loads only its own pages, and everything else is cancelled', () => {
    expect(facts.startCalls.filter((call) => call.startsWith('loadURL'))).toEqual(['loadURL app://kiosk/index.html']);
    expect(facts.cancelled).toEqual({
      'app://kiosk/index.html': false,
      'https://example.org/': true,
      'ws://127.0.0.1:5173/': true,
      'devtools://x/': true,
    });
  });

  it('2: gives no page Node', () => {
    expect(facts.window.webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3: isolates the preload’s context', () => {
    expect(facts.window.webPreferences).toMatchObject({ contextIsolation: true });
  });

  it('4: sandboxes every renderer, before Electron is ready', () => {
    expect(facts.window.webPreferences).toMatchObject({ sandbox: true });
    expect(facts.startCalls.indexOf('enableSandbox')).toBeGreaterThan(-1);
    expect(facts.startCalls.indexOf('enableSandbox')).toBeLessThan(facts.startCalls.indexOf('ready'));
  });

  it('5: grants its own page the camera’s picture and the choice of audio output, and nothing else to anybody', () => {
    expect(facts.granted).toEqual({
      camera: true,
      microphone: false,
      both: false,
      unnamed: false,
      inFrame: false,
      foreign: false,
      others: [],
    });
    expect(facts.checked).toEqual({
      camera: true,
      microphone: false,
      foreign: false,
      outputs: true,
      foreignOutputs: false,
    });
    expect(facts.device).toBe(false);
  });

  it('6: keeps web security on', () => {
    expect(facts.window.webPreferences).toMatchObject({ webSecurity: true });
    expect(shellText).not.toMatch(/disable-web-security|webSecurity: (false|!1)/);
  });

  it('7: serves every file with the content security policy', () => {
    expect(facts.served.page.status).toBe(200);
    expect(facts.served.page.headers).toMatchObject({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    const directives = new Map(
      contentSecurityPolicy.split('; ').map((part) => part.split(/ (.*)/) as [string, string]),
    );
    expect(directives.get('default-src')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self' 'wasm-unsafe-eval'");
    expect(directives.get('worker-src')).toBe("'self'");
    expect(contentSecurityPolicy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/);
    // A page's own policy in a meta element would only add to this one; there is none to disagree with it.
    expect(pageText).not.toMatch(/<meta[^>]+http-equiv/i);
  });

  it('8: runs no insecure content', () => {
    expect(facts.window.webPreferences).toMatchObject({ allowRunningInsecureContent: false });
    expect(shellText).not.toContain('ignore-certificate-errors');
  });

  it('9: uses no experimental features', () => {
    expect(facts.window.webPreferences).toMatchObject({ experimentalFeatures: false });
    expect(shellText).not.toMatch(/enable-experimental|enable-features/);
  });

  it('10: enables no Blink features', () => {
    expect(facts.window.webPreferences).not.toHaveProperty('enableBlinkFeatures');
    expect(shellText).not.toMatch(/enable-blink-features|enableBlinkFeatures/);
  });

  it('11: has no webview that could open pop-ups', () => {
    expect(facts.window.webPreferences).toMatchObject({ webviewTag: false });
    expect(pageText).not.toMatch(/<webview|allowpopups/i);
  });

  it('12: lets no webview be attached', () => {
    expect(facts.webview).toBe(true);
  });

  it('13: stays on its own page', () => {
    const stays = [true, true, false];
    expect(facts.navigation).toEqual({ 'will-navigate': stays, 'will-frame-navigate': stays, 'will-redirect': stays });
    expect(facts.window.webPreferences).toMatchObject({ navigateOnDragDrop: false });
  });

  it('14: opens no further window', () => {
    expect(facts.windowOpen).toEqual({ action: 'deny' });
  });

  it('15: hands nothing to the desktop', () => {
    expect(shellText).not.toMatch(/openExternal|openPath|showItemInFolder|\bshell\b[^/]*from ["']electron/);
  });

  it('16: pins a current Electron', () => {
    const { electron } = manifest.devDependencies;
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(electron?.split('.')[0])).toBeGreaterThanOrEqual(45);
    const installed = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as object;
    expect(installed).toMatchObject({ version: electron });
  });

  it('17: checks who is spoken to on its one channel, at both ends', () => {
    expect(shellText).not.toMatch(/ipcMain/);
    expect(facts.ports.beforeLoad).toBe(0);
    expect(facts.ports.afterLoad).toEqual({
      page: [{ message: 'tiepdon-bridge', ports: 1 }],
      station: [{ message: 'screen', ports: 1 }],
    });
    expect(facts.ports.toForeignPage).toBe(0);
    expect(facts.ports.afterReload).toBe(2);
    expect(runPreload('https://example.org')).toMatchObject({ posted: [] });
    expect(runPreload('app://kiosk')).toMatchObject({ posted: [['tiepdon-bridge', 'app://kiosk', ['port']]] });
  });

  it('18: serves files by its own protocol, from one folder, of known types', () => {
    expect(facts.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    for (const refused of ['outside', 'missing', 'otherHost'] as const) {
      expect(facts.served[refused]).toMatchObject({ status: 404, sizeBytes: 0 });
    }
    expect(shellText).not.toMatch(/loadFile\(|["'`]file:\/\//);
  });

  it('19: sets the fuses (their effect on a binary is tested with the package)', () => {
    const fuses = /^electronFuses:\n((?: .*\n)+)/m.exec(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))?.[1];
    expect(fuses).toMatch(/^ {2}runAsNode: false$/m);
  });

  it('20: exposes nothing of Electron to the page', () => {
    expect(runPreload('app://kiosk')).toMatchObject({ channels: ['tiepdon-bridge'], exposed: [] });
    expect(preload.match(/require\("[^"]+"\)/g)).toEqual(['require("electron")']);
  });
});

/** Runs the built preload in a page of this origin, and lets the shell's message arrive. */
function runPreload(origin: string) {
  const channels: string[] = [];
  const posted: unknown[][] = [];
  const exposed: string[] = [];
  const window = { location: { origin }, postMessage: (...args: unknown[]) => posted.push(args) };
  const known = new Set(Object.keys(window));
  const electron = {
    ipcRenderer: {
      on: (channel: string, listener: (event: { ports: string[] }) => void) => {
        channels.push(channel);
        listener({ ports: ['port'] });
      },
    },
    contextBridge: { exposeInMainWorld: (name: string) => exposed.push(name) },
  };
  runInNewContext(preload, { window, require: () => electron, module: { exports: {} }, exports: {} });
  exposed.push(...Object.keys(window).filter((name) => !known.has(name)));
  return { channels, posted, exposed };
}

describe('the kiosk beyond the checklist', () => {
  it('has no menu, no context menu, no developer tools, no downloads, no printing by keys', () => {
    expect(facts.startCalls).toContain('menu null');
    expect(facts.window).toMatchObject({ kiosk: true, webPreferences: { devTools: false, spellcheck: false } });
    expect(facts).toMatchObject({ contextMenu: true, printKey: true, typedKey: false, download: true });
  });

  it('registers its protocol before Electron is ready and locks the session before it loads the page', () => {
    const order = ['registerSchemes', 'ready', 'setPermissionRequestHandler', 'setPermissionCheckHandler'];
    order.push('setDevicePermissionHandler', 'onBeforeRequest', 'protocol.handle', 'setWindowOpenHandler');
    order.push('loadURL app://kiosk/index.html');
    expect(facts.startCalls.filter((call) => order.includes(call))).toEqual(order);
  });

  it('keeps Chromium’s own folder inside the data folder', () => {
    expect(facts.userData).toBe(join(application.folder, 'data', 'window'));
    expect(facts.stationPath).toBe(join(application.shell, 'shell-station.js'));
  });

  it('puts a page of a fresh process in the place of the old one for each person, and never two are heard', () => {
    // Locked before it loads anything.
    const opened = ['setWindowOpenHandler', 'loadURL app://kiosk/index.html'];
    expect(facts.recycled).toEqual({
      calls: [...opened, 'show 2', 'destroy 1', ...opened, 'show 3', 'destroy 2', ...opened],
      posted: [1, 1],
      heard: ['heard muted', 'muted heard', 'heard muted', 'muted heard'],
    });
  });

  it('survives an engine error of the station, gives up a failing graphics driver, and stops the station in order', () => {
    expect(facts.life.calls).toEqual(['focus', 'forcefullyCrashRenderer', 'relaunch', 'quit held back', 'quit']);
    expect(facts.life.relaunchArguments).toEqual(['--disable-gpu']);
    expect(facts.life.lastToStation).toBe('stop');
  });

  it('renders in software when it starts the next time', () => {
    const again = startShell({ TIEPDON_DATA: join(application.folder, 'data') });
    expect(facts.startCalls).not.toContain('disableHardwareAcceleration');
    expect(again.startCalls).toContain('disableHardwareAcceleration');
    // Nothing is left to fall back to: systemd starts the kiosk anew.
    expect(again.life.calls).toContain('exit 1');
    expect(again.life.calls).not.toContain('relaunch');
  });

  it('ends at once when a kiosk runs already', () => {
    const second = startShell({ FAKE_SECOND_INSTANCE: '1' }) as unknown as { calls: string[] };
    expect(second.calls).toEqual(['registerSchemes', 'quit']);
  });
});
