import { createHash } from 'node:crypto';
import type { TypedNumber } from '../../native/citizen-id/code.ts';
import { type VisitContext, wipedBut, wipedFor } from './context.ts';
import type { CodeShown } from './events.ts';
import { ageOn, type ChipSkipped, type Identity, personOf, personOfCode, sameDate } from './identity.ts';
import { laidCard } from './laid-card.ts';
import { type Lookup, patientIdOf, recordOf } from './lookup.ts';
import type { VisitPorts } from './ports.ts';
import { withoutPortrait } from './rules.ts';
import { type Choice, dayOfVisit, type VisitPlan } from './visit-choice.ts';
import { visitorByCode } from './visitor.ts';

/** Whose visit it is: the person of a code, somebody whom they bring, the next of the family. */

/** An identified person about whom the hospital was asked. */
export type Patient = VisitContext & { identity: Identity; lookup: Lookup };

/** What is so of a patient; `otherwise` before there is one. */
export function ofPatient<T>(context: VisitContext, otherwise: T, ask: (patient: Patient) => T): T {
  const { identity, lookup } = context;
  return identity && lookup ? ask({ ...context, identity, lookup }) : otherwise;
}

export const planOf = (patient: Patient, choice: Choice): VisitPlan => {
  const { ports, identity, lookup, later, isPaying, declared, answers } = patient;
  return { ports, identity, lookup, choice, later, isPaying, declared, carer: carerOf(patient), answers };
};

/** Who came with the patient, as their documents or else the hospital say. */
export const carerOf = ({ carer, carerLookup }: Pick<VisitContext, 'carer' | 'carerLookup'>) =>
  carer && personOf(carer, recordOf(carerLookup));

/**
 * Whether the card of this code may be laid. A citizen card always: where its code gives no key, the screen says so. A typed
 * number only when it gives one.
 */
export const opensChip = ({ documents }: Pick<VisitPorts, 'documents'>, code: CodeShown['code']): boolean =>
  code.kind === 'cccd' || (code.kind === 'typed' && documents.accessKeys(code).length > 0);

/** What was typed goes on like a code. */
export const typedCode = (code: TypedNumber): CodeShown => ({
  type: 'scan',
  code,
  codeSha256: createHash('sha256').update(JSON.stringify(code)).digest('hex'),
  isVneid: false,
});

type Company = Pick<VisitContext, 'carer' | 'carerLookup' | 'heldSlip'>;

/** A new code is a new person: of an earlier one stays who came with them, and the slip that they brought. */
function begun(
  context: VisitContext,
  shown: CodeShown,
  { carer, carerLookup, heldSlip }: Company,
  visitor = context.visitor,
) {
  const { ports, reader, birthDateAsked } = context;
  const { code, codeSha256, isVneid } = shown;
  const chipSkipped: ChipSkipped | null = reader.state === 'unavailable' && opensChip(ports, code) ? 'no-reader' : null;
  const shownSlip = code.kind === 'appointment' ? null : (heldSlip?.code ?? null);
  const fresh = { typed: null, shownInsurance: null, chip: null, face: null, returned: null, staff: null };
  return {
    ...wipedFor(context, visitor),
    carer,
    carerLookup,
    identity: { code, codeSha256, isVneid, shownSlip, chipSkipped, ...fresh },
    birthDateAsked: birthDateAsked && code.kind === 'typed',
  } satisfies Partial<VisitContext>;
}

/**
 * The code that was shown, where its own number was typed because the chip did not open by it: the code says more. Null where
 * another number was typed.
 */
function withTyped(
  { ports, identity }: Pick<VisitContext, 'ports' | 'identity'>,
  { code }: CodeShown,
): Identity | null {
  if (identity?.code.kind !== 'cccd' || code.kind !== 'typed' || identity.code.idNumber !== code.idNumber) return null;
  if (!sameDate(identity.code.birthDate, code.birthDate)) return null;
  return opensChip(ports, code) ? { ...identity, typed: code } : { ...identity, chipSkipped: 'not-opened' };
}

/** `anew`: for somebody who comes alone. `instead`: of the code that was shown before. `brought`: by the identified person. */
export type Beginning = 'anew' | 'instead' | 'brought';

