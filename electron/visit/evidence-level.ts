import { type Identity, isSeenByStaff, returnedOf } from './identity.ts';
import type { VisitPorts } from './ports.ts';

/**
 * How well an identity is supported, best first. `chip-and-face`: the chip, and the live face matches its portrait.
 * `returning-face`: an enrolled face with a second factor. `staff-compared`: staff at the kiosk have held the person against
 * their document. `chip`: the chip alone. `verified-code`: a service vouches for the
 * code. `code`: a code or paper in hand. `typed`: digits that anybody may know. `chip-other-face`: the chip of somebody whom
 * the face before the camera does not resemble; `code-other-face`: the code of somebody whom it was not recognised as.
 */
export const evidenceLevels = [
  'chip-and-face',
  'returning-face',
  'staff-compared',
  'chip',
  'verified-code',
  'code',
  'typed',
  'code-other-face',
  'chip-other-face',
] as const;
export type EvidenceLevel = (typeof evidenceLevels)[number];

export interface EvidenceRights {
  /** Takes a number alone; else staff take over at the desk. */
  selfService: boolean;
  /** The screen spells the name and shows doctors, facilities and appointments of other days. */
  spellsName: boolean;
  /** The ticket asks staff to look at the person once more at the clinic's door. */
  checkAtDoor: boolean;
}

/** What stands in the documented default file; the table is the hospital's ([policies.evidence]). */
export const defaultEvidenceRights: Readonly<Record<EvidenceLevel, EvidenceRights>> = {
  'chip-and-face': { selfService: true, spellsName: true, checkAtDoor: false },
  'returning-face': { selfService: true, spellsName: true, checkAtDoor: false },
  'staff-compared': { selfService: true, spellsName: true, checkAtDoor: false },
  chip: { selfService: true, spellsName: true, checkAtDoor: true },
  'verified-code': { selfService: true, spellsName: true, checkAtDoor: true },
  code: { selfService: true, spellsName: true, checkAtDoor: true },
  typed: { selfService: true, spellsName: false, checkAtDoor: true },
  'code-other-face': { selfService: true, spellsName: false, checkAtDoor: true },
  'chip-other-face': { selfService: true, spellsName: false, checkAtDoor: true },
};

/** The level of a visit is its patient's: of somebody who is brought, that of their own code. */
export function levelOf(identity: Identity): EvidenceLevel {
  if (identity.face?.method === 'face-matches-chip') return 'chip-and-face';
  if (returnedOf(identity)) return 'returning-face';
  if (isSeenByStaff(identity)) return 'staff-compared';
  if (identity.face?.method === 'face-not-matched') return 'chip-other-face';
  if (identity.face?.method === 'face-not-recognised') return 'code-other-face';
  if (identity.chip) return 'chip';
  if (identity.isVneid) return 'verified-code';
  return identity.code.kind === 'typed' ? 'typed' : 'code';
}

/**
 * What this evidence may do here. Whoever shows a card that has run out is looked at once more. Whoever had another movement is looked at once more and sees no more than who typed: one kind
 * alone is easier to film. Both were looked at where staff have compared.
 */
export function rightsOf(ports: Pick<VisitPorts, 'policies'>, identity: Identity): EvidenceRights {
  const rights = ports.policies.evidence[levelOf(identity)];
  if (isSeenByStaff(identity)) return rights;
  if (returnedOf(identity)?.hasSwapped === true) return { ...rights, spellsName: false, checkAtDoor: true };
  return typeof identity.chip?.expiredOn === 'string' ? { ...rights, checkAtDoor: true } : rights;
}
