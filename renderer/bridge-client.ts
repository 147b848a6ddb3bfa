import { fromStationSchema, type FromStation, type ToStation } from '../electron/bridge/messages.ts';
import { beginAnewAfterVisits } from './begin-anew.ts';
import { reconnectDelayMs } from './pacing.ts';

/**
 * The screen's end of the bridge. In the packaged shell the preload posts a MessagePort to the window; in the browser
 * host it is a WebSocket on loopback. Both carry JSON text. Nothing is stored: the token stays in memory and in the
 * address's fragment, which browsers send to nobody.
 */

export interface KioskBridge {
  /** Every message that parsed. The latest snapshot is repeated to a new listener. Returns the way to stop listening. */
  subscribe: (listener: (message: FromStation) => void) => () => void;
  /** Dropped while there is no connection: an intent belongs to the screen the patient saw. */
  send: (message: ToStation) => void;
  connected: () => boolean;
  /** Called when `connected()` changes. */
  onConnectionChange: (listener: () => void) => () => void;
}

/** The word the preload posts together with the port. */
export const portGreeting = 'tiepdon-bridge';

export type Transport = { kind: 'message-port' } | { kind: 'socket'; url: string; protocol: string };

/** The token's alphabet is what a WebSocket subprotocol may hold (RFC 6455 section 4.1: an RFC 2616 token). */
const tokenPattern = /^[A-Za-z0-9._~-]{1,256}$/;

/** A token in the fragment means the browser host; without one the page waits for the shell's port. */
export function chooseTransport(address: { host: string; hash: string }): Transport {
  const token = new URLSearchParams(address.hash.replace(/^#/, '')).get('token');
  if (token === null || !tokenPattern.test(token)) return { kind: 'message-port' };
  return { kind: 'socket', url: `ws://${address.host}/bridge`, protocol: `tiepdon.${token}` };
}

/** Whether this page stands at the kiosk's own screen: in the shell, or in a browser that holds the host's token. */
export const isAtKiosk = (address: { host: string; hash: string; origin: string }): boolean =>
  address.origin === 'app://kiosk' || chooseTransport(address).kind === 'socket';

/** One message from the station, or null for what is no such message. */
export function parseFromStation(data: unknown): FromStation | null {
  if (typeof data !== 'string') return null;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  const parsed = fromStationSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What both transports share: listeners, the latest snapshot, and the state of the connection. */
export function createBridgeCore() {
  const listeners = new Set<(message: FromStation) => void>();
  const connectionListeners = new Set<() => void>();
  let latest: FromStation | null = null;
  let post: ((text: string) => void) | null = null;

  const bridge: KioskBridge = {
    subscribe(listener) {
      listeners.add(listener);
      if (latest) listener(latest);
      return () => listeners.delete(listener);
    },
    send(message) {
      post?.(JSON.stringify(message));
    },
    connected: () => post !== null,
    onConnectionChange(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
  };

  const setPost = (next: typeof post) => {
    post = next;
    // A snapshot of a lost station is not the truth any more, and may hold a name.
    latest = null;
    for (const listener of connectionListeners) listener();
  };

  return {
    bridge,
    opened: (postText: (text: string) => void) => setPost(postText),
    lost: () => {
      if (post) setPost(null);
    },
    received(data: unknown) {
      const message = parseFromStation(data);
      if (!message) return;
      if (message.kind === 'snapshot') latest = message;
      for (const listener of listeners) listener(message);
    },
  };
}
type BridgeCore = ReturnType<typeof createBridgeCore>;

/** The station answers on one socket; it is opened again for ever. */
function connectSocket(core: BridgeCore, url: string, protocol: string): void {
  let failedAttempts = 0;
  const open = () => {
    const socket = new WebSocket(url, protocol);
    socket.addEventListener('open', () => {
      failedAttempts = 0;
      core.opened((text) => socket.send(text));
    });
    socket.addEventListener('message', (event) => core.received(event.data));
    // `close` follows every failure, also that of a connection that never opened.
    socket.addEventListener('close', () => {
      core.lost();
      setTimeout(open, reconnectDelayMs(failedAttempts));
      failedAttempts += 1;
    });
  };
  open();
}

/** The shell brokers a new port at every reload and every restart of the station; the newest one counts. */
function awaitPorts(core: BridgeCore): void {
  let current: MessagePort | null = null;
  window.addEventListener('message', (event) => {
    // The preload posts from this very window; another frame's message is not ours.
    if (event.source !== window || event.data !== portGreeting) return;
    const port = event.ports[0];
    if (!port) return;
    current?.close();
    current = port;
    port.addEventListener('message', (message) => {
      if (port === current) core.received(message.data);
    });
    port.addEventListener('close', () => {
      if (port === current) core.lost();
    });
    core.opened((text) => port.postMessage(text));
    port.start();
  });
}

/**
 * Connects the page to its station. Called once, before the first render, or the shell's port would be missed. `beginsAnew`: in a
 * browser the page is loaded again after each visit.
 */
export function connectBridge({ beginsAnew = true } = {}): KioskBridge {
  const core = createBridgeCore();
  const transport = chooseTransport(window.location);
  if (transport.kind === 'socket') {
    connectSocket(core, transport.url, transport.protocol);
    if (beginsAnew) {
      core.bridge.subscribe(
        beginAnewAfterVisits(() => location.reload(), {
          setTimeout: (run, delayMs) => window.setTimeout(run, delayMs),
          clearTimeout: (id) => window.clearTimeout(id),
        }),
      );
    }
  } else awaitPorts(core);
  return core.bridge;
}
