/**
 * Who goes first by law, as the hospital's table of rules says it (Law 15/2023/QH15 on medical examination and treatment,
 * art. 3(2)). Emergencies are no rule: they are not registered at all.
 */
import { dateRange, fullYears, isPartialDate } from './calendar.ts';

export type PriorityRule = { code: string } & (
  | { kind: 'age-under'; years: number }
  | { kind: 'age-from'; years: number }
  /** Letters that an insurance number begins with: why its holder is insured. */
  | { kind: 'insurance-object'; objects: readonly string[] }
  | { kind: 'declared'; what: Declared }
);

type Declared = 'pregnancy' | 'disability';

export interface PriorityPerson {
  /** ISO date, YYYY-MM or YYYY. */
  birthDate: string | null;
  insuranceNumber: string | null;
  declared: readonly Declared[];
}

/**
 * Code of the first rule that this person meets, or null. `today` is the hospital's day. Where the day of birth is unknown,
 * the one counts that favours the patient: for `age-from` the first day of the year, for `age-under` the last.
 */
export function priorityOf(rules: readonly PriorityRule[], person: PriorityPerson, today: string): string | null {
  return rules.find((rule) => meets(rule, person, today))?.code ?? null;
}

function meets(rule: PriorityRule, { birthDate, insuranceNumber, declared }: PriorityPerson, today: string): boolean {
  switch (rule.kind) {
    case 'insurance-object':
      return insuranceNumber !== null && rule.objects.includes(insuranceNumber.slice(0, 2).toUpperCase());
    case 'declared':
      return declared.includes(rule.what);
    case 'age-under':
    case 'age-from': {
      if (birthDate === null || !isPartialDate(birthDate)) return false;
      const { earliest, latest } = dateRange(birthDate);
      if (earliest > today) return false;
      return rule.kind === 'age-under'
        ? fullYears(latest, today) < rule.years
        : fullYears(earliest, today) >= rule.years;
    }
  }
}
