import type { Rows } from './rows.ts';
import type { Templates } from './templates.ts';

export interface FaceThresholds {
  /** Cosine similarity from which a face is taken for an enrolled one, */
  returning: number;
  /** if it is this far above that of the next person whom the factor fits. */
  margin: number;
}

interface Compared {
  /** Of the row. */
  number: number;
  similarity: number;
}

export type Verdict =
  | { kind: 'recognised'; best: Compared }
  /** `only`: the one whom the factor fits, where it fits one. */
  | { kind: 'not-recognised'; reason: 'no-candidate' | 'below-threshold' | 'margin'; only: Compared | null };

/** Which of those whom the factor fits it is; each is another person. Twins who are both enrolled are told apart by staff. */
export function judge(compared: readonly Compared[], { returning, margin }: FaceThresholds): Verdict {
  const [best, next] = compared.toSorted((one, other) => other.similarity - one.similarity);
  if (best === undefined) return { kind: 'not-recognised', reason: 'no-candidate', only: null };
  const only = next === undefined ? best : null;
  if (best.similarity < returning) return { kind: 'not-recognised', reason: 'below-threshold', only };
  if (next !== undefined && best.similarity - next.similarity < margin) {
    return { kind: 'not-recognised', reason: 'margin', only };
  }
  return { kind: 'recognised', best };
}

/** The rows of those whom the factor fits and with whom a face can be compared. */
export function candidatesOf(rows: Pick<Rows, 'numbersByFactor'>, templates: Templates, factor: Buffer): number[] {
  return rows.numbersByFactor(factor).filter((number) => templates.has(number));
}

/** Which of the candidates it is; `probe` null: a face that the model in use cannot compare. */
export function search(
  templates: Templates,
  candidates: readonly number[],
  probe: Float32Array | null,
  thresholds: FaceThresholds,
): Verdict {
  if (probe === null) return judge([], thresholds);
  return judge(
    candidates.map((number) => ({ number, similarity: templates.similarity(number, probe) })),
    thresholds,
  );
}
