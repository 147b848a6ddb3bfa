import type { Insurance, InsuranceAdvice } from '../electron/bridge/insurance-snapshot.ts';

/** Answers about the insurance of a made-up patient. */

export const covered: Insurance = {
  outcome: 'covered',
  advice: 'covered',
  maskedNumber: '•••••••207',
  maskedReplacedNumber: null,
  validTo: '2027-03-31',
  registeredFacility: 'Trung tâm Y tế quận Mẫu',
  route: 'right',
  benefitPercent: 80,
  patientSharePercent: 20,
  openStayAt: null,
  referral: null,
};
export const unknownInsurance: Insurance = {
  outcome: 'unknown',
  advice: 'not-asked',
  maskedNumber: null,
  maskedReplacedNumber: null,
  validTo: null,
  registeredFacility: null,
  route: null,
  benefitPercent: null,
  patientSharePercent: null,
  openStayAt: null,
  referral: null,
};
/** What each advice of the gateway goes with, on the screen. */
export const outcomeOf = (advice: InsuranceAdvice): Insurance['outcome'] => {
  if (advice === 'covered' || advice === 'new-card' || advice === 'new-card-soon') return 'covered';
  if (advice === 'name' || advice === 'name-initials' || advice === 'birth-date') return 'check-name';
  const unknown: InsuranceAdvice[] = ['portal-down', 'hospital-rejected', 'other', 'not-asked'];
  return unknown.includes(advice) ? 'unknown' : 'not-covered';
};
