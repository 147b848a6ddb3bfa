import type { VisitAt } from '../bridge/snapshot.ts';
import { cardThere, type VisitContext } from './context.ts';
import type { Enrolling } from './face-enrolment.ts';
import type { Live } from './live-face.ts';
import { canSwap, challengeOf } from './liveness.ts';
import { holderOf } from './person-view.ts';
import type { MachineState } from './view.ts';

/** The steps of somebody who comes back by face, or whose face is to be kept. */

export const returningView = (context: VisitContext): VisitAt<'returning'> => ({
  step: 'returning',
  problem: context.typedProblem === 'birth-date' ? 'birth-date' : 'none',
  cardStillThere: cardThere(context),
});

/** Nothing of a person before their face was recognised. */
export function recogniseView(state: MachineState, live: Live): VisitAt<'recognise'> {
  const { context } = state;
  const { check, factor, failed } = live;
  const at = (sub: 'checking' | 'done') => state.matches({ flow: { recognise: sub } });
  const isWatching = state.matches({ flow: { recognise: 'watching' } });
  const challenge = isWatching ? challengeOf(check, context.ports.now().getTime()) : null;
  const looking = failed === null ? 'looking' : 'retry';
  const isDone = at('done');
  return {
    step: 'recognise',
    purpose: factor ? 'return' : 'enrol',
    comparison: context.comparison,
    state: isDone ? 'done' : at('checking') ? 'checking' : challenge ? 'moving' : looking,
    instruction: check.instruction,
    challenge,
    failed,
    triesLeft: check.triesLeft,
    canSwap: challenge !== null && canSwap(check),
    holder: isDone && factor && context.identity ? holderOf(context, context.identity) : null,
    cardStillThere: cardThere(context),
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
    cardStillThere: cardThere(context),
  };
}
