import type { Database } from 'better-sqlite3-multiple-ciphers';
import { openAmendments } from './amendments.ts';
import { openAudit } from './audit.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { openConsents } from './consents.ts';
import { closeDatabase, explainSqlite, openDatabase } from './database.ts';
import type { DatabaseProblem } from './database.ts';
import { openInsertion } from './insertion.ts';
import { checkIntegrity, openChecks } from './integrity.ts';
import { laneSecret, personHashes, secretHex } from './lane.ts';
import { forgetNumbers, openNumbers } from './numbers.ts';
import { openOutbox } from './outbox.ts';
import type { BodyBuilder, QueueEntry, RegistrationQueue } from './port.ts';
import { openReadModelStore } from './read-model-store.ts';
import type { ReadModelStore } from './read-model-store.ts';
import { openRegistrar } from './registrar.ts';
import { openRetention } from './retention.ts';
import { openRows } from './rows.ts';
import type { RowFilter } from './rows.ts';
import { openSending } from './sending.ts';
import type { Sending } from './sending.ts';
import { openServiceClock } from './service-day.ts';
import { openStaff } from './staff.ts';
import { openStaffAccounts } from './staff-accounts.ts';
import type { StaffAccounts } from './staff-accounts.ts';
import { openStaffTasks } from './staff-tasks.ts';
import type { StaffTasks } from './staff-tasks.ts';
import type { Decision, StaffResult } from './staff.ts';
import { openStatistics } from './statistics.ts';
import { openVisitTimes } from './visit-times.ts';
import type { VisitFigures, VisitTime } from './visit-times.ts';
import { openWrites } from './writes.ts';
import type { WriteOptions } from './writes.ts';

export interface QueueOptions extends WriteOptions {
  file: string;
  /** 32 random bytes, hexadecimal. */
  keyHex: string;
  kioskId: string;
  now: () => Date;
  /** The hospital's IANA time zone. */
  timeZone: string;
  /** Local time the afternoon session begins, `HH:MM`. */
  afternoonFrom: string;
  /** Days that key, ticket, Encounter id and hash of a settled row are kept for questions at the desk. */
  confirmedKeptDays: number;
  /** A new UUID: the check-in key. */
  newKey: () => string;
  buildBody: BodyBuilder;
}

export type OpenQueueResult = { ok: true; queue: KioskQueue } | { ok: false; problem: DatabaseProblem; detail: string };

/** `actor` is `staff:NAME` (audit.ts); what each decision does stands in staff.ts. */
export type StaffDecision = (key: string, actor: string) => StaffResult;

