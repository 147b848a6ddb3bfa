import type { ClinicInfo } from '../../sync/his/hospital-api.ts';
import { type VisitContext, wipedBut } from './context.ts';
import type { CodeShown } from './events.ts';
import { roundedTo2 } from './face-decision.ts';
import { facesUsable, isOldEnough } from './face-enrolment.ts';
import { type FaceOutcome, personOf, type ReturningCode } from './identity.ts';
import { type Live, startLive } from './live-face.ts';
import { patientIdOf, recordOf } from './lookup.ts';
import { whenIs } from './moments.ts';
import { clinicAgain, type MyTicket, statusOf } from './my-ticket.ts';
import { orElse } from './or-else.ts';
import { ticketSha256 } from './other-person.ts';
import type { VisitPorts } from './ports.ts';
import { isPaper } from './rules.ts';
import { beginVisit } from './whose-visit.ts';

/** Coming back by face: with digits that are typed, the ticket of an earlier visit, or the code of a paper. */

interface TypedFactor {
  lastFour: string;
  birthDate: string;
}

/**
 * What was typed goes before the camera, whether anybody is enrolled under it or not. Nobody of a child's birth date is, and no
 * child's face is measured.
 */
export function returnByDigits({ ports }: Pick<VisitContext, 'ports'>, typed: TypedFactor): Partial<VisitContext> {
  const read = ports.documents.typedFactor(typed);
  if (!read.ok) return { returnProblem: 'birth-date' };
  if (!isOldEnough(ports, read.birthDate)) return { returnProblem: 'too-young' };
  const { lastFour, birthDate } = read;
  return { returnProblem: 'none', live: startLive(ports, { kind: 'digits', lastFour, birthDate }) };
}

/** Nothing of the ticket but its key, and the clinic where its owner goes again; null for one that is still to be chosen. */
export const returnByTicket = (context: VisitContext, clinicAsked: ClinicInfo | null): Partial<VisitContext> => ({
  ...wipedBut(context),
  live: startLive(context.ports, { kind: 'ticket', key: visitKeyOf(context.myTicket) }),
  clinicIdAsked: clinicAsked?.id ?? null,
});

/** The gallery knows a visit by its first key, also after a change of clinic. */
const visitKeyOf = (myTicket: MyTicket | null): string => myTicket?.entry?.visitKey ?? myTicket?.key ?? '';

/** Whether a ticket is the one whose owner is before the camera. */
export const isTicketBeside = ({ ports, live }: Pick<VisitContext, 'ports' | 'live'>, key: string): boolean =>
  live?.factor?.kind === 'ticket' && live.factor.key === (orElse(null, () => ports.queue.entry(key))?.visitKey ?? key);

/** A ticket of an earlier session, or one of which nobody says that its patient still waits. */
function isPast(ports: VisitPorts, myTicket: MyTicket): boolean {
  if (myTicket.entry) return whenIs(ports, myTicket.entry) === 'over';
  return ['unknown', 'done', 'cancelled'].includes(statusOf(ports, myTicket));
}

/** Whether the owner of this ticket may come back by face. */
export async function askHeldByTicket(context: VisitContext, signal: AbortSignal): Promise<VisitContext['faceHeld']> {
  const { ports, myTicket } = context;
  if (!myTicket || !ports.faces || !facesUsable(context) || !isPast(ports, myTicket)) return 'no';
  return ports.faces.holds({ kind: 'ticket', key: visitKeyOf(myTicket) }, signal);
}

export const canReturn = (context: VisitContext): boolean =>
  context.myTicket?.isHeld === true && facesUsable(context) && isPast(context.ports, context.myTicket);

/** Where the owner of the ticket on the screen may go by face without choosing a clinic. */
export const clinicToReturnTo = (context: VisitContext): ClinicInfo | null =>
  context.myTicket && canReturn(context) ? clinicAgain(context.myTicket) : null;

/**
 * Whether the gallery is asked about the patient of a paper: once, for somebody who came alone and is known to be no child. The
 * camera looks only once they have said so: whoever shows a code may have expected no camera.
 */
export function mayAskFace(context: VisitContext): boolean {
  const { ports, identity, lookup, carer, faceAsked } = context;
  if (faceAsked || carer || !identity || identity.staff || !isPaper(identity) || !facesUsable(context)) return false;
  return patientIdOf(lookup) !== null && isOldEnough(ports, personOf(identity, recordOf(lookup)).birthDate);
}

export async function askHeldByCode(
  { ports, lookup }: VisitContext,
  signal: AbortSignal,
): Promise<VisitContext['faceHeld']> {
  const patientId = patientIdOf(lookup);
  return patientId === null || !ports.faces ? 'no' : ports.faces.holds({ kind: 'patient', patientId }, signal);
}

export const returnByCode = ({ ports, lookup }: VisitContext): Partial<VisitContext> => ({
  faceAsked: true,
  live: startLive(ports, { kind: 'patient', patientId: patientIdOf(lookup) ?? '' }),
});

/** In place of a code; the hash is that of the ticket that was shown, and empty for what was typed. */
function asCode(ports: VisitPorts, factor: Live['factor'], code: Omit<ReturningCode, 'kind' | 'factor'>): CodeShown {
  const ticketHash = factor?.kind === 'ticket' ? ticketSha256(ports, factor.key) : null;
  return {
    type: 'scan',
    code: { kind: 'returning', factor: ticketHash === null ? 'digits' : 'ticket', ...code },
    codeSha256: ticketHash ?? '',
    isVneid: false,
  };
}

/** Whoever was recognised: the person of a new visit, or of the code that began this one. */
export function identifiedByFace(context: VisitContext): Partial<VisitContext> {
  const { ports, live, identity, clinicIdAsked } = context;
  if (live?.answer?.kind !== 'recognised') return {};
  const { enrolmentId, person, similarity } = live.answer;
  const returned = { enrolmentId, person, hasSwapped: live.check.hasSwapped };
  const faceBy = (factor: 'digits' | 'code' | 'ticket'): FaceOutcome => ({
    method: 'face-returning',
    factor,
    similarity: roundedTo2(similarity),
  });
  if (identity) return { identity: { ...identity, returned, face: faceBy('code') } };
  const begun = beginVisit(context, asCode(ports, live.factor, returned), 'anew');
  const by = live.factor?.kind === 'ticket' ? 'ticket' : 'digits';
  return { ...begun, live, clinicIdAsked, faceAsked: true, identity: { ...begun.identity, face: faceBy(by) } };
}
