import type { Verdict } from '../../native/emrtd/chip.ts';
import type { CitizenCode, InsuranceCode, PatientCode, SlipCode, TypedNumber } from '../../native/citizen-id/code.ts';
import type { HospitalPatient } from '../../sync/his/hospital-api.ts';
import type { EnrolledPerson } from '../../sync/faces/port.ts';
import type { IdentityEvidence, RegistrationPerson } from '../../sync/registration.ts';
import type { ChipHolder, Documents, Picture } from './ports.ts';

/** Two documents, or a document and a record, that contradict each other. */
export interface Conflict {
  field: string;
  shown: string;
  found: string;
}

/** Somebody whom the gallery of enrolled faces has recognised. */
export interface Returned {
  /** What the gallery calls their enrolment. */
  enrolmentId: string;
  person: EnrolledPerson;
  /** They had another movement than the one that was drawn. */
  hasSwapped: boolean;
}

/** An enrolled face, found by what was typed beside it, or by the ticket of an earlier visit; in place of a code. */
export interface ReturningCode extends Returned {
  kind: 'returning';
  factor: 'digits' | 'ticket';
}

/** What begins a visit. A VNeID code is exchanged for a `CitizenCode` first. */
export type UsableCode = CitizenCode | InsuranceCode | PatientCode | SlipCode | TypedNumber | ReturningCode;

/** Why the chip stayed closed, as far as the visit knows. */
export type ChipSkipped = Extract<IdentityEvidence, { method: 'chip-not-read' }>['reason'];

export type FaceOutcome = Extract<
  IdentityEvidence,
  {
    method: 'face-matches-chip' | 'face-not-compared' | 'face-not-matched' | 'face-returning' | 'face-not-recognised';
  }
>;

/** What somebody of the staff found who held the person against their document. */
export type StaffComparison = Extract<IdentityEvidence, { method: 'staff-compared' }>;

/** What is known about the holder so far, each part from its own source. */
export interface Identity {
  code: UsableCode;
  codeSha256: string;
  /** The citizen code came from a VNeID code. */
  isVneid: boolean;
  /** The number of the scanned card, typed because its code did not open the chip: it opens that in its place, and says no more. */
  typed: TypedNumber | null;
  /** An insurance card that was shown later in the visit: anybody's, until the insurer has confirmed it. */
  shownInsurance: InsuranceCode | null;
  /** A slip that was shown first and did not say whose it is. */
  shownSlip: SlipCode | null;
  /** Of the chip only what the visit needs; the portrait goes once somebody was found to resemble it, or the visit is over. */
  chip: {
    holder: ChipHolder;
    verdict: Verdict;
    isProven: boolean;
    /** The day it ran out, ISO; null while it is good. */
    expiredOn: string | null;
    portrait: Picture | null;
  } | null;
  chipSkipped: ChipSkipped | null;
  face: FaceOutcome | null;
  /** Recognised beside the code of a paper. */
  returned: Returned | null;
  /** null: nobody of the staff has looked. */
  staff: StaffComparison | null;
}

/** Whether staff say that this person is the one of the document. */
export const isSeenByStaff = ({ staff }: Identity): boolean => staff?.result === 'same-person';

/** Whether staff say that it is somebody else. */
export const isOtherPerson = ({ staff }: Identity): boolean => staff?.result === 'other-person';

const nobody: RegistrationPerson = {
  idNumber: null,
  oldIdNumber: null,
  insuranceNumber: null,
  passportNumber: null,
  patientCode: null,
  fullName: null,
  birthDate: null,
  sex: null,
  residence: null,
};

/** The name on a citizen card; null where letters were lost between scanner and kiosk: nobody is registered by such a name. */
const readableName = ({ fullName, warnings }: CitizenCode): string | null =>
  warnings.includes('name-unreadable') ? null : fullName;

/** What the code alone says of its holder; a paper code and a typed number are filled from the record behind them. */
function codesPerson(code: UsableCode, patient: HospitalPatient | null): RegistrationPerson {
  const recorded = { fullName: patient?.fullName ?? null, sex: patient?.sex ?? null };
  const birthDate = patient?.birthDate ?? null;
  const patientCode = patient?.patientCode ?? null;
  switch (code.kind) {
    case 'cccd': {
      const { idNumber, oldIdNumber, sex, residence } = code;
      const fullName = readableName(code) ?? recorded.fullName;
      return { ...nobody, idNumber, oldIdNumber, patientCode, fullName, birthDate: code.birthDate, sex, residence };
    }
    case 'typed':
      return { ...nobody, idNumber: code.idNumber, patientCode, ...recorded, birthDate: code.birthDate };
    case 'bhyt':
      return {
        ...nobody,
        insuranceNumber: code.cardNumber,
        patientCode,
        fullName: code.fullName ?? recorded.fullName,
        birthDate: code.birthDate ?? birthDate,
        sex: code.sex ?? recorded.sex,
        residence: code.address,
      };
    case 'patient-code':
      return { ...nobody, patientCode: code.patientCode, ...recorded, birthDate };
    case 'appointment':
      return { ...nobody, patientCode, ...recorded, birthDate };
    case 'returning':
      return { ...nobody, patientCode, ...recorded };
  }
}

/** What a code says of its holder, before anybody was asked about it. */
export const personOfCode = (code: UsableCode): RegistrationPerson => codesPerson(code, null);

