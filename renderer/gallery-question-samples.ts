import type { InsuranceAdvice } from '../electron/bridge/insurance-snapshot.ts';
import type { KioskSnapshot, VisitAt } from '../electron/bridge/snapshot.ts';
import { sampleBase as base, samplePeople } from './gallery-base-samples.ts';
import { covered, outcomeOf } from './gallery-insurance-samples.ts';

/** Sample snapshots of the questions that only some visits ask. */

const { holder, child, carer } = samplePeople;
const ranOut = '2026-09-30';

const typed = (change: Partial<VisitAt<'typed'>> = {}): KioskSnapshot => ({
  ...base,
  visit: { step: 'typed', whose: 'own', cardStillThere: false, problem: 'none', readerReady: true, ...change },
});
const companion = (
  problem: VisitAt<'companion'>['problem'],
  change: Partial<KioskSnapshot> = {},
  isChecking = false,
): KioskSnapshot => ({
  ...base,
  ...change,
  visit: { step: 'companion', holder, cardStillThere: false, isChecking, problem },
});
const readByCamera = (cameraCodes: KioskSnapshot['devices']['cameraCodes']): KioskSnapshot['devices'] => ({
  ...base.devices,
  scanner: 'not-reachable',
  cameraCodes,
});
const insurance = (advice: InsuranceAdvice, change: Partial<VisitAt<'insurance'>> = {}): KioskSnapshot => ({
  ...base,
  visit: {
    step: 'insurance',
    holder,
    cardStillThere: false,
    carer: null,
    setback: null,
    insurance: {
      ...covered,
      outcome: outcomeOf(advice),
      advice,
      validTo: advice === 'expired' ? ranOut : covered.validTo,
    },
    state: 'deciding',
    offers: ['go-on-paying', 'show-card', 'counter'],
    canBringSomebody: false,
    ...change,
  },
});
const details = (change: Partial<VisitAt<'details'>> = {}): KioskSnapshot => ({
  ...base,
  visit: {
    step: 'details',
    holder,
    cardStillThere: false,
    carer: null,
    setback: null,
    field: 'phone',
    problem: 'none',
    index: 0,
    total: 2,
    canBringSomebody: false,
    canGoBack: false,
    ...change,
  },
});
const emergency = (staffCall: KioskSnapshot['staffCall'], idleSecondsLeft: number | null = null): KioskSnapshot => ({
  ...base,
  staffCall,
  idleSecondsLeft,
  visit: { step: 'emergency', cardStillThere: false },
});

export const questionSamples: Record<string, KioskSnapshot> = {
  'details-card-not-read': details({ setback: 'card-not-read', canBringSomebody: true }),
  'details-reader-gone': details({ setback: 'reader-gone', canBringSomebody: true }),
  'insurance-face-not-matched': insurance('expired', { setback: 'face-not-matched', canBringSomebody: true }),
  'emergency-sending': emergency('sending'),
  'emergency-call-out': emergency('none'),
  'emergency-call-out-ending': emergency('none', 12),
  'emergency-known': emergency('known'),
  'emergency-coming': emergency('coming'),
  'emergency-not-sent': emergency('not-sent', 12),
  'emergency-unavailable': emergency('unavailable'),
  typed: typed(),
  'typed-companion': typed({ whose: 'companion', readerReady: false }),
  ...Object.fromEntries(
    (['own', 'companion'] as const).flatMap((whose) =>
      (['birth-date', 'birth-year', 'expiry'] as const).map((page): [string, KioskSnapshot] => [
        `typed-${whose}-${page}`,
        typed({ whose }),
      ]),
    ),
  ),
  'typed-wrong-expiry': typed({ problem: 'expiry' }),
  'typed-wrong-number': typed({ problem: 'number', readerReady: false }),
  'typed-wrong-birth-date': typed({ problem: 'birth-date' }),
  'typed-birth-date-differs': typed({ problem: 'birth-date-differs' }),
  companion: companion('none'),
  'companion-same-person': companion('same-person'),
  'companion-unknown-code': companion('unknown-code'),
  'companion-checking': companion('none', {}, true),
  'companion-code-expired': companion('code-expired'),
  'companion-code-unchecked': companion('code-unchecked'),
  'companion-camera': companion('unreadable-code', { devices: readByCamera('always') }),
  'companion-camera-asked': companion('none', { devices: readByCamera('when-asked') }),
  'companion-camera-asked-again': companion('unreadable-code', { devices: readByCamera('when-asked') }),
  'companion-camera-open': companion('none', { devices: readByCamera('when-asked') }),
  'companion-no-scanner': companion('none', { devices: readByCamera('off') }),
  'insurance-expired': insurance('expired'),
  'insurance-camera': { ...insurance('expired'), devices: readByCamera('always') },
  'insurance-camera-asked': { ...insurance('expired'), devices: readByCamera('when-asked') },
  'insurance-camera-asked-again': {
    ...insurance('referral-expired', { state: 'not-answered', canBringSomebody: true }),
    devices: readByCamera('when-asked'),
  },
  'insurance-camera-open': {
    ...insurance('expired', { canBringSomebody: true }),
    devices: readByCamera('when-asked'),
  },
  'insurance-no-scanner': { ...insurance('expired'), devices: readByCamera('off') },
  'insurance-not-a-card': insurance('unknown-card', { state: 'not-a-card' }),
  'insurance-unreadable-code': insurance('unknown-card', { state: 'unreadable-code' }),
  'insurance-asking': insurance('moved', { state: 'asking' }),
  'insurance-army': insurance('army', { offers: ['counter', 'go-on-paying'] }),
  'insurance-counter': insurance('counter', { offers: ['counter', 'go-on-paying'] }),
  'insurance-child': insurance('child-without-card', { holder: child, carer, offers: ['counter', 'go-on-paying'] }),
  'insurance-open-stay': insurance('open-stay', {
    insurance: { ...covered, outcome: 'not-covered', advice: 'open-stay', openStayAt: 'Bệnh viện Mẫu Hai' },
    offers: ['counter', 'go-on-paying'],
  }),
  'insurance-referral-expired': insurance('referral-expired', {
    insurance: {
      ...covered,
      outcome: 'not-covered',
      advice: 'referral-expired',
      route: 'out-of-route',
      referral: { facility: 'Trung tâm Y tế huyện Mẫu', validTo: '2026-10-31', isOver: true },
    },
  }),
  'insurance-out-of-route': insurance('out-of-route'),
  'insurance-name': insurance('name'),
  'insurance-not-answered': insurance('expired', { state: 'not-answered', canBringSomebody: true }),
  'insurance-for-somebody': insurance('referral-expired', {
    insurance: {
      ...covered,
      outcome: 'not-covered',
      advice: 'referral-expired',
      route: 'out-of-route',
      referral: { facility: 'Trung tâm Y tế huyện Mẫu', validTo: '2026-10-31', isOver: true },
    },
    canBringSomebody: true,
  }),
  'details-phone': details(),
  'details-wrong-phone': details({ problem: 'phone' }),
  'details-wrong-relative': details({ problem: 'phone', field: 'relative', index: 1, carer, canGoBack: true }),
  'details-for-somebody': details({ canBringSomebody: true }),
  'details-relative': details({ field: 'relative', index: 1, carer, canGoBack: true }),
};
