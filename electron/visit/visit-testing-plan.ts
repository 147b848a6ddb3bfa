import type { Identity, UsableCode } from './identity.ts';
import type { Lookup } from './lookup.ts';
import type { VisitPorts } from './ports.ts';
import type { VisitPlan } from './visit-choice.ts';
import { appointment, codeOf, covered, eyeClinic, hanh, recordFor } from './visit-testing-people.ts';

/** What is known of a visit at its last look, for the tests of the pure functions. */

export const identityBy = (code: UsableCode = codeOf(hanh), changes: Partial<Identity> = {}): Identity => ({
  code,
  codeSha256: 'abc',
  isVneid: false,
  typed: null,
  shownInsurance: null,
  shownSlip: null,
  chip: null,
  chipSkipped: null,
  face: null,
  returned: null,
  staff: null,
  ...changes,
});

/** Found, insured, with an appointment. */
export const found: Lookup = {
  reachable: true,
  patient: { kind: 'one', patient: recordFor(hanh) },
  eligibility: covered,
  appointments: [appointment],
  lastVisit: null,
  slip: null,
  clinics: [eyeClinic],
  today: [],
  asOf: null,
};

/** Nobody by these keys, and nothing of insurance. */
export const unknown: Lookup = { ...found, patient: { kind: 'none' }, eligibility: null, appointments: [] };

export const away: Lookup = {
  ...unknown,
  reachable: false,
  patient: { kind: 'not-asked' },
  // How many wait is not of now.
  clinics: unknown.clinics.map((clinic) => ({ ...clinic, waiting: null })),
};

export const planOf = (ports: VisitPorts, changes: Partial<VisitPlan> = {}): VisitPlan => ({
  ports,
  identity: identityBy(),
  lookup: found,
  choice: { clinic: eyeClinic, doctor: null, appointments: [] },
  later: null,
  isPaying: false,
  declared: [],
  carer: null,
  answers: [],
  ...changes,
});
