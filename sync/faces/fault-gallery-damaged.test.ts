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

  it.each([
    ['the salt was changed', `UPDATE enrolment SET salt = zeroblob(32) WHERE number = 1`],
    ['the ciphertext was cut', `UPDATE enrolment SET sealed = substr(sealed, 1, 20) WHERE number = 1`],
    ['rows have swapped their names', `UPDATE enrolment SET id = iif(number = 1, 'b', 'a')`],
  ])('where %s', async (_, change) => {
    const file = await closedGallery();
    const database = open(file);
    database.exec(change);
    closeDatabase(database);
    expect(openGallery(galleryOptions(file))).toEqual({
      ok: false,
      problem: 'damaged',
      detail: 'An enrolment does not open with the key of the gallery.',
    });
  });

  it('and another key opens nothing', async () => {
    const file = await closedGallery();
    expect(openGallery(galleryOptions(file, { keyHex: 'b6'.repeat(32) }))).toMatchObject({
      ok: false,
      problem: 'wrong-key',
    });
  });
});

it('a row that changes under an open gallery recognises nobody, is not added to, and can be taken back', async () => {
  const file = await closedGallery();
  const database = open(file);
  const gallery = galleryOn(database, galleryOptions(file));
  assert(gallery !== null);
  const id = database.prepare<[], string>('SELECT id FROM enrolment WHERE number = 1').pluck().get() ?? '';
  const change = () => database.exec('UPDATE enrolment SET salt = zeroblob(32) WHERE number = 1');
  change();
  expect(await gallery.recognise(patient('patient-1'), face(1))).toEqual({ kind: 'away' });
  await gallery.remember(id, { ticketKey: 'visit-9', patientId: null });
  expect(await gallery.holds({ kind: 'ticket', key: 'visit-9' })).toBe('no');
  expect(await gallery.enrol(enrolment(1))).toMatchObject({ kind: 'enrolled', replaced: [] });
  change();
  const { idNumber } = enrolled(1);
  expect(await gallery.withdraw({ idNumber }, 'patient')).toMatchObject({ kind: 'withdrawn' });
  expect(await gallery.statistics()).toMatchObject({ enrolments: 1 });
});
