import { type AudioOutput, createSounds } from '../sound.ts';

/** The tone of a call, for whoever does not look at the page. */
export interface Ring {
  play(): void;
  /** At a touch: browsers let no page speak by itself. */
  wake(): void;
  /** Whether the browser waits for a touch. */
  isHeld(): boolean;
}

export const ringEveryMs = { help: 4_000, emergency: 2_000 } as const;

export function createRing(openOutput: () => AudioOutput | null, clock: () => number): Ring {
  let output: AudioOutput | null = null;
  const sounds = createSounds({ openOutput: () => (output = openOutput()), clock });
  return {
    play: () => sounds.play('attention'),
    wake: () => sounds.wake(),
    isHeld: () => output?.state === 'suspended',
  };
}
