import type { Database } from 'better-sqlite3-multiple-ciphers';
import { type Audit, staffActor } from './audit.ts';

export type StaffRole = 'reception' | 'it';

/** A PIN as it is kept: scrypt and its salt, hexadecimal (electron/staff/pin.ts). */
export interface StoredPin {
  saltHex: string;
  hashHex: string;
  /** Given by whoever made the account; its owner changes it first. */
  isStart: boolean;
}

export interface StaffAccount {
  /** As it stands in the audit log behind `staff:`. */
  name: string;
  role: StaffRole;
  pin: StoredPin;
  hasCard: boolean;
  /** Wrong PINs since the last right one. */
  failures: number;
  /** Until then no PIN is tried; null: at once. */
  waitsUntil: Date | null;
}

/** People of the staff who have an account. Every method that writes runs inside the caller's transaction, with its audit entry. */
export interface StaffAccounts {
  list(): StaffAccount[];
  byName(name: string): StaffAccount | null;
  /** `sha256`: of a card's code, hexadecimal. */
  byCard(sha256: string): StaffAccount | null;
  /** False: the name is taken. `actor` made it. */
  add(account: Pick<StaffAccount, 'name' | 'role' | 'pin'>, actor: string): boolean;
  /** False: there is none. What it did stays in the audit log. */
  remove(name: string, actor: string): boolean;
  /** Replaces the PIN and forgets wrong tries. False: there is none. */
  setPin(name: string, pin: StoredPin, actor: string): boolean;
  /** One card an account: a new one ends the former. False: there is none. */
  setCard(name: string, sha256: string, actor: string): boolean;
  /** Right, wrong, or wrong for so long that the next try waits; whoever counts says in the audit log what is worth it. */
  noteTry(name: string, tried: { failures: number; waitsUntil: Date | null }): void;
  noteLogin(name: string, by: 'pin' | 'card'): void;
}

interface Stored {
  name: string;
  role: StaffRole;
  saltHex: string;
  hashHex: string;
  isStart: number;
  hasCard: number;
  failures: number;
  waitsUntil: string | null;
}

export function openStaffAccounts(database: Database, audit: Audit, now: () => Date): StaffAccounts {
  const select = `SELECT name, role, pin_salt AS saltHex, pin_hash AS hashHex, pin_is_start AS isStart,
    card_hash IS NOT NULL AS hasCard, failures, waits_until AS waitsUntil FROM staff_account`;
  const all = database.prepare<[], Stored>(`${select} ORDER BY name`);
  const byName = database.prepare<[name: string], Stored>(`${select} WHERE name = ?`);
  const byCard = database.prepare<[sha256: string], Stored>(`${select} WHERE card_hash = ?`);
  const insert = database.prepare<object>(`
    INSERT INTO staff_account (name, role, pin_salt, pin_hash, pin_is_start, created_at)
    VALUES (@name, @role, @saltHex, @hashHex, @isStart, @createdAt) ON CONFLICT DO NOTHING`);
  const remove = database.prepare<[name: string]>('DELETE FROM staff_account WHERE name = ?');
  const setPin = database.prepare<object>(`
    UPDATE staff_account SET pin_salt = @saltHex, pin_hash = @hashHex, pin_is_start = @isStart, failures = 0, waits_until = NULL
    WHERE name = @name`);
  const setCard = database.prepare<[sha256: string, name: string]>(
    'UPDATE staff_account SET card_hash = ? WHERE name = ?',
  );
  const noteTry = database.prepare<[failures: number, waitsUntil: string | null, name: string]>(
    'UPDATE staff_account SET failures = ?, waits_until = ? WHERE name = ?',
  );

  /** `changes` 0: there was nothing to do, and nothing is said. */
  function told(changes: number, entry: Parameters<Audit['append']>[0]): boolean {
    if (changes > 0) audit.append(entry);
    return changes > 0;
  }

  const stored = (pin: StoredPin) => ({ ...pin, isStart: pin.isStart ? 1 : 0 });

  return {
    list: () => all.all().map(fromStored),
    byName: (name) => orNull(byName.get(name)),
    byCard: (sha256) => orNull(byCard.get(sha256)),
    add({ name, role, pin }, actor) {
      const { changes } = insert.run({ name, role, ...stored(pin), createdAt: now().toISOString() });
      return told(changes, { actor, action: 'account-added', detail: `${role} ${name}` });
    },
    remove: (name, actor) => told(remove.run(name).changes, { actor, action: 'account-removed', detail: name }),
    setPin(name, pin, actor) {
      const { changes } = setPin.run({ name, ...stored(pin) });
      return told(changes, { actor, action: 'pin-changed', detail: name });
    },
    setCard: (name, sha256, actor) =>
      told(setCard.run(sha256, name).changes, { actor, action: 'card-given', detail: name }),
    noteTry(name, { failures, waitsUntil }) {
      noteTry.run(failures, waitsUntil?.toISOString() ?? null, name);
    },
    noteLogin: (name, by) => audit.append({ actor: staffActor(name), action: 'logged-in', detail: by }),
  };
}

const orNull = (stored: Stored | undefined): StaffAccount | null => (stored === undefined ? null : fromStored(stored));

const fromStored = ({
  name,
  role,
  saltHex,
  hashHex,
  isStart,
  hasCard,
  failures,
  waitsUntil,
}: Stored): StaffAccount => ({
  name,
  role,
  pin: { saltHex, hashHex, isStart: isStart === 1 },
  hasCard: hasCard === 1,
  failures,
  waitsUntil: waitsUntil === null ? null : new Date(waitsUntil),
});
