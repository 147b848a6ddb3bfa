import type { Database } from 'better-sqlite3-multiple-ciphers';
import { openAudit } from '../queue/audit.ts';
import type { Audit, AuditEntry } from '../queue/audit.ts';
import { closeDatabase, explainSqlite, openDatabase } from '../queue/database.ts';
import type { DatabaseProblem } from '../queue/database.ts';
import { daysBefore } from '../queue/service-day.ts';
import { search } from './comparison.ts';
import type { FaceThresholds } from './comparison.ts';
import { openEnded } from './ended.ts';
import type { Ended } from './ended.ts';
import { emptyLog, openWrites } from './gallery-writes.ts';
import type { GalleryOperation } from './gallery-writes.ts';
import { openLimits } from './limits.ts';
import type { RecognitionLimits } from './limits.ts';
import { galleryMigrations } from './migrations/index.ts';
import type { EndedConsent, FaceGallery, FaceTemplate } from './port.ts';
import { openSealing } from './row-sealing.ts';
import type { Sealing } from './row-sealing.ts';
import { openRows } from './rows.ts';
import type { EnrolmentRow, Rows } from './rows.ts';
import { openTemplates, unitVector } from './templates.ts';
import type { Templates } from './templates.ts';

export interface GalleryOptions {
  /** A file of its own, apart from the queue. */
  file: string;
  /** 32 random bytes, hexadecimal: of the file, and of what is encrypted in it once more. */
  keyHex: string;
  place: FaceGallery['place'];
  now: () => Date;
  /** A new UUID. */
  newId: () => string;
  thresholds: FaceThresholds;
  /** The embedding model in use; templates of another one are kept and compared with nobody. */
  model: { sha256: string; dimension: number };
  /** Days after its last use at which an enrolment expires. */
  keptDays: number;
  limits: RecognitionLimits;
  /**
   * Where every try and change is written down. null, on the hospital's machine: in the gallery's own file, with what it
   * speaks of, and the consents that ended too (ended.ts).
   */
  audit: ((entry: AuditEntry) => void) | null;
  /** A write that the disk refused. Free of personal data. */
  onWriteFailure?: (operation: GalleryOperation, detail: string) => void;
}

export interface Gallery extends FaceGallery {
  /** The gallery as one of several kiosks asks it: tries are limited, and named in the audit log, by kiosk. */
  at(caller: string): FaceGallery;
  /** The file's own log; empty where entries go elsewhere. */
  readonly audit: Audit;
  /** null where entries go elsewhere: there the caller tells the hospital. */
  readonly ended: Ended | null;
}

export type OpenGalleryResult =
  { ok: true; gallery: Gallery } | { ok: false; problem: DatabaseProblem; detail: string };

/** Tickets of one person that will do as a factor; of older visits nobody keeps the paper. */
const mostTickets = 8;

/** Opens or makes the file, and reads every template of the model into memory. */
export function openGallery(options: GalleryOptions): OpenGalleryResult {
  const opened = openDatabase(options.file, options.keyHex, galleryMigrations);
  if (!opened.ok) return opened;
  const { database } = opened;
  try {
    const gallery = galleryOn(database, options);
    if (gallery !== null) return { ok: true, gallery };
    database.close();
    return { ok: false, problem: 'damaged', detail: 'An enrolment does not open with the key of the gallery.' };
  } catch (error) {
    database.close();
    return { ok: false, ...explainSqlite(error) };
  }
}

