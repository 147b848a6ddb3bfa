import type { Database } from 'better-sqlite3-multiple-ciphers';
import { type Audit, staffActor } from './audit.ts';

export type StaffTaskKind = 'call' | 'refused' | 'desk' | 'held';
export type StaffTaskState = 'open' | 'taken' | 'done';
/** What a comparison of the person with the document by eye came to. */
export type IdentityResult = 'same-person' | 'other-person';

/** The table is older than `held`, of which its check knows nothing: like what was refused, it ends by a decision about the row. */
type KeptKind = Exclude<StaffTaskKind, 'held'>;
const keptAs = (kind: StaffTaskKind): KeptKind => (kind === 'held' ? 'refused' : kind);

/** What staff said about something they owe somebody. */
export interface StaffTaskRow {
  /** Of a call its own (a UUID), else the key of the queue's row. */
  id: string;
  kind: KeptKind;
  state: StaffTaskState;
  /** The account that put it into this state; null while nobody did. */
  actor: string | null;
  /** Written by staff, and therefore possibly about a person: it stays in this file and goes with it. */
  note: string;
  /** The urgency of a call; of a row an {@link IdentityResult}, null while nobody compared: why it is a task it says itself. */
  reason: string | null;
  /** ISO instant. */
  openedAt: string;
}

interface TaskOf {
  id: string;
  kind: StaffTaskKind;
}

/** Every method that writes runs inside the caller's transaction. */
export interface StaffTasks {
  list(): StaffTaskRow[];
  byId(id: string): StaffTaskRow | null;
  /** A call that was made; what somebody of the staff has said of it already stands. */
  openCall(id: string, reason: string): void;
  /** What it called for is over by itself; nothing of a call that nobody made. */
  endCall(id: string): void;
  /** An account takes a task, leaves it to others, or has settled it; what is noted of it stays. */
  putState(task: TaskOf & Pick<StaffTaskRow, 'state'>, name: string): void;
  /** What an account notes in place of the former note; the task stays in whosever hands it is. */
  putNote(task: TaskOf & Pick<StaffTaskRow, 'note'>, name: string): void;
  /** What an account found when it compared; the task stays in whosever hands it is. */
  putIdentity(task: TaskOf, result: IdentityResult, name: string): void;
  /** The account that closed the kiosk until somebody opens it; null while nobody did. */
  closedBy(): string | null;
  setClosed(name: string, isClosed: boolean): void;
  /**
   * What was to be sent for these rows, while it is not erased; `entry` says who looked. Where nothing of it is new to them who
   * have been `told` of rows before, nothing is written; null: it is in any case.
   */
  bodies(
    keys: readonly string[],
    entry: Parameters<Audit['append']>[0],
    told: ReadonlySet<string> | null,
  ): Map<string, string>;
}

/** Nobody comes back to a task of last month; what was noted of people goes with it. */
export const staffTasksKeptDays = 30;

const closedName = 'closed-by-staff';

export function openStaffTasks(database: Database, audit: Audit, now: () => Date): StaffTasks {
  const select = 'SELECT id, kind, state, actor, note, reason, opened_at AS openedAt FROM staff_task';
  const all = database.prepare<[], StaffTaskRow>(`${select} ORDER BY opened_at, id`);
  const byId = database.prepare<[id: string], StaffTaskRow>(`${select} WHERE id = ?`);
  const insert = `
    INSERT INTO staff_task (id, kind, state, actor, note, reason, opened_at)
    VALUES (@id, @kind, @state, @actor, @note, @reason, @openedAt)
    ON CONFLICT (id) DO UPDATE SET`;
  const keepState = database.prepare<StaffTaskRow>(`${insert} state = excluded.state, actor = excluded.actor`);
  const keepNote = database.prepare<StaffTaskRow>(`${insert} note = excluded.note`);
  const keepReason = database.prepare<StaffTaskRow>(`${insert} reason = excluded.reason`);
  const end = database.prepare<[id: string]>("UPDATE staff_task SET state = 'done' WHERE id = ? AND state <> 'done'");
  const closedBy = database.prepare<[name: string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const close = database.prepare<[name: string, value: string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const open = database.prepare<[name: string]>('DELETE FROM meta WHERE name = ?');
  const bodies = database.prepare<[keys: string], { key: string; body: string }>(`
    SELECT registration.key, body FROM registration JOIN outbox ON outbox.sequence = registration.sequence
    WHERE registration.key IN (SELECT value FROM json_each(?)) AND body <> ''`);

  function keep(statement: typeof keepState, task: TaskOf & Omit<StaffTaskRow, 'kind' | 'openedAt'>): void {
    statement.run({ ...task, kind: keptAs(task.kind), openedAt: now().toISOString() });
  }

  const untouched = { state: 'open', actor: null, note: '', reason: null } as const;

  return {
    list: () => all.all(),
    byId: (id) => byId.get(id) ?? null,
    openCall: (id, reason) => keep(keepReason, { ...untouched, id, kind: 'call', reason }),
    endCall(id) {
      if (end.run(id).changes === 0) return;
      audit.append({ actor: 'kiosk', action: 'task-changed', subject: id, detail: 'call done' });
    },
    putState({ id, kind, state }, name) {
      keep(keepState, { ...untouched, id, kind, state, actor: name });
      audit.append({ actor: staffActor(name), action: 'task-changed', subject: id, detail: `${kind} ${state}` });
    },
    putNote({ id, kind, note }, name) {
      keep(keepNote, { ...untouched, id, kind, note });
      audit.append({ actor: staffActor(name), action: 'task-changed', subject: id, detail: `${kind} noted` });
    },
    putIdentity({ id, kind }, result, name) {
      keep(keepReason, { ...untouched, id, kind, reason: result });
      const entry = { action: 'identity-checked-by-staff', subject: id, detail: result } as const;
      audit.append({ actor: staffActor(name), ...entry });
    },
    closedBy: () => closedBy.get(closedName) ?? null,
    setClosed(name, isClosed) {
      if (isClosed) close.run(closedName, name);
      else open.run(closedName);
      audit.append({ actor: staffActor(name), action: isClosed ? 'kiosk-closed' : 'kiosk-opened' });
    },
    bodies(keys, entry, told) {
      const found = new Map(bodies.all(JSON.stringify(keys)).map(({ key, body }) => [key, body]));
      if (told === null || [...found.keys()].some((key) => !told.has(key))) audit.append(entry);
      return found;
    },
  };
}
