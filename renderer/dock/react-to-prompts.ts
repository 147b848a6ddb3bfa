import type { Movement } from '../../electron/bridge/face-snapshot.ts';
import type { FromStation } from '../../electron/bridge/messages.ts';
import { moveSimulatedFace } from '../face/simulated-face.ts';

/** A person reads what to do first. */
const reactionMs = 500;

/** Lets the simulated face make the movements that the station asks for, and come back; hears every message. */
export function reactToPrompts(move: (movement: Movement | null) => void = moveSimulatedFace) {
  let asked = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (message: FromStation): void => {
    if (message.kind !== 'snapshot') return;
    const { visit } = message.snapshot;
    const challenge = visit.step === 'recognise' ? visit.challenge : null;
    const goes = challenge?.phase === 'go' ? `${challenge.movement} ${String(challenge.left)}` : '';
    if (goes === asked) return;
    asked = goes;
    clearTimeout(timer);
    if (challenge?.phase === 'go') timer = setTimeout(() => move(challenge.movement), reactionMs);
    else move(null);
  };
}
