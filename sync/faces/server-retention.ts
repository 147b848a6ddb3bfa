import type { FaceGallery } from './port.ts';

export interface RetentionOptions {
  gallery: Pick<FaceGallery, 'expire'>;
  /** The hospital's day, YYYY-MM-DD. */
  today: () => string;
  /** The answer stops it. */
  every: (callback: () => void, everyMs: number) => () => void;
}

/** So long after midnight nobody is enrolled who should not be; and what the disk refused is tried again. */
const lookMs = 10 * 60_000;

/** Deletes what nobody has used for long, at the start and from then on. The answer stops it. */
export function expireAlways({ gallery, today, every }: RetentionOptions): () => void {
  // Those consents stay in the gallery until a kiosk asks for them.
  const look = (): void => void gallery.expire(today());
  look();
  return every(look, lookMs);
}
