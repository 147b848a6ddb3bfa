import type { LoginAnswer } from '../../electron/bridge/staff-login.ts';
import type { StaffCallView, StaffNews } from '../../electron/bridge/staff-page.ts';
import {
  type Answer,
  createStaffApi,
  type PageLogin,
  type PinChangeResult,
  type Session,
  type StaffApi,
  type Why,
} from './api.ts';
import { type NewsFollower, type NewsHearer, openNewsStream } from './news-stream.ts';
import { createPresence } from './presence.ts';

/** What the page knows besides what its views ask for themselves. Nothing of a patient. */
export interface DeskState {
  /** null until the kiosk has answered once. */
  session: Session | null;
  /** Since when the kiosk does not answer; null while it does. */
  awaySince: Date | null;
  calls: readonly StaffCallView[];
  secondsToLock: number | null;
  /** Goes up with everything new: views ask again. */
  revision: number;
}

export interface Desk {
  api: StaffApi;
  now: () => Date;
  state: () => DeskState;
  subscribe: (listener: () => void) => () => void;
  login(request: PageLogin): Promise<Answer<LoginAnswer>>;
  changePin(pin: string, next: string): Promise<Answer<PinChangeResult>>;
  logout(): Promise<void>;
  /** Somebody did something. */
  touch: () => void;
  /** Something was changed here: views ask again. */
  renew(): void;
  /** What views want to find again after a lock, such as a note that was being written. It belongs to its account alone. */
  kept: Map<string, string>;
  start(): void;
  stop(): void;
}

export interface DeskOptions {
  fetch: typeof fetch;
  /** How news come; left out: as a stream over `fetch`. */
  openNews?: NewsFollower;
  now: () => Date;
  /** Monotonic. */
  nowMs: () => number;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
}

const firstRetryMs = 1_000;
const longestRetryMs = 10_000;

/** The page's side of a session: who is logged in, calls, the lock, and whether the kiosk answers. */
export function createDesk(options: DeskOptions): Desk {
  let state: DeskState = { session: null, awaySince: null, calls: [], secondsToLock: null, revision: 0 };
  const listeners = new Set<() => void>();
  const kept = new Map<string, string>();
  let keptFor: string | null = null;
  let closeNews: (() => void) | null = null;
  let retry: unknown = null;
  let retryMs = firstRetryMs;
  let isStopped = false;
  /** Calls that this page has confirmed and not been told so yet. */
  const confirming = new Set<string>();

  function set(changes: Partial<DeskState>): void {
    state = { ...state, ...changes };
    for (const listener of [...listeners]) listener();
  }

  const api = createStaffApi({ fetch: options.fetch, onRefused: hear });
  const presence = createPresence({
    ...options,
    send: async () => (await api.act('/api/presence')).ok,
    onCountdown: (secondsToLock) => {
      if (secondsToLock !== state.secondsToLock) set({ secondsToLock });
    },
    onLock: lock,
  });

  function hear(why: Why): void {
    if (why === 'away') away();
    else if (why === 'locked') lock();
    else if (why === 'login-needed' && state.session?.state !== 'none') void look();
  }

  function lock(): void {
    presence.stop();
    if (state.session?.state === 'open') set({ session: { ...state.session, state: 'locked' } });
  }

  function away(): void {
    closeNews?.();
    closeNews = null;
    if (isStopped) return;
    if (state.awaySince === null) set({ awaySince: options.now() });
    if (retry !== null) return;
    retry = options.setTimeout(() => {
      retry = null;
      void look();
    }, retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  }

  /** Asks who is logged in, and goes on from there. */
  async function look(): Promise<void> {
    const answer = await api.session();
    if (isStopped) return;
    if (!answer.ok) {
      // Whatever the reason, it is asked again.
      away();
      return;
    }
    const session = answer.value;
    const wasOpen = state.session?.state === 'open';
    if (session.account !== null && session.account.name !== keptFor) {
      kept.clear();
      keptFor = session.account.name;
    }
    if (session.state === 'open' && !wasOpen) presence.begin(session.lockAfterMs);
    if (session.state !== 'open') presence.stop();
    const isNone = session.state === 'none';
    set({ session, awaySince: null, revision: state.revision + 1, ...(isNone && { calls: [] }) });
    if (isNone) {
      closeNews?.();
      closeNews = null;
      retryMs = firstRetryMs;
    } else closeNews ??= followNews();
  }

  function followNews(): () => void {
    return (options.openNews ?? networkNews)({
      onOpen: () => {
        retryMs = firstRetryMs;
      },
      onNews,
      onEnd: () => {
        closeNews = null;
        away();
      },
    });
  }

  function networkNews(hears: NewsHearer): () => void {
    return openNewsStream({ ...options, ...hears });
  }

  function onNews(news: StaffNews): void {
    switch (news.kind) {
      case 'calls':
        set({ calls: news.calls, revision: state.revision + 1 });
        for (const { id, isReceived } of news.calls) {
          if (isReceived) confirming.delete(id);
          else confirm(id);
        }
        return;
      case 'changed':
        set({ revision: state.revision + 1 });
        return;
      case 'locked':
        lock();
        return;
      case 'ended':
        closeNews?.();
        closeNews = null;
        void look();
    }
  }

  /** A locked page rings as well, but nobody is there who has heard it. */
  function confirm(id: string): void {
    if (confirming.has(id) || state.session?.state !== 'open') return;
    confirming.add(id);
    void api.act(`/api/calls/${id}/received`).then(() => confirming.delete(id));
  }

  return {
    api,
    now: options.now,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    kept,
    async login(request) {
      const answer = await api.login(request);
      if (answer.ok && answer.value.kind === 'in') {
        // The former session's news end with it.
        closeNews?.();
        closeNews = null;
        await look();
      }
      return answer;
    },
    async changePin(pin, next) {
      const answer = await api.changePin(pin, next);
      if (answer.ok && answer.value === 'done') await look();
      return answer;
    },
    async logout() {
      kept.clear();
      keptFor = null;
      await api.act('/api/logout');
      closeNews?.();
      closeNews = null;
      await look();
    },
    touch: () => {
      if (state.session?.state === 'open') presence.touch();
    },
    renew: () => set({ revision: state.revision + 1 }),
    start() {
      isStopped = false;
      void look();
    },
    stop() {
      isStopped = true;
      presence.stop();
      closeNews?.();
      closeNews = null;
      options.clearTimeout(retry);
      retry = null;
    },
  };
}
