import { expect, it } from 'vitest';
import { eligibilityAdvice, eligibilityOutcome } from './eligibility.ts';

/** maKetQua of annex 03, official letter 1923/BHXH-CNTT, and what a kiosk makes of it. */
it.each([
  ['000', 'covered', 'covered'],
  ['001', 'counter', 'army'],
  ['002', 'counter', 'police'],
  ['003', 'covered', 'new-card'],
  ['004', 'covered', 'new-card-soon'],
  ['010', 'not-covered', 'expired'],
  ['050', 'not-covered', 'unknown-card'],
  ['051', 'not-covered', 'wrong-number'],
  ['052', 'not-covered', 'wrong-number'],
  ['053', 'not-covered', 'wrong-number'],
  ['054', 'technical', 'hospital-rejected'],
  ['055', 'technical', 'hospital-rejected'],
  ['060', 'check-name', 'name'],
  ['061', 'check-name', 'name-initials'],
  ['070', 'check-name', 'birth-date'],
  ['100', 'technical', 'portal-down'],
  ['101', 'technical', 'portal-down'],
  ['110', 'not-covered', 'revoked'],
  ['120', 'not-covered', 'reduced'],
  ['121', 'not-covered', 'moved'],
  ['122', 'not-covered', 'moved'],
  ['123', 'not-covered', 'reduced'],
  ['124', 'not-covered', 'reduced'],
  ['130', 'counter', 'child-without-card'],
  ['205', 'technical', 'hospital-rejected'],
  ['401', 'technical', 'portal-down'],
  ['500', 'technical', 'portal-down'],
  ['999', 'technical', 'other'],
  ['toString', 'technical', 'other'],
])('%s is %s: %s', (code, outcome, advice) => {
  expect(eligibilityOutcome(code)).toBe(outcome);
  expect(eligibilityAdvice(code)).toBe(advice);
});
