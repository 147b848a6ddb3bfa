import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createGalleryClient } from '../sync/faces/client.ts';
import { openGallery } from '../sync/faces/gallery.ts';
import type { FaceGallery } from '../sync/faces/port.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import { tlsMaterialOf } from './hospital.ts';
import { factorWindowMs } from './operations/configuration-face.ts';
import type { Configuration } from './operations/configuration.ts';
import type { DataFolder } from './operations/data-folder.ts';
import type { Log } from './operations/log.ts';
import { toldGallery } from './told-gallery.ts';

export interface FacesParts {
  configuration: Configuration;
  folder: DataFolder;
  queue: KioskQueue;
  log: Log;
  now: () => Date;
  localIso: () => string;
}

/** The gallery of the configuration; null where nobody comes back by face, or the gallery cannot be opened. */
export function openFaces(parts: FacesParts): FaceGallery | null {
  const { configuration, folder, queue, log, localIso } = parts;
  const { faces } = configuration;
  if (faces.gallery === 'off') return null;
  if (faces.gallery === 'local') {
    const gallery = localGallery(parts);
    return gallery && toldGallery(gallery, { queue, localIso, settle: null });
  }
  const { url, timeoutMs, tls } = faces.server;
  const material = tlsMaterialOf({ tls }, { folder: folder.path, environment: process.env });
  const made = material.ok ? createGalleryClient({ url, timeoutMs, tls: material.tls }) : material;
  if (made.ok) return toldGallery(made.gallery, { queue, localIso, settle: (ids) => made.gallery.settle(ids) });
  log.write('faces-not-opened', { problem: made.problem });
  return null;
}

/** A file that is damaged, or was written with a key that is gone, holds nothing that could be read: it goes, faces are enrolled again. */
function localGallery(parts: FacesParts): FaceGallery | null {
  const { folder, log } = parts;
  const first = openLocal(parts);
  if (first.ok) return first.gallery.at(parts.configuration.kiosk.id);
  log.write('faces-not-opened', { problem: first.problem });
  if (first.problem !== 'damaged' && first.problem !== 'wrong-key') return null;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${folder.facesFile}${suffix}`, { force: true });
  log.write('faces-lost', {});
  const second = openLocal(parts);
  return second.ok ? second.gallery.at(parts.configuration.kiosk.id) : null;
}

function openLocal({ configuration, folder, queue, now }: FacesParts) {
  const { faces, face } = configuration;
  const { embedding } = face.models;
  return openGallery({
    file: folder.facesFile,
    keyHex: queue.secretHex('faces'),
    place: 'kiosk',
    now,
    newId: randomUUID,
    model: embedding,
    thresholds: embedding.thresholds,
    keptDays: faces.keptDays,
    limits: {
      failuresPerFactor: faces.failuresPerFactor,
      factorWindowMs,
      failuresPerHour: faces.failuresPerHour,
    },
    audit: (entry) => {
      queue.note(entry);
    },
  });
}
