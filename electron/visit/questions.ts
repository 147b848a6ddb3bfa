import type { Eligibility } from '../../sync/his/hospital-api.ts';
import type { Declared } from '../bridge/question-snapshot.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';
import { detailsOf } from './details.ts';
import { mayDeclareOf } from './stream.ts';
import type { InternalEvent, VisitEvent } from './events.ts';
import { askInsurance } from './lookup.ts';
import { carerOf, ofPatient } from './whose-visit.ts';

/** What the answers to a visit's questions change: another insurance card, a detail of a new patient, a declaration. */

/** With another insurance card, to be asked about. */
export function withCard({ identity }: VisitContext, event: VisitEvent | InternalEvent): Partial<VisitContext> {
  if (!identity || event.type !== 'scan' || event.code.kind !== 'bhyt') return {};
  return { identity: { ...identity, shownInsurance: event.code }, insuranceSha256: event.codeSha256 };
}

export const askAboutCard = (context: VisitContext, signal: AbortSignal): Promise<Eligibility | null> =>
  ofPatient(context, Promise.resolve<Eligibility | null>(null), ({ ports, lookup, identity }) =>
    askInsurance(ports, lookup, identity, signal),
  );

/** What is said of the other card counts from now on. */
export const hearOfCard = (context: VisitContext, eligibility: Eligibility | null): Partial<VisitContext> =>
  ofPatient<Partial<VisitContext>>(context, {}, ({ lookup }) => ({ lookup: { ...lookup, eligibility } }));

/** The detail that is asked for now; null when none is, or none is left. */
export const detailAsked = (context: VisitContext): Pick<VisitAt<'details'>, 'field' | 'index' | 'total'> | null =>
  ofPatient(context, null, (patient) => {
    const { ask } = detailsOf({ ...patient, carer: carerOf(patient) });
    const field = ask[patient.detailsAsked];
    return field ? { field, index: patient.detailsAsked, total: ask.length } : null;
  });

const nextDetail = ({ detailsAsked }: VisitContext) => ({
  detailsAsked: detailsAsked + 1,
  detailProblem: 'none' as const,
});

/** The answer as it is stored, and the next question; or what is wrong with it. */
export function takeAnswer(context: VisitContext, typed: string): Partial<VisitContext> {
  const asked = detailAsked(context);
  const value = context.ports.documents.phoneNumber(typed);
  if (!asked || value === null) return { detailProblem: 'phone' };
  const answer = { field: asked.field, value, source: 'typed' as const };
  return { ...nextDetail(context), answers: [...context.answers, answer] };
}

/** Staff will ask for it. */
export const skipAnswer = nextDetail;

/** The question before once more, and nothing of its answer. */
export function lastDetail(context: VisitContext): Partial<VisitContext> {
  const detailsAsked = context.detailsAsked - 1;
  const asked = detailAsked({ ...context, detailsAsked });
  return {
    detailsAsked,
    detailProblem: 'none',
    answers: context.answers.filter(({ field }) => field !== asked?.field),
  };
}

/** What the patient says of themselves, where it is offered. */
export function declare(context: VisitContext, what: Declared, isSo: boolean): Partial<VisitContext> {
  if (!ofPatient<readonly Declared[]>(context, [], mayDeclareOf).includes(what)) return {};
  const others = context.declared.filter((declared) => declared !== what);
  return { declared: isSo ? [...others, what] : others };
}
