import { ipcRenderer } from 'electron';

/** The page's window, as far as this file needs it; the rooms of the station have no DOM. */
declare const window: {
  location: { origin: string };
  postMessage(message: string, targetOrigin: string, transfer: readonly unknown[]): void;
};

const kiosk = 'app://kiosk';

/**
 * Hands the station's MessagePort to the page, and exposes nothing else. A port cannot cross contextBridge, so it is posted
 * to the page's own window, and only when that window shows the kiosk.
 */
ipcRenderer.on('tiepdon-bridge', (event) => {
  if (window.location.origin === kiosk) window.postMessage('tiepdon-bridge', kiosk, event.ports);
});
