import { staffActor } from '../../sync/queue/audit.ts';
import { identityCheckSchema } from '../bridge/staff-page.ts';
import { did, json, parsed, refused, type RouteParts, type StaffRoute } from './route.ts';

/** The visit at the kiosk, for reception that stands there: on the kiosk's own screen alone. */
export function visitRoutes({ queue, visit }: RouteParts): StaffRoute[] {
  /** Whose visit was opened last, and in which session: each stands in the audit log once. */
  let opened: { session: string; visitor: number } | null = null;
  const isOpened = (session: string): boolean => opened?.session === session && opened.visitor === visit.visitor();

  return [
    {
      method: 'GET',
      url: '/api/visit',
      needs: 'open',
      place: 'glass',
      role: 'reception',
      answer: (_, { id, account }) => {
        const assisted = visit.assisted();
        if (assisted.state === 'comparable' && !isOpened(id)) {
          const entry = { actor: staffActor(account.name), action: 'person-opened', detail: 'at-the-kiosk' } as const;
          if (!queue.note(entry)) return refused('failed');
          opened = { session: id, visitor: visit.visitor() };
        }
        return json(assisted);
      },
    },
    {
      method: 'POST',
      url: '/api/visit/identity',
      needs: 'open',
      place: 'glass',
      role: 'reception',
      // What was compared is what this person was shown.
      answer: parsed(identityCheckSchema, ({ result }, _, { id, account }) =>
        did(isOpened(id) && visit.staffCompared({ result, by: account.name }) ? 'done' : 'not-in-that-state'),
      ),
    },
  ];
}
