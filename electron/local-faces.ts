import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { openGallery } from '../sync/faces/gallery.ts';
import type { FaceGallery } from '../sync/faces/port.ts';
import type { DatabaseProblem } from '../sync/queue/database.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';
import type { FacesParts } from './faces.ts';
import { sqliteCode } from './kiosk-queue.ts';
import { factorWindowMs } from './operations/configuration-face.ts';
import { tellEnded, type TellingParts } from './told-gallery.ts';

/** The file of the faces that are kept on this kiosk. */

/**
 * This kiosk's own gallery; null when it cannot be opened. A file that is damaged, or was written with a key that is gone, holds
 * nothing that could be read and is of people: it goes, and faces are enrolled again.
 */
export function openLocalFaces(parts: FacesParts): FaceGallery | null {
  const { configuration, log } = parts;
  const first = open(parts);
  if (first.ok) return first.gallery.at(configuration.kiosk.id);
  log.write('faces-not-opened', { problem: first.problem });
  if (!isUseless(first.problem) || !remove(parts)) return null;
  log.write('faces-lost', {});
  const second = open(parts);
  if (second.ok) return second.gallery.at(configuration.kiosk.id);
  log.write('faces-not-opened', { problem: second.problem });
  return null;
}

/**
 * Deletes the faces of a kiosk that keeps none any more, once the hospital is told that their consents have ended. What cannot
 * be done now is done at the next start.
 */
export async function leaveLocalFaces(parts: FacesParts, telling: TellingParts): Promise<void> {
  const { folder, log } = parts;
  if (!existsSync(folder.facesFile)) return;
  const opened = open(parts);
  if (!opened.ok) {
    log.write('faces-not-opened', { problem: opened.problem });
    if (!isUseless(opened.problem)) return;
  } else {
    const { gallery } = opened;
    const { kind } = await gallery.withdrawAll('kiosk');
    const isTold = kind !== 'failed' && (await tellEnded(gallery.at(parts.configuration.kiosk.id), telling));
    await gallery.close();
    if (!isTold) return;
  }
  if (remove(parts)) log.write('faces-left', {});
}

const isUseless = (problem: DatabaseProblem): boolean => problem === 'damaged' || problem === 'wrong-key';

function remove({ folder, log }: FacesParts): boolean {
  try {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${folder.facesFile}${suffix}`, { force: true });
    return true;
  } catch (error) {
    log.write('unexpected-error', { where: 'faces', error });
    return false;
  }
}

function open({ configuration, folder, queue, log, now }: FacesParts) {
  const { faces, face, hospital } = configuration;
  const { embedding } = face.models;
  return openGallery({
    file: folder.facesFile,
    keyHex: queue.secretHex('faces'),
    place: 'kiosk',
    now,
    today: () => serviceMoment(now(), hospital.timeZone, hospital.afternoonFrom).serviceDate,
    newId: randomUUID,
    model: embedding,
    thresholds: embedding.thresholds,
    keptDays: faces.keptDays,
    limits: {
      failuresPerFactor: faces.failuresPerFactor,
      factorWindowMs,
      failuresPerHour: faces.failuresPerHour,
    },
    audit: (entry) => queue.note(entry),
    onWriteFailure: (operation, detail) => {
      log.write('faces-write-failed', { operation, code: sqliteCode(detail) });
    },
  });
}
