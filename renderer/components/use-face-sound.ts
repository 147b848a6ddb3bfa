import { useEffect } from 'react';
import type { VisitAt } from '../../electron/bridge/snapshot.ts';
import { kioskSounds, type Sound } from '../sound.ts';

/** What is told by a sound, and a name that changes when there is something new to tell. */
interface Cue {
  sound: Sound | null;
  about: string;
}

export function verifyCue({ face }: VisitAt<'verify'>): Cue {
  if (face.state === 'matched') return { sound: 'success', about: 'matched' };
  return {
    sound: face.state === 'retry' && face.instruction === 'look-here' ? 'attention' : 'instruction',
    about: `${face.state} ${face.instruction} ${String(face.triesLeft)}`,
  };
}

/** Coming back is heard, too: whoever closes their eyes cannot read that they may open them. */
export function recogniseCue({ state, instruction, challenge, triesLeft }: VisitAt<'recognise'>): Cue {
  if (state === 'done') return { sound: 'success', about: state };
  if (state === 'checking' || state === 'asking') return { sound: null, about: state };
  const isAsIs = instruction === 'look-here';
  if (state === 'pause' && isAsIs) return { sound: 'success', about: state };
  if (state === 'moving' && challenge && isAsIs) {
    const { movement, phase, left } = challenge;
    return { sound: phase === 'back' ? 'release' : 'instruction', about: `${movement} ${phase} ${String(left)}` };
  }
  return {
    sound: state === 'retry' && isAsIs ? 'attention' : 'instruction',
    about: `${state} ${instruction} ${String(triesLeft)}`,
  };
}

export function useFaceSound({ sound, about }: Cue): void {
  useEffect(() => {
    if (sound !== null) kioskSounds.play(sound);
  }, [sound, about]);
}
