/** Where a patient was last: the newest Encounter that names a clinic. */
import { z } from 'zod';
import { codingIn, conceptSchema, idSchema, periodSchema, referenceSchema, textSchema } from './answers.ts';
import type { FhirSystems } from './identifiers.ts';
import { firstIdIn } from './read-model.ts';

export const encounterSchema = z.looseObject({
  resourceType: z.literal('Encounter'),
  status: textSchema.optional(),
  serviceType: conceptSchema.optional(),
  period: periodSchema.optional(),
  participant: z.array(z.looseObject({ individual: referenceSchema.optional() })).optional(),
});
type EncounterAnswer = z.infer<typeof encounterSchema>;

/** Encounter.status (R4) of somebody who was not there, or not yet. */
const notThere = new Set(['planned', 'cancelled', 'entered-in-error']);

/** null for a patient who was nowhere yet. A server need not sort as it was asked to. */
export function lastVisit(
  encounters: EncounterAnswer[],
  systems: FhirSystems,
): { clinicId: string; doctorId: string | null } | null {
  const visits = encounters.flatMap(({ status, serviceType, period, participant }) => {
    const clinicId = idSchema.safeParse(codingIn([serviceType ?? {}], systems.clinic)?.code).data;
    const time = Date.parse(period?.start ?? '');
    if (clinicId === undefined || Number.isNaN(time) || notThere.has(status ?? '')) return [];
    const individuals = (participant ?? []).flatMap(({ individual }) => (individual ? [individual] : []));
    return [{ clinicId, doctorId: firstIdIn(individuals, 'Practitioner'), time }];
  });
  const [newest] = visits.toSorted((one, other) => other.time - one.time);
  return newest ? { clinicId: newest.clinicId, doctorId: newest.doctorId } : null;
}
