import type { z } from 'zod';
import { staffActor } from '../../sync/queue/audit.ts';
import type { StaffDecision } from '../../sync/queue/queue.ts';
import {
  decisionSchema,
  identityCheckSchema,
  namesSomebody,
  type StaffActionResult,
  type StaffTask,
  type TaskChange,
  taskChangeSchema,
} from '../bridge/staff-page.ts';
import type { IdentityResult } from '../../sync/queue/staff-tasks.ts';
import { personsOf } from './arrivals.ts';
import { did, idOf, json, nothing, parsed, refused, type Reply, type RouteParts, type StaffRoute } from './route.ts';
import type { StaffSessionRecord } from './sessions.ts';
import { openTasks } from './tasks.ts';

type SeenTask = Pick<StaffTask, 'state' | 'by'>;

const isSeen = (seen: SeenTask, { state, by }: SeenTask): boolean => seen.state === state && seen.by === by;

/** What staff owe somebody: calls, refused rows, desk tickets, and the people behind them. */
export function taskRoutes(parts: RouteParts): StaffRoute[] {
  const { queue, board } = parts;
  const tasks = () => openTasks(queue, { today: parts.snapshot().today, now: parts.now() });
  const taskOf = (id: string) => tasks().find((each) => each.id === id);

  const decisions: Record<z.infer<typeof decisionSchema>['decision'], StaffDecision> = {
    retry: queue.retry,
    hold: queue.hold,
    release: queue.release,
    'set-aside': queue.setAside,
  };

  /** What was written is told to every open page. */
  function keep(write: Parameters<typeof queue.staff.write<void>>[0]): StaffActionResult {
    if (queue.staff.write(write) === null) return 'failed';
    parts.changed();
    return 'done';
  }

  /** A refused row ends by a decision about it, not by somebody's word; so does what is held, which nobody would send any more. */
  function changeTask(id: string, change: TaskChange, name: string): StaffActionResult {
    const task = taskOf(id);
    if (task === undefined) return 'nobody';
    const { kind } = task;
    if ('note' in change) {
      const { note, seen } = change;
      return seen === noteOf(id) ? keep(({ tasks }) => tasks.putNote({ id, kind, note }, name)) : 'not-in-that-state';
    }
    const { state } = change;
    if (state === 'done' && task.held) return 'held';
    if (state === 'done' ? kind === 'refused' : !isSeen(change.seen, task)) return 'not-in-that-state';
    const result = keep(({ tasks }) => tasks.putState({ id, kind, state }, name));
    if (result === 'done' && kind === 'call') {
      if (state === 'taken') board.coming(id, name);
      if (state === 'open') board.givenBack(id);
      if (state === 'done') board.done(id);
    }
    return result;
  }

  const noteOf = (id: string): string => queue.staff.tasks.byId(id)?.note ?? '';

  /** Which tasks' people somebody was shown in a session: only they were there to be compared. */
  const shown = new WeakMap<StaffSessionRecord, Set<string>>();

  /** Whose task it is, and what was noted of it. Whoever asks stands in the audit log first. */
  function personOf(id: string, session: StaffSessionRecord): Reply {
    const row = queue.row(id);
    const note = noteOf(id);
    if (row === null && note === '') return json({ person: null, note });
    const entry = { actor: staffActor(session.account.name), action: 'person-opened', subject: id } as const;
    const keys = row === null ? [] : [row.key, row.visitKey];
    const persons = personsOf(queue, keys, entry);
    if (persons === null) return refused('failed');
    const person = keys.map((key) => persons.get(key)).find((each) => each !== undefined) ?? null;
    if (person !== null && namesSomebody(person)) shown.set(session, (shown.get(session) ?? new Set()).add(id));
    return json({ person, note });
  }

  /** What was compared is what was shown, and a word about it is not turned round afterwards. */
  function identityChecked(id: string, result: IdentityResult, session: StaffSessionRecord): StaffActionResult {
    const task = taskOf(id);
    if (task === undefined || task.kind === 'call') return 'nobody';
    const { kind, identity } = task;
    const wasShown = shown.get(session)?.has(id) === true;
    if (!wasShown || (identity !== null && identity !== result)) return 'not-in-that-state';
    return keep(({ tasks }) => tasks.putIdentity({ id, kind }, result, session.account.name));
  }

  function coming(id: string, name: string): StaffActionResult {
    const call = board.calls().find((each) => each.id === id);
    if (call === undefined) return 'nobody';
    if (call.coming !== null) return 'not-in-that-state';
    const result = keep(({ tasks, audit }) => {
      tasks.putState({ id, kind: 'call', state: 'taken' }, name);
      audit.append({ actor: staffActor(name), action: 'call-acknowledged', subject: id, detail: call.urgency });
    });
    // A disk that refuses does not keep a person from coming.
    board.coming(id, name);
    return result;
  }

  return [
    { method: 'GET', url: '/api/tasks', needs: 'open', answer: () => json({ tasks: tasks() }) },
    {
      method: 'POST',
      url: '/api/tasks/:id',
      needs: 'open',
      answer: parsed(taskChangeSchema, (change, asked, { account }) => {
        if ('note' in change && account.role !== 'reception') return refused('not-allowed');
        return did(changeTask(idOf(asked), change, account.name));
      }),
    },
    {
      method: 'POST',
      url: '/api/tasks/:id/person',
      needs: 'open',
      role: 'reception',
      answer: parsed(nothing, (_, asked, session) => personOf(idOf(asked), session)),
    },
    {
      method: 'POST',
      url: '/api/tasks/:id/decision',
      needs: 'open',
      answer: parsed(decisionSchema, ({ decision }, asked, { account }) => {
        // It erases what was to be sent: whoever does it has seen to the patient.
        if (decision === 'set-aside' && account.role !== 'reception') return refused('not-allowed');
        const result = decisions[decision](idOf(asked), staffActor(account.name));
        return did(result === 'no-such-row' ? 'nobody' : result);
      }),
    },
    {
      method: 'POST',
      url: '/api/tasks/:id/identity',
      needs: 'open',
      role: 'reception',
      answer: parsed(identityCheckSchema, ({ result }, asked, session) =>
        did(identityChecked(idOf(asked), result, session)),
      ),
    },
    {
      method: 'GET',
      url: '/api/calls',
      needs: 'session',
      withStartPin: true,
      answer: () => json({ calls: board.calls() }),
    },
    {
      method: 'POST',
      url: '/api/calls/:id/received',
      // At a locked page it rings, but nobody is there.
      needs: 'open',
      by: 'page',
      withStartPin: true,
      answer: parsed(nothing, (_, asked, session) => {
        if (!parts.isLive(session)) return did('not-in-that-state');
        return did(board.received(idOf(asked)) ? 'done' : 'nobody');
      }),
    },
    {
      method: 'POST',
      url: '/api/calls/:id/coming',
      needs: 'open',
      answer: parsed(nothing, (_, asked, { account }) => did(coming(idOf(asked), account.name))),
    },
  ];
}
