import { createHash } from 'node:crypto';
import { staffActor } from '../../sync/queue/audit.ts';
import { type AssistedVisit, comparisonSchema } from '../bridge/staff-page.ts';
import { did, json, parsed, refused, type RouteParts, type StaffRoute } from './route.ts';

/** The visit at the kiosk, for reception that stands there: on the kiosk's own screen alone. */
export function visitRoutes({ queue, visit }: RouteParts): StaffRoute[] {
  /** What was shown last, and in which session: each stands in the audit log once. */
  let opened: { session: string; shown: string } | null = null;
  const isOpened = (session: string, shown: string): boolean => opened?.session === session && opened.shown === shown;
  /** Changes with the person, and with whatever is shown of them. Nothing of it can be read back. */
  const shownOf = (assisted: AssistedVisit): string =>
    createHash('sha256')
      .update(JSON.stringify([visit.subject(), assisted]))
      .digest('hex');

  return [
    {
      method: 'GET',
      url: '/api/visit',
      needs: 'open',
      place: 'glass',
      role: 'reception',
      answer: (_, { id, account }) => {
        const assisted = visit.assisted();
        if (assisted.state !== 'comparable') return json({ visit: assisted, shown: null });
        const shown = shownOf(assisted);
        if (!isOpened(id, shown)) {
          const entry = { actor: staffActor(account.name), action: 'person-opened', detail: 'at-the-kiosk' } as const;
          if (!queue.note(entry)) return refused('failed');
          opened = { session: id, shown };
        }
        return json({ visit: assisted, shown });
      },
    },
    {
      method: 'POST',
      url: '/api/visit/identity',
      needs: 'open',
      place: 'glass',
      role: 'reception',
      // Whoever pressed looked at what was shown to them: not at somebody who has come since.
      answer: parsed(comparisonSchema, ({ result, shown }, _, { id, account }) => {
        const isSeen = isOpened(id, shown) && shownOf(visit.assisted()) === shown;
        return did(isSeen && visit.staffCompared({ result, by: account.name }) ? 'done' : 'not-in-that-state');
      }),
    },
  ];
}
