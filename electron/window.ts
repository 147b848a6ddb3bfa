import { BrowserWindow, session, type WebContents } from 'electron';
import { isForbiddenKey, mayLoad, mayNavigate, mayUse, placeOf, startUrl, windowOptions } from './shell-policy.ts';
import type { PageEvents } from './shell-recycling.ts';

/** The locked windows, of which one is shown, and what keeps them locked. */

/** Opens a window of the kiosk, unseen and silent, and loads its page. */
export function openWindow(preload: string, development: boolean, events: PageEvents): BrowserWindow {
  const window = new BrowserWindow(windowOptions(preload, development));
  const { webContents } = window;
  webContents.setAudioMuted(true);
  webContents.on('input-event', (_event, { type }) => {
    if (type === 'touchStart' || type === 'mouseDown') events.touched();
    if (type === 'rawKeyDown') events.typed();
  });
  webContents.on('render-process-gone', () => {
    events.died();
  });
  webContents.on('did-fail-load', (_event, errorCode, _description, _url, isMainFrame) => {
    // Chromium's ERR_ABORTED (-3): another load has taken this one's place.
    if (isMainFrame && errorCode !== -3) events.died();
  });
  webContents.on('unresponsive', () => {
    webContents.forcefullyCrashRenderer();
  });
  webContents.on('did-start-navigation', ({ url, isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) events.left(placeOf(url) ?? 'patient');
  });
  webContents.on('did-finish-load', () => {
    events.loaded();
  });
  loadPage(window);
  return window;
}

export function loadPage(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  // A failed load is heard as did-fail-load, a dead renderer as render-process-gone.
  window.loadURL(startUrl).catch(() => undefined);
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
