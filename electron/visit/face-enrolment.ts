import type { Consent, EnrolledPerson, WithdrawResult } from '../../sync/faces/port.ts';
import { consentText } from '../bridge/consent.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';
import { levelOf } from './evidence-level.ts';
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

/** Whether faces are looked for here at all. */
export const isFaceKiosk = ({ ports, cameraConfigured }: Pick<VisitContext, 'ports' | 'cameraConfigured'>): boolean =>
  ports.faces !== null && cameraConfigured;

const isWholeDate = (date: string): boolean => date.length === 'YYYY-MM-DD'.length;

/** Who would be enrolled; null for somebody who is not, or of whom too little is known. */
export function enrolledPerson({ identity, lookup }: Pick<VisitContext, 'identity' | 'lookup'>): EnrolledPerson | null {
  const { idNumber, birthDate, fullName, sex } = personOf(identity, recordOf(lookup));
  if (idNumber === null || birthDate === null || fullName === null || !isWholeDate(birthDate)) return null;
  return { idNumber, birthDate, fullName, sex, patientId: patientIdOf(lookup) };
}

type Offer = VisitAt<'ticket'>['faceOffer'];

/** Whose ticket may offer anything of a face: of an adult who came alone and whose own face was part of this visit. */
function mayBeOffered(context: VisitContext): boolean {
  const { ports, identity, carer } = context;
  if (!identity || carer || !isFaceKiosk(context)) return false;
  const person = enrolledPerson(context);
  const isByFace = ['chip-and-face', 'returning-face'].includes(levelOf(identity));
  return isByFace && person !== null && isOldEnough(ports, person.birthDate);
}

/** What the ticket on the screen offers. Only a new one offers to keep the face: who comes again today was asked. */
export function faceOfferOf(context: VisitContext): Offer {
  if (!mayBeOffered(context)) return 'none';
  if (context.faceHeld === 'yes') return 'enrolled';
  return context.faceHeld === 'no' && canEnrol(context) && context.ticket?.origin === 'new' ? 'enrol' : 'none';
}

/** There is a portrait of the chip to compare with: of a return visit there is none. */
const canEnrol = ({ chipFace }: Pick<VisitContext, 'chipFace'>): boolean => chipFace !== null;

/** Whether the question may be asked that keeps a face, or renews it. */
export const mayEnrol = (context: VisitContext): boolean => canEnrol(context) && faceOfferOf(context) !== 'none';

/** Whether the ticket's person has a face in the gallery; asked once a visit, and of nobody who is offered nothing. */
export async function askHeldOnTicket(context: VisitContext, signal: AbortSignal): Promise<VisitContext['faceHeld']> {
  const { ports, identity, lookup, faceHeld } = context;
  if (faceHeld !== null || !mayBeOffered(context)) return faceHeld;
  if (identity && returnedOf(identity)) return 'yes';
  const patientId = patientIdOf(lookup);
  return patientId === null || !ports.faces ? 'no' : ports.faces.holds({ kind: 'patient', patientId }, signal);
}

/** What the patient agreed to just now, before their face is looked for. */
export function consentNow({ ports, language, ticket }: Pick<VisitContext, 'ports' | 'language' | 'ticket'>): Consent {
  return {
    id: ports.newId(),
    version: consentText.version,
    language,
    textSha256: consentText.sha256[language],
    givenAt: ports.localIso(),
    visitKey: ticket?.key ?? '',
  };
}

/** Deletes the face of the ticket's person. */
export async function withdrawFace(context: VisitContext, signal: AbortSignal): Promise<WithdrawResult> {
  const { faces } = context.ports;
  const person = enrolledPerson(context);
  if (!faces || !person) return { kind: 'away' };
  return faces.withdraw({ idNumber: person.idNumber }, 'patient', signal);
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
  for (const given of [{ clinic, ticket }, ...others]) {
    if (!given.clinic || !given.ticket?.key) continue;
    const about = { ticketKey: given.ticket.key, patientId: patientIdOf(lookup) };
    ports.faces?.remember(returned.enrolmentId, about).catch(() => undefined);
  }
}
