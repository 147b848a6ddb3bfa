import type { PatientField } from '../../sync/his/hospital-api.ts';
import type { AskedField, FieldAnswer } from '../../sync/registration.ts';
import { ageOn, type Identity, personOf } from './identity.ts';
import { orElse } from './or-else.ts';
import type { VisitPorts } from './ports.ts';
import { dayOfVisit, type VisitPlan } from './visit-choice.ts';

/** What the hospital wants to know of a new patient: from chip, code and carer, a question or two, the rest for staff. */
interface Details {
  /** What the kiosk asks, in this order; the same whether answered yet or not. */
  ask: ('phone' | 'relative')[];
  /** What is known: of the documents, and of what was typed what was asked. */
  answers: FieldAnswer[];
  /** What staff have to ask. */
  missing: AskedField[];
}

const askedFields = ['phone', 'relative', 'ethnicity', 'address', 'guardian'] as const satisfies readonly AskedField[];

/** Whether somebody else is responsible for a patient of this age: a child under 6, as the hospital declares the field. */
const guardedBelowAge = 6;

/** What a patient can type at the kiosk. */
const questions = ['phone', 'relative'] as const;

type About = Pick<VisitPlan, 'ports' | 'identity' | 'lookup' | 'carer' | 'answers' | 'later'>;

const nothing: Details = { ask: [], answers: [], missing: [] };

function communeOfChipOrCode(ports: VisitPorts, identity: Identity): FieldAnswer | null {
  const { residence } = personOf(identity, null);
  if (residence === null) return null;
  const units = orElse([], () => ports.addressUnits());
  const value = ports.documents.communeOf(residence, units);
  const isOfChip = typeof identity.chip?.holder.residence === 'string';
  return value === null ? null : { field: 'address', value, source: isOfChip ? 'chip' : 'code' };
}

/** What the documents at hand say to this question; null: they do not. */
function fromDocuments(field: AskedField, { ports, identity, carer }: About): FieldAnswer | null {
  switch (field) {
    case 'ethnicity': {
      const value = identity.chip?.holder.ethnicity ?? null;
      return value === null ? null : { field, value, source: 'chip' };
    }
    case 'address':
      return communeOfChipOrCode(ports, identity);
    case 'guardian': {
      const value = carer?.fullName ?? null;
      return value === null ? null : { field, value, source: 'carer' };
    }
    case 'phone':
    case 'relative':
      return null;
  }
}

/** Of what the hospital wants, what the kiosk may ask or find. Who is no child needs no guardian. */
function wantedOf(about: About): AskedField[] {
  const { ports, identity } = about;
  const required: PatientField[] = orElse(null, () => ports.requiredFields()) ?? [];
  const age = ageOn(dayOfVisit(about), personOf(identity, null).birthDate);
  const isGuarded = age !== null && age < guardedBelowAge;
  return askedFields.filter((field) => required.includes(field) && (field !== 'guardian' || isGuarded));
}

/** Only of who is new: what the hospital has of others is not the kiosk's to ask. `answers` of the plan: what was typed so far. */
export function detailsOf(about: About): Details {
  const { ports, lookup } = about;
  const { kind } = lookup.patient;
  if (!lookup.reachable || (kind !== 'none' && kind !== 'similar')) return nothing;
  const wanted = wantedOf(about);
  const ask = questions.filter((field) => wanted.includes(field)).slice(0, ports.policies.details.askAtMost);
  const found = wanted.map((field) => fromDocuments(field, about)).filter((answer) => answer !== null);
  const typed = about.answers.filter(({ field }) => ask.some((asked) => asked === field));
  const answers = [...typed, ...found];
  return { ask, answers, missing: wanted.filter((field) => !answers.some((answer) => answer.field === field)) };
}
