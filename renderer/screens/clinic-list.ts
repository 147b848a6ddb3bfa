import type { Room, Tile } from '../../electron/bridge/clinic-snapshot.ts';

export const clinicsPerPage = 6;

const isOpen = (item: Tile | Room): boolean =>
  'kind' in item && item.kind === 'clinic' ? item.clinic.open : item.open;

/** The open ones first, then the closed; otherwise in the hospital's own order. */
export function openFirst<Item extends Tile | Room>(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => Number(isOpen(other)) - Number(isOpen(one)));
}

/** The page nearest to the one asked for: the list may have become shorter meanwhile. Pages count from 0. */
export function pageOf<Item>(items: readonly Item[], wantedPage: number, perPage: number) {
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const page = Math.min(Math.max(0, wantedPage), pages - 1);
  return { page, pages, items: items.slice(page * perPage, (page + 1) * perPage) };
}
