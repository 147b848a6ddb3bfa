import { describe, expect, it } from 'vitest';
import { eligibilityAdvice, eligibilityOutcome } from '../../sync/his/eligibility.ts';
import type { Eligibility } from '../../sync/his/hospital-api.ts';
import { adviceOf, insuranceOf, insuranceOffers, needsDecision } from './insurance.ts';
import type { Lookup } from './lookup.ts';
import { fakePorts } from './visit-testing.ts';
import { covered } from './visit-testing-people.ts';
import { found } from './visit-testing-plan.ts';

const ports = { ...fakePorts(), advice: eligibilityAdvice };
const asked = (changes: Partial<Eligibility>, more: Partial<Lookup> = {}) => ({
  ports,
  lookup: { ...found, eligibility: { ...covered, ...changes }, ...more },
});
/** The gateway's answer as an adapter reads it. */
const answered = (code: string, changes: Partial<Eligibility> = {}) =>
  asked({ code, outcome: eligibilityOutcome(code), ...changes });
const notAsked = { ports, lookup: { ...found, eligibility: null } };
const referral = { number: 'CT-1', facility: 'Trạm y tế Mẫu', validTo: '2026-03-02' };

describe('what the screen says of the insurance', () => {
  it('is the hospital’s whole answer, numbers masked', () => {
    const lookup = asked({ replacedNumber: 'DN4010187654321', openStayAt: 'Bệnh viện Khác', referral });
    expect(insuranceOf(lookup)).toEqual({
      outcome: 'covered',
      advice: 'covered',
      maskedNumber: '••••••••••••678',
      maskedReplacedNumber: '••••••••••••321',
      validTo: '2026-12-31',
      registeredFacility: 'Bệnh viện Mẫu',
      route: 'right',
      benefitPercent: 80,
      patientSharePercent: 20,
      openStayAt: 'Bệnh viện Khác',
      referral: { facility: 'Trạm y tế Mẫu', validTo: '2026-03-02', isOver: false },
    });
  });

  it('is nothing where nobody answered or was asked', () => {
    const nothing = {
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
    expect(insuranceOf(notAsked)).toEqual(nothing);
    expect(insuranceOf({ ports, lookup: null })).toEqual(nothing);
  });

  it('names a facility without a name by its code, and none where there is none', () => {
    const facility = (registeredFacility: Eligibility['registeredFacility']) =>
      insuranceOf(asked({ registeredFacility })).registeredFacility;
    expect([facility({ code: '79014', name: null }), facility(null)]).toEqual(['79014', null]);
  });

  it.each([
    ['010', 'not-covered'],
    ['060', 'check-name'],
    ['101', 'unknown'],
    ['001', 'unknown'],
  ])('for the answer %s is %s', (code, outcome) => {
    expect(insuranceOf(answered(code)).outcome).toBe(outcome);
  });

  it('calls a referral over from the day after its last', () => {
    const isOver = (validTo: string | null) =>
      insuranceOf(asked({ referral: { ...referral, validTo } })).referral?.isOver;
    expect(['2026-03-01', '2026-03-02', null].map(isOver)).toEqual([true, false, false]);
  });
});

describe('the advice', () => {
  it.each([
    [{ openStay: true, code: '010' }, 'open-stay'],
    [{ route: 'out-of-route' }, 'out-of-route'],
    [{ route: 'out-of-route', referral }, 'out-of-route'],
    [{ route: 'out-of-route', referral: { ...referral, validTo: '2026-03-01' } }, 'referral-expired'],
    [{ route: 'out-of-route', referral: { ...referral, validTo: null } }, 'out-of-route'],
    [{ route: 'any', referral: { ...referral, validTo: '2026-03-01' } }, 'covered'],
    [{ route: 'out-of-route', code: '010', outcome: 'not-covered' }, 'expired'],
  ] as const)('of %o is %s', (changes, advice) => {
    expect(adviceOf(asked(changes))).toBe(advice);
  });

  it('goes by the referral of a shown slip', () => {
    const over = { ...referral, validTo: '2026-03-01', clinicId: null };
    const slip = { namesPatient: false, patient: null, appointment: null, referral: over };
    expect(adviceOf(asked({ route: 'out-of-route' }, { slip }))).toBe('referral-expired');
    expect(adviceOf(asked({ route: 'out-of-route', referral }, { slip }))).toBe('out-of-route');
  });
});

describe('a decision', () => {
  it.each(['010', '050', '051', '052', '053', '060', '061', '070', '110', '120', '121', '122', '123', '124'])(
    'is asked for after the answer %s, to pay or to show another card',
    (code) => {
      expect(needsDecision(answered(code))).toBe(true);
      expect(insuranceOffers(answered(code))).toEqual(['go-on-paying', 'show-card', 'counter']);
    },
  );

  it.each(['001', '002', '130'])('is asked for after the answer %s, the counter first', (code) => {
    expect(needsDecision(answered(code))).toBe(true);
    expect(insuranceOffers(answered(code))).toEqual(['counter', 'go-on-paying']);
  });

  it.each([
    ['000', 'counter'],
    ['003', 'counter'],
    ['401', 'counter'],
    ['010', 'expired'],
  ])('is asked for where the hospital wants the counter to look, whatever the code: %s', (code, advice) => {
    const counter = answered(code, { outcome: 'counter' });
    expect(adviceOf(counter)).toBe(advice);
    expect([needsDecision(counter), insuranceOffers(counter)]).toEqual([true, ['counter', 'go-on-paying']]);
  });

  it('is asked for about a stay that has not ended and about the route', () => {
    const openStay = answered('000', { openStay: true });
    expect([needsDecision(openStay), insuranceOffers(openStay)]).toEqual([true, ['counter', 'go-on-paying']]);
    expect(needsDecision(answered('000', { route: 'out-of-route' }))).toBe(true);
  });

  it.each(['000', '003', '004', '054', '055', '100', '101', '205', '401', '500', '999'])(
    'is not asked for after the answer %s',
    (code) => {
      expect(needsDecision(answered(code))).toBe(false);
    },
  );

  it('is not asked for where nobody answered', () => {
    expect(needsDecision(notAsked)).toBe(false);
    expect(needsDecision({ ports, lookup: null })).toBe(false);
  });
});
