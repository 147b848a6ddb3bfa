import type {
  DeclaredPriority,
  DeskDraft,
  DeskReason,
  QueueStream,
  RegistrationPerson,
  ShownPaper,
  VisitDraft,
} from '../../sync/registration.ts';
import { appointmentViews } from './appointments.ts';
import { serviceOf } from './clinic-hours.ts';
import type { VisitContext } from './context.ts';
import { detailsOf } from './details.ts';
import { rightsOf } from './evidence-level.ts';
import {
  ageOn,
  type Conflict,
  evidenceOf,
  type Identity,
  isOtherPerson,
  personAgainstRecord,
  personOf,
  returnedOf,
} from './identity.ts';
import { type Lookup, patientIdOf, patientReference, recordOf, referralOf, slipCodeOf } from './lookup.ts';
import { calledTicket } from './my-ticket.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import { dayOfVisit, type VisitPlan } from './visit-choice.ts';

/** What the queue depends on. */
type Going = Pick<VisitPlan, 'ports' | 'identity' | 'lookup' | 'isPaying' | 'declared' | 'later'>;

/** The insurance that counts in this visit: the insurer's word, unless the patient pays. */
const coverageOf = ({ lookup: { eligibility }, isPaying }: Pick<VisitPlan, 'lookup' | 'isPaying'>) =>
  eligibility?.outcome === 'covered' && !isPaying ? eligibility : null;

/** Whether insurance pays for the visit, as far as the insurer has said. */
export const isInsured = (plan: Pick<VisitPlan, 'lookup' | 'isPaying'>): boolean => coverageOf(plan) !== null;

/** A number proves merit only where the insurer has confirmed it; who pays has it all the same. */
const confirmedNumber = (lookup: Lookup): string | null =>
  coverageOf({ lookup, isPaying: false })?.insuranceNumber ?? null;

/** A birth date that somebody vouches for: chip, citizen card, enrolment, the hospital's record, or the insurer; else null. */
function verifiedBirthDate({ identity, lookup }: Going): string | null {
  const record = recordOf(lookup);
  const isVerified =
    identity.code.kind === 'cccd' ||
    typeof identity.chip?.holder.birthDate === 'string' ||
    returnedOf(identity) !== null ||
    typeof record?.birthDate === 'string' ||
    lookup.eligibility?.outcome === 'covered';
  return isVerified ? personOf(identity, record).birthDate : null;
}

function priorityReason(plan: Going, declared: readonly DeclaredPriority[]): string | null {
  const { ports, lookup } = plan;
  if (!ports.streams.includes('priority')) return null;
  const whose = { birthDate: verifiedBirthDate(plan), insuranceNumber: confirmedNumber(lookup), declared };
  return ports.documents.priority(whose, dayOfVisit(plan));
}

/** Which queue the patient joins: legal priority first, then insurance, else paying; of those that the hospital runs. */
export function streamOf(plan: Going): { stream: QueueStream; priorityReason: string | null } {
  const reason = priorityReason(plan, plan.declared);
  if (reason !== null) return { stream: 'priority', priorityReason: reason };
  const byInsurance: QueueStream[] = coverageOf(plan) ? ['insured', 'paying'] : ['paying', 'insured'];
  const stream = byInsurance.find((each) => plan.ports.streams.includes(each)) ?? 'priority';
  return { stream, priorityReason: null };
}

/** Below this age nobody is asked whether they are pregnant. */
const leastAgePregnant = 12;

/** Whether it could be so of this patient, as far as sex and age are known. */
function mayBeSo(plan: Going, what: DeclaredPriority): boolean {
  if (what !== 'pregnancy') return true;
  const { sex, birthDate } = personOf(plan.identity, recordOf(plan.lookup));
  const age = ageOn(dayOfVisit(plan), birthDate);
  return sex !== 'male' && (age === null || age >= leastAgePregnant);
}

/** What the patient may say of themselves, where it would change anything: nothing once they go first anyway. */
export const mayDeclareOf = (plan: Going): readonly DeclaredPriority[] =>
  plan.ports.streams.includes('priority') && priorityReason(plan, []) === null
    ? plan.ports.documents.mayDeclare.filter((what) => mayBeSo(plan, what))
    : [];

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
    declared: plan.declared,
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
  const slip = (identity && slipCodeOf(identity)) ?? heldSlip;
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
