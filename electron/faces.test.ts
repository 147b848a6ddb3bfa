import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createGalleryClient } from '../sync/faces/client.ts';
import { openGallery } from '../sync/faces/gallery.ts';
import { digitsOf, enrolmentOf, kioskOne, serverAuthority } from '../sync/faces/server-testing.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import { commit, temporaryFolder, visit } from '../sync/queue/test-queue.ts';
import { shippedFaceModels } from './bridge/face-models.ts';
import { galleryState, openFaces } from './faces.ts';
import { openKioskQueue } from './kiosk-queue.ts';
import { read } from './operations/configuration-testing.ts';
import { dataFolderAt } from './operations/data-folder.ts';
import type { Log } from './operations/log.ts';

vi.mock('../sync/faces/client.ts', { spy: true });
vi.mock('../sync/faces/gallery.ts', { spy: true });

const now = () => new Date('2026-03-02T01:30:00Z');

/** A kiosk's folder with its queue; `open` opens the gallery of a configuration, which is closed again before the next one. */
function kiosk() {
  const folder = dataFolderAt(temporaryFolder());
  mkdirSync(folder.path, { recursive: true });
  const onTrouble = vi.fn();
  const lines: [string, object][] = [];
  const log: Log = { write: (event, fields) => void lines.push([event, fields]) };
  const opened = openKioskQueue({
    file: folder.databaseFile,
    keyHex: '5a'.repeat(32),
    now,
    buildBody: JSON.stringify,
    configuration: read('version = 1'),
    log,
  });
  assert(opened.ok);
  const { queue } = opened;
  onTestFinished(() => queue.close());
  lines.splice(0);
  const open = (settings: string, changes: Partial<KioskQueue> = {}) => {
    const configuration = read(`version = 1\n${settings}`);
    const gallery = openFaces({ configuration, folder, queue: { ...queue, ...changes }, log, now, onTrouble });
    onTestFinished(async () => gallery?.close());
    return gallery;
  };
  return { folder, queue, open, lines, onTrouble };
}

const local = 'faces.gallery = "local"';
const off = 'faces.gallery = "off"';

/** As the shipped model would see it, consented to in a visit of this queue. */
function enrolmentIn(queue: KioskQueue) {
  const { dimension, sha256 } = shippedFaceModels.embedding;
  const embedding = new Float32Array(dimension);
  embedding[1] = 1;
  const enrolment = enrolmentOf(1);
  const { key: visitKey } = commit(queue, visit(enrolment.person.idNumber));
  return { ...enrolment, template: { embedding, model: sha256 }, consent: { ...enrolment.consent, visitKey } };
}

const consentsIn = (queue: KioskQueue): number =>
  queue.rows(100).filter(({ amendment }) => amendment === 'consent').length;

async function enrolled() {
  const one = kiosk();
  const gallery = one.open(local);
  assert(gallery);
  const enrolment = enrolmentIn(one.queue);
  expect(await gallery.enrol(enrolment)).toMatchObject({ kind: 'enrolled' });
  return { ...one, gallery, enrolment };
}

describe('the gallery of this kiosk', () => {
  it('recognises who enrolled, also after a restart, and is in the audit log of the queue', async () => {
    const { gallery, enrolment, open, queue, lines } = await enrolled();
    await gallery.close();
    const again = open(local);
    expect(await again?.recognise(digitsOf(enrolment), enrolment.template)).toMatchObject({ kind: 'recognised' });
    expect(queue.audit.newest('face-recognised')).toMatchObject({ actor: 'kiosk' });
    expect(consentsIn(queue)).toBe(1);
    expect(lines).toEqual([]);
  });

  it('that is damaged is begun anew, and said to be lost', async () => {
    const { gallery, enrolment, folder, open, lines } = await enrolled();
    await gallery.close();
    writeFileSync(folder.facesFile, readFileSync(folder.facesFile).fill(0x5a, 0, 4_096));
    const again = open(local);
    assert(again);
    expect(lines.map(([event]) => event)).toEqual(['faces-not-opened', 'faces-lost']);
    expect(await again.recognise(digitsOf(enrolment), enrolment.template)).toEqual({ kind: 'not-recognised' });
  });

  it('that lies where a file cannot lie is none, and nothing is thrown', () => {
    const { folder, open, lines } = kiosk();
    mkdirSync(join(folder.facesFile, 'x'), { recursive: true });
    expect(open(local)).toBeNull();
    expect(lines.map(([event]) => event)).toContain('faces-not-opened');
  });

  it('of which something breaks is none: the kiosk checks in without', () => {
    const { open, lines } = kiosk();
    const secretHex = () => {
      throw new RangeError('a bug');
    };
    expect(open(local, { secretHex })).toBeNull();
    expect(lines).toEqual([['unexpected-error', { where: 'faces', error: expect.any(RangeError) as Error }]]);
  });

  it('says which write the disk refused, and by which code of SQLite', () => {
    const { open, lines } = kiosk();
    open(local);
    const tell = vi.mocked(openGallery).mock.lastCall?.[0].onWriteFailure;
    tell?.('confirm', 'The disk is full (SQLITE_FULL).');
    expect(lines).toEqual([['faces-write-failed', { operation: 'confirm', code: 'SQLITE_FULL' }]]);
  });
});

