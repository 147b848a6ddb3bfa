import fc from 'fast-check';
import { type Fault, faultSchema } from '../../fixtures/his/faults.ts';
import type { AmendmentDraft } from '../../sync/registration.ts';
import { clinics } from './made-up.ts';

/** What happens in a cycle, drawn before it begins: the same seed draws the same. */

/** Where the kiosk's program counts its own steps; it can be told to die at any of them. */
export const ownSteps = [
  'opening',
  /** Before and after each statement while the database is opened and migrated. */
  'opening-sql',
  'opened',
  'before-commit',
  /** Before and after each statement between opening and closing. */
  'running-sql',
  /** Before and after each COMMIT. */
  'commit-sql',
  'committed',
  'printed',
  'shown',
  'amended',
  'sending',
  'answered',
  'closing',
  'closing-sql',
  'closed',
] as const;
export type OwnStep = (typeof ownSteps)[number];

/** Seen on the wire, where the kiosk's program is killed from outside. */
export const wireSteps = ['request-on-the-wire', 'answer-on-the-wire'] as const;
export type WireStep = (typeof wireSteps)[number];

export type Kill =
  | { by: 'itself'; at: OwnStep; count: number }
  | { by: 'wire'; at: WireStep; count: number }
  /** At no step in particular; what it hits differs from run to run. */
  | { by: 'moment'; afterMs: number };

export type Action =
  | { do: 'register'; person: number; clinic: number; stream: 'insured' | 'paying' | 'priority' }
  | { do: 'desk'; person: number }
  | { do: 'amend'; kind: Exclude<AmendmentDraft['kind'], 'refusal-notice'>; which: number; clinic: number }
  | { do: 'lease'; clinic: number; size: number }
  | { do: 'staff'; decision: 'hold' | 'release' | 'retry' | 'set-aside'; which: number }
  | { do: 'clock'; days: -1 | 0 | 1; isAfternoon: boolean }
  /** Until nothing more moves, or for a short while. */
  | { do: 'wait' };

export interface CyclePlan {
  kiosk: 0 | 1;
  actions: Action[];
  /** null: it ends as it should. */
  kill: Kill | null;
  faults: Fault[];
  isOffline: boolean;
  /** What the hospital's staff do meanwhile. */
  rule: { do: 'block' | 'unblock'; person: number } | { do: 'close' | 'open' | 'fill'; clinic: number } | null;
}

/** So few that they meet again: at another clinic, at the other kiosk, on the same day. */
export const peopleCount = 40;

const clinic = fc.nat(clinics.length - 1);
const person = fc.nat(peopleCount - 1);

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant('register' as const),
      person,
      clinic,
      stream: fc.constantFrom('insured', 'paying', 'priority'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('desk' as const), person }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('amend' as const),
      kind: fc.constantFrom('cancel', 'change-clinic'),
      which: fc.nat(9),
      clinic,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('lease' as const), clinic, size: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('staff' as const),
      decision: fc.constantFrom('hold', 'release', 'retry', 'set-aside'),
      which: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      days: fc.constantFrom(-1, 0, 1),
      isAfternoon: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ do: 'wait' as const }) },
);

/** As often as each may be reached in one cycle, so that the later occurrences are killed at too. */
const mostOften: Record<OwnStep | WireStep, number> = {
  opening: 1,
  'opening-sql': 60,
  opened: 1,
  'before-commit': 5,
  'running-sql': 400,
  'commit-sql': 60,
  committed: 5,
  printed: 5,
  shown: 5,
  amended: 2,
  sending: 8,
  answered: 8,
  closing: 1,
  'closing-sql': 12,
  closed: 1,
  'request-on-the-wire': 8,
  'answer-on-the-wire': 8,
};

const countOf = (at: OwnStep | WireStep): fc.Arbitrary<number> => fc.integer({ min: 1, max: mostOften[at] });

const kill: fc.Arbitrary<Kill | null> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .constantFrom(...ownSteps)
      .chain((at) => countOf(at).map((count) => ({ by: 'itself' as const, at, count }))),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(...wireSteps)
      .chain((at) => countOf(at).map((count) => ({ by: 'wire' as const, at, count }))),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 120 }).map((afterMs) => ({ by: 'moment' as const, afterMs })),
  },
  { weight: 2, arbitrary: fc.constant(null) },
);

const fault = fc.constantFrom(...faultSchema.options);

const rule = fc.oneof(
  { weight: 8, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('block' as const, 'unblock' as const), person }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'open' as const, 'fill' as const), clinic }),
  },
);

const cycle = (kiosk: 0 | 1): fc.Arbitrary<CyclePlan> =>
  fc.record({
    kiosk: fc.constant(kiosk),
    actions: fc.array(action, { minLength: 2, maxLength: 9, size: 'max' }),
    kill,
    faults: fc.array(fault, { maxLength: 2 }),
    isOffline: fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0),
    rule,
  });

/** Plans for so many rounds; in a round both kiosks live one cycle at the same time. */
export function drawRounds(seed: number, rounds: number): [CyclePlan, CyclePlan][] {
  return fc.sample(fc.noBias(fc.tuple(cycle(0), cycle(1))), { seed, numRuns: rounds });
}
