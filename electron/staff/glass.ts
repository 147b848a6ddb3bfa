import type { GlassPeer } from '../bridge/hub.ts';
import { type GlassNews, heldCardSchema, type StaffReply, type StaffRequest } from '../bridge/glass-messages.ts';
import type { LoginAnswer } from '../bridge/staff-login.ts';
import type { StaffRefusal } from '../bridge/staff-page.ts';
import { type StaffAnswers, statuses } from './answers.ts';
import { maxBodyBytes, type Reply, type StaffRoute } from './route.ts';
import type { Sessions } from './sessions.ts';

/** The page for staff on the kiosk's own screen: who is logged in at which of its connections. */
export interface Glass {
  /** The kiosk's scanner has read a card of the staff. */
  card(code: string): void;
  /** A page has asked for the first time. */
  open(send: (news: GlassNews) => void): GlassPeer;
}

export interface GlassOptions {
  answers: StaffAnswers;
  sessions: Sessions;
  lockAfterMs: number;
  /** Monotonic. */
  nowMs: () => number;
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
  /** Tells every screen: the patient's goes to the page for staff. */
  tell: (news: GlassNews) => void;
  /** A fault of the program while it answered. */
  onFault(error: unknown): void;
}

/** As limits of logins and requests count it, beside the addresses of the network. */
const address = 'glass';
/** The page loads, and a PIN is typed; then it is to be shown again. */
export const cardKeptMs = 60_000;

export function createGlass(options: GlassOptions): Glass {
  const { answers, sessions, nowMs } = options;
  let held: { code: string; untilMs: number } | null = null;

  const heldCode = (): string | null => (held !== null && nowMs() < held.untilMs ? held.code : null);

  function open(send: (news: GlassNews) => void): GlassPeer {
    let token: string | undefined;
    let closeNews: (() => void) | null = null;
    let lockTimer: unknown = null;
    let isClosed = false;

    /** A card that was shown once more meanwhile is none for whoever stands here next. */
    function endSession(): void {
      options.clearTimeout(lockTimer);
      held = null;
      const at = sessions.of(token);
      if (at.state !== 'none') sessions.end(at.session);
      token = undefined;
    }

    /** Locked for as long again, nobody comes back to it: the screen is the patient's. */
    function watchLock(): void {
      const at = sessions.of(token);
      if (at.state === 'none') return;
      const leftMs = sessions.locksInMs(at.session);
      lockTimer = options.setTimeout(leftMs > 0 ? watchLock : endSession, leftMs > 0 ? leftMs : options.lockAfterMs);
    }

    function begin(next: string | null): void {
      endSession();
      token = next ?? undefined;
      if (next === null) return;
      if (isClosed) endSession();
      else watchLock();
    }

    function openNews(): Reply {
      const at = answers.sessionOf(token);
      if (at.state === 'none') return { kind: 'refused', error: 'login-needed' };
      closeNews?.();
      const close = answers.news.open(at.session, {
        tell: (news) => send({ kind: 'staff-news', news }),
        beat: () => undefined,
        end: () => undefined,
      });
      closeNews = close;
      return close === null ? { kind: 'refused', error: 'too-many' } : { kind: 'json', value: {} };
    }

    async function reply({ method, path, body }: StaffRequest): Promise<Reply> {
      if (!answers.admit(address)) return { kind: 'refused', error: 'too-many' };
      if (JSON.stringify(body ?? null).length > maxBodyBytes) return { kind: 'refused', error: 'bad-request' };
      const url = URL.parse(path, 'http://glass');
      if (url === null) return { kind: 'refused', error: 'not-found' };
      if (method === 'GET' && url.pathname === '/api/news') return openNews();
      const found = routeFor(answers.routes, method, url.pathname);
      if (found === null) return { kind: 'refused', error: 'not-found' };
      const card = found.route.url === '/api/login' ? heldCardSchema.safeParse(body).data : undefined;
      const code = heldCode();
      if (card && code === null)
        return { kind: 'json', value: { kind: 'card-lapsed' } satisfies LoginAnswer, status: 403 };
      const given = await answers.answer(found.route, {
        place: 'glass',
        address,
        token,
        params: found.params,
        query: Object.fromEntries(url.searchParams),
        // The card's code in place of the word for it.
        body: card ? { by: 'card', code, pin: card.pin } : (body ?? {}),
      });
      if (given.kind === 'json' && given.token !== undefined) begin(given.token);
      return given;
    }

    if (heldCode() !== null) send({ kind: 'staff-card' });
    return {
      async ask(request) {
        try {
          return answered(request.id, await reply(request));
        } catch (error) {
          options.onFault(error);
          return refusal(request.id, 'failed');
        }
      },
      close() {
        isClosed = true;
        closeNews?.();
        endSession();
      },
    };
  }

  return {
    card(code) {
      held = { code, untilMs: nowMs() + cardKeptMs };
      options.tell({ kind: 'staff-card' });
    },
    open,
  };
}

const refusal = (id: number, error: StaffRefusal): StaffReply => ({
  kind: 'staff-reply',
  id,
  status: statuses[error],
  body: { error },
});

function answered(id: number, given: Reply): StaffReply {
  if (given.kind === 'refused') return refusal(id, given.error);
  // There is no file to be saved at a kiosk; its route is the network's alone.
  if (given.kind === 'csv') return refusal(id, 'not-allowed');
  return { kind: 'staff-reply', id, status: given.status ?? 200, body: given.value };
}

/** The route of a path, `:id` in its place. */
function routeFor(
  routes: readonly StaffRoute[],
  method: StaffRequest['method'],
  path: string,
): { route: StaffRoute; params: Record<string, string> } | null {
  const parts = path.split('/');
  for (const route of routes) {
    const wanted = route.url.split('/');
    if (route.method !== method || wanted.length !== parts.length) continue;
    if (!wanted.every((part, at) => part.startsWith(':') || part === parts[at])) continue;
    const named = wanted.flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), parts[at] ?? '']] : []));
    return { route, params: Object.fromEntries(named) as Record<string, string> };
  }
  return null;
}
