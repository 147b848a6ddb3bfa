import type { BridgePeer } from './bridge/hub.ts';
import { reportCrashes } from './crash-report.ts';
import { defaultDataFolder } from './operations/data-folder.ts';
import { type SafeStorage, safeStorageArgument, safeStorageOfShell } from './operations/safe-storage.ts';
import { startStation } from './station.ts';
import type { ShellWord } from './shell-recycling.ts';
import type { Station, VisitorListener } from './station-port.ts';
import { systemTimers } from './system-timers.ts';

/** The station inside Electron's utility process: screens arrive as MessagePorts over the parent port. */

reportCrashes(defaultDataFolder(process.env));
const started = start();

// Listened to from the start: a screen or a stop that comes while the station starts is not lost.
process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (data === 'screen' && port) void started.then((station) => station.attach(peerOf(port)));
  if (data === 'stop') stop();
});
// systemd and a terminal signal every process of the kiosk at once.
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

void started.then((station) => {
  station.onVisitor(visitorTeller());
});

async function start(): Promise<Station> {
  return startStation({ dataFolder: null, echoLog: false, safeStorage: await keyRing(), hasOwnProcess: true });
}

/** Only a shell that says so has one to ask. */
async function keyRing(): Promise<SafeStorage | null> {
  if (!process.argv.includes(safeStorageArgument)) return null;
  const { parentPort } = process;
  const port = {
    postMessage: (message: unknown) => {
      parentPort.postMessage(message);
    },
    onMessage: (listener: (message: unknown) => void) => {
      parentPort.on('message', ({ data }) => {
        listener(data);
      });
    },
  };
  return safeStorageOfShell(port, systemTimers);
}

function stop(): void {
  void started.then((running) => running.stop()).then(() => process.exit(0));
}

function peerOf(port: Electron.MessagePortMain): BridgePeer {
  return {
    send: (text) => {
      port.postMessage(text);
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        if (typeof data === 'string') listener(data);
      });
      port.start();
    },
    onClose: (listener) => {
      port.on('close', listener);
    },
  };
}

/** Tells the shell whether somebody is at the kiosk, or somebody else, and nothing else about the visit. */
function visitorTeller(): VisitorListener {
  let last: { isAtRest: boolean; visitor: number } | null = null;
  const tell = (word: ShellWord): void => {
    process.parentPort.postMessage(word);
  };
  return (now) => {
    const isOther = last?.visitor !== now.visitor;
    if (now.isAtRest && (isOther || last?.isAtRest !== true)) tell('at-rest');
    if (!now.isAtRest && isOther) tell('next-person');
    if (!now.isAtRest && !isOther && last?.isAtRest === true) tell('in-use');
    last = now;
  };
}
