/** The sound of general sentences, which are the same for everybody, in memory; the longest unused goes first. */
export interface KeptSentences {
  get(text: string, language: string): Uint8Array | null;
  keep(text: string, language: string, wav: Uint8Array): void;
}

/** Some 250 sentences of 3 s. */
const mostBytes = 32 * 1024 * 1024;

export function createKeptSentences(most = mostBytes): KeptSentences {
  const kept = new Map<string, Uint8Array>();
  let sizeBytes = 0;
  const keyOf = (text: string, language: string): string => `${language} ${text}`;
  return {
    get: (text, language) => {
      const key = keyOf(text, language);
      const wav = kept.get(key);
      if (!wav) return null;
      // Last in the order of the map: the latest used.
      kept.delete(key);
      kept.set(key, wav);
      return wav;
    },
    keep: (text, language, wav) => {
      const key = keyOf(text, language);
      if (kept.has(key) || wav.length > most) return;
      kept.set(key, wav);
      sizeBytes += wav.length;
      for (const [oldest, sound] of kept) {
        if (sizeBytes <= most) return;
        kept.delete(oldest);
        sizeBytes -= sound.length;
      }
    },
  };
}
