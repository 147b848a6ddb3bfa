import type { DeskReason } from '../../sync/registration.ts';
import type { VisitContext } from './context.ts';
import { recordOf, streamOf } from './drafts.ts';
import { ageOn, type FaceOutcome, type Identity, personAgainstRecord, personOf } from './identity.ts';
import { patientIdOf } from './lookup.ts';

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

/** Where the hospital's record and the documents speak of different people. */
export function recordConflicts({ ports, identity, lookup }: Pick<VisitContext, 'ports' | 'identity' | 'lookup'>) {
  const record = recordOf(lookup);
  return identity && record ? personAgainstRecord(personOf(identity, record), record, ports.documents) : [];
}

/** What the hospital's answer says against going on, or null. */
export function lookupReason(context: Pick<VisitContext, 'identity' | 'lookup' | 'conflicts'>): DeskReason | null {
  const { lookup } = context;
  if (!lookup) return null;
  if (lookup.patient.kind === 'several') return 'several-patients';
  if (context.conflicts.length > 0) return 'record-conflict';
  if (context.identity?.code.kind === 'patient-code' && patientIdOf(lookup) === null) {
    return lookup.patient.kind === 'none' ? 'patient-unknown' : 'hospital-away';
  }
  if (lookup.eligibility?.outcome === 'counter' || lookup.eligibility?.openStay) return 'insurance-at-counter';
  return lookup.clinics.some((clinic) => clinic.open) ? null : 'no-clinic';
}

/** The chosen clinic and the queue that the patient joins there; nothing when it is closed or not on the list. */
export function clinicChoice(context: Pick<VisitContext, 'ports' | 'identity' | 'lookup'>, clinicId: string) {
  const { ports, identity, lookup } = context;
  const clinic = lookup?.clinics.find(({ id, open }) => id === clinicId && open);
  return identity && lookup && clinic ? { clinic, stream: streamOf(ports, identity, lookup).stream } : null;
}

/** Why no face is compared although the chip was read, or null when it is. */
export function faceSkipped(
  context: Pick<VisitContext, 'ports' | 'identity' | 'cameraConfigured'>,
): FaceOutcome | null {
  const { identity, ports } = context;
  if (!identity?.chip) return null;
  const age = ageOn(ports.day().serviceDate, personOf(identity, null).birthDate);
  if (age !== null && age < ports.policies.face.minimumAge) return { method: 'face-not-compared', reason: 'child' };
  if (identity.chip.portrait === null) return { method: 'face-not-compared', reason: 'no-portrait' };
  return context.cameraConfigured ? null : { method: 'face-not-compared', reason: 'no-camera' };
}

export const withFace = (identity: Identity | null, face: FaceOutcome): Identity | null =>
  identity && { ...identity, face };

/** The portrait has served: nothing after the comparison needs it. */
export const withoutPortrait = (identity: Identity | null): Identity | null =>
  identity?.chip ? { ...identity, chip: { ...identity.chip, portrait: null } } : identity;
