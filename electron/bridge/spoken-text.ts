import { mostSpokenCharacters } from './speech-messages.ts';

/** Written words as they are said. */

/** `•••••••••482`: the bullets of a masked number, and what is shown of it. */
const maskedNumber = /[•●*]{2,}\s*(\d+)/gu;
/** Signs that eyes need: dots between facts, what stands for the rest of a name, soft breaks. */
const silent = /[*•●\u00ad\u2060\u200b]+/gu;

/** `endsIn`: the words for the last digits of a masked number. */
export function asSaid(text: string, endsIn: (digits: string) => string): string {
  return text
    .replaceAll(maskedNumber, (_, digits: string) => endsIn([...digits].join(' ')))
    .replaceAll(/\s*·\s*/gu, ', ')
    .replaceAll(silent, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ (?=[,.;:?!])/gu, '')
    .trim();
}

const ends = /[.!?…:;,]$/u;

/** Pieces that stand apart on the screen: a sentence each. */
export const joined = (pieces: readonly string[]): string =>
  pieces
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
    .reduce((whole, piece) => (whole === '' ? piece : `${whole}${ends.test(whole) ? ' ' : '. '}${piece}`), '');

/** Not after a title or an initial: "BS. Lê", "PGS.TS. Lê". */
const sentenceEnd = /(?<=[.!?…:])(?<!(?:^|[\s.])\p{Lu}{1,3}\.)\s+/u;

/**
 * What is asked of the voice at once, and can be recorded: whole sentences, what stands before a colon apart from what
 * comes after it ("Bấm 3:"), and parts of those that are too long.
 */
export function sentences(text: string, most = mostSpokenCharacters): string[] {
  const whole = text.split(sentenceEnd).filter((sentence) => sentence !== '');
  return whole.flatMap((sentence) => parts(sentence, most));
}

function parts(sentence: string, most: number): string[] {
  if (sentence.length <= most) return [sentence];
  const space = sentence.lastIndexOf(' ', most);
  const cut = space > 0 ? space : most;
  return [sentence.slice(0, cut), ...parts(sentence.slice(cut).trimStart(), most)].filter((part) => part !== '');
}
