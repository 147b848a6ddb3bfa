import type { StaffRefusal } from '../bridge/staff-page.ts';
import { createNews, type News } from './news.ts';
import { createRequestLimits } from './request-limits.ts';
import { type Asked, type Place, type Reply, refused, type RouteParts, type StaffRoute } from './route.ts';
import { staffRoutes } from './routes.ts';
import type { SessionAt } from './sessions.ts';

/** One request, wherever it came from. */
export interface StaffAsked extends Omit<Asked, 'at'> {
  place: Place;
  /** Who is logged in there; undefined: nobody. */
  token: string | undefined;
}

/** What answers the page for staff, on the network and on the kiosk's own screen alike: routes, checks, limits, news. */
export interface StaffAnswers {
  routes: readonly StaffRoute[];
  news: News;
  /** False: this address asks too often. */
  admit(address: string): boolean;
  sessionOf(token: string | undefined): SessionAt;
  answer(route: StaffRoute, asked: StaffAsked): Promise<Reply>;
}

export interface AnswersOptions extends Omit<RouteParts, 'isLive' | 'changed'> {
  setTimeout: (callback: () => void, delayMs: number) => unknown;
  clearTimeout: (id: unknown) => void;
}

export const statuses: Record<StaffRefusal, number> = {
  'login-needed': 401,
  'pin-change-needed': 403,
  'not-allowed': 403,
  'wrong-origin': 403,
  'bad-request': 400,
  'not-found': 404,
  locked: 423,
  'too-many': 429,
  failed: 500,
};

export function createStaffAnswers(options: AnswersOptions): StaffAnswers {
  const { sessions, nowMs } = options;
  const news = createNews(options);
  const routes = staffRoutes({
    ...options,
    isLive: (session) => news.isLive(session),
    changed: () => news.changed(),
  });
  const requests = createRequestLimits({ nowMs, atOnce: 120, perSecond: 20 });
  const logins = createRequestLimits({ nowMs, atOnce: 10, perSecond: 1 / 6 });

  /** An account that was removed is nobody, on every connection, from now on. */
  function sessionOf(token: string | undefined): SessionAt {
    const at = sessions.of(token);
    if (at.state === 'none' || options.queue.staff.accounts.byName(at.session.account.name) !== null) return at;
    sessions.end(at.session);
    return { state: 'none' };
  }

  function refusalFor(route: StaffRoute, { address, place }: StaffAsked, at: SessionAt): StaffRefusal | null {
    if (route.url === '/api/login' && !logins.admit(address)) return 'too-many';
    if (route.needs === 'nobody') return null;
    if (at.state === 'none') return 'login-needed';
    if (route.needs === 'open' && at.state === 'locked') return 'locked';
    if (at.session.mustChangePin && route.withStartPin !== true) return 'pin-change-needed';
    if (route.place !== undefined && route.place !== place) return 'not-allowed';
    return route.role === undefined || route.role === at.session.account.role ? null : 'not-allowed';
  }

  return {
    routes,
    news,
    admit: (address) => requests.admit(address),
    sessionOf,
    async answer(route, asked) {
      const at = sessionOf(asked.token);
      const refusal = refusalFor(route, asked, at);
      if (refusal !== null) return refused(refusal);
      if (at.state !== 'none' && route.method === 'POST' && route.by !== 'page') sessions.touch(at.session);
      const { address, params, query, body } = asked;
      // A route for nobody in particular is given no session, and asks for none.
      return route.answer({ at, address, params, query, body }, at.state === 'none' ? nobody : at.session);
    },
  };
}

const nobody = { id: '', account: { name: 'nobody', role: 'reception' }, mustChangePin: false } as const;
