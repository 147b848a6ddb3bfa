import type { Eligibility } from '../../sync/his/hospital-api.ts';
import type { Insurance, InsuranceAdvice } from '../bridge/insurance-snapshot.ts';
import type { VisitAt } from '../bridge/snapshot.ts';
import { isReferralOver, type Lookup, referralOf } from './lookup.ts';
import type { VisitPorts } from './ports.ts';

/** What is said of the health insurance: the hospital's own answer, never a computed one. */

interface Asked {
  ports: VisitPorts;
  lookup: Lookup | null;
}

type InsuranceOffer = VisitAt<'insurance'>['offers'][number];

function routeAdvice(asked: Asked, { route }: Eligibility): InsuranceAdvice | null {
  if (route !== 'out-of-route') return null;
  const { serviceDate } = asked.ports.day();
  const referral = referralOf(asked.lookup, serviceDate);
  return referral && isReferralOver(referral, serviceDate) ? 'referral-expired' : 'out-of-route';
}

/** Nothing to decide: the card counts, or the insurer cannot say now and the hospital settles it later. */
const settled: readonly InsuranceAdvice[] = ['covered', 'new-card', 'new-card-soon', 'portal-down', 'not-asked'];

/**
 * A stay that has not ended is settled at the counter, whatever the card says; a route matters only to a card that counts. Where
 * the hospital wants the counter to look, no code says that all is well.
 */
export function adviceOf(asked: Asked): InsuranceAdvice {
  const eligibility = asked.lookup?.eligibility;
  if (!eligibility) return 'not-asked';
  if (eligibility.openStay) return 'open-stay';
  const route = eligibility.outcome === 'covered' ? routeAdvice(asked, eligibility) : null;
  const advice = route ?? asked.ports.advice(eligibility.code);
  return eligibility.outcome === 'counter' && settled.includes(advice) ? 'counter' : advice;
}

export function insuranceOf(asked: Asked): Insurance {
  const { documents } = asked.ports;
  const eligibility = asked.lookup?.eligibility;
  const masked = (number: string | null | undefined) => (number ? documents.maskIdNumber(number) : null);
  const outcome = eligibility?.outcome;
  const facility = eligibility?.registeredFacility;
  const { serviceDate } = asked.ports.day();
  const referral = referralOf(asked.lookup, serviceDate);
  return {
    outcome: outcome === 'covered' || outcome === 'not-covered' || outcome === 'check-name' ? outcome : 'unknown',
    advice: adviceOf(asked),
    maskedNumber: masked(eligibility?.insuranceNumber),
    maskedReplacedNumber: masked(eligibility?.replacedNumber),
    validTo: eligibility?.validTo ?? null,
    registeredFacility: facility ? (facility.name ?? facility.code) : null,
    route: eligibility?.route ?? null,
    benefitPercent: eligibility?.benefitPercent ?? null,
    patientSharePercent: eligibility?.patientSharePercent ?? null,
    openStayAt: eligibility?.openStayAt ?? null,
    referral: referral && {
      facility: referral.facility,
      validTo: referral.validTo,
      isOver: isReferralOver(referral, serviceDate),
    },
  };
}

/** Whether the patient has to say how to go on. */
export function needsDecision(asked: Asked): boolean {
  return asked.lookup?.eligibility?.outcome !== 'technical' && !settled.includes(adviceOf(asked));
}

/** What the counter settles while the patient waits, so that paying would be a pity. */
const counterFirst: readonly InsuranceAdvice[] = ['army', 'police', 'child-without-card', 'open-stay'];

/** How to go on, likeliest first. */
export function insuranceOffers(asked: Asked): InsuranceOffer[] {
  const isForCounter = asked.lookup?.eligibility?.outcome === 'counter' || counterFirst.includes(adviceOf(asked));
  return isForCounter ? ['counter', 'go-on-paying'] : ['go-on-paying', 'show-card', 'counter'];
}
