import type { Utterance } from './transcript.ts';

/**
 * What is to be read after a change: all of another question, or what came to the same one. What counts by itself, as in a
 * countdown or in progress, is nothing new; any other figure is, such as the next page of rooms, and another key for an action.
 */
export function whatIsNew(before: readonly Utterance[] | null, after: readonly Utterance[]): Utterance[] {
  if (!before || isOtherQuestion(before, after)) return [...after];
  const known = new Set(before.map(sign));
  return after.filter((each) => !known.has(sign(each)));
}

/**
 * What is said of a question that was covered for a while, such as by a key that was taken for an answer to something else: what
 * is asked, and how many digits there are. The rest is known.
 */
export const whereItStands = (said: readonly Utterance[]): Utterance[] =>
  said.filter(({ kind, lasting }) => kind === 'question' || lasting === '{typed}');

/** Whether the screen asks or says something else now. */
export const isOtherQuestion = (before: readonly Utterance[], after: readonly Utterance[]): boolean =>
  questionOf(before) !== questionOf(after);

const questionOf = (said: readonly Utterance[]): string | null => {
  const question = said.find(({ kind }) => kind === 'question');
  return question ? sign(question) : null;
};

const sign = ({ kind, lasting, key }: Utterance): string => `${kind} ${key ?? ''} ${lasting}`;
