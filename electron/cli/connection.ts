import { WebSocket } from 'ws';
import { type FromStation, fromStationSchema, type SimulatorState, type ToStation } from '../bridge/messages.ts';
import type { KioskSnapshot } from '../bridge/snapshot.ts';

/** A client of the station's local socket, as the command line and scripted patients use it. */
export interface StationConnection {
  send(message: ToStation): void;
  /** The latest snapshot; there is one as soon as `connect` has answered. */
  snapshot(): KioskSnapshot;
  simulator(): SimulatorState | null;
  /** The first snapshot, from the present one on, that fulfils the condition; null when `timeoutMs` passed first. */
  when(condition: (snapshot: KioskSnapshot) => boolean, timeoutMs: number): Promise<KioskSnapshot | null>;
  /** The next message of a kind; null when `timeoutMs` passed first. */
  next<Kind extends FromStation['kind']>(
    kind: Kind,
    timeoutMs: number,
  ): Promise<Extract<FromStation, { kind: Kind }> | null>;
  /** Every message from now on. */
  onMessage(listener: (message: FromStation) => void): void;
  onClosed(listener: () => void): void;
  close(): void;
}

const connectTimeoutMs = 5_000;

/** An export of a queue that grew for weeks; everything else is small. */
const maximumMessageBytes = 512 * 1024 * 1024;

/** Connects to the station of a data folder; null when none answers there. */
export async function connectToStation(socketPath: string): Promise<StationConnection | null> {
  const socket = new WebSocket(`ws+unix:${socketPath}:/`, { maxPayload: maximumMessageBytes });
  const listeners = new Set<(message: FromStation) => void>();
  let latest: KioskSnapshot | null = null;
  let simulator: SimulatorState | null = null;

  socket.on('message', (data: Buffer) => {
    const message = fromStationSchema.parse(JSON.parse(data.toString('utf8')));
    if (message.kind === 'snapshot') latest = message.snapshot;
    if (message.kind === 'simulator') simulator = message.state;
    for (const listener of [...listeners]) listener(message);
  });

  const wait = <Value>(pick: (message: FromStation) => Value | null, timeoutMs: number): Promise<Value | null> =>
    new Promise((resolve) => {
      const finish = (value: Value | null): void => {
        clearTimeout(timer);
        listeners.delete(listener);
        socket.off('close', onClose);
        resolve(value);
      };
      const listener = (message: FromStation): void => {
        const value = pick(message);
        if (value !== null) finish(value);
      };
      const onClose = (): void => {
        finish(null);
      };
      const timer = setTimeout(() => {
        finish(null);
      }, timeoutMs);
      listeners.add(listener);
      socket.on('close', onClose);
    });

  const first = wait((message) => (message.kind === 'snapshot' ? message : null), connectTimeoutMs);
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('error', () => {
      resolve(false);
    });
    socket.once('open', () => {
      resolve(true);
    });
  });
  if (!opened || (await first) === null) {
    socket.terminate();
    return null;
  }
  socket.on('error', () => {
    socket.terminate();
  });
  const snapshot = (): KioskSnapshot => {
    if (!latest) throw new Error('connected without a snapshot');
    return latest;
  };
  return {
    send: (message) => {
      socket.send(JSON.stringify(message));
    },
    snapshot,
    simulator: () => simulator,
    when: async (condition, timeoutMs) =>
      condition(snapshot())
        ? snapshot()
        : wait(
            (message) => (message.kind === 'snapshot' && condition(message.snapshot) ? message.snapshot : null),
            timeoutMs,
          ),
    next: (kind, timeoutMs) =>
      wait(
        (message) => (message.kind === kind ? (message as Extract<FromStation, { kind: typeof kind }>) : null),
        timeoutMs,
      ),
    onMessage: (listener) => {
      listeners.add(listener);
    },
    onClosed: (listener) => {
      socket.on('close', listener);
    },
    close: () => {
      socket.close();
    },
  };
}
