import type { Database } from 'better-sqlite3-multiple-ciphers';
import { openAudit } from '../queue/audit.ts';
import type { Audit, AuditEntry } from '../queue/audit.ts';
import { closeDatabase, explainSqlite, openDatabase } from '../queue/database.ts';
import type { DatabaseProblem } from '../queue/database.ts';
import { daysBefore } from '../queue/service-day.ts';
import type { FaceThresholds } from './comparison.ts';
import { openEnded } from './ended.ts';
import { openEnrolments } from './enrolments.ts';
import { openExpiry } from './expiry.ts';
import { emptyLog, openWrites } from './gallery-writes.ts';
import type { GalleryOperation } from './gallery-writes.ts';
import { openLimits } from './limits.ts';
import type { RecognitionLimits } from './limits.ts';
import { galleryMigrations } from './migrations/index.ts';
import type { FaceGallery, FaceTemplate, WithdrawResult } from './port.ts';
import { openSealing } from './row-sealing.ts';
import type { Sealing } from './row-sealing.ts';
import { openRows } from './rows.ts';
import type { EnrolmentRow, Rows } from './rows.ts';
import { openTemplates, unitVector } from './templates.ts';
import type { Templates } from './templates.ts';
import { openTries, placeOf } from './tries.ts';

export interface GalleryOptions {
  /** A file of its own, apart from the queue. */
  file: string;
  /** 32 random bytes, hexadecimal: of the file, and of what is encrypted in it once more. */
  keyHex: string;
  place: FaceGallery['place'];
  now: () => Date;
  /** The hospital's day, YYYY-MM-DD. */
  today: () => string;
  /** A new UUID. */
  newId: () => string;
  thresholds: FaceThresholds;
  /** The embedding model in use; templates of another one are kept and compared with nobody. */
  model: { sha256: string; dimension: number };
  /** Days after its last use at which an enrolment expires. */
  keptDays: number;
  limits: RecognitionLimits;
  /**
   * Where every try and change is written down; false: it could not be, and then nobody is recognised. null, on the hospital's
   * machine: in the gallery's own file, with what it speaks of.
   */
  audit: ((entry: AuditEntry) => boolean) | null;
  /** A write that the disk refused. Free of personal data. */
  onWriteFailure?: (operation: GalleryOperation, detail: string) => void;
}

export interface Gallery extends FaceGallery {
  /**
   * The gallery as one of several kiosks asks it: tries are limited, and named in the audit log, by kiosk; consents that ended
   * are handed to one of them.
   */
  at(caller: string): FaceGallery;
  /** Deletes everybody, as before the file itself is deleted. */
  withdrawAll(actor: string): Promise<WithdrawResult>;
  /** The file's own log; empty where entries go elsewhere. */
  readonly audit: Audit;
}

export type OpenGalleryResult =
  { ok: true; gallery: Gallery } | { ok: false; problem: DatabaseProblem; detail: string };

/** Opens or makes the file, and reads every template of the model into memory. */
export function openGallery(options: GalleryOptions): OpenGalleryResult {
  const opened = openDatabase(options.file, options.keyHex, galleryMigrations);
  if (!opened.ok) return opened;
  const { database } = opened;
  try {
    return { ok: true, gallery: galleryOn(database, options) };
  } catch (error) {
    database.close();
    return { ok: false, ...explainSqlite(error) };
  }
}

