import type { InsuranceAdvice } from '../../electron/bridge/insurance-snapshot.ts';

/** What the question about the insurance is about, in a title. */
type InsuranceAbout = 'unusable' | 'not-found' | 'differs' | 'counter' | 'not-this-visit' | 'other';

const about: Partial<Record<InsuranceAdvice, InsuranceAbout>> = {
  expired: 'unusable',
  revoked: 'unusable',
  reduced: 'unusable',
  'unknown-card': 'not-found',
  'wrong-number': 'not-found',
  moved: 'not-found',
  name: 'differs',
  'name-initials': 'differs',
  'birth-date': 'differs',
  army: 'counter',
  police: 'counter',
  'child-without-card': 'counter',
  counter: 'counter',
  'open-stay': 'not-this-visit',
  'out-of-route': 'not-this-visit',
  'referral-expired': 'not-this-visit',
};

export function insuranceAbout(advice: InsuranceAdvice): InsuranceAbout {
  return about[advice] ?? 'other';
}
