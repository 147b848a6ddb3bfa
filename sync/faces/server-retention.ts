import type { FaceGallery } from './port.ts';

export interface RetentionOptions {
  gallery: Pick<FaceGallery, 'expire'>;
  /** The hospital's day, YYYY-MM-DD. */
  today: () => string;
  /** The answer stops it. */
  every: (callback: () => void, everyMs: number) => () => void;
}

/** An hour after midnight nobody is enrolled who should not be. */
const lookMs = 60 * 60_000;

/** Deletes what nobody has used for long, at the start and on every new day. The answer stops it. */
export function expireDaily({ gallery, today, every }: RetentionOptions): () => void {
  let doneOn: string | null = null;
  const look = (): void => {
    const day = today();
    if (day === doneOn) return;
    doneOn = day;
    // Those consents stay in the gallery until a kiosk asks for them (ended.ts).
    void gallery.expire(day);
  };
  look();
  return every(look, lookMs);
}
