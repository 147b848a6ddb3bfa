import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectBridge } from '../bridge-client.ts';
import { Dock } from './Dock.tsx';
import './dock.css';

const root = document.getElementById('dock');
if (!root) throw new Error('no #dock');
createRoot(root).render(
  <StrictMode>
    <Dock bridge={connectBridge()} />
  </StrictMode>,
);
