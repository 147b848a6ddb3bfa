import type { Movement } from '../../electron/bridge/face-snapshot.ts';
import type { FromStation } from '../../electron/bridge/messages.ts';
import { moveSimulatedFace } from '../face/simulated-face.ts';

/** A person takes in what to do, then begins: the picture shows it after 0.6 to 1.0 s. */
const beginsMs = 800;
/** "And back" is expected: hearing or seeing it takes less than choosing what to do. */
const returnsMs = 400;

/** Lets the simulated face make the movements that the station asks for, and come back; hears every message. */
export function reactToPrompts(move: (movement: Movement | null) => void = moveSimulatedFace) {
  let asked = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (message: FromStation): void => {
    if (message.kind !== 'snapshot') return;
    const { visit } = message.snapshot;
    const challenge = visit.step === 'recognise' ? visit.challenge : null;
    const next = challenge ? `${challenge.movement} ${challenge.phase} ${String(challenge.left)}` : '';
    if (next === asked) return;
    asked = next;
    clearTimeout(timer);
    if (challenge?.phase === 'go') timer = setTimeout(() => move(challenge.movement), beginsMs);
    else if (challenge) timer = setTimeout(() => move(null), returnsMs);
    else move(null);
  };
}
