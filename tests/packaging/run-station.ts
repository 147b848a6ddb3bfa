import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

/**
 * Runs the built station (first argument) under plain Node as if Electron's utility process had started it, asks it for one
 * screen, and prints what it answered and held open as JSON before it is told to stop.
 */

const toShell: unknown[] = [];
const parentPort = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => toShell.push(message) });
Object.assign(process, { parentPort });

await import(pathToFileURL(process.argv[2] ?? '').href);

const port = Object.assign(new EventEmitter(), {
  start: () => undefined,
  postMessage: (text: string) => {
    const message = JSON.parse(text) as { kind: string };
    const resources = [...new Set(process.getActiveResourcesInfo())];
    // The reaction waits until this very message is handled.
    setImmediate(() => {
      process.stdout.write(JSON.stringify({ message, toShell, resources }));
      parentPort.emit('message', { data: 'stop', ports: [] });
    });
    port.postMessage = () => undefined;
  },
});
parentPort.emit('message', { data: 'screen', ports: [port] });
