import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Gallery, type GalleryOptions, openGallery } from '../../sync/faces/gallery.ts';
import { openServiceClock } from '../../sync/queue/service-day.ts';
import { factorWindowMs } from '../operations/configuration-face.ts';
import { type Configuration, describeProblem, loadConfiguration } from '../operations/configuration.ts';
import { type DataFolder, takeDataFolder } from '../operations/data-folder.ts';
import { keyOptionsOf } from '../operations/key-access.ts';
import { openDatabaseKey } from '../operations/key-opening.ts';
import type { SafeStorage } from '../operations/safe-storage.ts';

/** The data folder of the hospital's gallery: laid out as a kiosk's, with its own kiosk.toml and key, and without a queue. */

export type GalleryFolderResult =
  | {
      ok: true;
      gallery: Gallery;
      configuration: Configuration;
      /** The hospital's day, YYYY-MM-DD. */
      today: () => string;
      close(): Promise<void>;
    }
  /** `in-use`: a server runs on it. */
  | { ok: false; problem: 'in-use' | 'configuration-wrong' | 'not-opened'; message: string };

/** Not the name of a kiosk's own faces: a kiosk that is started here by mistake must not take it for them. */
export const galleryFile = ({ path }: DataFolder): string => join(path, 'gallery.db');

/** Opens the gallery for this process alone, with the key of the folder; makes both at the first start. */
export async function openGalleryFolder(
  folder: DataFolder,
  safeStorage: SafeStorage | null,
  onWriteFailure: NonNullable<GalleryOptions['onWriteFailure']> = () => undefined,
): Promise<GalleryFolderResult> {
  const refuse = (message: string) => ({ ok: false, problem: 'not-opened', message }) as const;
  const loaded = loadConfiguration(folder.path);
  if (!loaded.ok) {
    return { ok: false, problem: 'configuration-wrong', message: loaded.problems.map(describeProblem).join('\n') };
  }
  const { configuration } = loaded;
  const file = galleryFile(folder);
  // A new key for the queue would leave the gallery behind with the old one.
  if (existsSync(folder.databaseFile)) {
    return refuse(`${folder.path} is the folder of a kiosk; give the gallery one of its own with --data.`);
  }
  const taken = takeDataFolder(folder);
  if (!taken.ok) return taken.inUse ? { ok: false, problem: 'in-use', message: taken.message } : refuse(taken.message);
  const ended = (message: string) => {
    taken.release();
    return refuse(message);
  };
  const key = await openDatabaseKey(keyOptionsOf({ ...folder, databaseFile: file }, configuration.keys, safeStorage));
  if (!key.ok) return ended(key.message);
  const { faces, face, hospital } = configuration;
  const now = () => new Date();
  const clock = openServiceClock(now, hospital.timeZone, hospital.afternoonFrom);
  const today = () => clock().serviceDate;
  const { embedding } = face.models;
  const opened = openGallery({
    file,
    keyHex: key.keyHex,
    place: 'hospital',
    now,
    today,
    newId: randomUUID,
    model: embedding,
    thresholds: embedding.thresholds,
    keptDays: faces.keptDays,
    limits: { ...faces, factorWindowMs },
    audit: null,
    onWriteFailure,
  });
  if (!opened.ok) return ended(`${file} cannot be used: ${opened.detail}`);
  const { gallery } = opened;
  return {
    ok: true,
    gallery,
    configuration,
    today,
    async close() {
      await gallery.close();
      taken.release();
    },
  };
}
