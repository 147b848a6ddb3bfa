import type { GlassNews, StaffReply, StaffRequest } from './glass-messages.ts';
import type { VisitIntent } from './intent.ts';
import {
  type FromStation,
  type ScanWatchNews,
  type SimulatorCommand,
  type ToStation,
  toStationSchema,
} from './messages.ts';
import type { Speak } from './speech-messages.ts';
import type { StaffAnswer, StaffQuestion } from './staff-messages.ts';

type Keys = Extract<ToStation, { kind: 'keys' }>['keys'];

/** One connected screen, panel or command line. Messages are JSON texts on every transport. */
export interface BridgePeer {
  send(text: string): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
}

/** A screen at which the page for staff is open. */
export interface GlassPeer {
  ask(request: StaffRequest): Promise<StaffReply>;
  /** The page is gone, and whoever was logged in there. */
  close(): void;
}

export interface BridgeHandlers {
  intent(intent: VisitIntent): void;
  /** From the screen, where a scanner types. */
  keys(keys: Keys): void;
  /** A WAV file as base64, or null where it cannot be said. Absent where there is no voice. */
  speak?(wanted: Speak): Promise<string | null>;
  /** A key of a navigator keypad. */
  navigatorKey?(key: string): void;
  /** The page for staff has opened on this screen. Absent or null where nobody can log in. */
  glass?(send: (news: GlassNews) => void): GlassPeer | null;
  /**
   * Tells a member of staff whether it tells the text, and of every scan from now on; answers with the way to stop. Absent
   * where there is nothing to tell.
   */
  watchScans?(raw: boolean, send: (news: ScanWatchNews) => void): () => void;
  /** Answers a refusal in one sentence, or null. Absent where nothing is simulated. */
  simulate?(command: SimulatorCommand): Promise<string | null>;
  /** Absent where no queue is open. */
  staff?(question: StaffQuestion): Promise<StaffAnswer>;
  /** What a peer gets when it arrives. */
  greeting(): FromStation[];
  /** A message that does not parse; nothing of it is repeated. */
  rejected(): void;
  /** A fault of the program while it worked on a message. The station goes on. */
  failed: (error: unknown) => void;
}

/** `staff`: whoever reaches the station's local socket, which is the kiosk's own user alone. A screen asks nothing of the queue. */
export type PeerRole = 'screen' | 'staff';

export interface BridgeHub {
  attach(peer: BridgePeer, role: PeerRole): void;
  broadcast(message: FromStation): void;
}

const noQueue: StaffAnswer = { kind: 'staff-refused', detail: 'This station has no queue open.' };

/** Parses what peers send, hands it on, and tells all of them what changed. */
export function createBridgeHub(handlers: BridgeHandlers): BridgeHub {
  const peers = new Set<BridgePeer>();
  const scanWatches = new WeakMap<BridgePeer, () => void>();
  const glasses = new WeakMap<BridgePeer, GlassPeer>();
  const sendText = (peer: BridgePeer, text: string): void => {
    try {
      peer.send(text);
    } catch (error) {
      // One connection that breaks must not keep the news from the others.
      handlers.failed(error);
    }
  };

  const send = (peer: BridgePeer, message: FromStation): void => {
    sendText(peer, JSON.stringify(message));
  };

  /** From any peer: the browser host's screen comes by the local socket, whose user may do more than any account. */
  const askGlass = async (peer: BridgePeer, request: StaffRequest): Promise<void> => {
    const glass =
      glasses.get(peer) ??
      handlers.glass?.((news) => {
        send(peer, news);
      });
    if (!glass) {
      send(peer, { kind: 'staff-reply', id: request.id, status: 404, body: { error: 'not-found' } });
      return;
    }
    glasses.set(peer, glass);
    const reply = await glass.ask(request);
    if (peers.has(peer)) send(peer, reply);
  };

  const handle = async (peer: BridgePeer, role: PeerRole, message: ToStation): Promise<void> => {
    switch (message.kind) {
      case 'intent':
        handlers.intent(message.intent);
        return;
      case 'keys':
        handlers.keys(message.keys);
        return;
      case 'speak': {
        const base64 = (await handlers.speak?.(message)) ?? null;
        send(peer, { kind: 'speech-audio', id: message.id, base64 });
        return;
      }
      case 'navigator-key':
        handlers.navigatorKey?.(message.key);
        return;
      case 'staff-request':
        await askGlass(peer, message);
        return;
      case 'watch-scans': {
        if (role !== 'staff') {
          handlers.rejected();
          return;
        }
        scanWatches.get(peer)?.();
        const stop = handlers.watchScans?.(message.raw, (news) => {
          send(peer, news);
        });
        if (stop) scanWatches.set(peer, stop);
        return;
      }
      case 'simulator': {
        const refusal = handlers.simulate
          ? await handlers.simulate(message.command).catch(() => 'The simulated device failed.')
          : 'This kiosk has no simulated devices.';
        if (refusal !== null) send(peer, { kind: 'simulator-refused', detail: refusal });
        return;
      }
      default:
        if (role === 'staff') send(peer, handlers.staff ? await handlers.staff(message) : noQueue);
        else handlers.rejected();
    }
  };

  return {
    attach(peer, role) {
      peers.add(peer);
      peer.onClose(() => {
        peers.delete(peer);
        scanWatches.get(peer)?.();
        glasses.get(peer)?.close();
      });
      peer.onMessage((text) => {
        const message = parse(text);
        if (message) handle(peer, role, message).catch(handlers.failed);
        else handlers.rejected();
      });
      for (const message of handlers.greeting()) send(peer, message);
    },
    broadcast(message) {
      if (peers.size === 0) return;
      const text = JSON.stringify(message);
      for (const peer of peers) sendText(peer, text);
    },
  };
}

function parse(text: string): ToStation | null {
  try {
    return toStationSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
