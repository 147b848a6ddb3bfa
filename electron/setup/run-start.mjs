import { spawn } from 'node:child_process';
import { ensureSetup, projectNode, root } from './setup.mjs';

/** Sets up, then starts the kiosk and stays with it; Ctrl+C ends both. */
export async function start(args) {
  if (!(await ensureSetup('start'))) process.exit(1);
  const kiosk = spawn(projectNode, ['electron/hosts/start.ts', ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => kiosk.kill(signal));
  kiosk.on('exit', (code) => process.exit(code ?? 0));
}
