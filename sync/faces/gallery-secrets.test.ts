import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assert, expect, it } from 'vitest';
import { closeDatabase, openDatabase } from '../queue/database.ts';
import { pageCipher, pageSizeBytes, saltSizeBytes } from '../queue/page-cipher.ts';
import { testKeyHex } from '../queue/test-queue.ts';
import { digits, enrol, enrolled, enrolment, galleryFile, galleryOptions, openOrThrow } from './gallery-testing.ts';
import { galleryMigrations } from './migrations/index.ts';
import { openRows } from './rows.ts';
import type { EnrolmentRow } from './rows.ts';

/** A face whose numbers are in no other file by chance. */
const template = () => {
  const wanted = enrolment(1);
  wanted.template.embedding.forEach((_, at, all) => (all[at] = Math.sin(at + 1)));
  return wanted;
};

/** What tells who somebody is: as text, and the template as it lies in memory. */
function secretsOf({ person, template: { embedding }, consent }: ReturnType<typeof template>): Buffer[] {
  const length = Math.hypot(...embedding);
  const unit = embedding.map((value) => value / length);
  return [
    ...[person.idNumber, person.idNumber.slice(-4) + person.birthDate, person.fullName, person.birthDate].map((text) =>
      Buffer.from(text),
    ),
    Buffer.from(person.patientId ?? ''),
    Buffer.from(consent.visitKey),
    Buffer.from(consent.id),
    Buffer.from(unit.buffer, 0, 16),
  ];
}

/** The file's pages without SQLite's own encryption: what whoever has the key of the file would read. */
function plainPages(file: string): Buffer {
  const bytes = readFileSync(file);
  const cipher = pageCipher(testKeyHex, bytes.subarray(0, saltSizeBytes));
  const pages = Array.from({ length: bytes.length / pageSizeBytes }, (_, at) =>
    cipher.decrypt(bytes.subarray(at * pageSizeBytes, (at + 1) * pageSizeBytes), at + 1),
  );
  return Buffer.concat(pages.map((page) => page ?? Buffer.alloc(0)));
}

function rowsIn(file: string): EnrolmentRow[] {
  const opened = openDatabase(file, testKeyHex, galleryMigrations);
  assert(opened.ok);
  const rows = openRows(opened.database);
  const found = rows.unusedSince('9999-12-31');
  closeDatabase(opened.database);
  return found;
}

it('no file on the disk has anything of a person or a face in it, in use and afterwards', async () => {
  const file = galleryFile();
  const gallery = openOrThrow(galleryOptions(file, { audit: null }));
  const wanted = template();
  const id = await enrol(gallery, wanted);
  await gallery.recognise(digits(wanted.person), wanted.template);
  await gallery.remember(id, { ticketKey: 'visit-secret', patientId: 'patient-secret' });
  const secrets = [...secretsOf(wanted), Buffer.from('visit-secret'), Buffer.from('patient-secret')];
  const read = () => {
    const names = readdirSync(dirname(file));
    return Buffer.concat([Buffer.from(names.join()), ...names.map((name) => readFileSync(join(dirname(file), name)))]);
  };
  const inUse = read();
  await gallery.close();
  const afterwards = read();
  for (const secret of secrets) {
    expect(inUse.includes(secret)).toBe(false);
    expect(afterwards.includes(secret)).toBe(false);
  }
});

it('nor have the tables, for whoever has the key of the file alone', async () => {
  const file = galleryFile();
  const gallery = openOrThrow(galleryOptions(file, { audit: null }));
  const wanted = template();
  await enrol(gallery, wanted);
  await gallery.recognise(digits(wanted.person), wanted.template);
  await gallery.recognise(digits(enrolled(2)), wanted.template);
  const former = template();
  await enrol(gallery, former);
  await gallery.close();
  const plain = plainPages(file);
  expect(plain.includes('CREATE TABLE enrolment')).toBe(true);
  // The consent's id is a random number by which the hospital finds it again, and names nobody.
  const told = Buffer.from(wanted.consent.id);
  expect(plain.includes(told)).toBe(true);
  for (const secret of secretsOf(wanted)) expect(secret.equals(told) || !plain.includes(secret)).toBe(true);
});

it('each row has a key of its own, which goes with the row, out of the log as well', async () => {
  const file = galleryFile();
  const first = openOrThrow(galleryOptions(file));
  const ids = [await enrol(first, enrolment(1)), await enrol(first, enrolment(2, {}, enrolment(1).template))];
  await first.close();
  const [one, other] = rowsIn(file);
  assert(one !== undefined && other !== undefined);
  expect(one.salt).toHaveLength(32);
  expect(one.salt.equals(other.salt)).toBe(false);
  expect(plainPages(file).includes(one.salt)).toBe(true);

  const gallery = openOrThrow(galleryOptions(file));
  await gallery.withdraw({ enrolmentId: ids[0] ?? '' }, 'patient');
  expect(statSync(`${file}-wal`).size).toBe(0);
  const plain = plainPages(file);
  expect(plain.includes(one.salt)).toBe(false);
  expect(plain.includes(one.sealed.subarray(0, 32))).toBe(false);
  expect(plain.includes(other.salt)).toBe(true);
  await gallery.close();
});

it('what is remembered is sealed anew', async () => {
  const file = galleryFile();
  const first = openOrThrow(galleryOptions(file));
  const id = await enrol(first, enrolment(1));
  await first.close();
  const [before] = rowsIn(file);
  const gallery = openOrThrow(galleryOptions(file));
  await gallery.remember(id, { ticketKey: 'visit-2', patientId: null });
  await gallery.close();
  const [after] = rowsIn(file);
  assert(before !== undefined && after !== undefined);
  expect(after.salt.equals(before.salt)).toBe(false);
  expect(plainPages(file).includes(before.salt)).toBe(false);
});
