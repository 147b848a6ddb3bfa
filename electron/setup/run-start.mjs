import { spawn } from 'node:child_process';
import { ensureSetup, projectNode, root } from './setup.mjs';

/**
 * The exit code for how the kiosk ended: killed is a failure, so that whatever supervises it sees one, unless that signal was
 * the order to stop.
 *
 * @param {number | null} code
 * @param {string | null} signal
 * @param {string | null} ordered the signal that was handed on to it
 */
export function exitCodeOf(code, signal, ordered) {
  // Vite, in the browser host, may be the first to end the process, with the shell's code for the signal.
  if (ordered !== null && code === { SIGINT: 130, SIGTERM: 143 }[ordered]) return 0;
  if (code !== null) return code;
  return signal === ordered ? 0 : 1;
}

/** Runs a command and stays with it; answers with the exit code. Ctrl+C ends both. */
export function stayWith(command, args, say) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    let ordered = null;
    const listeners = ['SIGINT', 'SIGTERM'].map((signal) => {
      const listener = () => {
        ordered = signal;
        child.kill(signal);
      };
      process.on(signal, listener);
      return () => process.off(signal, listener);
    });
    const finish = (code) => {
      for (const remove of listeners) remove();
      resolve(code);
    };
    child.once('error', (error) => {
      say(
        `The kiosk could not be started (${error.code ?? error.message}); delete node_modules and run npm start again.`,
      );
      finish(1);
    });
    child.once('exit', (code, signal) => finish(exitCodeOf(code, signal, ordered)));
  });
}

/** Sets up, then starts the kiosk and stays with it; answers with the exit code. */
export async function start(args) {
  if (!(await ensureSetup('start'))) return 1;
  return stayWith(projectNode, ['electron/hosts/start.ts', ...args], (line) => console.log(line));
}
