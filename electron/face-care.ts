import type { FaceGallery } from '../sync/faces/port.ts';

/**
 * Deletes enrolled faces that nobody has used for as long as they are kept, and tells the hospital of every consent that ended
 * (told-gallery.ts): at the start and every ten minutes, so that what could not be done then is done later.
 */
export function careForFaces({
  gallery,
  today,
  ...timers
}: {
  gallery: Pick<FaceGallery, 'expire'>;
  /** The hospital's day. */
  today: () => string;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
}): () => void {
  let timer: unknown = null;
  let stopped = false;

  async function look(): Promise<void> {
    try {
      await gallery.expire(today());
    } finally {
      if (!stopped) timer = timers.setTimeout(() => void look(), lookMs);
    }
  }
  void look();

  return () => {
    stopped = true;
    timers.clearTimeout(timer);
  };
}

const lookMs = 10 * 60_000;
