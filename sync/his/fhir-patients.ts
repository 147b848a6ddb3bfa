import { hospitalPatient, passportNumbers, patientSchema, type PatientAnswer } from './answers.ts';
import { badAnswer, isAbsent, parseAll, type FhirClient } from './fhir-client.ts';
import type { HospitalResult, PatientKeys, PatientMatch } from './hospital-api.ts';
import { escapeToken, identifierQuery, insuranceCode, type FhirSystems } from './identifiers.ts';
import { isSimilar } from './person.ts';

const form = 'application/x-www-form-urlencoded';

/** Who has one of these keys: the strongest that finds somebody decides. */
export async function findPatient(
  client: FhirClient,
  keys: PatientKeys,
  systems: FhirSystems,
  signal: AbortSignal | undefined,
): Promise<HospitalResult<PatientMatch>> {
  for (const { query, accepts } of searchChain(keys, systems)) {
    const found = await patientsWith(client, query, signal);
    if (!found.ok) return found;
    const [patient, ...others] = found.value.filter(accepts);
    if (!patient) continue;
    return {
      ok: true,
      value:
        others.length > 0
          ? { kind: 'several', count: others.length + 1 }
          : { kind: 'one', patient: hospitalPatient(patient, systems) },
    };
  }
  return { ok: true, value: { kind: 'none' } };
}

/**
 * Records that may be this person's although no key finds them. Asked for by the year, since old records have no more, and
 * compared here: what a server takes for the same name is its own.
 */
export async function similarPatients(
  client: FhirClient,
  person: { fullName: string; birthDate: string },
  systems: FhirSystems,
  signal: AbortSignal | undefined,
): Promise<HospitalResult<number>> {
  const query = new URLSearchParams([
    ['name', escapeToken(person.fullName)],
    ['birthdate', person.birthDate.slice(0, 'YYYY'.length)],
    ['_count', '50'],
  ]);
  const found = await patientsWith(client, query.toString(), signal);
  if (!found.ok) return isAbsent(found) ? { ok: true, value: 0 } : found;
  return { ok: true, value: found.value.filter((each) => isSimilar(hospitalPatient(each, systems), person)).length };
}

/** By POST (R4 3.1.0.1.1 makes it mandatory for servers): a GET leaves the person's number in every access log on the way. */
async function patientsWith(
  client: FhirClient,
  query: string,
  signal: AbortSignal | undefined,
): Promise<HospitalResult<PatientAnswer[]>> {
  const found = await client.search(
    { method: 'POST', path: 'Patient/_search', body: { contentType: form, text: query } },
    signal,
  );
  if (!found.ok) return found;
  const patients = parseAll(found.value, 'Patient', patientSchema);
  if (patients === null) return badAnswer('not-a-patient');
  // A merged record points to the one that replaced it, which is found as well.
  return { ok: true, value: patients.filter(({ link }) => !link?.some(({ type }) => type === 'replaced-by')) };
}

/** The keys somebody has, strongest first. */
function searchChain(
  keys: PatientKeys,
  systems: FhirSystems,
): { query: string; accepts: (patient: PatientAnswer) => boolean }[] {
  const any = (): boolean => true;
  const token = (system: string, value: string | null) =>
    value === null ? [] : [{ query: `${identifierQuery({ system, value })}&_count=10`, accepts: any }];
  const { passportNumber } = keys;
  return [
    ...token(systems.nationalId, keys.idNumber),
    ...token(systems.oldNationalId, keys.oldIdNumber),
    ...token(systems.insuranceNumber, keys.insuranceNumber === null ? null : insuranceCode(keys.insuranceNumber)),
    ...(passportNumber === null
      ? []
      : [
          {
            query: new URLSearchParams([
              ['identifier', escapeToken(passportNumber)],
              ['_count', '10'],
            ]).toString(),
            accepts: (patient: PatientAnswer) => passportNumbers(patient).includes(passportNumber),
          },
        ]),
    ...token(systems.hospitalPatientCode, keys.patientCode),
  ];
}
