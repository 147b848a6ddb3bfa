import type { FaceGallery } from '../sync/faces/port.ts';

/** Deletes enrolled faces that nobody has used for as long as they are kept, at the start and once in each new day. */
export function careForFaces(options: {
  gallery: Pick<FaceGallery, 'expire'>;
  /** The hospital's day. */
  today: () => string;
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(id: unknown): void;
  onExpired(count: number): void;
}): () => void {
  const { gallery, today } = options;
  let doneOn: string | null = null;
  let timer: unknown = null;
  let stopped = false;

  async function look(): Promise<void> {
    const day = today();
    if (day !== doneOn) {
      const ended = await gallery.expire(day);
      doneOn = day;
      if (ended.length > 0) options.onExpired(ended.length);
    }
    if (!stopped) timer = options.setTimeout(() => void look(), lookMs);
  }
  void look();

  return () => {
    stopped = true;
    options.clearTimeout(timer);
  };
}

const lookMs = 10 * 60_000;
