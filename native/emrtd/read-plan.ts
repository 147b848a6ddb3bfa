import type { ReadProgress } from './chip.ts';
import { dataGroupFile, emptyFile, type FileId, type PartialFile } from './files.ts';
import { parseSod } from './sod.ts';

/** The groups that mean something to the order of a read. */
export const GROUP = { mrz: 1, portrait: 2, details: 13, security: 14, activeAuthentication: 15 } as const;

export interface PlannedGroup {
  group: number;
  partial: PartialFile;
  /** Read it whatever the proof of the chip needs. */
  isAsked: boolean;
  state: 'waiting' | 'done';
}

/** Which files are read, in which order, and how far that has come. */
export class ReadPlan {
  readonly groups: readonly PlannedGroup[];
  /** Asked for, and not in the SOD. */
  readonly unlisted: readonly number[];
  readonly #sod: PartialFile;

  /**
   * Only groups that the SOD lists; everything asked for when it cannot be understood. DG1 is always asked for; DG14 and
   * DG15 are there for the proof that the chip is no copy.
   */
  constructor(sod: PartialFile, sodBytes: Uint8Array, asked: readonly number[]) {
    this.#sod = sod;
    const parsed = parseSod(sodBytes);
    const isListed = (group: number): boolean => !parsed.ok || parsed.sod.groupHashes.has(group);
    const wanted = new Set<number>([GROUP.mrz, ...asked].filter((group) => dataGroupFile(group) !== null));
    this.unlisted = [...wanted].filter((group) => group !== GROUP.mrz && !isListed(group));
    const forProof = parsed.ok ? [GROUP.security, GROUP.activeAuthentication].filter(isListed) : [];
    this.groups = [...new Set([...wanted, ...forProof])]
      .filter((group) => !this.unlisted.includes(group))
      .sort((left, right) => readingOrder(left) - readingOrder(right))
      .map((group) => ({
        group,
        partial: emptyFile(dataGroupFile(group) as FileId),
        isAsked: wanted.has(group),
        state: 'waiting' as const,
      }));
  }

  find(group: number): PlannedGroup | null {
    return this.groups.find((planned) => planned.group === group) ?? null;
  }

  /** Sizes are known once the last file has begun; a guess would let the bar jump. */
  progress(): ReadProgress {
    // A group that the chip keeps to itself has no size; one for the proof alone counts from its first byte.
    const files = this.groups
      .filter(({ isAsked, state, partial }) =>
        state === 'done' ? partial.totalBytes !== null : isAsked || partial.readBytes > 0,
      )
      .map(({ partial }) => partial);
    return progressOf([this.#sod, ...files]);
  }
}

/** Bytes so far of these files, and of how many; the total is 0 until all sizes are known. */
function progressOf(files: readonly PartialFile[]): ReadProgress {
  const bytes = files.reduce((sum, file) => sum + file.readBytes, 0);
  const total = files.reduce((sum, file) => sum + (file.totalBytes ?? NaN), 0);
  return { bytes, total: Number.isNaN(total) ? 0 : total };
}

/** DG14 first: it may change the keys. Then DG1, DG13, the rest by number, the portrait last. */
function readingOrder(group: number): number {
  switch (group) {
    case GROUP.security:
      return -3;
    case GROUP.mrz:
      return -2;
    case GROUP.details:
      return -1;
    case GROUP.portrait:
      return Infinity;
    default:
      return group;
  }
}