/** The gallery on a connection that is open already; null when a row is not what was written. */
export function galleryOn(database: Database, options: GalleryOptions): Gallery | null {
  const { now, model, thresholds } = options;
  const rows = openRows(database);
  const sealing = openSealing(options.keyHex);
  const limits = openLimits(database, now, options.limits);
  const ownAudit = openAudit(database, now);
  const ended = options.audit === null ? openEnded(database) : null;
  const { audit, onWriteFailure } = options;
  const attempt = openWrites(database, { ownAudit, audit, onWriteFailure });
  const loaded = loadTemplates(rows, sealing, model);
  if (loaded === null) return null;
  const templates: Templates = loaded;

  function comparable({ embedding, model: madeBy }: FaceTemplate): Float32Array | null {
    return madeBy === model.sha256 && embedding.length === model.dimension ? unitVector(embedding) : null;
  }

  /** Rows that the disk has given up. */
  function forget(removed: readonly EnrolmentRow[]): void {
    for (const { number } of removed) templates.remove(number);
    if (removed.length > 0) emptyLog(database);
  }

  /** Inside a transaction. A row that cannot be opened any more goes all the same. */
  function remove(removed: readonly EnrolmentRow[]): EndedConsent[] {
    const gone = removed.flatMap((row) => sealing.open(row)?.content ?? []);
    for (const { number } of removed) rows.remove(number);
    const endedNow = gone.map(({ consent, person: { idNumber, patientId } }) => ({
      consent,
      person: { idNumber, patientId },
    }));
    ended?.add(endedNow);
    return endedNow;
  }

  function at(caller: string | null): FaceGallery {
    const callerHash = sealing.hashOf('caller', caller ?? '');
    const place = caller === null ? '' : ` at ${caller.toLowerCase()}`;

    return {
      place: options.place,

      async holds(factor) {
        const found = attempt('holds', () =>
          rows.numbersByFactor(sealing.factorHash(factor)).some((number) => templates.has(number)),
        );
        if (!found.ok) return 'away';
        return found.value ? 'yes' : 'no';
      },

      async recognise(factor, template) {
        const probe = comparable(template);
        const hash = sealing.factorHash(factor);
        const by = `by ${factor.kind}${place}`;
        const answer = attempt('recognise', (note) => {
          const retryAfterMs = limits.waitMs(hash, callerHash);
          if (retryAfterMs > 0) {
            note({ actor: 'kiosk', action: 'face-limited', detail: `limited ${by}` });
            return { kind: 'limited', retryAfterMs } as const;
          }
          const verdict = search({ rows, templates }, hash, probe, thresholds);
          if (verdict.kind === 'not-recognised') {
            limits.failed(hash, callerHash);
            const subject = verdict.only === null ? null : rows.byNumber(verdict.only.number).id;
            note({ actor: 'kiosk', action: 'face-not-recognised', subject, detail: `${verdict.reason} ${by}` });
            return { kind: 'not-recognised' } as const;
          }
          const { number, similarity } = verdict.best;
          const row = rows.byNumber(number);
          const opened = sealing.open(row);
          if (opened === null) return { kind: 'away' } as const;
          limits.succeeded(hash);
          rows.markUsed(number, dayOf(now()));
          note({ actor: 'kiosk', action: 'face-recognised', subject: row.id, detail: `recognised ${by}` });
          return { kind: 'recognised', enrolmentId: row.id, person: opened.content.person, similarity } as const;
        });
        // A try that cannot be counted is none.
        return answer.ok ? answer.value : { kind: 'away' };
      },

      async enrol({ person, template, consent }) {
        const unit = comparable(template);
        if (unit === null) return { kind: 'failed', detail: 'The template is of another model.' };
        const id = options.newId();
        const done = attempt('enrol', (note) => {
          const earlier = rows.byFactor(sealing.hashOf('id-number', person.idNumber));
          const tickets = earlier.flatMap((row) => sealing.open(row)?.content.tickets ?? []);
          const replaced = remove(earlier).map(({ consent: former }) => former);
          for (const row of earlier) {
            note({ actor: 'patient', action: 'face-withdrawn', subject: row.id, detail: `replaced${place}` });
          }
          const content = { person, consent, tickets: withTicket(tickets, consent.visitKey) };
          const number = rows.insert(
            sealing.seal({ id, model: model.sha256 }, content, unit),
            sealing.factorHashes(content),
            { created: now().toISOString(), day: dayOf(now()) },
          );
          note({ actor: 'patient', action: 'face-enrolled', subject: id, detail: `enrolled${place}` });
          return { earlier, number, replaced };
        });
        if (!done.ok) return { kind: 'failed', detail: done.detail };
        forget(done.value.earlier);
        templates.put(done.value.number, unit);
        return { kind: 'enrolled', enrolmentId: id, replaced: done.value.replaced };
      },

      async remember(enrolmentId, { ticketKey, patientId }) {
        attempt('remember', () => {
          for (const row of rows.byId(enrolmentId)) {
            const opened = sealing.open(row);
            if (opened === null) continue;
            const { person, consent, tickets } = opened.content;
            const content = {
              person: { ...person, patientId: patientId ?? person.patientId },
              consent,
              tickets: withTicket(tickets, ticketKey),
            };
            rows.replace(row.number, sealing.seal(row, content, opened.template), sealing.factorHashes(content));
          }
        });
      },

      async withdraw(who, actor) {
        const done = attempt('withdraw', (note) => {
          const removed =
            'enrolmentId' in who
              ? rows.byId(who.enrolmentId)
              : rows.byFactor(
                  'idNumber' in who
                    ? sealing.hashOf('id-number', who.idNumber)
                    : sealing.factorHash({ kind: 'patient', patientId: who.patientId }),
                );
          for (const { id } of removed) {
            note({ actor, action: 'face-withdrawn', subject: id, detail: `withdrawn${place}` });
          }
          return { removed, ended: remove(removed) };
        });
        if (!done.ok) return { kind: 'failed', detail: done.detail };
        forget(done.value.removed);
        return done.value.removed.length === 0 ? { kind: 'unknown' } : { kind: 'withdrawn', ended: done.value.ended };
      },

      async expire(today) {
        const done = attempt('expire', (note) => {
          // A clock that was ahead keeps nobody for longer.
          rows.endUseOn(today);
          const removed = rows.unusedSince(daysBefore(today, options.keptDays));
          for (const { id } of removed) note({ actor: 'kiosk', action: 'face-expired', subject: id });
          return { removed, ended: remove(removed) };
        });
        if (!done.ok) return [];
        forget(done.value.removed);
        return done.value.ended;
      },

      async statistics() {
        const counted = attempt('statistics', () => rows.count());
        if (!counted.ok) return null;
        const { count, sizeBytes } = templates;
        return { enrolments: counted.value, ofOtherModels: counted.value - count, memoryBytes: sizeBytes };
      },

      async close() {
        closeDatabase(database);
        templates.wipe();
      },
    };
  }

  return { ...at(null), at, audit: ownAudit, ended };
}

/** Those of the model; null when a row is not what was written. */
export function loadTemplates(
  rows: Pick<Rows, 'ofModel' | 'count'>,
  sealing: Sealing,
  model: GalleryOptions['model'],
): Templates | null {
  const templates = openTemplates(model.dimension, rows.count());
  for (const row of rows.ofModel(model.sha256)) {
    const opened = sealing.open(row);
    if (opened === null) return null;
    if (opened.template.length === model.dimension) templates.put(row.number, opened.template);
  }
  return templates;
}

/** UTC's, which in Vietnam is the hospital's from seven in the morning, and the day before until then. */
const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

const withTicket = (tickets: readonly string[], key: string): string[] =>
  [...tickets.filter((ticket) => ticket !== key), key].slice(-mostTickets);
