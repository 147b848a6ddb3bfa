import { openArrivalsSchema } from '../bridge/staff-page.ts';
import { arrivalCounts, arrivalsOf } from './arrivals.ts';
import { json, parsed, refused, type Reply, type RouteParts, type StaffRoute } from './route.ts';
import type { StaffSessionRecord } from './sessions.ts';

/** Who came to each clinic through this kiosk. */
export function arrivalRoutes(parts: RouteParts): StaffRoute[] {
  const { queue } = parts;
  const today = (): string => parts.snapshot().today;

  /** Of whom a session was told, list by list: what a page asks for by itself is written down when somebody new is among them. */
  const toldBySession = new WeakMap<StaffSessionRecord, Map<string, Set<string>>>();

  function toldOf(session: StaffSessionRecord, clinicId: string): Set<string> {
    const lists = toldBySession.get(session) ?? new Map<string, Set<string>>();
    const keys = lists.get(clinicId) ?? new Set();
    toldBySession.set(session, lists.set(clinicId, keys));
    return keys;
  }

  function list(clinicId: string, by: 'person' | 'page', session: StaffSessionRecord): Reply {
    const told = toldOf(session, clinicId);
    const asked = { day: today(), now: parts.now(), clinicId, by: session.account.name };
    const arrivals = arrivalsOf(queue, { ...asked, told: by === 'page' ? told : null }, parts.clinics());
    if (arrivals === null) return refused('failed');
    for (const key of arrivals.told) told.add(key);
    return json(arrivals.list);
  }

  return [
    {
      method: 'GET',
      url: '/api/arrivals',
      needs: 'open',
      answer: () => json(arrivalCounts(queue, today(), parts.clinics())),
    },
    {
      method: 'POST',
      url: '/api/arrivals',
      needs: 'open',
      role: 'reception',
      answer: parsed(openArrivalsSchema, ({ clinicId }, _, session) => list(clinicId, 'person', session)),
    },
    {
      // A list that is open, with everything new.
      method: 'POST',
      url: '/api/arrivals/again',
      needs: 'open',
      by: 'page',
      role: 'reception',
      answer: parsed(openArrivalsSchema, ({ clinicId }, _, session) => list(clinicId, 'page', session)),
    },
  ];
}
