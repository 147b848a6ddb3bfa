import type { Room, Tile } from '../../electron/bridge/clinic-snapshot.ts';

export const clinicsPerPage = 6;

/** Whether there is anything to be had there, be it in a later session. */
export const leadsOn = ({ intake }: Tile | Room): boolean => intake === 'open' || intake === 'later';

/** The open ones first, then those for later, then the closed; otherwise in the hospital's own order. */
export function openFirst<Item extends Tile | Room>(items: readonly Item[]): Item[] {
  const rank = (item: Tile | Room): number => (item.intake === 'open' ? 0 : leadsOn(item) ? 1 : 2);
  return items.toSorted((one, other) => rank(one) - rank(other));
}

/** The page nearest to the one asked for: the list may have become shorter meanwhile. Pages count from 0. */
export function pageOf<Item>(items: readonly Item[], wantedPage: number, perPage: number) {
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const page = Math.min(Math.max(0, wantedPage), pages - 1);
  return { page, pages, items: items.slice(page * perPage, (page + 1) * perPage) };
}
