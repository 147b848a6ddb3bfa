import type { Movement } from '../bridge/face-snapshot.ts';
import { liveLimits } from './face-limits.ts';

/** Which movements a challenge asks for: drawn anew for each try, so that no film knows them. */

export type MovementKind = 'blink' | 'turn';

/** A movement, and how long nothing is asked for before it. */
export interface PlannedMovement {
  movement: Movement;
  pauseMs: number;
}

export const kindOf = (movement: Movement): MovementKind => (movement === 'blink' ? 'blink' : 'turn');

/**
 * `count` movements in random order, never the same one twice running where another can be had, each kind among them where
 * there is room, and in another order than `last`. `after` is what was asked for just before.
 */
export function drawMovements(
  kinds: readonly MovementKind[],
  count: number,
  random: () => number,
  { last = [], after = null }: { last?: readonly Movement[]; after?: Movement | null } = {},
): PlannedMovement[] {
  const orders = ordersOf(kinds, count, after);
  const others = orders.filter((order) => order.join() !== last.join());
  return pick(others.length > 0 ? others : orders, random).map((movement) => ({
    movement,
    pauseMs: liveLimits.minimumPauseMs + Math.floor(random() * (liveLimits.maximumPauseMs - liveLimits.minimumPauseMs)),
  }));
}

/** Every order there is; a handful, since a challenge asks for few. */
function ordersOf(kinds: readonly MovementKind[], count: number, after: Movement | null): Movement[][] {
  const turns = ['turn-left', 'turn-right'] as const;
  // A table without any kind still asks for something.
  const pool: readonly Movement[] = kinds.includes('turn')
    ? [...turns, ...(kinds.includes('blink') ? (['blink'] as const) : [])]
    : ['blink'];
  let orders: Movement[][] = [[]];
  for (let asked = 0; asked < count; asked += 1) {
    orders = orders.flatMap((order) => {
      const before = order.at(-1) ?? after;
      const other = pool.filter((movement) => movement !== before);
      return (other.length > 0 ? other : pool).map((movement) => [...order, movement]);
    });
  }
  const complete = orders.filter((order) => kinds.every((kind) => order.some((movement) => kindOf(movement) === kind)));
  return complete.length > 0 ? complete : orders;
}

/** One of the list, whatever the number. */
function pick<Item>(list: readonly Item[][], random: () => number): Item[] {
  const index = Math.min(list.length - 1, Math.floor(random() * list.length));
  return list.slice(index, index + 1).flat();
}
