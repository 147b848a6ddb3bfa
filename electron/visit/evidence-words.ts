import type { EvidenceLevel, EvidenceRights } from './evidence-level.ts';

/** What evidence means that is kept as words (`evidenceWords` in sync/queue/rows.ts), where the visit itself is gone. */

/** The same order as `levelOf`: what was found out of the person before what they showed. */
const levelByWord: readonly [word: string, level: EvidenceLevel][] = [
  ['face-matches-chip', 'chip-and-face'],
  ['face-returning', 'returning-face'],
  ['staff-compared:same-person', 'staff-compared'],
  ['face-not-matched', 'chip-other-face'],
  ['face-not-recognised', 'code-other-face'],
  ['chip-read', 'chip'],
  ['vneid-verified', 'verified-code'],
  ['number-typed', 'typed'],
  ['code-scanned', 'code'],
];

/** Who showed none of these has claimed to be somebody: the words of `identityOf`. */
const provenBy: readonly string[] = ['chip-read', 'face-returning', 'staff-compared:same-person'];

const has = (words: readonly string[], sought: string): boolean =>
  words.some((word) => word === sought || word.startsWith(`${sought}:`));

/** null: they say nothing of anybody, as of a ticket that was moved. */
export const levelOfWords = (words: readonly string[]): EvidenceLevel | null =>
  levelByWord.find(([word]) => has(words, word))?.[1] ?? null;

/**
 * What a ticket says of documents, by the evidence of its registration; where that is not known a document is to be shown. That a
 * card had run out, or a movement was another, no word says: only the registration does.
 */
export function documentsAsked(
  words: readonly string[],
  rights: Readonly<Record<EvidenceLevel, EvidenceRights>>,
): { checkAtDoor: boolean; bringDocument: boolean } {
  const level = levelOfWords(words);
  if (level === null) return { checkAtDoor: false, bringDocument: true };
  const { checkAtDoor } = rights[level];
  return { checkAtDoor, bringDocument: !checkAtDoor && !provenBy.some((word) => has(words, word)) };
}
