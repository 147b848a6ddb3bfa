import type { VisitAt } from '../bridge/snapshot.ts';
import type { VisitContext } from './context.ts';
import type { Identity } from './identity.ts';
import { cardThere, isLeft } from './laid-card.ts';
import { holderOf } from './person-view.ts';
import type { Picture } from './ports.ts';
import { faceComes } from './rules.ts';
import type { MachineState } from './view.ts';

/** The steps that find out who it is: card, face, typed number, somebody whom they bring. */

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const shownPicture = (portrait: Picture) => ({ mediaType: portrait.mediaType, base64: base64(portrait.bytes) });

/** Whose number is typed; `opensCard`: the card that it is read from is to lie there, since the number may open it. */
export interface Typing {
  whose: VisitAt<'typed'>['whose'];
  opensCard: boolean;
}

export function typedView(context: VisitContext, { whose, opensCard }: Typing) {
  const { typedProblem, reader } = context;
  return {
    step: 'typed',
    whose,
    cardStillThere: opensCard ? isLeft(context, reader) : cardThere({ reader }),
    problem: typedProblem,
    readerReady: reader.state !== 'unavailable',
  } satisfies VisitAt<'typed'>;
}

export function identifyView(state: MachineState, identity: Identity): VisitAt<'identify'> {
  const { context } = state;
  const portrait = identity.chip?.portrait ?? null;
  const at = (sub: 'awaiting' | 'reading' | 'problem') => state.matches({ flow: { visit: { identify: sub } } });
  const base = {
    step: 'identify' as const,
    holder: holderOf(context, identity),
    portrait: null,
    notice: context.identifyNotice,
  };
  if (at('awaiting')) return { ...base, card: { state: 'awaited', otherCardThere: isLeft(context, context.reader) } };
  const stillThere = cardThere(context);
  const expiredOn = identity.chip?.expiredOn ?? null;
  if (expiredOn !== null && state.matches({ flow: { visit: { identify: 'expired' } } })) {
    return { ...base, card: { state: 'expired', expiredOn, stillThere } };
  }
  if (at('reading')) {
    return { ...base, card: { state: 'reading', ...context.progress, cameraSoon: faceComes(context, identity) } };
  }
  if (context.cardProblem && at('problem')) {
    return { ...base, card: { state: 'problem', problem: context.cardProblem, triesLeft: context.cardTriesLeft } };
  }
  return {
    ...base,
    portrait: portrait && shownPicture(portrait),
    card: { state: 'read', stillThere },
  };
}

export function verifyView(context: VisitContext, identity: Identity, portrait: Picture): VisitAt<'verify'> {
  const { face } = context;
  return {
    step: 'verify',
    comparison: context.comparison,
    holder: holderOf(context, identity),
    portrait: shownPicture(portrait),
    cardStillThere: cardThere(context),
    face: { state: face.state, instruction: face.instruction, triesLeft: face.triesLeft },
  };
}

export function companionView(state: MachineState, identity: Identity): VisitAt<'companion'> {
  const { context } = state;
  const isChecking = state.matches({ flow: { visit: { companion: 'checking' } } });
  return {
    step: 'companion',
    holder: holderOf(context, identity),
    cardStillThere: cardThere(context),
    isChecking,
    problem: isChecking ? 'none' : context.companionProblem,
  };
}
