import type { Database } from 'better-sqlite3-multiple-ciphers';
import type { Audit, AuditEntry } from '../queue/audit.ts';
import { sqliteDetail } from '../queue/database.ts';

export type GalleryOperation =
  | 'holds'
  | 'missed'
  | 'recognise'
  | 'enrol'
  | 'confirm'
  | 'remember'
  | 'withdraw'
  | 'withdraw-all'
  | 'expire'
  | 'ended'
  | 'settle'
  | 'statistics';

/** `isAudited`: every entry is in the log. `detail` is free of personal data. */
export type Written<T> = { ok: true; value: T; isAudited: boolean } | { ok: false; detail: string };

/**
 * One transaction, after which the caller changes the memory. What `note` is given is written with it, or handed on once the
 * disk has it.
 */
export type Attempt = <T>(operation: GalleryOperation, action: (note: (entry: AuditEntry) => void) => T) => Written<T>;

interface Parts {
  ownAudit: Audit;
  /** Where entries go instead of the file; false: this one could not be written. */
  audit: ((entry: AuditEntry) => boolean) | null;
  onWriteFailure: ((operation: GalleryOperation, detail: string) => void) | undefined;
}

export function openWrites(database: Database, { ownAudit, audit, onWriteFailure }: Parts): Attempt {
  return (operation, action) => {
    if (!database.open) return { ok: false, detail: 'The gallery is closed.' };
    const entries: AuditEntry[] = [];
    const write = database.transaction(() =>
      action((entry) => {
        if (audit === null) ownAudit.append(entry);
        else entries.push(entry);
      }),
    );
    try {
      const value = write.immediate();
      const written = entries.filter((entry) => audit?.(entry) === true);
      return { ok: true, value, isAudited: written.length === entries.length };
    } catch (error) {
      const detail = sqliteDetail(error);
      if (detail === null) throw error;
      onWriteFailure?.(operation, detail);
      return { ok: false, detail };
    }
  };
}

/** Takes what was deleted out of the write-ahead log as well, where it would wait for the next pages to go over it. */
export function emptyLog(database: Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // The rows are gone; the log is emptied after the next deletion, or when the file is closed.
    if (sqliteDetail(error) === null) throw error;
  }
}