export interface KioskQueue extends RegistrationQueue, Pick<Sending, 'attachSender'> {
  /** Newest first, with the evidence as words. */
  rows(limit?: number, filter?: RowFilter): QueueEntry[];
  row(key: string): QueueEntry | null;
  /** What the hospital refused and staff have not decided, oldest first. */
  worklist(): QueueEntry[];
  retry: StaffDecision;
  hold: StaffDecision;
  release: StaffDecision;
  setAside: StaffDecision;
  /** For an encrypted export; changes nothing. A disk that refuses the audit entry does not keep anybody from it. */
  unsettled(actor: string): (QueueEntry & { body: string })[];
  /** To be called once a day; the count of rows. */
  forgetConfirmed(): number;
  readonly audit: Audit;
  /** Writes down what happened to the kiosk rather than to a row; false when the disk refuses. */
  note(entry: AuditEntry): boolean;
  /** For a file that turned out to be older than its kiosk (forgetNumbers); false when the disk refuses. */
  skipNumbers(actor: string, detail: string): boolean;
  readonly readModel: ReadModelStore;
  readonly visitTimes: {
    /** Keeps how long a visit took that has just ended, without whose it was; false when the disk refuses. */
    record(time: VisitTime): boolean;
    /** Of a day (YYYY-MM-DD) or a month (YYYY-MM) of the hospital's calendar. */
    figures(period: string): VisitFigures;
  };
  readonly staff: {
    /** Reads; what writes goes through `write`. */
    readonly accounts: Pick<StaffAccounts, 'list' | 'byName' | 'byCard'>;
    readonly tasks: Pick<StaffTasks, 'list' | 'byId' | 'closedBy'>;
    /** One transaction with its audit entry; null when the disk refuses. */
    write<T>(
      action: (records: { accounts: StaffAccounts; tasks: StaffTasks; audit: Pick<Audit, 'append'> }) => T,
    ): { value: T } | null;
  };
  /** 32 random bytes, hexadecimal, that are this kiosk's as long as its queue is: what the faces it keeps are sealed with. */
  secretHex(name: 'faces'): string;
  /** The disk took none of the last write: full, read-only or broken. */
  isDiskRefusing(): boolean;
  /** Reads the whole file; for idle times. */
  checkIntegrity(): 'ok' | 'damaged';
  /** When `checkIntegrity` last found the file whole, by the kiosk's clock; null when never. */
  lastChecked(): Date | null;
}

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
  const { kioskId, newKey } = options;
  const writes = openWrites(database, options);
  const moment = openServiceClock(options.now, options.timeZone, options.afternoonFrom);
  const outbox = openOutbox(database);
  const { secret, facesSecret } = database
    .transaction(() => {
      outbox.returnInFlight();
      return { secret: laneSecret(database), facesSecret: secretHex(database, 'faces-secret') };
    })
    .immediate();
  const numbers = openNumbers(database, kioskId);
  const rows = openRows(database);
  const statistics = openStatistics(database);
  const audit = openAudit(database, options.now);
  const insert = openInsertion(database, outbox, options.buildBody);
  const parts = { rows, numbers, audit, insert, outbox, moment, newKey, kioskId, laneSecret: secret };
  const register = openRegistrar(parts);
  const amendments = openAmendments(database, parts);
  const consents = openConsents(database, parts);
  const sending = openSending({ writes, outbox, audit, amendments, consents });
  const staff = openStaff(rows, outbox, amendments, audit);
  const checks = openChecks(database);
  const visitTimes = openVisitTimes(database);
  const accounts = openStaffAccounts(database, audit, options.now);
  const tasks = openStaffTasks(database, audit, options.now);
  const forget = openRetention(database, options.confirmedKeptDays);
  const showTicket = database.prepare<[key: string]>(
    'UPDATE registration SET ticket_shown = 1 WHERE key = ? AND ticket_shown = 0',
  );
  const { attempt, write, announce, onChange } = writes;

  function decide(decision: () => Decision): StaffResult {
    const done = write('decide', decision);
    if (done === null) return 'failed';
    if (done.value.result === 'done') announce(done.value.keys);
    return done.value.result;
  }

  function forgetConfirmed(): number {
    const done = write('forget', () => {
      const count = forget(moment().serviceDate);
      if (count > 0) audit.append({ actor: 'kiosk', action: 'forgotten', detail: String(count) });
      return count;
    });
    return done?.value ?? 0;
  }

  forgetConfirmed();

  return {
    audit,
    note: (entry) => write('note', () => audit.append(entry)) !== null,
    skipNumbers(actor, detail) {
      const done = write('skip-numbers', () => {
        forgetNumbers(database);
        audit.append({ actor, action: 'numbers-skipped', detail });
      });
      return done !== null;
    },
    readModel: openReadModelStore(database, {
      now: options.now,
      hashesOf: (keys) => personHashes(keys, null, secret),
    }),
    visitTimes: {
      record: (time) => write('visit-time', () => visitTimes.record(moment().registeredAt, time)) !== null,
      figures: (period) => visitTimes.figures(period),
    },
    staff: { accounts, tasks, write: (action) => write('staff', () => action({ accounts, tasks, audit })) },
    secretHex: () => facesSecret,
    isDiskRefusing: () => writes.isRefused(),

    commit(draft) {
      const done = attempt('commit', () => register(draft));
      if ('detail' in done) return { kind: 'failed', detail: done.detail };
      if (done.value.kind === 'committed') announce([done.value.registration.key]);
      return done.value;
    },

    amend(draft) {
      const done = attempt('amend', () => amendments.amend(draft));
      if ('detail' in done) return { kind: 'failed', detail: done.detail };
      announce(done.value.keys);
      return done.value.result;
    },

    recordConsent(draft) {
      const done = attempt('consent', () => consents.record(draft));
      if ('detail' in done) return { kind: 'failed', detail: done.detail };
      announce(done.value.keys);
      return { kind: 'recorded', key: done.value.key };
    },

    markTicketShown(key) {
      const done = write('mark-ticket-shown', () => {
        const isNews = showTicket.run(key).changes === 1;
        if (isNews) audit.append({ actor: 'patient', action: 'ticket-shown', subject: key });
        return isNews;
      });
      if (done?.value === true) announce([key]);
    },

    unshownTickets: () => rows.unshown(moment().serviceDate),
    addLease: (request, lease) => write('add-lease', () => numbers.addLease(request, lease))?.value ?? 0,
    remainingNumbers: (clinicId, stream, session) => numbers.remaining({ ...(session ?? moment()), clinicId, stream }),
    entry: (key) => rows.byKey(key),
    currentEntry: (key) => rows.current(key),
    registeredSince: (clinicId, sinceIso) => rows.livingSince({ ...moment(), clinicId, sinceIso }),
    entries: (limit = defaultListLength) => rows.newest(limit),
    rows: (limit = defaultListLength, filter) => rows.newest(limit, filter),
    row: (key) => rows.byKey(key),
    worklist: () => rows.undecided(),
    statistics: () => statistics(options.now()),

    onChange,
    attachSender: sending.attachSender,

    retry: (key, actor) => {
      const result = decide(() => staff.retry(key, actor));
      if (result === 'done') sending.retried(outbox.laneOf(key));
      return result;
    },

    hold: (key, actor) => decide(() => staff.hold(key, actor)),
    release: (key, actor) => decide(() => staff.release(key, actor)),
    setAside: (key, actor) => decide(() => staff.setAside(key, actor)),
    unsettled: (actor) => write('export', () => staff.unsettled(actor))?.value ?? rows.unsettled(),
    forgetConfirmed,
    checkIntegrity() {
      const result = checkIntegrity(database);
      if (result === 'ok') write('note', () => checks.keep(options.now()));
      return result;
    },
    lastChecked: () => checks.last(),
    close: () => closeDatabase(database),
  };
}
