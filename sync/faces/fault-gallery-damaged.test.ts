import { assert, describe, expect, it, onTestFinished } from 'vitest';
import { closeDatabase, openDatabase } from '../queue/database.ts';
import { destroy, pagesOf } from '../queue/test-damage.ts';
import { testKeyHex } from '../queue/test-queue.ts';
import {
  enrol,
  enrolled,
  enrolment,
  face,
  galleryFile,
  galleryOptions,
  openOrThrow,
  patient,
} from './gallery-testing.ts';
import { galleryOn, openGallery } from './gallery.ts';
import { galleryMigrations } from './migrations/index.ts';

function open(file: string) {
  const opened = openDatabase(file, testKeyHex, galleryMigrations);
  assert(opened.ok, JSON.stringify(opened));
  onTestFinished(() => closeDatabase(opened.database));
  return opened.database;
}

/** A file with the faces 1 and 2. */
async function closedGallery(): Promise<string> {
  const file = galleryFile();
  const gallery = openOrThrow(galleryOptions(file));
  await enrol(gallery, enrolment(1));
  await enrol(gallery, enrolment(2));
  await gallery.close();
  return file;
}

describe('a file that is damaged is not opened', () => {
  it('where a page of faces is', async () => {
    const file = await closedGallery();
    const database = open(file);
    const pages = pagesOf(database, 'enrolment');
    closeDatabase(database);
    destroy(file, pages);
    expect(openGallery(galleryOptions(file))).toMatchObject({ ok: false, problem: 'damaged' });
  });

  it('and another key opens nothing', async () => {
    const file = await closedGallery();
    expect(openGallery(galleryOptions(file, { keyHex: 'b6'.repeat(32) }))).toMatchObject({
      ok: false,
      problem: 'wrong-key',
    });
  });
});

it.each([
  ['whose salt was changed', `UPDATE enrolment SET salt = zeroblob(32) WHERE number = 1`],
  ['whose ciphertext was cut', `UPDATE enrolment SET sealed = substr(sealed, 1, 20) WHERE number = 1`],
  ['that has another’s name', `UPDATE enrolment SET id = 'b' WHERE number = 1`],
])('a row %s is left alone and counted, can be taken back, and no other suffers for it', async (_, change) => {
  const file = await closedGallery();
  const database = open(file);
  database.exec(change);
  closeDatabase(database);
  const gallery = openOrThrow(galleryOptions(file));
  onTestFinished(() => gallery.close());
  expect(await gallery.statistics()).toMatchObject({ enrolments: 2, ofOtherModels: 0, unreadable: 1 });
  expect(await gallery.recognise(patient('patient-1'), face(1))).toEqual({ kind: 'not-recognised' });
  expect(await gallery.recognise(patient('patient-2'), face(2))).toMatchObject({ kind: 'recognised' });
  expect(await gallery.holds(patient('patient-1'))).toBe('yes');
  expect(await gallery.withdraw({ patientId: 'patient-1' }, 'patient')).toEqual({ kind: 'withdrawn', count: 1 });
  expect(await gallery.statistics()).toMatchObject({ enrolments: 1, unreadable: 0 });
  expect(await gallery.ended()).toEqual([]);
});

it('a row that changes under an open gallery recognises nobody, is not added to, and can be taken back', async () => {
  const file = await closedGallery();
  const database = open(file);
  const gallery = galleryOn(database, galleryOptions(file));
  const id = database.prepare<[], string>('SELECT id FROM enrolment WHERE number = 1').pluck().get() ?? '';
  const change = () => database.exec('UPDATE enrolment SET salt = zeroblob(32) WHERE number = 1');
  change();
  expect(await gallery.recognise(patient('patient-1'), face(1))).toEqual({ kind: 'away' });
  await gallery.remember(id, { ticketKey: 'visit-9', patientId: null });
  expect(await gallery.holds({ kind: 'ticket', key: 'visit-9' })).toBe('no');
  await enrol(gallery, enrolment(1));
  expect(await gallery.ended()).toEqual([]);
  change();
  const { idNumber } = enrolled(1);
  expect(await gallery.withdraw({ idNumber }, 'patient')).toMatchObject({ kind: 'withdrawn' });
  expect(await gallery.statistics()).toMatchObject({ enrolments: 1 });
});
