import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Registration, RegistrationDraft } from '../registration.ts';
import { explainSqlite, openDatabase, sqliteDetail } from './database.ts';
import type { DatabaseProblem } from './database.ts';
import { laneOf } from './lane.ts';
import { openNumbers } from './numbers.ts';
import { openOutbox } from './outbox.ts';
import type { DeadRowDecision, OutboxItem, Settlement } from './outbox.ts';
import type { BodyBuilder, RegistrationQueue } from './port.ts';
import { evidenceWords, openRows } from './rows.ts';
import type { QueueRow } from './rows.ts';
import { daysBefore, serviceMoment } from './service-day.ts';

export interface QueueOptions {
  file: string;
  /** 32 random bytes, hexadecimal. */
  keyHex: string;
  kioskId: string;
  now: () => Date;
  /** The hospital's IANA time zone. */
  timeZone: string;
  /** Local time the afternoon session begins, `HH:MM`. */
  afternoonFrom: string;
  /** A new UUID: the check-in key. */
  newKey: () => string;
  buildBody: BodyBuilder;
  /**
   * A write besides `commit` that the disk refused; the row keeps its former state and the kiosk goes on. Free of
   * personal data.
   */
  onWriteFailure?: (operation: QueueOperation, detail: string) => void;
  /** A listener of `onChange` that threw: a bug of its own, and no reason to call a written row unwritten. */
  onListenerError?: (error: unknown) => void;
}

export type QueueOperation = 'mark-ticket-shown' | 'add-lease' | 'claim' | 'settle' | 'decide';

export type OpenQueueResult = { ok: true; queue: KioskQueue } | { ok: false; problem: DatabaseProblem; detail: string };

/** The sending side. There is one at a time, so two engines cannot send one row. */
export interface OutboxSender {
  /** At most `limit` rows, one a lane, none of the resting lanes. Empty as well when the disk refuses. */
  claim(limit: number, restingLanes: readonly string[]): OutboxItem[];
  /** One transaction for all; false when the disk refuses, and then nothing of it is written. */
  settle(settlements: readonly Settlement[]): boolean;
  detach(): void;
}

export interface KioskQueue extends RegistrationQueue {
  /** Newest first, with the evidence as words. */
  rows(limit?: number): QueueRow[];
  /** Throws while another sender is attached. */
  attachSender(): OutboxSender;
  /** What staff decided about a dead row; false when there is no such dead row. */
  decideDead(key: string, decision: DeadRowDecision): boolean;
}

/** Key, ticket, Encounter id and hash of confirmed rows are kept this long for questions at the desk. */
const confirmedKeptDays = 30;

const defaultListLength = 100;

/**
 * The queue on disk: a registration, its number and its outbox row are one transaction. Nothing about rows is kept in
 * memory, so there is nothing to disagree with the disk.
 */
export function openQueue(options: QueueOptions): OpenQueueResult {
  const opened = openDatabase(options.file, options.keyHex);
  if (!opened.ok) return opened;
  const { database } = opened;
  try {
    return { ok: true, queue: queueOn(database, options) };
  } catch (error) {
    database.close();
    return { ok: false, ...explainSqlite(error) };
  }
}

