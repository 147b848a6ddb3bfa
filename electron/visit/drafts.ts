import type {
  DeclaredPriority,
  DeskDraft,
  DeskReason,
  QueueStream,
  RegistrationPerson,
  VisitDraft,
} from '../../sync/registration.ts';
import { serviceOf } from './clinic-hours.ts';
import { detailsOf } from './details.ts';
import { type Conflict, evidenceOf, type Identity, personAgainstRecord, personOf } from './identity.ts';
import { type Lookup, patientIdOf, patientReference, recordOf, referralOf } from './lookup.ts';
import { orElse } from './or-else.ts';
import type { VisitPlan } from './visit-choice.ts';

/** What the queue depends on. */
type Going = Pick<VisitPlan, 'ports' | 'identity' | 'lookup' | 'isPaying' | 'declared'>;

/** The insurance that counts in this visit: the insurer's word, unless the patient pays. */
const coverageOf = ({ lookup: { eligibility }, isPaying }: Pick<VisitPlan, 'lookup' | 'isPaying'>) =>
  eligibility?.outcome === 'covered' && !isPaying ? eligibility : null;

/** A number proves merit only where the insurer has confirmed it; who pays has it all the same. */
const confirmedNumber = (lookup: Lookup): string | null =>
  coverageOf({ lookup, isPaying: false })?.insuranceNumber ?? null;

function priorityReason({ ports, identity, lookup }: Going, declared: readonly DeclaredPriority[]): string | null {
  if (!ports.streams.includes('priority')) return null;
  const { birthDate } = personOf(identity, recordOf(lookup));
  const whose = { birthDate, insuranceNumber: confirmedNumber(lookup), declared };
  return ports.documents.priority(whose, ports.day().serviceDate);
}

/** Which queue the patient joins: legal priority first, then insurance, else paying; of those that the hospital runs. */
export function streamOf(plan: Going): { stream: QueueStream; priorityReason: string | null } {
  const reason = priorityReason(plan, plan.declared);
  if (reason !== null) return { stream: 'priority', priorityReason: reason };
  const byInsurance: QueueStream[] = coverageOf(plan) ? ['insured', 'paying'] : ['paying', 'insured'];
  const stream = byInsurance.find((each) => plan.ports.streams.includes(each)) ?? 'priority';
  return { stream, priorityReason: null };
}

/** What the patient may say of themselves, where it would change anything: nothing once they go first anyway. */
export const mayDeclareOf = (plan: Going): readonly DeclaredPriority[] =>
  plan.ports.streams.includes('priority') && priorityReason(plan, []) === null ? plan.ports.documents.mayDeclare : [];

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
  const required = orElse([], () => ports.requiredFields());
  return {
    kind: 'visit',
    person: { ...person, insuranceNumber: insuranceNumberOf(plan, person) },
    evidence: evidenceOf(identity),
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
    appointmentId: choice.appointment?.id ?? null,
    doctor: choice.doctor,
    referral: referralOf(lookup),
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
const codeHash = ({ code, codeSha256 }: Identity): string | null => (code.kind === 'typed' ? null : codeSha256);

/**
 * What was captured, for the staff member who goes on where the kiosk stopped. `carer`: who came with the patient. A record
 * that contradicts the documents lends the person nothing.
 */
export function deskDraft(
  reason: DeskReason,
  about: {
    identity: Identity | null;
    lookup: Lookup | null;
    conflicts: Conflict[];
    carer: RegistrationPerson | null;
  },
): DeskDraft {
  const { identity, lookup, conflicts, carer } = about;
  const patientId = patientIdOf(lookup);
  return {
    kind: 'desk',
    reason,
    person: personOf(identity, reason === 'record-conflict' ? null : recordOf(lookup)),
    evidence: identity ? evidenceOf(identity) : [],
    conflicts,
    carer,
    patient:
      patientId !== null
        ? { kind: 'known', patientId }
        : { kind: 'provisional', reason: lookup?.reachable === true ? 'no-strong-key' : 'hospital-unreachable' },
    codeSha256: identity && codeHash(identity),
  };
}
