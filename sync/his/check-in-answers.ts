/** What a patient said at the kiosk, and who came along, as a QuestionnaireResponse: nothing here is verified. */
import type { QuestionnaireResponse, QuestionnaireResponseItem, Reference } from './fhir.ts';
import type { FhirSystems } from './identifiers.ts';
import { kioskReference } from './provenance.ts';
import { personFacts } from './tasks.ts';
import type { RegistrationStamp, VisitDraft } from '../registration.ts';

/** null when nothing was asked and nobody came along. Items: the `AskedField` names, `declared`, `missing`, `carer`. */
export function checkInAnswers(
  registration: VisitDraft & RegistrationStamp,
  references: { patient: Reference; encounter: Reference },
  systems: FhirSystems,
): QuestionnaireResponse | null {
  const { answers, declared, missing, carer } = registration;
  const coded = (code: string) => ({ valueCoding: { system: systems.checkInAnswer, code } });
  const codes = (linkId: string, values: readonly string[]): QuestionnaireResponseItem[] =>
    values.length === 0 ? [] : [{ linkId, answer: values.map(coded) }];
  const item: QuestionnaireResponseItem[] = [
    ...answers.map(({ field, value, source }) => ({
      linkId: field,
      answer: [{ valueString: value, item: [{ linkId: `${field}.source`, answer: [coded(source)] }] }],
    })),
    ...codes('declared', declared),
    ...codes('missing', missing),
    ...(carer === null ? [] : [{ linkId: 'carer', item: carerItems(carer) }]),
  ];
  if (item.length === 0) return null;
  return {
    resourceType: 'QuestionnaireResponse',
    identifier: { system: systems.checkIn, value: registration.key },
    questionnaire: systems.checkInQuestions,
    status: 'completed',
    subject: references.patient,
    encounter: references.encounter,
    authored: registration.registeredAt,
    author: kioskReference(registration.kioskId, systems),
    item,
  };
}

/** Somebody of whom nothing is known came along all the same. */
function carerItems(carer: NonNullable<VisitDraft['carer']>): QuestionnaireResponseItem[] {
  const facts = personFacts(carer);
  const values: [string, string][] = facts.length === 0 ? [['present', 'true']] : facts;
  return values.map(([code, value]) => ({ linkId: `carer.${code}`, answer: [{ valueString: value }] }));
}
