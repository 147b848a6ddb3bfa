import type { StaffAccount } from '../../sync/queue/staff-accounts.ts';
import { staffActor } from '../../sync/queue/audit.ts';
import type { KioskQueue } from '../../sync/queue/queue.ts';
import {
  accountNameSchema,
  cardCodeSchema,
  type LoginAnswer,
  type LoginRequest,
  pinSchema,
} from '../bridge/staff-login.ts';
import { cardHash, isPin, isTooEasy, keepPin } from './pin.ts';

export interface LoginOptions {
  records: KioskQueue['staff'];
  now: () => Date;
  cardNeedsPin: boolean;
}

export type PinChange = 'done' | 'wrong' | 'too-easy' | 'wait' | 'failed';

/** Who asks: whence, and the account of the session there, locked or open; null: none. */
export interface LoginFrom {
  address: string;
  holds: string | null;
}

export interface Login {
  login(request: LoginRequest, from: LoginFrom): Promise<LoginAnswer>;
  /** By its owner, who is logged in. */
  changePin(name: string, pins: { pin: string; next: string }, address: string): Promise<PinChange>;
}

/** From the fifth wrong PIN of a name from one address on each one makes the next try there wait, twice as long every time. */
export const triesAtOnce = 5;
/**
 * As many of a name from wherever they came make everybody wait who tries it, but for a page that it is logged in at: a stranger
 * keeps nobody from going on working.
 */
export const triesFromAnywhere = 50;
export const firstWaitMs = 60_000;
export const longestWaitMs = 60 * 60_000;
/** Names and addresses that are counted in memory; the one that was tried longest ago is forgotten. */
const mostCounted = 1_000;
/** Each takes 32 MB and a core for 100 ms; the kiosk has a patient in front of it. */
const mostAtOnce = 2;

interface Tries {
  failures: number;
  waitsUntil: Date | null;
}

const noTries: Tries = { failures: 0, waitsUntil: null };

/** Who of the staff this is: by name and PIN, or by a card. */
export function createLogin({ records, now, cardNeedsPin }: LoginOptions): Login {
  /** Names that nobody has are counted as well, so that a wait does not say which ones exist. */
  const strangers = new Map<string, Tries>();
  const ofAddress = new Map<string, Tries>();
  /** One try a name at a time, so that none slips past the count. */
  const trying = new Set<string>();

  /** ms that this account still waits; a wait longer than any is of a clock that was wrong. */
  function waitMs({ waitsUntil }: Tries): number {
    const ms = waitsUntil === null ? 0 : waitsUntil.getTime() - now().getTime();
    return ms > longestWaitMs ? 0 : Math.max(0, ms);
  }

  function afterWrong({ failures }: Tries, atOnce: number): Tries {
    const next = failures + 1;
    const ms = Math.min(firstWaitMs * 2 ** Math.min(next - atOnce, 30), longestWaitMs);
    return { failures: next, waitsUntil: next < atOnce ? null : new Date(now().getTime() + ms) };
  }

  function countWrong(name: string, address: string, account: StaffAccount | null): void {
    const place = placeOf(name, address);
    const here = afterWrong(ofAddress.get(place) ?? noTries, triesAtOnce);
    keep(ofAddress, place, here);
    const anywhere = afterWrong(account ?? strangers.get(name) ?? noTries, triesFromAnywhere);
    if (account === null) {
      keep(strangers, name, anywhere);
      return;
    }
    // A disk that refuses leaves the former count; the limits per address still hold.
    records.write(({ accounts, audit }) => {
      accounts.noteTry(name, anywhere);
      // The first wait says that somebody is guessing; the tries before it are typing mistakes.
      if (here.waitsUntil === null && anywhere.waitsUntil === null) return;
      audit.append({ actor: 'kiosk', action: 'login-refused', detail: `${String(anywhere.failures)} ${name}` });
    });
  }

  type Tried = { kind: 'right'; account: StaffAccount } | Extract<LoginAnswer, { kind: 'wrong' | 'wait' | 'busy' }>;

  async function tryPin(name: string, pin: string, { address, holds }: LoginFrom): Promise<Tried> {
    if (!accountNameSchema.safeParse(name).success) return { kind: 'wrong' };
    if (trying.has(name) || trying.size >= mostAtOnce) return { kind: 'busy' };
    trying.add(name);
    try {
      const before = records.accounts.byName(name);
      const here = waitMs(ofAddress.get(placeOf(name, address)) ?? noTries);
      const anywhere = holds === name ? 0 : waitMs(before ?? strangers.get(name) ?? noTries);
      const ms = Math.max(here, anywhere);
      if (ms > 0) return { kind: 'wait', seconds: Math.ceil(ms / 1_000) };
      const isRight = await isPin(pin, before?.pin ?? null);
      // It may have been removed meanwhile.
      const account = records.accounts.byName(name);
      if (isRight && account !== null) {
        ofAddress.delete(placeOf(name, address));
        return { kind: 'right', account };
      }
      countWrong(name, address, account);
      return { kind: 'wrong' };
    } finally {
      trying.delete(name);
    }
  }

  /** null: the disk refused, and nobody gets in whom the audit log does not know. */
  function admit({ name, role, pin }: StaffAccount, by: 'pin' | 'card'): LoginAnswer {
    const written = records.write(({ accounts }) => {
      if (by === 'pin') accounts.noteTry(name, noTries);
      accounts.noteLogin(name, by);
    });
    if (written === null) return { kind: 'busy' };
    return { kind: 'in', account: { name, role }, mustChangePin: by === 'pin' && pin.isStart };
  }

  return {
    async login(request, from) {
      if (request.by === 'pin') {
        const tried = await tryPin(request.name.trim().toLowerCase(), request.pin, from);
        return tried.kind === 'right' ? admit(tried.account, 'pin') : tried;
      }
      const code = cardCodeSchema.safeParse(request.code.trim().toUpperCase());
      const account = code.success ? records.accounts.byCard(cardHash(code.data)) : null;
      if (account === null) return { kind: 'wrong' };
      if (!cardNeedsPin) return admit(account, 'card');
      if (request.pin === null) return { kind: 'pin-needed' };
      const tried = await tryPin(account.name, request.pin, from);
      return tried.kind === 'right' ? admit(tried.account, 'pin') : tried;
    },

    async changePin(name, { pin, next }, address) {
      if (!pinSchema.safeParse(next).success || isTooEasy(next) || next === pin) return 'too-easy';
      const tried = await tryPin(name, pin, { address, holds: name });
      if (tried.kind !== 'right') return tried.kind === 'wrong' ? 'wrong' : 'wait';
      const kept = await keepPin(next);
      const written = records.write(({ accounts }) =>
        accounts.setPin(name, { ...kept, isStart: false }, staffActor(name)),
      );
      return written?.value === true ? 'done' : 'failed';
    },
  };
}

const placeOf = (name: string, address: string): string => `${name} ${address}`;

function keep(counts: Map<string, Tries>, key: string, tries: Tries): void {
  counts.delete(key);
  counts.set(key, tries);
  for (const oldest of counts.keys()) {
    if (counts.size <= mostCounted) break;
    counts.delete(oldest);
  }
}
