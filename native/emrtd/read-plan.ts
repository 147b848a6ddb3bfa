import type { ReadProgress } from './chip.ts';
import type { EfCom } from './ef-com.ts';
import { dataGroupFile, emptyFile, type FileId, type PartialFile } from './files.ts';
import { parseSod, type Sod } from './sod.ts';

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
  /** Null when it cannot be understood. */
  readonly sod: Sod | null;
  readonly #sodFile: PartialFile;

  /**
   * Only groups that the SOD lists; everything asked for when it cannot be understood. DG1 is always asked for; DG14 and
   * DG15 are there for the proof that the chip is no copy.
   */
  constructor(sodFile: PartialFile, sodBytes: Uint8Array, asked: readonly number[] | 'listed') {
    this.#sodFile = sodFile;
    const parsed = parseSod(sodBytes);
    this.sod = parsed.ok ? parsed.sod : null;
    const listed = this.sod?.groupHashes;
    const isListed = (group: number): boolean => !listed || listed.has(group);
    const named = asked === 'listed' ? (listed?.keys() ?? []) : asked;
    const wanted = new Set<number>([GROUP.mrz, ...named].filter((group) => dataGroupFile(group) !== null));
    this.unlisted = [...wanted].filter((group) => group !== GROUP.mrz && !isListed(group));
    const forProof = listed ? [GROUP.security, GROUP.activeAuthentication].filter(isListed) : [];
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
    return progressOf([this.#sodFile, ...files]);
  }

  /** What EF.COM lists otherwise than the SOD, in words; null when nothing, or when there is nothing to compare with. */
  differenceTo({ groups, unknownTags }: EfCom): string | null {
    if (!this.sod) return null;
    const listed = [...this.sod.groupHashes.keys()];
    const names = (numbers: readonly number[]): string[] => numbers.map((group) => `DG${group}`);
    const tags = unknownTags.map((tag) => `tag ${tag.toString(16).padStart(2, '0').toUpperCase()}`);
    const parts = [
      ['in EF.COM alone', [...names(groups.filter((group) => !listed.includes(group))), ...tags]],
      ['in the SOD alone', names(listed.filter((group) => !groups.includes(group)))],
    ] as const;
    const differing = parts.filter(([, all]) => all.length > 0).map(([where, all]) => `${where}: ${all.join(', ')}`);
    return differing.length > 0 ? differing.join('; ') : null;
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
