import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { RefusalReason } from '../registration.ts';
import type { Place } from './insertion.ts';
import type { Outbox } from './outbox.ts';
import type { AmendResult, QueueEntry, RegistrationQueue } from './port.ts';
import type { RegistrarParts } from './registrar.ts';
import { isBefore } from './service-day.ts';
import type { ServiceMoment } from './service-day.ts';

type AmendDraft = Parameters<RegistrationQueue['amend']>[0];
type Amended = Exclude<AmendResult, { kind: 'failed' }>;

/** What happens to a visit after it was committed. Every method runs inside the caller's transaction. */
export interface Amendments {
  /** With the keys of all rows that it changed. */
  amend(draft: AmendDraft): { result: Amended; keys: string[] };
  /**
   * What follows from a refusal that was just written down and audited; the keys of the rows that it changes. A row that nobody
   * waits for any more (its patient cancelled, or went on from it) is set aside; of any other the desk is told once.
   */
  refused(key: string, refusal: { reason: RefusalReason; sendTo: string | null }): string[];
  /** Sets aside the refused rows of a visit, and what waits behind when the visit itself is refused; their keys. */
  setAsideMoot(visitKey: string): string[];
  /** After a refused change of clinic was set aside, the place before it stands again: its key; none for any other row. */
  reinstate(key: string): string[];
}

/** An amendment is refused, sent again and refused within days: a busy kiosk writes as many entries in two weeks. */
const auditRowsLookedAt = 100_000;

