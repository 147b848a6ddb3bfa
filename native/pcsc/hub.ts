/** Which card counts when several readers are watched, or one reader with a contact and a contactless interface. */
import { foreignCardOf } from '../readers/foreign-card.ts';
import type { UnreadableCard } from '../readers/port.ts';
import type { WatchedReader } from './watcher.ts';

/** Names that contactless interfaces go by: "Virtual PCD", "ACR1252 PICC", "OMNIKEY 5422CL". */
const CONTACTLESS = /pcd|picc|contactless|\dcl\b/i;
/** The slot for a key module inside a reader holds a card for ever and never a document. */
const KEY_MODULE = /\bsam\b/i;
/** What the names of one device's interfaces differ in: the words for the interface, brackets, numbers at the end. */
const INTERFACE_WORDS = /\[[^\]]*\]|\([^)]*\)|\bp?icc\b|\bcontact(less)?\b|(?<=\d)cl\b|[\s\d]+$/gi;

/** A card that lies on one of the readers. */
export interface LaidCard {
  reader: string;
  /** The reader's count of insertions and removals: another number is another card. */
  events: number;
  atr: Uint8Array;
  /** Grows with the time it was laid; equal for cards of which nobody can tell which one came last. */
  order: number;
  /** It does not answer. */
  mute: boolean;
}

/** The readers to watch: those whose name holds `name`, in any case; for '' all but the slots of key modules. */
export function matchingReaders(readers: readonly WatchedReader[], name: string): WatchedReader[] {
  return name === ''
    ? readers.filter((reader) => !KEY_MODULE.test(reader.name))
    : readers.filter((reader) => reader.name.toLowerCase().includes(name.toLowerCase()));
}

/** The reader to speak of while there is no card: a contactless one where there is one. */
export function namedReader(readers: readonly WatchedReader[]): string | null {
  return (readers.find(({ name }) => CONTACTLESS.test(name)) ?? readers[0])?.name ?? null;
}

export const sameCard = (one: Pick<LaidCard, 'reader' | 'events'>, other: Pick<LaidCard, 'reader' | 'events'>) =>
  one.reader === other.reader && one.events === other.events;

/**
 * The cards that lie there now, those known before with what is known of them. A card that comes while another one is
 * being read (`held`) does not count as the later one: its owner may have meant either.
 */
export function layCards(
  known: readonly LaidCard[],
  readers: readonly WatchedReader[],
  held: LaidCard | null,
): LaidCard[] {
  const order = held?.order ?? 1 + Math.max(0, ...known.map((card) => card.order));
  return readers.flatMap(({ name, events, atr }) => {
    if (atr === null) return [];
    const before = known.find((card) => sameCard(card, { reader: name, events }));
    const mute = atr.length === 0 || (before?.mute === true && before.atr.length > 0);
    return [{ reader: name, events, atr, order: before?.order ?? order, mute }];
  });
}

/**
 * The card that counts: the one being read, else the one laid last. Cards that are no document for certain count only
 * when there is no other.
 */
export function chooseCard(cards: readonly LaidCard[], held: LaidCard | null): LaidCard | UnreadableCard | null {
  const beingRead = held && cards.find((card) => sameCard(card, held));
  if (beingRead) return beingRead;
  const answering = cards.filter((card) => !card.mute);
  const [first] = answering.length > 0 ? answering : cards;
  if (!first) return null;
  if (answering.length === 0) return { ...unreadable(first, 'mute'), detail: muteDetail(first.reader) };

  const possible = answering.filter(({ atr }) => foreignCardOf(atr)?.certain !== true);
  const pool = possible.length > 0 ? possible : answering;
  const last = Math.max(...pool.map(({ order }) => order));
  const latest = pool.filter(({ order }) => order === last);
  const chosen = latest.find(({ reader }) => CONTACTLESS.test(reader)) ?? latest[0] ?? first;
  // A card with contacts and an antenna may show on both interfaces of its reader.
  return latest.every((card) => card === chosen || isOtherInterface(card.reader, chosen.reader))
    ? chosen
    : { ...unreadable(chosen, 'several'), detail: 'cards lie on two readers' };
}

const unreadable = ({ reader }: LaidCard, reason: UnreadableCard['reason']) =>
  ({ state: 'unreadable-card', reader, reason }) as const;

const muteDetail = (reader: string): string =>
  CONTACTLESS.test(reader)
    ? 'the card does not answer: at the edge of the field, or two in it'
    : 'the card does not answer: half in, or the wrong way round';

/** Contact and contactless interface of one device. */
function isOtherInterface(one: string, other: string): boolean {
  const device = (name: string): string => name.replaceAll(INTERFACE_WORDS, '').replaceAll(/\s+/g, ' ').trim();
  return CONTACTLESS.test(one) !== CONTACTLESS.test(other) && device(one) === device(other);
}
