/** Codes of the rules of priority that come with the kiosk (electron/operations/configuration-priority.ts). */
const known = ['age-under-6', 'pregnancy', 'disability', 'age-75-or-more', 'meritorious-service'] as const;

/** Which words say the reason for priority; a rule of the hospital's own is "by law". */
export function priorityWords(code: string): (typeof known)[number] | 'other' {
  return known.find((each) => each === code) ?? 'other';
}