describe('faces of a kiosk that keeps none any more', () => {
  it('are deleted when the hospital is told that their consents ended', async () => {
    const { gallery, folder, open, queue, lines } = await enrolled();
    await gallery.close();
    expect(open(off)).toBeNull();
    await vi.waitFor(() => expect(lines).toEqual([['faces-left', {}]]));
    expect(existsSync(folder.facesFile)).toBe(false);
    expect(consentsIn(queue)).toBe(2);
    expect(queue.audit.newest('face-withdrawn')).toMatchObject({ actor: 'kiosk' });
    expect(open(off)).toBeNull();
    expect(lines).toHaveLength(1);
  });

  it('stay a file with nobody in it as long as the queue refuses, and go at a later start', async () => {
    const { gallery, enrolment, folder, open, queue, lines } = await enrolled();
    await gallery.close();
    const recordConsent = vi.fn<KioskQueue['recordConsent']>(() => ({ kind: 'failed', detail: 'disk full' }));
    open(off, { recordConsent });
    await vi.waitFor(() => expect(recordConsent).toHaveBeenCalledOnce());
    expect(existsSync(folder.facesFile)).toBe(true);
    expect(lines).toEqual([]);
    await vi.waitFor(async () => {
      const emptied = open(local);
      expect(await emptied?.holds({ kind: 'person', idNumber: enrolment.person.idNumber })).toBe('no');
      await emptied?.close();
    });
    open(off);
    await vi.waitFor(() => expect(existsSync(folder.facesFile)).toBe(false));
    expect(consentsIn(queue)).toBe(2);
  });

  it('are deleted also when nothing of them can be read', async () => {
    const { gallery, folder, open, lines } = await enrolled();
    await gallery.close();
    writeFileSync(folder.facesFile, readFileSync(folder.facesFile).fill(0x5a, 0, 4_096));
    open(off);
    await vi.waitFor(() => expect(lines.map(([event]) => event)).toEqual(['faces-not-opened', 'faces-left']));
    expect(existsSync(folder.facesFile)).toBe(false);
  });
});

describe('the hospital’s gallery', () => {
  const settings = (folder: string): string => {
    for (const [name, text] of [
      ['ca.pem', serverAuthority.certificatePem],
      ['kiosk.pem', kioskOne.certificatePem],
      ['kiosk-key.pem', kioskOne.keyPem],
    ] as const) {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
    }
    return [
      'faces.gallery = "hospital"',
      'faces.keptDays = 90',
      'faces.server.url = "https://127.0.0.1:1"',
      'faces.server.tls = { ca = "ca.pem", certificate = "kiosk.pem", key = { file = "kiosk-key.pem" } }',
    ].join('\n');
  };

  it('is told for how long patients hear that a face is kept; trouble with it is logged', async () => {
    const { folder, open, lines, onTrouble } = kiosk();
    const gallery = open(settings(folder.path));
    expect(gallery?.place).toBe('hospital');
    expect(vi.mocked(createGalleryClient).mock.lastCall?.[0].keptDays).toBe(90);
    expect(await gallery?.holds({ kind: 'patient', patientId: 'P1' })).toBe('away');
    expect(lines).toEqual([['faces-trouble', { trouble: 'away' }]]);
    expect(onTrouble).toHaveBeenCalledExactlyOnceWith('away');
  });

  it('is none while the key of the kiosk’s certificate is not there', () => {
    const { folder, open, lines } = kiosk();
    const wanted = settings(folder.path);
    rmSync(join(folder.path, 'kiosk-key.pem'));
    expect(open(wanted)).toBeNull();
    expect(lines).toEqual([['faces-not-opened', { problem: 'secret' }]]);
  });
});

it('staff are told how the gallery is, where the kiosk has one', () => {
  const { open } = kiosk();
  const [none, wanted] = [off, local].map((settings) => read(`version = 1\n${settings}`));
  assert(none && wanted);
  const gallery = open(local);
  expect(galleryState(none, null, null)).toBeNull();
  expect(galleryState(wanted, null, null)).toBe('refusing');
  expect([null, 'away', 'wrong-model'].map((trouble) => galleryState(wanted, gallery, trouble as null))).toEqual([
    'ready',
    'away',
    'refusing',
  ]);
});
