import type { VisitAt } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';
import type { Enrolling } from './face-enrolment.ts';
import { cardStillThere } from './laid-card.ts';
import type { Live } from './live-face.ts';
import { canSwap, challengeOf, phaseOf } from './liveness.ts';
import { holderOf } from './person-view.ts';
import type { MachineState } from './view.ts';

/** The steps of somebody who comes back by face, or whose face is to be kept. */

export const returningView = (context: VisitContext): VisitAt<'returning'> => ({
  step: 'returning',
  problem: context.returnProblem,
  cardStillThere: cardStillThere(context),
});

function shownState(state: MachineState, { check, failed }: Live): VisitAt<'recognise'>['state'] {
  const at = (sub: 'asking' | 'checking' | 'done' | 'watching') => state.matches({ flow: { recognise: sub } });
  if (at('asking')) return 'asking';
  if (at('done')) return 'done';
  if (at('checking')) return 'checking';
  // Not while the gallery is told of a try that failed: what was asked for is over.
  const phase = at('watching') ? phaseOf(check) : 'looking';
  return phase === 'looking' && failed !== null ? 'retry' : phase;
}

/** Nothing of a person before their face was recognised. */
export function recogniseView(state: MachineState, live: Live): VisitAt<'recognise'> {
  const { context } = state;
  const { check, factor, failed } = live;
  const shown = shownState(state, live);
  const challenge = shown === 'moving' ? challengeOf(check, context.ports.monotonicMs()) : null;
  return {
    step: 'recognise',
    purpose: factor ? 'return' : 'enrol',
    comparison: context.comparison,
    state: shown,
    instruction: check.instruction,
    challenge,
    failed,
    triesLeft: check.triesLeft,
    canSwap: challenge !== null && canSwap(check),
    holder: shown === 'done' && factor && context.identity ? holderOf(context, context.identity) : null,
    cardStillThere: cardStillThere(context),
  };
}

export function enrolView(state: MachineState, enrolment: Enrolling): VisitAt<'enrol'> {
  const { context } = state;
  const states = ['asking', 'withdrawing', 'working', 'enrolled', 'withdrawn'] as const;
  return {
    step: 'enrol',
    state: states.find((sub) => state.matches({ flow: { enrol: sub } })) ?? 'failed',
    problem: enrolment.problem,
    keptDays: context.ports.policies.faces.keptDays,
    keptAt: enrolment.keptAt,
    cardStillThere: cardStillThere(context),
  };
}
