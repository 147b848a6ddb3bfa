import type { Amendments } from './amendments.ts';
import type { Audit, AuditAction } from './audit.ts';
import type { Outbox } from './outbox.ts';
import type { QueueEntry } from './port.ts';
import type { Rows } from './rows.ts';

export type StaffResult = 'done' | 'no-such-row' | 'not-in-that-state' | 'failed';

/** A decision as it was carried out: the rows it changed, or why it changed none. */
export type Decision = { result: 'done'; keys: string[] } | { result: 'no-such-row' | 'not-in-that-state' };

/** What staff decide about rows, `actor` by `actor`; every method runs inside the caller's transaction. */
export interface Staff {
  /** A refused row is sent again; for a waiting one there is nothing to write. */
  retry(key: string, actor: string): Decision;
  hold(key: string, actor: string): Decision;
  release(key: string, actor: string): Decision;
  /**
   * A row that was refused, or that staff hold, is settled by hand: its body is erased, and with a visit go the amendments that
   * wait for it. After a change of clinic the place before it stands again.
   */
  setAside(key: string, actor: string): Decision;
  /** Everything the hospital does not have, with the bodies that would be sent: to be sealed and carried there. */
  unsettled(actor: string): (QueueEntry & { body: string })[];
}

export function openStaff(rows: Rows, outbox: Outbox, amendments: Amendments, audit: Audit): Staff {
  /** `apply` returns the rows it changed; null when the row is in no state for it. */
  function decide(
    action: AuditAction,
    apply: (row: QueueEntry) => string[] | null,
  ): (key: string, actor: string) => Decision {
    return (key, actor) => {
      const row = rows.byKey(key);
      if (row === null) return { result: 'no-such-row' };
      const keys = apply(row);
      if (keys === null) return { result: 'not-in-that-state' };
      for (const subject of keys) audit.append({ actor, action, subject });
      return { result: 'done', keys };
    };
  }

  const setAside = decide('set-aside', ({ key, amendment, state, held, setAside: isSettled }) => {
    if (isSettled || (state !== 'dead' && !held)) return null;
    outbox.setAside(key);
    return amendment === null ? [key, ...amendments.setAsideMoot(key)] : [key];
  });

  return {
    retry: decide('retried', ({ key, state, held, setAside, bodySha256 }) => {
      // Salvaged without its body: there is nothing to send.
      const isEmpty = bodySha256 === '';
      if (isEmpty || held || setAside || (state !== 'dead' && state !== 'pending')) return null;
      if (state === 'dead') outbox.revive(key);
      return [key];
    }),

    hold: decide('held', ({ key, state, held }) => {
      if (held || state !== 'pending') return null;
      outbox.hold(key, true);
      return [key];
    }),

    release: decide('released', ({ key, held }) => {
      if (!held) return null;
      outbox.hold(key, false);
      return [key];
    }),

    setAside(key, actor) {
      const decision = setAside(key, actor);
      if (decision.result !== 'done') return decision;
      return { ...decision, keys: [...decision.keys, ...amendments.reinstate(key)] };
    },

    unsettled(actor) {
      const unsettled = rows.unsettled();
      audit.append({ actor, action: 'exported', detail: String(unsettled.length) });
      return unsettled;
    },
  };
}