export function openAmendments(
  database: Database,
  { rows, numbers, audit, insert, outbox, moment, newKey, kioskId }: RegistrarParts & { outbox: Outbox },
): Amendments {
  const supersede = database.prepare<[key: string]>('UPDATE registration SET superseded = 1 WHERE key = ?');
  const appointmentOf = database
    .prepare<[key: string], string | null>('SELECT appointment_id FROM registration WHERE key = ?')
    .pluck();
  const refusalsOf = database
    .prepare<[subject: string], number>(
      `SELECT count(*) FROM audit WHERE number > (SELECT max(number) FROM audit) - ${auditRowsLookedAt}
         AND action = 'refused' AND subject = ?`,
    )
    .pluck();
  const withdraw = database.prepare<[key: string], { visitKey: string; sequence: number }>(
    `UPDATE registration SET superseded = 1 WHERE key = ? AND amendment = 'change-clinic' AND superseded = 0
     RETURNING amends AS visitKey, sequence`,
  );
  const reinstateLast = database
    .prepare<{ visitKey: string; sequence: number }, string>(
      `UPDATE registration SET superseded = 0 WHERE sequence = (
         SELECT max(part.sequence) FROM registration AS part CROSS JOIN outbox ON outbox.sequence = part.sequence
         WHERE (part.key = @visitKey OR part.amends = @visitKey) AND part.kind = 'visit' AND part.sequence < @sequence
           AND outbox.set_aside = 0)
       RETURNING key`,
    )
    .pluck();

  function amended(draft: AmendDraft, current: QueueEntry | null): Amended {
    const visit = current === null ? null : rows.byKey(current.visitKey);
    if (current === null || visit === null || visit.kind === 'desk') return notPossible('unknown');
    // Superseded by nothing that is left: its successor was lost with a damaged page.
    if (current.amendment === 'cancel' || current.superseded) return notPossible('cancelled');
    const now = moment();
    if (isBefore(visit, now)) return notPossible('over');
    // A visit that is planned stays in its session.
    const when = { ...now, serviceDate: visit.serviceDate, session: visit.session };
    return draft.kind === 'cancel' ? cancel(visit, current, when) : changeClinic(draft, visit, current, when);
  }

  /** Of a refused visit as well: then the row is set aside with it, and nothing is sent. */
  function cancel(visit: QueueEntry, { ticket }: QueueEntry, when: ServiceMoment): Amended {
    const key = newKey();
    const { key: visitKey } = visit;
    insert({ kind: 'cancel', visitKey, key, kioskId, ...when, ticket }, ticketless(visit));
    audit.append({ actor: 'patient', action: 'cancelled', subject: visitKey });
    return { kind: 'amended', key, ticket };
  }

  function changeClinic(
    draft: Extract<AmendDraft, { kind: 'change-clinic' }>,
    visit: QueueEntry,
    current: QueueEntry,
    when: ServiceMoment,
  ): Amended {
    // The hospital never took the visit, and what it has to know of the person stands in the refused body alone.
    if (visit.state === 'dead') return notPossible('unknown');
    const clinicId = draft.clinic.id;
    if (current.clinicId === clinicId) return notPossible('same-clinic');
    const place = placeOf(visit, clinicId);
    const other = rows.ofSameVisit({ ...when, hashes: place.hashes, clinicId, appointmentId: null });
    if (other !== null) return { kind: 'already-registered', key: other.key, ticket: other.ticket };
    const key = newKey();
    const ticket = numbers.take({ ...when, clinicId, stream: draft.stream });
    insert({ ...draft, visitKey: visit.key, key, kioskId, ...when, ticket }, place);
    audit.append({ actor: 'patient', action: 'clinic-changed', subject: visit.key, detail: clinicId });
    return { kind: 'amended', key, ticket };
  }

  /** In the lane of its visit, for the same person, known as they were, and the same appointment. */
  function placeOf({ key, evidence, checkAtDoor, language, payer }: QueueEntry, clinicId: string | null): Place {
    return {
      kind: 'visit',
      lane: outbox.laneOf(key),
      hashes: rows.hashesOf(key),
      clinicId,
      appointmentId: appointmentOf.get(key) as string | null,
      evidence,
      checkAtDoor,
      language,
      payer,
    };
  }

  /** What says nothing of a person, and has neither a door nor a paper. */
  const ticketless = (row: QueueEntry): Place => ({
    ...placeOf(row, null),
    evidence: [],
    checkAtDoor: null,
    language: null,
    payer: null,
  });

  function setAsideMoot(visitKey: string): string[] {
    const parts = rows.ofVisit(visitKey);
    // Without its visit the hospital can apply no amendment.
    const ends = parts.some(({ key, state }) => key === visitKey && state === 'dead') ? ['dead', 'pending'] : ['dead'];
    const moot = parts.filter(({ setAside, state }) => !setAside && ends.includes(state));
    for (const { key } of moot) outbox.setAside(key);
    return moot.map(({ key }) => key);
  }

  function notice(row: QueueEntry, { ticket }: QueueEntry, refusal: Parameters<Amendments['refused']>[1]): string {
    const key = newKey();
    const { visitKey, serviceDate, session } = row;
    const parts = [row, ...rows.ofVisit(visitKey).toReversed()].filter(({ setAside }) => !setAside);
    // A cancellation has none of its own: what was refused is to leave the one that the patient has.
    const clinicId = parts.reduce<string | null>((found, part) => found ?? part.clinicId, null);
    insert(
      {
        ...{ kind: 'refusal-notice', visitKey, clinicId, ...refusal },
        ...{ key, kioskId, ...moment(), serviceDate, session, ticket },
      },
      { ...ticketless(row), kind: 'desk' },
    );
    return key;
  }

  return {
    setAsideMoot,

    reinstate(key) {
      const withdrawn = withdraw.get(key);
      return withdrawn === undefined ? [] : reinstateLast.all(withdrawn);
    },

    amend(draft) {
      const current = rows.current(draft.visitKey);
      const result = amended(draft, current);
      if (current === null || result.kind !== 'amended') return { result, keys: [] };
      supersede.run(current.key);
      const moot = setAsideMoot(current.visitKey);
      for (const subject of moot) audit.append({ actor: 'patient', action: 'set-aside', subject });
      return { result, keys: [...new Set([current.key, ...moot, result.key])] };
    },

    refused(key, refusal) {
      const row = rows.byKey(key);
      const current = rows.current(key);
      if (current === null || row?.kind !== 'visit') return [];
      const isMoot = row.amendment === null ? current.amendment === 'cancel' : current.key !== key;
      if (!isMoot) return refusalsOf.get(key) === 1 ? [notice(row, current, refusal)] : [];
      const moot = setAsideMoot(row.visitKey);
      for (const subject of moot) audit.append({ actor: 'kiosk', action: 'set-aside', subject });
      return moot;
    },
  };
}

function notPossible(reason: 'unknown' | 'cancelled' | 'over' | 'same-clinic'): Amended {
  return { kind: 'not-possible', reason };
}
