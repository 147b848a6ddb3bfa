import type { Insurance, InsuranceAdvice } from '../bridge/insurance-snapshot.ts';
import type { VisitContext } from './context.ts';

/** What is said of the health insurance: the hospital's own answer, never a computed one. */

type Asked = Pick<VisitContext, 'ports' | 'lookup'>;

/** A stay that has not ended is settled at the counter, whatever the card says. */
export function adviceOf({ ports, lookup }: Asked): InsuranceAdvice {
  const eligibility = lookup?.eligibility;
  if (!eligibility) return 'not-asked';
  return eligibility.openStay ? 'open-stay' : ports.advice(eligibility.code);
}

export function insuranceOf(context: Asked): Insurance {
  const { documents } = context.ports;
  const eligibility = context.lookup?.eligibility;
  const masked = (number: string | null | undefined) => (number ? documents.maskIdNumber(number) : null);
  const outcome = eligibility?.outcome;
  const facility = eligibility?.registeredFacility;
  return {
    outcome: outcome === 'covered' || outcome === 'not-covered' || outcome === 'check-name' ? outcome : 'unknown',
    advice: adviceOf(context),
    maskedNumber: masked(eligibility?.insuranceNumber),
    maskedReplacedNumber: masked(eligibility?.replacedNumber),
    validTo: eligibility?.validTo ?? null,
    registeredFacility: facility ? (facility.name ?? facility.code) : null,
    route: eligibility?.route ?? null,
    benefitPercent: eligibility?.benefitPercent ?? null,
    patientSharePercent: eligibility?.patientSharePercent ?? null,
  };
}
