import { hospitalPatient, passportNumbers, patientSchema, type PatientAnswer } from './answers.ts';
import { badAnswer, form, isAbsent, isGone, parseAll, type FhirClient } from './fhir-client.ts';
import type { HospitalResult, PatientKeys, PatientMatch } from './hospital-api.ts';
import { escapeToken, identifierQuery, insuranceCode, type FhirSystems } from './identifiers.ts';
import { isSimilar } from './person.ts';
import { idIn } from './read-model.ts';

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
    const records = found.value.filter(accepts);
    if (records.length === 0) continue;
    const people = await peopleOf(client, records, signal);
    if (!people.ok) return people;
    const [person, ...others] = people.value;
    if (!person) return { ok: true, value: { kind: 'merged-away' } };
    return {
      ok: true,
      value:
        others.length > 0
          ? { kind: 'several', count: others.length + 1 }
          : { kind: 'one', patient: hospitalPatient(person.record, systems, person.wasMerged) },
    };
  }
  return { ok: true, value: { kind: 'none' } };
}

interface Person {
  record: PatientAnswer;
  /** True when only a record that this one replaced was found. */
  wasMerged: boolean;
}

/** The records that stand for what was found, each once: a merged one leads to the one that replaced it. */
async function peopleOf(
  client: FhirClient,
  records: PatientAnswer[],
  signal: AbortSignal | undefined,
): Promise<HospitalResult<Person[]>> {
  const people = new Map<string, Person>(
    records.filter((record) => !isReplaced(record)).map((record) => [record.id, { record, wasMerged: false }]),
  );
  for (const record of records.filter(isReplaced)) {
    const survivor = await survivorOf(client, record, [...people.values()], signal);
    if (!survivor.ok) return survivor;
    const { value } = survivor;
    if (value && !people.has(value.id)) people.set(value.id, { record: value, wasMerged: true });
  }
  return { ok: true, value: [...people.values()] };
}

/** A merge of merges of merges is a mistake of the hospital's, as a ring of them is. */
const maxHops = 3;

/** The record that stands at the end of the links; null when it cannot be found. */
export async function survivorOf(
  client: FhirClient,
  record: PatientAnswer,
  known: Person[],
  signal: AbortSignal | undefined,
): Promise<HospitalResult<PatientAnswer | null>> {
  let current = record;
  for (let hop = 0; isReplaced(current); hop += 1) {
    const id = idIn(current.link?.find(({ type }) => type === replacedBy)?.other?.reference, 'Patient');
    if (id === null || hop === maxHops) return { ok: true, value: null };
    const there = known.find((person) => person.record.id === id);
    if (there) return { ok: true, value: there.record };
    const next = await client.ask({ method: 'GET', path: `Patient/${id}` }, patientSchema, signal);
    if (!next.ok) return isGone(next) ? { ok: true, value: null } : next;
    current = next.value;
  }
  return { ok: true, value: current };
}

const replacedBy = 'replaced-by';
const isReplaced = ({ link }: PatientAnswer): boolean => link?.some(({ type }) => type === replacedBy) ?? false;

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
  const similar = found.value.filter((each) => !isReplaced(each) && isSimilar(hospitalPatient(each, systems), person));
  return { ok: true, value: similar.length };
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
  return patients === null ? badAnswer('not-a-patient') : { ok: true, value: patients };
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