/** Whom the visit's face was found to be; null when it was not looked for among the enrolled, or not found. */
export const returnedOf = ({ code, returned }: Identity): Returned | null =>
  code.kind === 'returning' ? code : returned;

/**
 * The person for the registration: the chip's word where there is one, then that of the gallery, which had it from a chip, then
 * the code's; null is nobody.
 */
export function personOf(identity: Identity | null, patient: HospitalPatient | null): RegistrationPerson {
  if (!identity) return nobody;
  const said = codesPerson(identity.code, patient);
  const holder = identity.chip?.holder ?? null;
  const enrolled = returnedOf(identity)?.person ?? null;
  const vouched = holder ?? enrolled;
  return {
    ...said,
    idNumber: enrolled?.idNumber ?? said.idNumber,
    oldIdNumber: holder?.oldIdNumber ?? said.oldIdNumber,
    fullName: vouched?.fullName ?? said.fullName,
    birthDate: vouched?.birthDate ?? said.birthDate,
    sex: vouched?.sex ?? said.sex,
    residence: holder?.residence ?? said.residence,
  };
}

/** Number and birth date are all there is, and anybody may know them. */
export const isTypedOnly = ({ code, chip }: Identity): boolean => code.kind === 'typed' && chip === null;

/** Whether the chip says what finds a record and the code did not: a number, a name, a birth date or more of it. */
export function chipAddsTo(identity: Identity | null): boolean {
  if (!identity?.chip) return false;
  const said = codesPerson(identity.code, null);
  const now = personOf(identity, null);
  const adds = now.oldIdNumber !== said.oldIdNumber || now.birthDate !== said.birthDate;
  return adds || (said.fullName === null && now.fullName !== null);
}

/** What was shown or typed. Digits beside a face are part of the face's own word. */
function codeEvidence({ code }: Identity): IdentityEvidence[] {
  if (code.kind === 'typed') return [{ method: 'number-typed' }];
  return code.kind === 'returning' && code.factor === 'digits' ? [] : [{ method: 'code-scanned' }];
}

/** Everything that supports the identity, in the order it came. */
export function evidenceOf(identity: Identity): IdentityEvidence[] {
  return [
    ...codeEvidence(identity),
    ...(identity.isVneid ? [{ method: 'vneid-verified' as const }] : []),
    ...(identity.chip ? [{ method: 'chip-read' as const, verdict: identity.chip.verdict }] : []),
    ...(identity.chipSkipped ? [{ method: 'chip-not-read' as const, reason: identity.chipSkipped }] : []),
    ...(identity.face ? [identity.face] : []),
    ...(identity.staff ? [identity.staff] : []),
  ];
}

/** True when a partial date (YYYY or YYYY-MM) does not contradict a longer one. */
export function sameDate(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) === other.slice(0, length);
}

/** Where code and chip speak of different people. Empty when they agree. */
export function codeAgainstChip(code: CitizenCode | TypedNumber, holder: ChipHolder, documents: Documents): Conflict[] {
  const conflicts: Conflict[] = [];
  if (holder.idNumber !== null && holder.idNumber !== code.idNumber) {
    conflicts.push({ field: 'idNumber', shown: code.idNumber, found: holder.idNumber });
  }
  if (holder.birthDate !== null && !sameDate(code.birthDate, holder.birthDate)) {
    conflicts.push({ field: 'birthDate', shown: code.birthDate, found: holder.birthDate });
  }
  const name = code.kind === 'cccd' ? readableName(code) : null;
  if (name !== null && holder.fullName !== null && !documents.sameName(name, holder.fullName)) {
    conflicts.push({ field: 'fullName', shown: name, found: holder.fullName });
  }
  return conflicts;
}

/** Where the hospital's record and the documents differ. Empty when they agree. */
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
  // The paper of a merged record still carries the code of then.
  if (record.wasMerged && person.patientCode !== null && record.patientCode !== null) {
    if (person.patientCode !== record.patientCode) {
      conflicts.push({ field: 'patientCode', shown: person.patientCode, found: record.patientCode });
    }
  }
  return conflicts;
}

/** Whether the birth date in the record shows that a typed number is one's own: the year alone stands in the number. */
const provesTyped = ({ birthDate }: RegistrationPerson, record: HospitalPatient): boolean =>
  birthDate !== null && record.birthDate !== null && record.birthDate.length <= birthDate.length;

/**
 * Whether the record is somebody else's, or may be: another birth date, another name where no birth date speaks for it, a typed
 * number whose birth date the record does not confirm. With number and birth date right, a name is what was written
 * differently; staff put it right.
 */
export function isSomebodyElse(identity: Identity, record: HospitalPatient, documents: Documents): boolean {
  const person = personOf(identity, record);
  if (isTypedOnly(identity) && !provesTyped(person, record)) return true;
  const conflicts = personAgainstRecord(person, record, documents);
  const differs = (field: string): boolean => conflicts.some((conflict) => conflict.field === field);
  const isDateKnown = person.birthDate !== null && record.birthDate !== null;
  return differs('birthDate') || (differs('fullName') && !isDateKnown);
}

/** Full years on a day; a partial birth date counts from its first possible day. Null without a year. */
export function ageOn(day: string, birthDate: string | null): number | null {
  if (birthDate === null || !/^\d{4}/.test(birthDate)) return null;
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const hadBirthday = day.slice(5) >= birthDate.slice(5);
  return hadBirthday ? years : years - 1;
}
