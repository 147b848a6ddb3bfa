import type { DeskDraft, DeskReason, RegistrationPerson, ShownPaper, VisitDraft } from '../../sync/registration.ts';
import { appointmentViews } from './appointments.ts';
import { serviceOf } from './clinic-hours.ts';
import type { VisitContext } from './context.ts';
import { detailsOf } from './details.ts';
import { rightsOf } from './evidence-level.ts';
import { type Conflict, evidenceOf, type Identity, isOtherPerson, personAgainstRecord, personOf } from './identity.ts';
import { type Lookup, patientIdOf, patientReference, recordOf, referralOf, slipCodeOf } from './lookup.ts';
import { calledTicket } from './my-ticket.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import { confirmedNumber, coverageOf, declaredOf, streamOf } from './stream.ts';
import { dayOfVisit, type VisitPlan } from './visit-choice.ts';

/** The card that the insurer named; a card of anybody's that was shown later counts only once it is confirmed. */
function insuranceNumberOf({ identity, lookup }: VisitPlan, person: RegistrationPerson): string | null {
  const named = identity.shownInsurance ? confirmedNumber(lookup) : (lookup.eligibility?.insuranceNumber ?? null);
  return named ?? person.insuranceNumber;
}

/** The registration as it is committed. */
export function visitDraft(plan: VisitPlan): VisitDraft {
  const { ports, identity, lookup, choice, carer } = plan;
  const record = recordOf(lookup);
  const person = personOf(identity, record);
  const coverage = coverageOf(plan);
  const { answers, missing } = detailsOf(plan);
  const required = orElse(null, () => ports.requiredFields());
  const [appointmentId, ...otherAppointmentIds] = choice.appointments.map(({ id }) => id);
  return {
    kind: 'visit',
    person: { ...person, insuranceNumber: insuranceNumberOf(plan, person) },
    evidence: evidenceOf(identity),
    checkAtDoor: rightsOf(ports, identity).checkAtDoor,
    patient: patientReference(lookup, person, required),
    clinic: { id: choice.clinic.id, name: choice.clinic.name.vi },
    ...streamOf(plan),
    coverage:
      coverage && coverage.insuranceNumber !== null
        ? {
            insuranceNumber: coverage.insuranceNumber,
            validFrom: coverage.validFrom,
            validTo: coverage.validTo,
            registeredFacility: coverage.registeredFacility?.code ?? null,
          }
        : null,
    checkIn: {
      objectCode: plan.isPaying ? null : (lookup.eligibility?.objectCode ?? null),
      careType: lookup.eligibility?.careType ?? null,
      service: serviceOf(ports, choice.clinic.id),
    },
    appointmentId: appointmentId ?? null,
    otherAppointmentIds,
    doctor: choice.doctor,
    referral: referralOf(lookup, dayOfVisit(plan)),
    declared: declaredOf(plan),
    answers,
    missing,
    carer,
    conflicts: record ? personAgainstRecord(person, record, ports.documents) : [],
    planned: plan.later,
    codeSha256: codeHash(identity),
  };
}

/** What was typed is no code that could be shown again, and short enough to be found by trying. */
const codeHash = (identity: Identity): string | null => (isTyped(identity) ? null : identity.codeSha256);

const isTyped = ({ code }: Identity): boolean =>
  code.kind === 'typed' || (code.kind === 'returning' && code.factor === 'digits');

/** Of the appointments on the screen those that staff arrange. */
const forDesk = (ports: VisitPorts, lookup: Lookup): string[] =>
  appointmentViews(ports, lookup)
    .filter(({ offers }) => offers.includes('desk'))
    .map(({ id }) => id);

/** What was shown and names nobody by itself: the slip, whoever has brought it, or the ticket that nothing more could be done about. */
export function shownPaper({
  identity,
  heldSlip,
  myTicket,
}: Pick<VisitContext, 'identity' | 'heldSlip' | 'myTicket'>): ShownPaper | null {
  const slip = (identity && slipCodeOf(identity)) ?? heldSlip?.code;
  if (slip) return { kind: 'slip', slip: slip.slip, code: slip.slipCode };
  if (!myTicket) return null;
  const { key, entry, answer } = myTicket;
  return entry
    ? { kind: 'ticket', visitKey: entry.visitKey, number: calledTicket(entry).number }
    : { kind: 'ticket', visitKey: key, number: answer?.number ?? null };
}

/**
 * What was captured, for the staff member who goes on where the kiosk stopped. `carer`: who came with the patient. A record
 * that contradicts the documents lends the person nothing.
 */
export function deskDraft(
  reason: DeskReason,
  about: {
    ports: VisitPorts;
    identity: Identity | null;
    lookup: Lookup | null;
    conflicts: Conflict[];
    shown: ShownPaper | null;
    carer: RegistrationPerson | null;
  },
): DeskDraft {
  const { ports, identity, lookup, conflicts, shown, carer } = about;
  // Somebody with another's document: what the hospital knows of its owner is not theirs.
  const isTheirs = identity === null || !isOtherPerson(identity);
  const patientId = isTheirs ? patientIdOf(lookup) : null;
  return {
    kind: 'desk',
    reason,
    person: personOf(identity, isTheirs && reason !== 'record-conflict' ? recordOf(lookup) : null),
    evidence: identity ? evidenceOf(identity) : [],
    conflicts,
    appointmentIds: reason === 'appointment' && lookup ? forDesk(ports, lookup) : [],
    shown,
    carer,
    patient:
      patientId !== null
        ? { kind: 'known', patientId }
        : { kind: 'provisional', reason: lookup?.reachable === true ? 'no-strong-key' : 'hospital-unreachable' },
    codeSha256: identity && codeHash(identity),
  };
}