/** The gallery on a connection that is open already. */
export function galleryOn(database: Database, options: GalleryOptions): Gallery {
  const { now, today, model } = options;
  const rows = openRows(database);
  const sealing = openSealing(options.keyHex);
  const limits = openLimits(database, now, options.limits);
  const ownAudit = openAudit(database, now);
  const ended = openEnded(database, sealing);
  const expiryDays = openExpiry(database, options.keptDays, () => rows.newestUse());
  const { audit, onWriteFailure } = options;
  const attempt = openWrites(database, { ownAudit, audit, onWriteFailure });
  const { templates, unreadable } = loadTemplates(rows, sealing, model);
  const enrolments = openEnrolments({ rows, sealing, ended, now, today });
  const tries = openTries({ rows, templates, sealing, limits, thresholds: options.thresholds, today });

  function comparable({ embedding, model: madeBy }: FaceTemplate): Float32Array | null {
    return madeBy === model.sha256 && embedding.length === model.dimension ? unitVector(embedding) : null;
  }

  /** Rows that the disk has given up. */
  function forget(removed: readonly EnrolmentRow[]): void {
    for (const { number } of removed) {
      templates.remove(number);
      unreadable.delete(number);
    }
    if (removed.length > 0) emptyLog(database);
  }

  function withdraw(
    operation: GalleryOperation,
    find: () => EnrolmentRow[],
    { actor, detail }: { actor: string; detail: string },
  ): WithdrawResult {
    const done = attempt(operation, (note) => {
      const removed = find();
      for (const { id } of removed) note({ actor, action: 'face-withdrawn', subject: id, detail });
      enrolments.remove(removed, 'withdrawn');
      return removed;
    });
    if (!done.ok) return { kind: 'failed', detail: done.detail };
    forget(done.value);
    const count = done.value.length;
    return count === 0 ? { kind: 'unknown' } : { kind: 'withdrawn', count };
  }

  function at(caller: string | null): FaceGallery {
    const place = placeOf(caller);

    return {
      place: options.place,

      async holds(factor) {
        const found = attempt('holds', () => rows.isHeld(sealing.factorHash(factor)));
        if (!found.ok) return 'away';
        return found.value ? 'yes' : 'no';
      },

      async missed(factor) {
        const counted = attempt('missed', (note) => tries.missed({ factor, caller, note }));
        return counted.ok && counted.isAudited ? counted.value : { kind: 'away' };
      },

      async recognise(factor, template) {
        const probe = comparable(template);
        const answer = attempt('recognise', (note) => tries.recognise({ factor, caller, note }, probe));
        // A try that cannot be counted, or not written down, is none.
        return answer.ok && answer.isAudited ? answer.value : { kind: 'away' };
      },

      async enrol({ person, template, consent }) {
        const unit = comparable(template);
        if (unit === null) return { kind: 'failed', detail: 'The template is of another model.' };
        const id = options.newId();
        const done = attempt('enrol', (note) => {
          const lapsed = enrolments.removeLapsed(note);
          enrolments.add({ id, model: model.sha256 }, { person, consent, tickets: [consent.visitKey] }, unit);
          note({ actor: 'patient', action: 'face-enrolled', subject: id, detail: `pending${place}` });
          return lapsed;
        });
        if (!done.ok) return { kind: 'failed', detail: done.detail };
        forget(done.value);
        if (!done.isAudited) return { kind: 'failed', detail: 'The audit log refuses.' };
        return { kind: 'enrolled', enrolmentId: id };
      },

      async confirm(enrolmentId) {
        const done = attempt('confirm', (note) => {
          const lapsed = enrolments.removeLapsed(note);
          const confirmed = enrolments.confirm(enrolmentId, note, place);
          return { ...confirmed, removed: [...lapsed, ...confirmed.removed] };
        });
        if (!done.ok) return { kind: 'failed', detail: done.detail };
        const { row, template, removed } = done.value;
        forget(removed);
        if (row === null) return { kind: 'failed', detail: 'There is no such enrolment.' };
        const unit = comparable({ embedding: template, model: row.model });
        if (unit !== null && !templates.has(row.number)) templates.put(row.number, unit);
        return { kind: 'confirmed' };
      },

      async remember(enrolmentId, about) {
        attempt('remember', () => enrolments.remember(enrolmentId, about));
      },

      withdraw: async (who, actor) =>
        withdraw(
          'withdraw',
          () => {
            if ('enrolmentId' in who) return rows.byId(who.enrolmentId);
            const factor =
              'idNumber' in who
                ? ({ kind: 'person', idNumber: who.idNumber } as const)
                : ({ kind: 'patient', patientId: who.patientId } as const);
            return rows.byFactor(sealing.factorHash(factor));
          },
          { actor, detail: `withdrawn${place}` },
        ),

      async expire(day) {
        const done = attempt('expire', (note) => {
          const lapsed = enrolments.removeLapsed(note);
          const { day: believed, latestUse } = expiryDays(day);
          if (latestUse !== null) {
            rows.endUseOn(latestUse);
            ended.endOn(latestUse);
          }
          const removed = rows.unusedSince(daysBefore(believed, options.keptDays));
          for (const { id } of removed) note({ actor: 'kiosk', action: 'face-expired', subject: id });
          enrolments.remove(removed, 'expired');
          ended.forget(believed);
          return [...lapsed, ...removed];
        });
        if (!done.ok) return 'failed';
        forget(done.value);
        return 'done';
      },

      async ended() {
        const handed = attempt('ended', () => ended.hand(caller ?? '', today()));
        return handed.ok ? handed.value : null;
      },

      async settle(consentIds) {
        const done = attempt('settle', () => ended.settle(caller ?? '', consentIds));
        if (done.ok) emptyLog(database);
        return done.ok;
      },

      async statistics() {
        const counted = attempt('statistics', () => rows.count());
        if (!counted.ok) return null;
        const { count, sizeBytes } = templates;
        const ofOtherModels = counted.value - count - unreadable.size;
        return { enrolments: counted.value, ofOtherModels, unreadable: unreadable.size, memoryBytes: sizeBytes };
      },

      async close() {
        closeDatabase(database);
        templates.wipe();
      },
    };
  }

  const lapsed = attempt('expire', (note) => enrolments.removeLapsed(note));
  if (lapsed.ok) forget(lapsed.value);

  return {
    ...at(null),
    at,
    withdrawAll: async (actor) => withdraw('withdraw-all', () => rows.all(), { actor, detail: 'withdrawn all' }),
    audit: ownAudit,
  };
}

/** Those of the model, and the rows that are not what was written: they stay as they are, compared with nobody. */
export function loadTemplates(
  rows: Pick<Rows, 'ofModel' | 'count'>,
  sealing: Sealing,
  model: GalleryOptions['model'],
): { templates: Templates; unreadable: Set<number> } {
  const templates = openTemplates(model.dimension, rows.count());
  const unreadable = new Set<number>();
  for (const row of rows.ofModel(model.sha256)) {
    const opened = sealing.open(row);
    if (opened === null) unreadable.add(row.number);
    else if (opened.template.length === model.dimension) templates.put(row.number, opened.template);
  }
  return { templates, unreadable };
}
