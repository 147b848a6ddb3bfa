/**
 * Expiry of a citizen card from birth date and issue date. The printed code does not carry it, and without it the chip
 * does not open. Law 26/2023/QH15 art. 21: a card is renewed at 14, 25, 40 and 60; one issued within two years before
 * such an age is good until the next one; from 58 on it does not expire.
 *
 * | full years at issue | 0-11 | 12-22 | 23-37 | 38-57 | 58 and more |
 * | valid until age     | 14   | 25    | 40    | 60    | for life    |
 */
import { fullYears, isFullDate, isoDate, splitDate } from './calendar.ts';

const THRESHOLD_AGES = [14, 25, 40, 60] as const;
const GRACE_YEARS = 2;
/** From this age at issue on, a card without expiry is possible: the holder may have been 58 when it was made. */
const LIFELONG_POSSIBLE_FROM_AGE = 57;

/** How a card without expiry is written in the MRZ (`991231`) is undocumented; this is the value seen in the field. */
export const LIFELONG_EXPIRY = '2099-12-31';

/**
 * ISO dates to try as the card's expiry, likeliest first: what the rule gives, then the neighbouring thresholds (cards
 * made around a boundary day, re-issues that kept an older expiry), then the value of cards without expiry from 57 on.
 * Empty when the birth date has no day, when the issue date is not known, or when it precedes the birth.
 */
export function expiryCandidates(birthDate: string, issueDate: string | null): string[] {
  if (issueDate === null || !isFullDate(birthDate) || !isFullDate(issueDate)) return [];
  const ageAtIssue = fullYears(birthDate, issueDate);
  if (ageAtIssue < 0) return [];

  const ruleIndex = THRESHOLD_AGES.findIndex((age) => ageAtIssue < age - GRACE_YEARS);
  const primary = ruleIndex === -1 ? THRESHOLD_AGES.length : ruleIndex;
  // An earlier threshold is possible only while it lies ahead, that is within the two years of grace.
  const byThreshold = [primary, primary - 1, primary + 1].flatMap((index) => {
    const age = THRESHOLD_AGES[index];
    if (age !== undefined) return birthdays(birthDate, age);
    return ageAtIssue >= LIFELONG_POSSIBLE_FROM_AGE ? [LIFELONG_EXPIRY] : [];
  });
  return [...new Set(byThreshold)].filter((expiry) => expiry > issueDate);
}

/**
 * ISO dates to try where the issue date is not known: the threshold birthdays that lie ahead, the nearest first, as most cards
 * were made before the two years of grace; from 57 on also the value of cards without expiry. Empty when the birth date has
 * no day.
 */
export function expiryCandidatesWithoutIssue(birthDate: string, today: string): string[] {
  if (!isFullDate(birthDate)) return [];
  const ahead = THRESHOLD_AGES.flatMap((age) => birthdays(birthDate, age)).filter((expiry) => expiry >= today);
  const isLifelongPossible = fullYears(birthDate, today) >= LIFELONG_POSSIBLE_FROM_AGE;
  return isLifelongPossible ? [...ahead, LIFELONG_EXPIRY] : ahead;
}

/** The birthday at an age; for somebody born on 29 February both neighbouring days, as no source says which is meant. */
function birthdays(birthDate: string, age: number): string[] {
  const [year, month, day] = splitDate(birthDate);
  const birthday = isoDate(year + age, month, day);
  return birthday === null ? [`${year + age}-02-28`, `${year + age}-03-01`] : [birthday];
}
