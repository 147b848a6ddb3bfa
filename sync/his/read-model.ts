/** FHIR resources of the hospital's read model, as the kiosk shows them. */
import type { AppointmentAnswer, EligibilityAnswer, HealthcareServiceAnswer, LocationAnswer } from './answers.ts';
import { eligibilityOutcome } from './eligibility.ts';
import type { Appointment, ClinicInfo, Eligibility } from './hospital-api.ts';
import { hl7, type FhirSystems } from './identifiers.ts';

/** The id in a reference to a resource of this type, relative or absolute. */
function idIn(reference: string | undefined, type: string): string | null {
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})`).exec(reference ?? '')?.[1] ?? null;
}

/** An appointment, or null when it names no clinic or no time and so cannot be offered. */
export function appointment(answer: AppointmentAnswer, systems: FhirSystems): Appointment | null {
  const actors = (answer.participant ?? []).flatMap(({ actor }) => (actor ? [actor] : []));
  const clinicId =
    actors.map(({ reference }) => idIn(reference, 'HealthcareService')).find((id) => id !== null) ??
    answer.serviceType?.flatMap(({ coding }) => coding ?? []).find(({ system }) => system === systems.clinic)?.code;
  if (clinicId === undefined || answer.start === undefined || Number.isNaN(Date.parse(answer.start))) return null;
  const practitioner = actors.find(({ reference }) => /(?:^|\/)Practitioner(?:Role)?\//.test(reference ?? ''));
  return { id: answer.id, clinicId, start: answer.start, practitioner: practitioner?.display ?? null };
}

/** A clinic with its room (Location.name) and floor (display of Location.partOf). */
export function clinic(
  service: HealthcareServiceAnswer,
  locations: LocationAnswer[],
  systems: FhirSystems,
): ClinicInfo {
  const ids = (service.location ?? []).map(({ reference }) => idIn(reference, 'Location'));
  const room = locations.find(({ id }) => ids.includes(id));
  const vi = service.name ?? service.id;
  const translations = (service._name?.extension ?? [])
    .filter(({ url }) => url === hl7.translation)
    .map(({ extension }) => ({
      language: extension?.find(({ url }) => url === 'lang')?.valueCode,
      text: extension?.find(({ url }) => url === 'content')?.valueString,
    }));
  return {
    id: service.id,
    name: { vi, en: translations.find(({ language }) => language?.startsWith('en'))?.text ?? vi },
    room: room?.name ?? service.location?.[0]?.display ?? '',
    floor: room?.partOf?.display ?? '',
    open: service.active !== false && (room?.status ?? 'active') === 'active',
    waiting: service.extension?.find(({ url }) => url === systems.waitingCount)?.valueUnsignedInt ?? null,
  };
}

/** What the gateway said, or null when the hospital left its code out. */
export function eligibility(answer: EligibilityAnswer, systems: FhirSystems): Eligibility | null {
  const code =
    answer.extension?.find(({ url }) => url === systems.gatewayCode)?.valueCode ??
    /^\d{3}(?=\D|$)/.exec(answer.disposition ?? '')?.[0];
  if (code === undefined) return null;
  const insurance = answer.insurance?.[0];
  return {
    code,
    outcome: eligibilityOutcome(code),
    insuranceNumber: insurance?.coverage?.identifier?.value ?? null,
    validFrom: insurance?.benefitPeriod?.start ?? null,
    validTo: insurance?.benefitPeriod?.end ?? null,
  };
}
