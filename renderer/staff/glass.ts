import type { Panel } from '../../electron/bridge/display-snapshot.ts';
import type { StaffReply } from '../../electron/bridge/glass-messages.ts';
import type { KioskBridge } from '../bridge-client.ts';
import { createThrottle, presenceIntervalMs } from '../pacing.ts';
import type { NewsFollower } from './news-stream.ts';

/** What the page has where it stands on the kiosk's own screen: the way to the station, and back to the patient. */
export interface Glass {
  /** Asks the station over the bridge, as `fetch` asks it over HTTP. */
  fetch: typeof fetch;
  openNews: NewsFollower;
  view: () => GlassView;
  subscribe: (listener: () => void) => () => void;
  /** Whether a card of the staff has just been read and not been asked for yet. */
  takeCard: () => boolean;
  /** Somebody touched the screen: the visit beneath goes on. */
  touch: () => void;
  /** Back to the patient's page; whoever was logged in here is so no longer. */
  leave: () => void;
}

export interface GlassView {
  /** null until the station has told. */
  panel: Panel | null;
  /** Until the visit beneath is wiped; null while it is not about to be, and in front of nobody. */
  idleSecondsLeft: number | null;
  /** Goes up with each card that is read. */
  cards: number;
}

export interface GlassParts {
  bridge: KioskBridge;
  /** Monotonic. */
  nowMs: () => number;
  leave: () => void;
}

/** A page that has just loaded waits so long for its station. */
const connectMs = 3_000;
/** A card that was read while somebody was logged in already is none for the next lock. */
const cardMs = 10_000;

export function createGlass({ bridge, nowMs, leave }: GlassParts): Glass {
  let view: GlassView = { panel: null, idleSecondsLeft: null, cards: 0 };
  let cardAtMs = Number.NEGATIVE_INFINITY;
  let lastId = 0;
  let wasConnected = bridge.connected();
  const listeners = new Set<() => void>();
  const waiting = new Map<number, (reply: StaffReply) => void>();
  const hearing = new Set<Parameters<NewsFollower>[0]>();

  function set(changes: Partial<GlassView>): void {
    view = { ...view, ...changes };
    for (const listener of [...listeners]) listener();
  }

  bridge.subscribe((message) => {
    switch (message.kind) {
      case 'snapshot': {
        const { panel, idleSecondsLeft } = message.snapshot;
        if (view.panel === null || idleSecondsLeft !== view.idleSecondsLeft) set({ panel, idleSecondsLeft });
        return;
      }
      case 'staff-card':
        cardAtMs = nowMs();
        set({ cards: view.cards + 1 });
        return;
      case 'staff-reply':
        waiting.get(message.id)?.(message);
        return;
      case 'staff-news':
        for (const { onNews } of [...hearing]) onNews(message.news);
        return;
      default:
        return;
    }
  });
  bridge.onConnectionChange(() => {
    // Whoever was logged in was so on the connection that is gone.
    if (wasConnected) leave();
    wasConnected = bridge.connected();
  });

  function connected(signal: AbortSignal): Promise<void> {
    if (bridge.connected()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = bridge.onConnectionChange(() => {
        stop();
        resolve();
      });
      signal.addEventListener('abort', () => {
        stop();
        reject(new Error('no station'));
      });
    });
  }

  const askStation: typeof fetch = async (path, request = {}) => {
    const { method, body, signal } = request;
    await connected(AbortSignal.timeout(connectMs));
    const id = (lastId += 1);
    try {
      const reply = await new Promise<StaffReply>((resolve, reject) => {
        waiting.set(id, resolve);
        signal?.addEventListener('abort', () => reject(new Error('no answer')));
        bridge.send({
          kind: 'staff-request',
          id,
          method: method === 'POST' ? 'POST' : 'GET',
          path: path instanceof Request ? path.url : path.toString(),
          body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null,
        });
      });
      return Response.json(reply.body, { status: reply.status });
    } finally {
      waiting.delete(id);
    }
  };

  const openNews: NewsFollower = (hears) => {
    hearing.add(hears);
    const end = (): void => {
      if (hearing.delete(hears)) hears.onEnd();
    };
    void askStation('/api/news').then(({ ok }) => (ok ? hears.onOpen() : end()), end);
    return () => void hearing.delete(hears);
  };

  return {
    fetch: askStation,
    openNews,
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    takeCard() {
      const isNew = nowMs() - cardAtMs < cardMs;
      cardAtMs = Number.NEGATIVE_INFINITY;
      return isNew;
    },
    touch: createThrottle(
      () => bridge.send({ kind: 'intent', intent: { type: 'presence' } }),
      presenceIntervalMs,
      nowMs,
    ),
    leave,
  };
}
