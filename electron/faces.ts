import { createGalleryClient, type GalleryTrouble } from '../sync/faces/client.ts';
import type { FaceGallery } from '../sync/faces/port.ts';
import type { KioskQueue } from '../sync/queue/queue.ts';
import { serviceMoment } from '../sync/queue/service-day.ts';
import { tlsMaterialOf } from './hospital.ts';
import { leaveLocalFaces, openLocalFaces } from './local-faces.ts';
import type { Configuration } from './operations/configuration.ts';
import type { DataFolder } from './operations/data-folder.ts';
import type { Log } from './operations/log.ts';
import { type TellingParts, toldGallery } from './told-gallery.ts';

export interface FacesParts {
  configuration: Configuration;
  folder: DataFolder;
  queue: KioskQueue;
  log: Log;
  now: () => Date;
  /** Why the hospital's gallery is of no use just now; null: it is over. */
  onTrouble?: (trouble: GalleryTrouble | null) => void;
}

/** As staff see it; null: nobody comes back by face here. `refusing`: it does not take this kiosk, or could not be opened. */
export type GalleryState = 'ready' | 'away' | 'refusing' | null;

export function galleryState(
  { faces }: Pick<Configuration, 'faces'>,
  opened: FaceGallery | null,
  trouble: GalleryTrouble | null,
): GalleryState {
  if (faces.gallery === 'off') return null;
  if (opened === null) return 'refusing';
  if (trouble === null) return 'ready';
  return trouble === 'away' ? 'away' : 'refusing';
}

/**
 * The gallery of the configuration; null where nobody comes back by face, or the gallery cannot be opened: a kiosk checks in
 * without one. Faces that were kept here before, and are not to be any more, are deleted.
 */
export function openFaces(parts: FacesParts): FaceGallery | null {
  const { configuration, queue, log, now } = parts;
  const { timeZone, afternoonFrom } = configuration.hospital;
  const telling: TellingParts = {
    queue,
    now,
    localIso: (instant) => serviceMoment(instant, timeZone, afternoonFrom).registeredAt,
    onExpired: (count) => {
      log.write('faces-expired', { count });
    },
  };
  const failed = (error: unknown): null => {
    log.write('unexpected-error', { where: 'faces', error });
    return null;
  };
  if (configuration.faces.gallery !== 'local') leaveLocalFaces(parts, telling).catch(failed);
  try {
    const gallery = galleryOf(parts);
    return gallery && toldGallery(gallery, telling);
  } catch (error) {
    return failed(error);
  }
}

function galleryOf(parts: FacesParts): FaceGallery | null {
  const { configuration, folder, log, onTrouble } = parts;
  const { faces } = configuration;
  if (faces.gallery === 'off') return null;
  if (faces.gallery === 'local') return openLocalFaces(parts);
  const { url, timeoutMs, tls } = faces.server;
  const material = tlsMaterialOf({ tls }, { folder: folder.path, environment: process.env });
  const made = material.ok
    ? createGalleryClient({
        url,
        timeoutMs,
        tls: material.tls,
        keptDays: faces.keptDays,
        onTrouble: (trouble) => {
          log.write('faces-trouble', { trouble: trouble ?? 'over' });
          onTrouble?.(trouble);
        },
      })
    : material;
  if (made.ok) return made.gallery;
  log.write('faces-not-opened', { problem: made.problem });
  return null;
}
