import type { Setback } from '../bridge/question-snapshot.ts';
import type { VisitContext } from './context.ts';
import type { FaceOutcome, Identity } from './identity.ts';

/**
 * What failed for the last time before the questions. Whoever goes on by choice has read why on that screen; where the tries or the
 * time are over, nothing but the first question can say so. null: nothing did.
 */
export function setbackOf(
  { cardTriesLeft, cardProblem, camera }: Pick<VisitContext, 'cardTriesLeft' | 'cardProblem' | 'camera'>,
  { chip, chipSkipped, face, staff }: Identity,
): Setback | null {
  if (!chip && chipSkipped === 'not-opened') return cardTriesLeft <= 0 ? 'card-not-read' : null;
  // One that was away before the visit is told of on the first screen.
  if (!chip) return chipSkipped === 'no-reader' && cardProblem === 'reader-gone' ? 'reader-gone' : null;
  return staff ? null : setbackOfFace(face, camera);
}

function setbackOfFace(face: FaceOutcome | null, camera: VisitContext['camera']): Setback | null {
  if (face?.method === 'face-not-matched') return 'face-not-matched';
  if (face?.method !== 'face-not-compared') return null;
  // A camera that is away has a line of its own; one that is there and gave no picture has not.
  const isUnseen = face.reason === 'no-usable-picture' || (face.reason === 'no-camera' && camera === 'ready');
  return isUnseen ? 'face-not-seen' : null;
}
