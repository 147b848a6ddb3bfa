import type { VisitContext } from './context.ts';
import type { VisitEvent } from './events.ts';

/**
 * A code is a sign of somebody once in a visit. What lies under a scanner is nobody, and two codes in view alternate for ever: a
 * scanner that leaves out what it repeats reports both of them again and again.
 */

/** More than a family has with it; whoever is there still touches the screen. */
const mostCodesSeen = 20;

type CodeEvent = Extract<VisitEvent, { type: 'scan' | 'scan-ticket' | 'scan-vneid' | 'scan-unknown' }>;

/** What tells one code from another; of a ticket's the key, which names nobody. */
export const nameOfCode = (event: CodeEvent): string => (event.type === 'scan-ticket' ? event.key : event.codeSha256);

/** Not the one that the visit began with, and none that was shown since. */
export const isNewCode = (
  { codesSeen, identity }: Pick<VisitContext, 'codesSeen' | 'identity'>,
  event: CodeEvent,
): boolean => {
  const name = nameOfCode(event);
  return name !== identity?.codeSha256 && codesSeen.length < mostCodesSeen && !codesSeen.includes(name);
};

export const withCodeSeen = ({ codesSeen }: Pick<VisitContext, 'codesSeen'>, event: CodeEvent): readonly string[] => [
  ...codesSeen,
  nameOfCode(event),
];
