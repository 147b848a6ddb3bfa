import type { Database } from 'better-sqlite3-multiple-ciphers';
import { sqliteDetail } from './database.ts';

export type QueueOperation =
  | 'commit'
  | 'amend'
  | 'consent'
  | 'mark-ticket-shown'
  | 'add-lease'
  | 'sync'
  | 'decide'
  | 'export'
  | 'forget'
  | 'note'
  | 'skip-numbers'
  | 'visit-time'
  | 'staff';

export interface WriteOptions {
  /** A write that the disk refused; the row keeps its former state and the kiosk goes on. Free of personal data. */
  onWriteFailure?: (operation: QueueOperation, detail: string) => void;
  /** A listener of `onChange` that threw: a bug of its own, and no reason to call a written row unwritten. */
  onListenerError?: (error: unknown) => void;
}

/** The queue's one way to the disk, and what is told once the disk has it. */
export interface Writes {
  /** Runs a transaction; a disk that refuses is an expected answer, anything else is a bug and passes. */
  attempt: <T>(operation: QueueOperation, action: () => T) => { value: T } | { detail: string };
  /** The same; null when the disk refuses. */
  write: <T>(operation: QueueOperation, action: () => T) => { value: T } | null;
  /** Tells listeners which rows changed. */
  announce: (keys: readonly string[]) => void;
  onChange: (listener: (key: string) => void) => () => void;
  /** The last write that changed anything was refused: the disk is full, read-only or broken. */
  isRefused: () => boolean;
}

export function openWrites(database: Database, options: WriteOptions): Writes {
  const transaction = database.transaction((action: () => unknown) => action());
  const listeners = new Set<(key: string) => void>();
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck();
  let isRefused = false;

  function attempt<T>(operation: QueueOperation, action: () => T): { value: T } | { detail: string } {
    const before = changes.get();
    try {
      const value = transaction.immediate(action) as T;
      // A full disk takes a transaction that has nothing to write.
      if (changes.get() !== before) isRefused = false;
      return { value };
    } catch (error) {
      const detail = sqliteDetail(error);
      if (detail === null) throw error;
      isRefused = true;
      options.onWriteFailure?.(operation, detail);
      return { detail };
    }
  }

  /** The disk has it already: whatever a listener makes of the news, the write succeeded. */
  function tell(listener: (key: string) => void, key: string): void {
    try {
      listener(key);
    } catch (error) {
      options.onListenerError?.(error);
    }
  }

  return {
    attempt,
    write(operation, action) {
      const done = attempt(operation, action);
      return 'value' in done ? done : null;
    },
    announce(keys) {
      for (const key of keys) for (const listener of [...listeners]) tell(listener, key);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isRefused: () => isRefused,
  };
}
