import type { Eligibility } from './hospital-api.ts';

/**
 * What each answer of the social-insurance gateway (maKetQua, annex 03 of official letter 1923/BHXH-CNTT of 2024-06-20)
 * lets the kiosk do. The grouping is ours: the gateway defines the codes and not their consequence at a kiosk.
 */
const outcomes = new Map<string, Eligibility['outcome']>(
  Object.entries({
    '000': 'covered',
    '003': 'covered',
    '004': 'covered',
    // Cards managed by the army or the police, and children without a card, are checked on paper.
    '001': 'counter',
    '002': 'counter',
    '130': 'counter',
    '060': 'check-name',
    '061': 'check-name',
    '070': 'check-name',
    '010': 'not-covered',
    '050': 'not-covered',
    '051': 'not-covered',
    '052': 'not-covered',
    '053': 'not-covered',
    '110': 'not-covered',
    '120': 'not-covered',
    '121': 'not-covered',
    '122': 'not-covered',
    '123': 'not-covered',
    '124': 'not-covered',
  }),
);

/** The outcome for a gateway code. Faults of the asking side (054, 055, 100, 101, 205, 401) and codes nobody has described are technical. */
export function eligibilityOutcome(code: string): Eligibility['outcome'] {
  return outcomes.get(code) ?? 'technical';
}
