import '../no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createDesk } from './desk.ts';
import { StaffApp } from './StaffApp.tsx';
import './index.css';

const root = document.getElementById('root');
if (!root) throw new Error('no #root');

const desk = createDesk({
  fetch: (path, request) => window.fetch(path, request),
  now: () => new Date(),
  nowMs: () => performance.now(),
  setTimeout: (callback, delayMs) => window.setTimeout(callback, delayMs),
  clearTimeout: (id) => window.clearTimeout(id as number),
});

// What React would print of a caught error says what was on the screen.
createRoot(root, { onCaughtError: () => undefined, onRecoverableError: () => undefined }).render(
  <StrictMode>
    <StaffApp desk={desk} />
  </StrictMode>,
);
