import { BrowserWindow, session, type WebContents } from 'electron';
import { isForbiddenKey, mayLoad, mayNavigate, mayUse, startUrl, windowOptions } from './shell-policy.ts';
import { recoverPage } from './shell-recovery.ts';

/** The one locked window, and what keeps it locked. */

export interface WindowOptions {
  preload: string;
  development: boolean;
  onLoaded(contents: WebContents): void;
  /** The page is on its way out or dead; `onLoaded` follows. */
  onGone(): void;
  /** The page dies again and again. */
  onHopeless(): void;
}

/** Opens the kiosk's window and keeps its page alive. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow(windowOptions(options.preload, options.development));
  const { webContents } = window;
  const load = (): void => {
    if (window.isDestroyed()) return;
    // A failed load is heard as did-fail-load, a dead renderer as render-process-gone.
    window.loadURL(startUrl).catch(() => undefined);
  };

  const deathsMs: number[] = [];
  const died = (): void => {
    options.onGone();
    deathsMs.push(Date.now());
    const step = recoverPage(deathsMs);
    if (step.kind === 'quit') options.onHopeless();
    else setTimeout(load, step.afterMs);
  };
  webContents.on('render-process-gone', died);
  webContents.on('did-fail-load', (_event, errorCode, _description, _url, isMainFrame) => {
    // Chromium's ERR_ABORTED (-3): another load has taken this one's place.
    if (isMainFrame && errorCode !== -3) died();
  });
  webContents.on('unresponsive', () => {
    webContents.forcefullyCrashRenderer();
  });
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) options.onGone();
  });
  webContents.on('did-finish-load', () => {
    options.onLoaded(webContents);
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  load();
  return window;
}

/** Holds for every page that ever comes into being, not only for the one window's. */
export function lockContents(contents: WebContents, development: boolean): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (details: Electron.Event<{ url: string }>): void => {
    if (!mayNavigate(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.on('before-input-event', (event, input) => {
    if (!development && isForbiddenKey(input)) event.preventDefault();
  });
  contents.on('context-menu', (event) => {
    event.preventDefault();
  });
}

/** The session grants nothing, fetches nothing from elsewhere and saves nothing. */
export function lockSession(development: boolean): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    callback(details.isMainFrame && mayUse(permission, details.requestingUrl, mediaTypes));
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame, mediaType }) => {
    return isMainFrame && mayUse(permission, origin, mediaType === undefined ? [] : [mediaType]);
  });
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !mayLoad(url, development) });
  });
  defaultSession.on('will-download', (event) => {
    event.preventDefault();
  });
}
