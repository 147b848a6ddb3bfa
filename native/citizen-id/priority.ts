/**
 * Legal priority that documents alone can show. Law 15/2023/QH15 on medical examination and treatment, art. 3(2): children
 * under 6, people of 75 and more, people with meritorious service. Emergencies, pregnancy and disability are for the
 * patient to say and for staff to see.
 */
import { dateRange, fullYears, isPartialDate } from './calendar.ts';

export type PriorityCode = 'age-under-6' | 'age-75-or-more' | 'meritorious-service';

/** Object codes of insurance numbers issued for meritorious service to the revolution (groups CC and CK). */
const MERITORIOUS_OBJECT_CODES: readonly string[] = ['CC', 'CK'];

const CHILD_BELOW_AGE = 6;
const ELDERLY_FROM_AGE = 75;

/**
 * Why this person goes first, in the order of the law, or null. `today` is the hospital's day. Where the day of birth is
 * unknown, the day counts that favours the patient.
 */
export function legalPriority(
  person: { birthDate: string | null; insuranceNumber: string | null },
  today: string,
): PriorityCode | null {
  if (person.birthDate !== null && isPartialDate(person.birthDate)) {
    const { earliest, latest } = dateRange(person.birthDate);
    const born = earliest <= today;
    if (born && fullYears(latest, today) < CHILD_BELOW_AGE) return 'age-under-6';
    if (fullYears(earliest, today) >= ELDERLY_FROM_AGE) return 'age-75-or-more';
  }
  const objectCode = person.insuranceNumber?.slice(0, 2).toUpperCase() ?? '';
  return MERITORIOUS_OBJECT_CODES.includes(objectCode) ? 'meritorious-service' : null;
}
