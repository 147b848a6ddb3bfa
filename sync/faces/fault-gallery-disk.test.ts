import SqliteDatabase from 'better-sqlite3-multiple-ciphers';
import type { Database } from 'better-sqlite3-multiple-ciphers';
import { assert, expect, it, onTestFinished, vi } from 'vitest';
import type { AuditEntry } from '../queue/audit.ts';
import { openDatabase } from '../queue/database.ts';
import { testKeyHex } from '../queue/test-queue.ts';
import {
  enrol,
  enrolment,
  enrolPending,
  face,
  galleryFile,
  galleryOptions,
  patient,
  testGallery,
} from './gallery-testing.ts';
import { galleryOn } from './gallery.ts';
import type { Gallery } from './gallery.ts';
import { galleryMigrations } from './migrations/index.ts';

/** A gallery with one face on a connection that the test can make refuse, what it wrote down, and what was refused. */
async function galleryOnBadDisk(): Promise<{
  gallery: Gallery;
  database: Database;
  entries: AuditEntry[];
  refused: string[];
}> {
  const file = galleryFile();
  const opened = openDatabase(file, testKeyHex, galleryMigrations);
  assert(opened.ok);
  const { database } = opened;
  const entries: AuditEntry[] = [];
  const refused: string[] = [];
  const gallery = galleryOn(
    database,
    galleryOptions(file, {
      audit: (entry) => entries.push(entry) > 0,
      onWriteFailure: (operation, detail) => void refused.push(`${operation}: ${detail}`),
    }),
  );
  onTestFinished(() => gallery.close());
  await enrol(gallery, enrolment(1));
  entries.length = 0;
  return { gallery, database, entries, refused };
}

it('on a full disk nobody is enrolled, and memory and disk say so alike', async () => {
  const { gallery, database, entries } = await galleryOnBadDisk();
  const pages = database.pragma('page_count', { simple: true }) as number;
  database.pragma(`max_page_count = ${pages}`);
  let number = 2;
  const both = async () => {
    const result = await gallery.enrol(enrolment(number));
    return result.kind === 'enrolled' ? gallery.confirm(result.enrolmentId) : result;
  };
  let result = await both();
  for (; result.kind === 'confirmed'; result = await both()) number += 1;
  expect(result).toEqual({ kind: 'failed', detail: 'The disk is full (SQLITE_FULL).' });
  expect(entries.filter(({ detail }) => detail === 'confirmed')).toHaveLength(number - 2);
  expect(await gallery.statistics()).toMatchObject({ enrolments: number - 1, ofOtherModels: 0 });
  expect(await gallery.holds(patient(`patient-${number}`))).toBe('no');
  expect(await gallery.recognise(patient('patient-1'), face(1))).toMatchObject({ kind: 'recognised' });

  database.pragma('max_page_count = 1000000');
  expect(await both()).toEqual({ kind: 'confirmed' });
});

it('a disk that refuses every write changes nothing, recognises nobody and writes nothing down', async () => {
  const { gallery, database, entries, refused } = await galleryOnBadDisk();
  const enrolmentId = await enrol(gallery, enrolment(2));
  const pendingId = await enrolPending(gallery, enrolment(2));
  entries.length = 0;
  database.pragma('query_only = ON');
  const detail = 'The database is read-only (SQLITE_READONLY).';
  expect(await gallery.recognise(patient('patient-2'), face(2))).toEqual({ kind: 'away' });
  expect(await gallery.recognise(patient('patient-2'), face(3))).toEqual({ kind: 'away' });
  expect(await gallery.enrol(enrolment(2, {}, face(3)))).toEqual({ kind: 'failed', detail });
  expect(await gallery.confirm(pendingId)).toEqual({ kind: 'failed', detail });
  expect(await gallery.withdraw({ enrolmentId }, 'patient')).toEqual({ kind: 'failed', detail });
  expect(await gallery.expire('2026-03-02')).toBe('failed');
  expect(await gallery.settle([crypto.randomUUID()])).toBe(false);
  expect(await gallery.ended()).toBeNull();
  await gallery.remember(enrolmentId, { ticketKey: 'visit-9', patientId: null });
  expect(refused).toEqual(
    ['recognise', 'recognise', 'enrol', 'confirm', 'withdraw', 'expire', 'settle', 'ended', 'remember'].map(
      (operation) => `${operation}: ${detail}`,
    ),
  );
  expect(entries).toEqual([]);

  database.pragma('query_only = OFF');
  expect(await gallery.recognise(patient('patient-2'), face(2))).toMatchObject({ kind: 'recognised', enrolmentId });
  expect(await gallery.statistics()).toMatchObject({ enrolments: 2, ofOtherModels: 0 });
});

it('a withdrawal stands also when the log cannot be emptied', async () => {
  const { gallery, database } = await galleryOnBadDisk();
  const pragma = vi.spyOn(database, 'pragma');
  pragma.mockImplementationOnce(() => {
    throw new SqliteDatabase.SqliteError('disk I/O error', 'SQLITE_IOERR');
  });
  expect(await gallery.withdraw({ patientId: 'patient-1' }, 'patient')).toMatchObject({ kind: 'withdrawn' });
  expect(pragma).toHaveBeenCalledExactlyOnceWith('wal_checkpoint(TRUNCATE)');
  expect(await gallery.holds(patient('patient-1'))).toBe('no');

  await enrol(gallery, enrolment(1));
  pragma.mockImplementationOnce(() => {
    throw new Error('a bug');
  });
  await expect(gallery.withdraw({ patientId: 'patient-1' }, 'patient')).rejects.toThrow('a bug');
});

it('once it is closed, the gallery is away', async () => {
  const { gallery, refused } = await galleryOnBadDisk();
  await gallery.close();
  const detail = 'The gallery is closed.';
  expect(await gallery.holds(patient('patient-1'))).toBe('away');
  expect(await gallery.recognise(patient('patient-1'), face(1))).toEqual({ kind: 'away' });
  expect(await gallery.enrol(enrolment(2))).toEqual({ kind: 'failed', detail });
  expect(await gallery.withdraw({ patientId: 'patient-1' }, 'patient')).toEqual({ kind: 'failed', detail });
  expect(await gallery.confirm(crypto.randomUUID())).toEqual({ kind: 'failed', detail });
  expect(await gallery.missed(patient('patient-1'))).toEqual({ kind: 'away' });
  expect(await gallery.expire('2036-01-01')).toBe('failed');
  expect(await gallery.ended()).toBeNull();
  expect(await gallery.settle([])).toBe(false);
  expect(await gallery.statistics()).toBeNull();
  await gallery.close();
  expect(refused).toEqual([]);
});

it('an error that is none of the disk’s is not swallowed', async () => {
  const { gallery } = testGallery({
    audit: () => {
      throw new Error('a bug');
    },
  });
  await expect(gallery.enrol(enrolment(1))).rejects.toThrow('a bug');
});
