import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { OutboxSubject, Payer } from '../registration.ts';
import type { Outbox } from './outbox.ts';
import type { BodyBuilder } from './port.ts';

/** What the tables keep of a subject besides its stamp. */
export interface Place {
  kind: 'visit' | 'desk';
  lane: string;
  /** What its person is known by (lane.ts). */
  hashes: readonly string[];
  /** null: it has no ticket for a clinic of its own. */
  clinicId: string | null;
  appointmentId: string | null;
  /** As words (rows.ts). */
  evidence: readonly string[];
  /** What its ticket says; null: it has none for a clinic. */
  checkAtDoor: boolean | null;
  /** In which its paper speaks; null: it has none of its own. */
  language: string | null;
  payer: Payer | null;
}

/** Writes a row with its frozen body; inside the caller's transaction. */
export type Insert = (subject: OutboxSubject, place: Place) => void;

export function openInsertion(database: Database, outbox: Outbox, buildBody: BodyBuilder): Insert {
  const insertRegistration = database.prepare(`
    INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
      ticket_shown, evidence, registered_at, amends, amendment, consent, appointment_id, priority_reason, check_at_door,
      desk_reason, language, payer)
    VALUES (@key, @kind, @lane, @clinicId, @stream, @serviceDate, @session, @number, @official,
      @shown, @evidence, @registeredAt, @amends, @amendment, @consent, @appointmentId, @priorityReason, @checkAtDoor,
      @deskReason, @language, @payer)`);
  const insertHash = database.prepare<[hash: string, sequence: number | bigint]>(
    'INSERT INTO person_key (hash, sequence) VALUES (?, ?)',
  );

  return (subject, { kind, lane, hashes, clinicId, appointmentId, evidence, checkAtDoor, language, payer }) => {
    const { key, registeredAt, serviceDate, session, ticket } = subject;
    const amends = 'visitKey' in subject ? subject.visitKey : null;
    // A number without a clinic meets no index of numbers when it is called official; and no patient waits to be shown it.
    const isTicketless = amends !== null && clinicId === null;
    const { lastInsertRowid } = insertRegistration.run({
      key,
      kind,
      lane,
      clinicId,
      stream: 'stream' in subject ? subject.stream : null,
      priorityReason: 'priorityReason' in subject ? subject.priorityReason : null,
      serviceDate,
      session,
      number: ticket.number,
      official: isTicketless || ticket.official ? 1 : 0,
      shown: isTicketless ? 1 : 0,
      evidence: JSON.stringify(evidence),
      registeredAt,
      amends,
      amendment: 'visitKey' in subject && subject.kind !== 'consent' ? subject.kind : null,
      consent: subject.kind === 'consent' ? subject.status : null,
      appointmentId,
      checkAtDoor: checkAtDoor === null ? null : Number(checkAtDoor),
      deskReason: subject.kind === 'desk' ? subject.reason : null,
      language,
      payer,
    });
    for (const hash of new Set(hashes)) insertHash.run(hash, lastInsertRowid);
    outbox.insert(Number(lastInsertRowid), lane, buildBody(subject));
  };
}
