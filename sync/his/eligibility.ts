import type { Eligibility } from './hospital-api.ts';

/** What the patient is told; the words themselves are the screen's. */
export type EligibilityAdvice =
  | 'covered'
  | 'new-card'
  | 'new-card-soon'
  | 'army'
  | 'police'
  | 'child-without-card'
  | 'name'
  | 'name-initials'
  | 'birth-date'
  | 'expired'
  | 'unknown-card'
  | 'wrong-number'
  | 'revoked'
  | 'reduced'
  | 'moved'
  | 'portal-down'
  | 'hospital-rejected'
  | 'other';

interface Meaning {
  outcome: Eligibility['outcome'];
  advice: EligibilityAdvice;
}

/**
 * Every answer of the social-insurance gateway (maKetQua, annex 03 of official letter 1923/BHXH-CNTT of 2024-06-20). What
 * follows from a code at a kiosk is ours: the gateway defines the codes only.
 */
const meanings: ReadonlyMap<string, Meaning> = new Map(
  Object.entries({
    '000': { outcome: 'covered', advice: 'covered' },
    // Cards of army and police, and children who have no card yet, are checked on paper.
    '001': { outcome: 'counter', advice: 'army' },
    '002': { outcome: 'counter', advice: 'police' },
    '003': { outcome: 'covered', advice: 'new-card' },
    '004': { outcome: 'covered', advice: 'new-card-soon' },
    '010': { outcome: 'not-covered', advice: 'expired' },
    '050': { outcome: 'not-covered', advice: 'unknown-card' },
    '051': { outcome: 'not-covered', advice: 'wrong-number' },
    '052': { outcome: 'not-covered', advice: 'wrong-number' },
    '053': { outcome: 'not-covered', advice: 'wrong-number' },
    // The officer's number or name, under which the hospital asks, is not registered: nothing about the card.
    '054': { outcome: 'technical', advice: 'hospital-rejected' },
    '055': { outcome: 'technical', advice: 'hospital-rejected' },
    '060': { outcome: 'check-name', advice: 'name' },
    '061': { outcome: 'check-name', advice: 'name-initials' },
    '070': { outcome: 'check-name', advice: 'birth-date' },
    '100': { outcome: 'technical', advice: 'portal-down' },
    '101': { outcome: 'technical', advice: 'portal-down' },
    '110': { outcome: 'not-covered', advice: 'revoked' },
    '120': { outcome: 'not-covered', advice: 'reduced' },
    '121': { outcome: 'not-covered', advice: 'moved' },
    '122': { outcome: 'not-covered', advice: 'moved' },
    '123': { outcome: 'not-covered', advice: 'reduced' },
    '124': { outcome: 'not-covered', advice: 'reduced' },
    '130': { outcome: 'counter', advice: 'child-without-card' },
    '205': { outcome: 'technical', advice: 'hospital-rejected' },
    '401': { outcome: 'technical', advice: 'portal-down' },
    '500': { outcome: 'technical', advice: 'portal-down' },
  } satisfies Record<string, Meaning>),
);

/** What a gateway code lets the kiosk do. One that nobody has described is technical: never "not insured". */
export const eligibilityOutcome = (code: string): Eligibility['outcome'] => meanings.get(code)?.outcome ?? 'technical';

/** What the patient is told for a gateway code. */
export const eligibilityAdvice = (code: string): EligibilityAdvice => meanings.get(code)?.advice ?? 'other';
