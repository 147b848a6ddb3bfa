import type { QueueEntry } from '../../sync/queue/port.ts';
import type { EvidenceLevel, EvidenceRights } from './evidence-level.ts';
import type { VisitPorts } from './ports.ts';

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

/** null: they say nothing of anybody, as of a ticket that an older program moved. */
export const levelOfWords = (words: readonly string[]): EvidenceLevel | null =>
  levelByWord.find(([word]) => has(words, word))?.[1] ?? null;

/** What a ticket says of documents. `bringDocument`: its holder has claimed to be somebody, and nobody looks at the door. */
export interface DocumentsAsked {
  checkAtDoor: boolean;
  bringDocument: boolean;
}

/** Nothing says how its holder was known. */
export const nobodyKnows: DocumentsAsked = { checkAtDoor: false, bringDocument: true };

/**
 * What the first ticket of a row said of documents, for every later paper of it. A card that had run out, or another movement,
 * stands in no word: the row says whether the door was to check. A row of an older program does not; then the evidence says it as
 * far as it goes, and where that is not known either a document is to be shown. A desk asks for what it needs.
 */
export function documentsAsked(
  { kind, evidence, checkAtDoor: said }: Pick<QueueEntry, 'kind' | 'evidence' | 'checkAtDoor'>,
  rights: Readonly<Record<EvidenceLevel, EvidenceRights>>,
): DocumentsAsked {
  const level = kind === 'desk' ? null : levelOfWords(evidence);
  if (level === null) return { checkAtDoor: said === true, bringDocument: said !== true };
  const checkAtDoor = said ?? rights[level].checkAtDoor;
  return { checkAtDoor, bringDocument: !checkAtDoor && !provenBy.some((word) => has(evidence, word)) };
}

/** Of a ticket that is shown again or moved: its visit knows nobody any more. */
export const documentsOf = ({ policies }: Pick<VisitPorts, 'policies'>, entry: QueueEntry): DocumentsAsked =>
  documentsAsked(entry, policies.evidence);