/** The queue on a connection that is open already. */
export function queueOn(database: Database, options: QueueOptions): KioskQueue {
  const numbers = openNumbers(database, options.kioskId);
  const outbox = openOutbox(database);
  const rows = openRows(database);
  const listeners = new Set<(key: string) => void>();
  const moment = () => serviceMoment(options.now(), options.timeZone, options.afternoonFrom);
  const insertRegistration = database.prepare(`
    INSERT INTO registration (key, kind, lane, clinic_id, stream, service_date, session, ticket_number, ticket_official,
      evidence, registered_at)
    VALUES (@key, @kind, @lane, @clinicId, @stream, @serviceDate, @session, @number, @official, @evidence, @registeredAt)`);
  const showTicket = database.prepare<[key: string]>(
    'UPDATE registration SET ticket_shown = 1 WHERE key = ? AND ticket_shown = 0',
  );
  const forgetConfirmed = database.prepare<[before: string]>(`
    DELETE FROM registration WHERE service_date < ? AND sequence IN (SELECT sequence FROM outbox WHERE state = 'confirmed')`);

  const laneSecretHex = database
    .transaction(() => {
      outbox.returnInFlight();
      forgetConfirmed.run(daysBefore(moment().serviceDate, confirmedKeptDays));
      return laneSecret(database);
    })
    .immediate();

  let senderAttached = false;

  function announce(keys: readonly string[]): void {
    for (const key of keys) for (const listener of [...listeners]) tell(listener, key);
  }

  /** The disk has it already: whatever a listener makes of the news, the write succeeded. */
  function tell(listener: (key: string) => void, key: string): void {
    try {
      listener(key);
    } catch (error) {
      options.onListenerError?.(error);
    }
  }

  /** Runs a transaction; a disk that refuses is an expected answer, anything else is a bug and passes. */
  function write<T>(operation: QueueOperation, action: () => T): { value: T } | null {
    try {
      return { value: database.transaction(action).immediate() };
    } catch (error) {
      const detail = sqliteDetail(error);
      if (detail === null) throw error;
      options.onWriteFailure?.(operation, detail);
      return null;
    }
  }

  function register(draft: RegistrationDraft): ReturnType<RegistrationQueue['commit']> {
    const key = options.newKey();
    const when = moment();
    const lane = laneOf(draft.person, key, laneSecretHex);
    const clinicId = draft.kind === 'visit' ? draft.clinic.id : null;
    const stream = draft.kind === 'visit' ? draft.stream : null;
    if (clinicId !== null) {
      const existing = rows.ofSameVisit({ lane, clinicId, serviceDate: when.serviceDate, session: when.session });
      if (existing !== null) return { kind: 'already-registered', key: existing.key, ticket: existing.ticket };
    }
    const ticket =
      draft.kind === 'visit'
        ? numbers.take({ ...when, clinicId: draft.clinic.id, stream: draft.stream })
        : numbers.takeForDesk(when.serviceDate);
    const registration: Registration = { ...draft, ...when, key, kioskId: options.kioskId, ticket };
    const { lastInsertRowid } = insertRegistration.run({
      ...when,
      key,
      kind: draft.kind,
      lane,
      clinicId,
      stream,
      number: ticket.number,
      official: ticket.official ? 1 : 0,
      evidence: JSON.stringify(evidenceWords(draft.evidence)),
    });
    outbox.insert(Number(lastInsertRowid), lane, options.buildBody(registration));
    return { kind: 'committed', registration };
  }

  return {
    commit(draft) {
      try {
        const result = database.transaction(() => register(draft)).immediate();
        if (result.kind === 'committed') announce([result.registration.key]);
        return result;
      } catch (error) {
        const detail = sqliteDetail(error);
        if (detail === null) throw error;
        return { kind: 'failed', detail };
      }
    },

    markTicketShown(key) {
      const done = write('mark-ticket-shown', () => showTicket.run(key).changes);
      if (done?.value === 1) announce([key]);
    },

    unshownTickets: () => rows.unshown(moment().serviceDate),

    addLease(request, lease) {
      write('add-lease', () => numbers.addLease(request, lease));
    },

    remainingNumbers: (clinicId, stream) => numbers.remaining({ ...moment(), clinicId, stream }),
    entry: (key) => rows.byKey(key),
    entries: (limit = defaultListLength) => rows.newest(limit),
    rows: (limit = defaultListLength) => rows.newest(limit),
    statistics: () => rows.statistics(options.now()),

    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    attachSender() {
      if (senderAttached) throw new Error('The queue has a sender already; stop its sync engine first.');
      senderAttached = true;
      return {
        claim(limit, restingLanes) {
          const items = write('claim', () => outbox.claim(limit, restingLanes))?.value ?? [];
          announce(items.map(({ key }) => key));
          return items;
        },
        settle(settlements) {
          const done = write('settle', () => settlements.forEach((settlement) => outbox.settle(settlement)));
          if (done === null) return false;
          announce(settlements.map(({ key }) => key));
          return true;
        },
        detach() {
          senderAttached = false;
        },
      };
    },

    decideDead(key, decision) {
      const changed = write('decide', () => outbox.decide(key, decision))?.value ?? false;
      if (changed) announce([key]);
      return changed;
    },

    close() {
      database.close();
    },
  };
}

const laneSecretName = 'lane-secret';

/** Made once per database: two kiosks hash one patient differently, so that copies of the tables do not join. */
function laneSecret(database: Database): string {
  database
    .prepare('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING')
    .run(laneSecretName, randomBytes(32).toString('hex'));
  return database.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(laneSecretName) as string;
}
