import type { Verdict } from '../../native/emrtd/chip.ts';
import type { CitizenCode, PatientCode } from '../../native/citizen-id/code.ts';
import type { HospitalPatient } from '../../sync/his/hospital-api.ts';
import type { IdentityEvidence, RegistrationPerson } from '../../sync/registration.ts';
import type { ChipHolder, Documents, Picture } from './ports.ts';

/** Two documents, or a document and a record, that contradict each other. */
export interface Conflict {
  field: string;
  shown: string;
  found: string;
}

export type UsableCode = CitizenCode | PatientCode;

/** Why the chip stayed closed, as far as the visit knows. */
export type ChipSkipped = Extract<IdentityEvidence, { method: 'chip-not-read' }>['reason'];

export type FaceOutcome = Extract<
  IdentityEvidence,
  { method: 'face-matches-chip' | 'face-not-compared' | 'face-not-matched' }
>;

/** What is known about the holder so far, each part from its own source. */
export interface Identity {
  code: UsableCode;
  codeSha256: string;
  /** Of the chip only what the visit needs; the portrait goes once it is compared. */
  chip: { holder: ChipHolder; verdict: Verdict; isProven: boolean; portrait: Picture | null } | null;
  chipSkipped: ChipSkipped | null;
  face: FaceOutcome | null;
}

/** The person for the registration: the chip's word where there is one, the code's where there is not. */
export function personOf(identity: Identity, patient: HospitalPatient | null): RegistrationPerson {
  const { code } = identity;
  const holder = identity.chip?.holder ?? null;
  if (code.kind === 'patient-code') {
    return {
      idNumber: null,
      oldIdNumber: null,
      insuranceNumber: null,
      passportNumber: null,
      patientCode: code.patientCode,
      fullName: patient?.fullName ?? null,
      birthDate: patient?.birthDate ?? null,
      sex: patient?.sex ?? null,
      residence: null,
    };
  }
  return {
    idNumber: code.idNumber,
    oldIdNumber: holder?.oldIdNumber ?? code.oldIdNumber,
    insuranceNumber: null,
    passportNumber: null,
    patientCode: patient?.patientCode ?? null,
    fullName: holder?.fullName ?? code.fullName,
    birthDate: holder?.birthDate ?? code.birthDate,
    sex: holder?.sex ?? code.sex,
    residence: holder?.residence ?? code.residence,
  };
}

/** Everything that supports the identity, in the order it came. */
export function evidenceOf(identity: Identity): IdentityEvidence[] {
  return [
    { method: 'code-scanned' },
    ...(identity.chip ? [{ method: 'chip-read' as const, verdict: identity.chip.verdict }] : []),
    ...(identity.chipSkipped ? [{ method: 'chip-not-read' as const, reason: identity.chipSkipped }] : []),
    ...(identity.face ? [identity.face] : []),
  ];
}

/** True when a partial date (YYYY or YYYY-MM) does not contradict a longer one. */
function sameDate(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) === other.slice(0, length);
}

/** Where code and chip speak of different people. Empty when they agree. */
export function codeAgainstChip(code: CitizenCode, holder: ChipHolder, documents: Documents): Conflict[] {
  const conflicts: Conflict[] = [];
  if (holder.idNumber !== null && holder.idNumber !== code.idNumber) {
    conflicts.push({ field: 'idNumber', shown: code.idNumber, found: holder.idNumber });
  }
  if (holder.birthDate !== null && !sameDate(code.birthDate, holder.birthDate)) {
    conflicts.push({ field: 'birthDate', shown: code.birthDate, found: holder.birthDate });
  }
  if (holder.fullName !== null && !documents.sameName(code.fullName, holder.fullName)) {
    conflicts.push({ field: 'fullName', shown: code.fullName, found: holder.fullName });
  }
  return conflicts;
}

/** Where the hospital's record and the documents speak of different people. Empty when they agree. */
export function personAgainstRecord(
  person: RegistrationPerson,
  record: HospitalPatient,
  documents: Documents,
): Conflict[] {
  const conflicts: Conflict[] = [];
  if (person.birthDate !== null && record.birthDate !== null && !sameDate(person.birthDate, record.birthDate)) {
    conflicts.push({ field: 'birthDate', shown: person.birthDate, found: record.birthDate });
  }
  if (person.fullName !== null && !documents.sameName(person.fullName, record.fullName)) {
    conflicts.push({ field: 'fullName', shown: person.fullName, found: record.fullName });
  }
  return conflicts;
}

/** Full years on a day; a partial birth date counts from its first possible day. Null without a year. */
export function ageOn(day: string, birthDate: string | null): number | null {
  if (birthDate === null || !/^\d{4}/.test(birthDate)) return null;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const hadBirthday = day.slice(5) >= birthDate.slice(5);
  return hadBirthday ? years : years - 1;
}
