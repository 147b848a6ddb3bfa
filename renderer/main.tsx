import './no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { connectBridge } from './bridge-client.ts';
import { fitScreen } from './fit-screen.ts';
import { followKeyboardScanner } from './keyboard-scanner.ts';
import { kioskSounds } from './sound.ts';
import { followStaffCards } from './staff-entrance.ts';
import { followNavigatorKeys } from './speech/kiosk-speaker.ts';
import './styles/index.css';

// Development only: the panel beside this page chooses whom the camera sees. Absent from builds.
if (import.meta.env.DEV) void import('./dock/face-link.ts').then(({ followDock }) => followDock(bridge));

// And one more language, `?pseudo`: long, and made of accents.
if (import.meta.env.DEV && window.location.search.includes('pseudo')) {
  (await import('./language/pseudo-language.ts')).addPseudoLanguage();
}

const bridge = connectBridge();
followStaffCards(bridge);
followKeyboardScanner(bridge, window);
followNavigatorKeys(bridge, window);
window.addEventListener('pointerdown', () => kioskSounds.wake(), { once: true, capture: true });
fitScreen();
const root = document.getElementById('root');
if (!root) throw new Error('no #root');

// React prints caught errors to the console with what was on the screen; a kiosk's console is a log.
createRoot(root, { onCaughtError: () => undefined, onRecoverableError: () => undefined }).render(
  <StrictMode>
    <App bridge={bridge} />
  </StrictMode>,
);
