import type { Consent, EnrolledPerson, FaceGallery, WithdrawResult } from '../../sync/faces/port.ts';
import { consentLanguage, consentText } from '../bridge/consent.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';
import { type EvidenceLevel, levelOf } from './evidence-level.ts';
import { ageOn, personOf, returnedOf } from './identity.ts';
import { patientIdOf, recordOf } from './lookup.ts';
import type { VisitPorts } from './ports.ts';

/**
 * What a ticket offers of the face: to keep it for the next visit, to renew it, to delete it. Kept only of adults who came alone,
 * with a chip whose portrait the face before the camera resembles, and who agreed.
 */

/** The question whether the face is kept, or deleted, and what became of it. */
export interface Enrolling {
  /** As it was given; null before, and where the face is to be deleted. */
  consent: Consent | null;
  problem: VisitAt<'enrol'>['problem'];
  keptAt: VisitAt<'enrol'>['keptAt'];
  /** There is nothing left to answer. */
  isOver: boolean;
}

export const startEnrolling = ({ ports }: Pick<VisitContext, 'ports'>): Enrolling => ({
  consent: null,
  problem: 'none',
  keptAt: ports.faces?.place ?? 'kiosk',
  isOver: false,
});

/** The same question with this about it, where one is asked. */
export const withEnrolment = (
  { enrolment }: Pick<VisitContext, 'enrolment'>,
  changes: Partial<Enrolling>,
): Pick<VisitContext, 'enrolment'> => ({ enrolment: enrolment && { ...enrolment, ...changes } });

/** Whether somebody of this birth date may come back by face: never a child, and nobody whose age is not known. */
export function isOldEnough(
  { day, policies }: Pick<VisitPorts, 'day' | 'policies'>,
  birthDate: string | null,
): boolean {
  const age = ageOn(day().serviceDate, birthDate);
  return age !== null && age >= policies.faces.minimumAge;
}

/** A camera that was not to be had is asked again after this long: nothing tells that a cable was put back. */
const cameraRestMs = 2 * 60_000;

/** Whether anybody can come back by face here now: a camera that was not to be had a moment ago is none. */
export function facesUsable({
  ports,
  cameraConfigured,
  camera,
  cameraSaidAtMs,
}: Pick<VisitContext, 'ports' | 'cameraConfigured' | 'camera' | 'cameraSaidAtMs'>): boolean {
  if (ports.faces === null || !cameraConfigured) return false;
  const isAway = camera === 'refused' || camera === 'not-reachable';
  return !isAway || ports.monotonicMs() - cameraSaidAtMs >= cameraRestMs;
}

const isWholeDate = (date: string): boolean => date.length === 'YYYY-MM-DD'.length;

/** Who would be enrolled; null for somebody who is not, or of whom too little is known. */
export function enrolledPerson({ identity, lookup }: Pick<VisitContext, 'identity' | 'lookup'>): EnrolledPerson | null {
  const { idNumber, birthDate, fullName, sex } = personOf(identity, recordOf(lookup));
  if (idNumber === null || birthDate === null || fullName === null || !isWholeDate(birthDate)) return null;
  return { idNumber, birthDate, fullName, sex, patientId: patientIdOf(lookup) };
}

type Offer = VisitAt<'ticket'>['faceOffer'];

/** Who can be known well enough to have a face deleted: by their own chip, by the face itself, or by staff. */
const knownForSure: readonly EvidenceLevel[] = ['chip-and-face', 'returning-face', 'staff-compared', 'chip'];

/** The ticket's person, where anything of a face may be theirs to decide: to delete it, also of one who is brought. */
function ownerOf(context: VisitContext): { person: EnrolledPerson; faces: FaceGallery } | null {
  const { ports, identity } = context;
  if (!identity || !ports.faces || !knownForSure.includes(levelOf(identity))) return null;
  const person = enrolledPerson(context);
  return person && { person, faces: ports.faces };
}

/** Of an adult who came alone, with a chip whose portrait there is to compare with: of a return visit there is none. */
function canEnrol(context: VisitContext, { birthDate }: EnrolledPerson): boolean {
  const { ports, carer, chipFace } = context;
  return chipFace !== null && carer === null && facesUsable(context) && isOldEnough(ports, birthDate);
}

/** What the ticket on the screen offers. Only a new one offers to keep the face: who comes again today was asked. */
export function faceOfferOf(context: VisitContext): Offer {
  const { faceHeld, ticket } = context;
  const owner = ownerOf(context);
  if (!owner) return 'none';
  const enrols = canEnrol(context, owner.person);
  if (faceHeld === 'yes') return enrols ? 'enrolled' : 'delete';
  return faceHeld === 'no' && enrols && ticket?.origin === 'new' ? 'enrol' : 'none';
}

/** Whether the question may be asked that keeps a face, or renews it. */
export const mayEnrol = (context: VisitContext): boolean => ['enrol', 'enrolled'].includes(faceOfferOf(context));

/** Whether the question may be asked that deletes it. */
export const mayWithdraw = (context: VisitContext): boolean => ['enrolled', 'delete'].includes(faceOfferOf(context));

/** Whether the ticket's person has a face in the gallery; asked once a visit, and of nobody who is offered nothing. */
export async function askHeldOnTicket(context: VisitContext, signal: AbortSignal): Promise<VisitContext['faceHeld']> {
  const { identity, faceHeld } = context;
  const owner = ownerOf(context);
  if (faceHeld !== null || !owner) return faceHeld;
  if (identity && returnedOf(identity)) return 'yes';
  // By number, as it is deleted: the gallery may not know the hospital's id yet.
  return owner.faces.holds({ kind: 'person', idNumber: owner.person.idNumber }, signal);
}

/** What the patient agreed to just now, before their face is looked for. */
export function consentNow({ ports, language, ticket }: Pick<VisitContext, 'ports' | 'language' | 'ticket'>): Consent {
  const shown = consentLanguage(language);
  return {
    id: ports.newId(),
    version: consentText.version,
    language: shown,
    textSha256: consentText.sha256[shown],
    givenAt: ports.localIso(),
    visitKey: ticket?.key ?? '',
  };
}

/** Deletes the face of the ticket's person. */
export async function withdrawFace(context: VisitContext, signal: AbortSignal): Promise<WithdrawResult> {
  const owner = ownerOf(context);
  return owner ? owner.faces.withdraw({ idNumber: owner.person.idNumber }, 'patient', signal) : { kind: 'away' };
}

/** The problem of a deletion; `unknown`: somebody else was quicker, which is as good. */
export function withdrawalProblem({ kind }: WithdrawResult): Enrolling['problem'] {
  switch (kind) {
    case 'withdrawn':
    case 'unknown':
      return 'none';
    case 'away':
      return 'gallery-away';
    case 'failed':
      return 'not-saved';
  }
}

/** The numbers of somebody who was recognised will do as a factor next time. Nobody waits for it; without it the digits will do. */
export function rememberFace({ ports, identity, lookup, clinic, ticket, others }: VisitContext): void {
  const returned = identity && returnedOf(identity);
  if (!returned) return;
  for (const given of [{ clinic, ticket }, ...others.filter((other) => other.kind === 'clinic')]) {
    if (!given.clinic || !given.ticket?.key) continue;
    const about = { ticketKey: given.ticket.key, patientId: patientIdOf(lookup) };
    ports.faces?.remember(returned.enrolmentId, about).catch(() => undefined);
  }
}
