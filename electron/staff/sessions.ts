import { createHash, randomBytes } from 'node:crypto';
import type { AccountView } from '../bridge/staff-login.ts';

export interface StaffSessionRecord {
  readonly id: string;
  readonly account: AccountView;
  /** Nothing else is answered before the start PIN was changed. */
  mustChangePin: boolean;
}

export type SessionAt = { state: 'none' } | { state: 'open' | 'locked'; session: StaffSessionRecord };

export interface Sessions {
  /** The token, for the cookie alone: it is kept as a hash. */
  start(account: AccountView, mustChangePin: boolean): string;
  of(token: string | undefined): SessionAt;
  /** Its owner did something. */
  touch(session: StaffSessionRecord): void;
  /** ms until it locks; 0 when it has. */
  locksInMs(session: StaffSessionRecord): number;
  end(session: StaffSessionRecord): void;
  /** All of an account. */
  endOf(name: string, except?: StaffSessionRecord): void;
  /** Ends those that are too old, whether or not anybody asks with them. */
  endOld(): void;
  /** Calls back with the id of each that ends. */
  onEnd(listener: (id: string) => void): () => void;
}

export interface SessionOptions {
  /** Monotonic. */
  nowMs: () => number;
  lockAfterMs: number;
}

/** Longer than any shift. */
export const longestSessionMs = 12 * 60 * 60_000;
/** More than the staff of a lobby; the oldest ends. */
const mostSessions = 100;

const idOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Who is logged in, in memory: a restart logs everybody out. */
export function createSessions({ nowMs, lockAfterMs }: SessionOptions): Sessions {
  const sessions = new Map<string, StaffSessionRecord & { startedMs: number; touchedMs: number }>();
  const listeners = new Set<(id: string) => void>();

  function drop(id: string): void {
    if (!sessions.delete(id)) return;
    for (const listener of listeners) listener(id);
  }

  const isOld = ({ startedMs }: { startedMs: number }): boolean => nowMs() - startedMs >= longestSessionMs;

  const locksInMs = ({ id }: StaffSessionRecord): number => {
    const touchedMs = sessions.get(id)?.touchedMs;
    return touchedMs === undefined ? 0 : Math.max(0, touchedMs + lockAfterMs - nowMs());
  };

  return {
    start(account, mustChangePin) {
      for (const { id } of [...sessions.values()].slice(0, Math.max(0, sessions.size - mostSessions + 1))) drop(id);
      const token = randomBytes(32).toString('base64url');
      const id = idOf(token);
      sessions.set(id, { id, account, mustChangePin, startedMs: nowMs(), touchedMs: nowMs() });
      return token;
    },
    of(token) {
      const session = token === undefined ? undefined : sessions.get(idOf(token));
      if (session === undefined) return { state: 'none' };
      if (isOld(session)) {
        drop(session.id);
        return { state: 'none' };
      }
      return { state: locksInMs(session) > 0 ? 'open' : 'locked', session };
    },
    touch({ id }) {
      const session = sessions.get(id);
      if (session !== undefined && locksInMs(session) > 0) session.touchedMs = nowMs();
    },
    locksInMs,
    end: ({ id }) => drop(id),
    endOf(name, except) {
      for (const { id, account } of [...sessions.values()]) if (account.name === name && id !== except?.id) drop(id);
    },
    endOld() {
      for (const session of [...sessions.values()]) if (isOld(session)) drop(session.id);
    },
    onEnd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
