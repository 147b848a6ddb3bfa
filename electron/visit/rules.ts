import type { DeskReason } from '../../sync/registration.ts';
import { takesAnybody } from './clinic-choice.ts';
import type { HeldSlip, VisitContext } from './context.ts';
import { type FaceComparison, roundedTo2 } from './face-decision.ts';
import { levelOf, rightsOf } from './evidence-level.ts';
import {
  ageOn,
  type FaceOutcome,
  type Identity,
  isSomebodyElse,
  isTypedOnly,
  personAgainstRecord,
  personOf,
} from './identity.ts';
import { patientIdOf, recordOf } from './lookup.ts';

/** The decisions of a visit that follow from what is known, each a pure function. */

/** Findings about the identity that end the visit at the desk, or null. */
export function chipVerdictReason(context: Pick<VisitContext, 'ports' | 'identity' | 'conflicts'>): DeskReason | null {
  const chip = context.identity?.chip;
  if (!chip) return null;
  if (context.conflicts.length > 0) return 'card-conflict';
  if (chip.verdict === 'invalid') return 'chip-invalid';
  const { consistentChip, unprovenChip } = context.ports.policies;
  if (chip.verdict === 'consistent' && consistentChip === 'desk') return 'chip-invalid';
  return !chip.isProven && unprovenChip === 'desk' ? 'chip-invalid' : null;
}

/** Where the hospital's record and the documents differ. */
export function recordConflicts({ ports, identity, lookup }: Pick<VisitContext, 'ports' | 'identity' | 'lookup'>) {
  const record = recordOf(lookup);
  return identity && record ? personAgainstRecord(personOf(identity, record), record, ports.documents) : [];
}

/** Only the hospital knows who is behind the code of a paper. */
export const isPaper = ({ code }: Identity): boolean => code.kind === 'patient-code' || code.kind === 'appointment';

/** What the hospital's answer says against going on, or null. What it says of insurance is the patient's to decide (insurance.ts). */
export function lookupReason({
  ports,
  identity,
  lookup,
}: Pick<VisitContext, 'ports' | 'identity' | 'lookup'>): DeskReason | null {
  if (!identity || !lookup) return null;
  const { kind } = lookup.patient;
  if (kind === 'several') return 'several-patients';
  if (kind === 'merged-away') return 'record-merged';
  const record = recordOf(lookup);
  if (record) {
    if (isSomebodyElse(identity, record, ports.documents)) return 'record-conflict';
    if (record.standing !== 'active') return `patient-${record.standing}`;
  }
  if (isPaper(identity) && patientIdOf(lookup) === null) return kind === 'none' ? 'patient-unknown' : 'hospital-away';
  return takesAnybody(ports, lookup) ? null : 'no-clinic';
}

/**
 * Why nobody with this evidence takes a number alone here, or null where they may. Whom somebody brings is theirs to answer for.
 */
export function levelReason({
  ports,
  identity,
  carer,
}: Pick<VisitContext, 'ports' | 'identity' | 'carer'>): DeskReason | null {
  if (!identity || carer || rightsOf(ports, identity).selfService) return null;
  return levelOf(identity) === 'chip-other-face' ? 'face-not-matched' : 'identity-check';
}

/** The slip that was shown does not say whose it is, or cannot be looked up: a card must say that. */
export const slipNeedsCard = ({ identity, lookup }: Pick<VisitContext, 'identity' | 'lookup'>): boolean =>
  identity?.code.kind === 'appointment' && lookup !== null && patientIdOf(lookup) === null;

/** Why such a slip does not do: it names nobody, nobody can be asked, or the hospital does not know it. */
export function slipPrompt({ lookup }: Pick<VisitContext, 'lookup'>): HeldSlip['said'] {
  if (lookup?.reachable !== true) return 'slip-unchecked';
  return lookup.slip ? 'slip-needs-card' : 'slip-unknown';
}

/** The slip that was shown instead of a code; null where it was none. */
export const heldSlipOf = ({ identity, lookup }: Pick<VisitContext, 'identity' | 'lookup'>): HeldSlip | null =>
  identity?.code.kind === 'appointment' ? { code: identity.code, said: slipPrompt({ lookup }) } : null;

/** A number alone, whose record has another birth date or a fuller one than was typed: it may be typed once more. */
export function birthDateDiffers({
  ports,
  identity,
  lookup,
  birthDateAsked,
}: Pick<VisitContext, 'ports' | 'identity' | 'lookup' | 'birthDateAsked'>): boolean {
  const record = recordOf(lookup);
  if (birthDateAsked || !identity || !isTypedOnly(identity) || !record || record.birthDate === null) return false;
  return isSomebodyElse(identity, record, ports.documents);
}

/** Whether the camera compares the face now; not where staff have looked already. */
export const comparesFace = (context: FaceContext & Pick<VisitContext, 'identity'>): boolean =>
  Boolean(context.identity?.chip) && !context.identity?.staff && faceSkipped(context) === null;

/** Why no face is compared although the chip was read, or null when it is. */
export function faceSkipped(context: FaceContext & Pick<VisitContext, 'identity'>): FaceOutcome | null {
  const { identity } = context;
  if (!identity?.chip) return null;
  return whyNoFace(context, identity, identity.chip.portrait !== null);
}

/** Whether a face will be compared if the card that is being read has a portrait, as far as its code tells. */
export const faceComes = (context: FaceContext, identity: Identity): boolean =>
  identity.staff === null && whyNoFace(context, identity, true) === null;

type FaceContext = Pick<VisitContext, 'ports' | 'cameraConfigured' | 'carer'>;

function whyNoFace(
  { ports, carer, cameraConfigured }: FaceContext,
  identity: Identity,
  hasPortrait: boolean,
): FaceOutcome | null {
  const age = ageOn(ports.day().serviceDate, personOf(identity, null).birthDate);
  // Of unknown age is whoever may be a child.
  if (age === null || age < ports.policies.face.minimumAge) return { method: 'face-not-compared', reason: 'child' };
  if (!hasPortrait) return { method: 'face-not-compared', reason: 'no-portrait' };
  // The other one stands before the camera.
  if (carer) return { method: 'face-not-compared', reason: 'brought' };
  return cameraConfigured ? null : { method: 'face-not-compared', reason: 'no-camera' };
}

export type NotCompared = Extract<FaceOutcome, { method: 'face-not-compared' }>['reason'];

/** Why the comparison with the chip's portrait ends without a match: whoever stops once a try has failed has not matched. */
export const comparisonLeft = ({ failedBest }: Pick<FaceComparison, 'failedBest'>, reason: NotCompared): FaceOutcome =>
  failedBest === null
    ? { method: 'face-not-compared', reason }
    : { method: 'face-not-matched', similarity: roundedTo2(failedBest) };

export const withFace = (identity: Identity | null, face: FaceOutcome): Identity | null =>
  identity && { ...identity, face };

export const withoutPortrait = (identity: Identity | null): Identity | null =>
  identity?.chip ? { ...identity, chip: { ...identity.chip, portrait: null } } : identity;

/** The portrait has served once the face was found to resemble it, or staff have looked; until then staff may be called to. */
export const afterComparison = (identity: Identity | null): Identity | null =>
  identity?.face?.method === 'face-matches-chip' || identity?.staff ? withoutPortrait(identity) : identity;
