import type { DeclaredPriority, Payer, QueueStream } from '../../sync/registration.ts';
import { ageOn, personOf, returnedOf } from './identity.ts';
import { type Lookup, recordOf } from './lookup.ts';
import { dayOfVisit, type VisitPlan } from './visit-choice.ts';

/** What the queue depends on. */
type Going = Pick<VisitPlan, 'ports' | 'identity' | 'lookup' | 'isPaying' | 'declared' | 'later'>;

/** The insurance that counts in this visit: the insurer's word, unless the patient pays. */
export const coverageOf = ({ lookup: { eligibility }, isPaying }: Pick<VisitPlan, 'lookup' | 'isPaying'>) =>
  eligibility?.outcome === 'covered' && !isPaying ? eligibility : null;

/** That nobody could be asked, or the insurer could not say, is not "not insured"; who said they pay has decided. */
export function whoPays(plan: Pick<VisitPlan, 'lookup' | 'isPaying'>): Payer {
  const { eligibility } = plan.lookup;
  const isUndecided = !plan.isPaying && (eligibility === null || eligibility.outcome === 'technical');
  return isUndecided ? 'undecided' : coverageOf(plan) ? 'insurance' : 'patient';
}

/**
 * The stream as it is told to people. Whoever is undecided stands among those who pay, too: of nobody is it said that they pay unless
 * it is known. `payer` null: of a number of before nothing says it.
 */
export const toldStream = (stream: QueueStream | null, payer: Payer | null): QueueStream | null =>
  stream === 'paying' && payer !== 'patient' ? null : stream;

/** A number proves merit only where the insurer has confirmed it; who pays has it all the same. */
export const confirmedNumber = (lookup: Lookup): string | null =>
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
  const reason = priorityReason(plan, declaredOf(plan));
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

/** What the patient said of themselves; a chip that is read afterwards may say that it cannot be. */
export const declaredOf = (plan: Going): DeclaredPriority[] => plan.declared.filter((what) => mayBeSo(plan, what));

/** What the patient may say of themselves, where it would change anything: nothing once they go first anyway. */
export const mayDeclareOf = (plan: Going): readonly DeclaredPriority[] =>
  plan.ports.streams.includes('priority') && priorityReason(plan, []) === null
    ? plan.ports.documents.mayDeclare.filter((what) => mayBeSo(plan, what))
    : [];
