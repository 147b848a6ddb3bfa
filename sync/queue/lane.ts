import { createHmac } from 'node:crypto';
import type { RegistrationPerson } from '../registration.ts';

/** A BHYT card number is 2 letters, 3 digits and the 10-digit insurance code; only the code outlives a change of object or province. */
const insuranceCodeLength = 10;

/**
 * The name of a patient's lane: rows of one lane are sent in order, and a second registration for the same clinic is found
 * by it. A keyed hash of the strongest key (the hospital's search order), so that the table alone tells nobody's number;
 * the secret is random per database. A person without any key has a lane of their own.
 */
export function laneOf(person: RegistrationPerson, registrationKey: string, secretHex: string): string {
  return createHmac('sha256', Buffer.from(secretHex, 'hex'))
    .update(strongestKey(person) ?? `registration:${registrationKey}`)
    .digest('hex');
}

function strongestKey(person: RegistrationPerson): string | null {
  if (person.idNumber !== null) return `id-number:${person.idNumber}`;
  if (person.oldIdNumber !== null) return `old-id-number:${person.oldIdNumber}`;
  if (person.insuranceNumber !== null) return `insurance-code:${person.insuranceNumber.slice(-insuranceCodeLength)}`;
  if (person.passportNumber !== null) return `passport:${person.passportNumber}`;
  if (person.patientCode !== null) return `patient-code:${person.patientCode}`;
  return null;
}
