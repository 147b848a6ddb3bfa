import '../no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectBridge, isAtKiosk } from '../bridge-client.ts';
import { followKeyboardScanner } from '../keyboard-scanner.ts';
import { createDesk } from './desk.ts';
import { createGlass } from './glass.ts';
import { StaffApp } from './StaffApp.tsx';
import './index.css';

const root = document.getElementById('root');
if (!root) throw new Error('no #root');

// With the browser host's token, which the views' names displace.
const patientPage = `index.html${window.location.hash}`;
const nowMs = (): number => performance.now();
const bridge = isAtKiosk(window.location) ? connectBridge({ beginsAnew: false }) : null;
// A scan at the kiosk is a scan on this page too, whatever field has the focus.
if (bridge) followKeyboardScanner(bridge, window);
const glass = bridge && createGlass({ bridge, nowMs, leave: () => window.location.replace(patientPage) });

const desk = createDesk({
  fetch: glass?.fetch ?? ((path, request) => window.fetch(path, request)),
  ...(glass && { openNews: glass.openNews }),
  now: () => new Date(),
  nowMs,
  setTimeout: (callback, delayMs) => window.setTimeout(callback, delayMs),
  clearTimeout: (id) => window.clearTimeout(id as number),
});

// What React would print of a caught error says what was on the screen.
createRoot(root, { onCaughtError: () => undefined, onRecoverableError: () => undefined }).render(
  <StrictMode>
    <StaffApp desk={desk} glass={glass} />
  </StrictMode>,
);
