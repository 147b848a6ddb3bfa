import { loginSchema, pinChangeSchema, type StaffSession } from '../bridge/staff-login.ts';
import { did, json, parsed, type RouteParts, type StaffRoute } from './route.ts';
import type { SessionAt } from './sessions.ts';

/** Who is there: login, logout, a PIN of one's own, and a touch that keeps the page open. */
export function sessionRoutes(parts: RouteParts): StaffRoute[] {
  const { login, sessions } = parts;

  function sessionView(at: SessionAt): StaffSession {
    const { hospital, kioskId, location } = parts.snapshot();
    const session = at.state === 'none' ? null : at.session;
    return {
      state: at.state,
      account: session?.account ?? null,
      mustChangePin: session?.mustChangePin ?? false,
      lockAfterMs: parts.lockAfterMs,
      ...{ hospital, kioskId, location: location.vi, language: parts.language },
    };
  }

  return [
    {
      method: 'GET',
      url: '/api/session',
      needs: 'nobody',
      answer: ({ at }) => json(sessionView(at)),
    },
    {
      method: 'POST',
      url: '/api/login',
      needs: 'nobody',
      answer: parsed(loginSchema, async (request, { at, address }) => {
        const holds = at.state === 'none' ? null : at.session.account.name;
        const value = await login.login(request, { address, holds });
        if (value.kind !== 'in') return { kind: 'json', value, status: 403 };
        if (at.state !== 'none') sessions.end(at.session);
        return { kind: 'json', value, token: sessions.start(value.account, value.mustChangePin) };
      }),
    },
    {
      method: 'POST',
      url: '/api/logout',
      needs: 'session',
      withStartPin: true,
      answer: (_, session) => {
        sessions.end(session);
        return { kind: 'json', value: { result: 'done' }, token: null };
      },
    },
    {
      method: 'POST',
      url: '/api/pin',
      needs: 'open',
      withStartPin: true,
      answer: parsed(pinChangeSchema, async ({ pin, next }, { address }, session) => {
        const result = await login.changePin(session.account.name, { pin, next }, address);
        if (result === 'done') {
          session.mustChangePin = false;
          sessions.endOf(session.account.name, session);
        }
        return json({ result });
      }),
    },
    {
      // Somebody touched the page.
      method: 'POST',
      url: '/api/presence',
      needs: 'open',
      withStartPin: true,
      answer: () => did('done'),
    },
  ];
}