export function beginVisit(context: VisitContext, shown: CodeShown, how: Beginning) {
  const { identity, lookup, carer, carerLookup, heldSlip } = context;
  switch (how) {
    case 'anew':
      // A slip that staff were given a number for is settled with it.
      return begun(
        context,
        shown,
        { carer: null, carerLookup: null, heldSlip: context.ticket ? null : heldSlip },
        visitorByCode(context),
      );
    case 'instead': {
      const replaced = begun(context, shown, { carer, carerLookup, heldSlip: null });
      const kept = withTyped(context, shown);
      return kept
        ? { ...replaced, identity: { ...kept, chipSkipped: kept.chipSkipped ?? replaced.identity.chipSkipped } }
        : replaced;
    }
    case 'brought':
      return {
        ...begun(context, shown, { carer: withoutPortrait(identity), carerLookup: lookup, heldSlip }),
        leftCard: laidCard(context.reader),
      };
  }
}

type Known = Pick<VisitContext, 'ports' | 'identity' | 'lookup'>;

/** A child, who is younger (Law on Children 102/2016/QH13, art. 1), is brought and brings nobody. */
const leastAgeBringing = 16;

/**
 * Whether the identified person may say that somebody else is the patient. Whoever comes with a child may show the child's code
 * first: then the child is the patient already, and must not become who came with them.
 */
export function mayBring(context: Known & Pick<VisitContext, 'carer' | 'later'>): boolean {
  const { identity, lookup, carer } = context;
  const age = ageOn(dayOfVisit(context), personOf(identity, recordOf(lookup)).birthDate);
  return carer === null && (age === null || age >= leastAgeBringing);
}

/** Each says alone who it is. */
const strongKeys = ['idNumber', 'insuranceNumber', 'patientCode'] as const;

/**
 * Whether a code is the identified person's own, whatever they began with: by a number that both have, or else by name and birth
 * date. The slip that they brought is theirs, too.
 */
export function isSamePerson({ ports, identity, lookup }: Known, { code, codeSha256 }: CodeShown): boolean {
  if (identity?.codeSha256 === codeSha256) return true;
  if (code.kind === 'appointment') return identity?.shownSlip?.slipCode === code.slipCode;
  const known = personOf(identity, recordOf(lookup));
  const shown = personOfCode(code);
  if (strongKeys.some((key) => known[key] !== null && known[key] === shown[key])) return true;
  if (known.idNumber !== null && shown.idNumber !== null) return false;
  if (known.fullName === null || shown.fullName === null) return false;
  const isBornThen = known.birthDate !== null && known.birthDate === shown.birthDate;
  return isBornThen && ports.documents.sameName(known.fullName, shown.fullName);
}

/** Whether a code is of somebody of this visit: the patient's own, or that of who came with them. */
export const isOfVisit = (context: Known & Pick<VisitContext, 'carer' | 'carerLookup'>, shown: CodeShown): boolean => {
  const { ports, carer, carerLookup } = context;
  return (
    isSamePerson(context, shown) ||
    (carer !== null && isSamePerson({ ports, identity: carer, lookup: carerLookup }, shown))
  );
};

/** The patient turns out to be the one who came with them. */
export function isCarerAgain({ identity, carer, carerLookup, lookup }: VisitContext): boolean {
  if (!carer) return false;
  const { idNumber } = personOf(identity, null);
  const patientId = patientIdOf(lookup);
  const isSameNumber = idNumber !== null && idNumber === personOf(carer, null).idNumber;
  return isSameNumber || (patientId !== null && patientId === patientIdOf(carerLookup));
}

/** Whoever came with the patient is asked for somebody else: the next child, or not themselves again. */
export function askCarerAgain(context: VisitContext, companionProblem: VisitContext['companionProblem']) {
  const { carer, carerLookup, heldSlip } = context;
  return {
    ...wipedBut(context),
    heldSlip,
    identity: carer,
    lookup: carerLookup,
    companionProblem,
  };
}

/** What was typed contradicts the record, of which nothing is said: the birth date is asked for once more. */
export const askBirthDate = (context: VisitContext) =>
  ofPatient<Partial<VisitContext>>(context, {}, ({ identity, carer }) => ({
    ...(carer ? askCarerAgain(context, 'none') : wipedBut(context)),
    heldSlip: identity.shownSlip && { code: identity.shownSlip, said: 'slip-needs-card' },
    typedProblem: 'birth-date-differs',
    birthDateAsked: true,
    refused: identity,
  }));

/** Somebody without a number, or not known yet: what staff are told is who came with them. */
export const nobodyYet = ({ identity, lookup }: VisitContext) => ({
  carer: withoutPortrait(identity),
  carerLookup: lookup,
  identity: null,
  lookup: null,
  conflicts: [],
});
