import type { VisitContext } from './context.ts';
import type { FaceOutcome, StaffComparison } from './identity.ts';
import { outcomeOf } from './live-face.ts';
import { comparisonLeft } from './rules.ts';

/**
 * Somebody of the staff stands at the kiosk and holds the person against their document, by eye: the way on for whom the camera
 * could not help, or did not believe. Whose document it is, is the one compared: of a child who is brought, the child.
 */

/** `by`: the account of whoever looked. */
export type StaffFound = Omit<StaffComparison, 'method'>;

/** Whoever is not the one of the document goes to the desk, where nothing of its owner is theirs. */
export const foundOther = {
  guard: 'foundOther',
  target: '#visit.flow.desk',
  actions: ['noteComparison', { type: 'deskBecause', params: 'identity-check' }],
} as const;

/** What the camera had found by then: a try that failed stays said. */
function foundBefore({ face, live }: Pick<VisitContext, 'face' | 'live'>): FaceOutcome | null {
  if (live) return live.worst === 'none' ? null : outcomeOf(live, 'declined');
  return face.failedBest === null ? null : comparisonLeft(face, 'declined');
}

/** With what staff found. */
export function comparedByStaff(
  context: Pick<VisitContext, 'identity' | 'face' | 'live'>,
  { result, by }: StaffFound,
): Pick<VisitContext, 'identity'> {
  const { identity } = context;
  const staff = { method: 'staff-compared', result, by } as const;
  return { identity: identity && { ...identity, face: identity.face ?? foundBefore(context), staff } };
}
